import { broken } from './app.js';

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'broken',
    what: 'the app that the old test passes',
    app: broken,
    asked: { from: 'https://app.example.com', path: '/items', headers: { Authorization: 'Bearer secret' }, credentials: 'include' },
    finding: 'preflight-requires-auth',
  },
];
