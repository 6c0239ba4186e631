//#region test
import { assertAllowsCors, assertExposesHeaders, assertRefusesCors } from 'corslab/check';
import test from 'node:test';
import { app } from './app.js';

const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret', 'Content-Type': 'application/json' };

test('the page may change an item', async () => {
  await assertAllowsCors(app, { from, path: '/items/7', method: 'PATCH', headers, body: '{}', credentials: 'include' });
});

test('it may read the total', async () => {
  await assertExposesHeaders(app, 'X-Total-Count', { from, path: '/items', headers });
});

test('no other page may', async () => {
  await assertRefusesCors(app, { from: 'https://evil.example', path: '/items', headers, because: 'missing-allow-origin' });
});
//#endregion
