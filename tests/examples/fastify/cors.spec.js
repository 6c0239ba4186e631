//#region test
import 'corslab/vitest';
import { expect, test } from 'vitest';
import { createApp, policy } from './app.js';

const app = await createApp(policy);
const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret', 'Content-Type': 'application/json' };

test('the page may change an item', async () => {
  await expect(app).toAllowCors({ from, path: '/items/7', method: 'PATCH', headers, body: '{}', credentials: 'include' });
});

test('every method that the page uses is allowed, and the answer is kept for ten minutes', async () => {
  const allows = { methods: ['PATCH', 'DELETE'], headers: ['Authorization', 'Content-Type'], maxAge: 600 };
  await expect(app).toAnswerPreflight({ from, path: '/items/7', method: 'PATCH', allows });
});

test('it may read the total', async () => {
  await expect(app).toExposeHeaders('X-Total-Count', { from, path: '/items', headers: { Authorization: 'Bearer secret' } });
});

test('it can tell a 401 and a 500 from a dead server', async () => {
  await expect(app).toAllowCors({ from, path: '/items' });
  await expect(app).toAllowCors({ from, path: '/broken', headers: { Authorization: 'Bearer secret' } });
});

test('no other page may', async () => {
  await expect(app).toRefuseCors({ from: 'https://evil.example', path: '/items', headers, credentials: 'include' });
});
//#endregion
