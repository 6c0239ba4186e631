//#region test
import 'corslab/vitest';
import { expect, test } from 'vitest';
import { app } from './app.js';

const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret', 'Content-Type': 'application/json' };

test('the page may change an item', async () => {
  await expect(app).toAllowCors({ from, path: '/items/7', method: 'PATCH', headers, body: '{}', credentials: 'include' });
});

test('it may read the total', async () => {
  await expect(app).toExposeHeaders(['X-Total-Count'], { from, path: '/items', headers: { Authorization: 'Bearer secret' } });
});

test('it can tell a 401 and a 500 from a dead server', async () => {
  await expect(app).toAllowCors({ from, path: '/items' });
  await expect(app).toAllowCors({ from, path: '/broken', headers: { Authorization: 'Bearer secret' } });
});

test('no other page may: the PATCH is not even sent', async () => {
  for (const stranger of ['https://evil.example', 'https://app.example.com.evil.example', 'http://app.example.com', 'null']) {
    await expect(app).toRefuseCors({ from: stranger, path: '/items/7', method: 'PATCH', headers, body: '{}', credentials: 'include' });
  }
});
//#endregion
