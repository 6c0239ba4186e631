import { broken } from './app.js';

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'broken',
    what: 'the preflight is answered, but allows nothing',
    app: broken,
    asked: { from: 'https://app.example.com', url: 'https://api.example.com/items/7', method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: '{}' },
    finding: 'method-not-allowed',
  },
];
