//#region hono
import 'corslab/vitest';
import { expect, test } from 'vitest';
import { app } from './app.js';

const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret', 'Content-Type': 'application/json' };

test('the page may change an item', async () => {
  await expect(app).toAllowCors({ from, path: '/items/7', method: 'PATCH', headers, body: '{}', credentials: 'include' });
});

test('it may read the total', async () => {
  await expect(app).toExposeHeaders('X-Total-Count', { from, path: '/items' });
});

test('no other page may', async () => {
  await expect(app).toRefuseCors({ from: 'https://evil.example', path: '/items', credentials: 'include' });
});
//#endregion
