import { app } from './app.js';

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'sign-in',
    what: 'the sign-in check answers OPTIONS',
    app,
    asked: { from: 'https://app.example.com', path: '/items', headers: { Authorization: 'Bearer secret' } },
    finding: 'preflight-requires-auth',
  },
];
