import 'corslab/vitest';
import { afterAll, beforeAll, expect, test as base } from 'vitest';
import { prepare, serve } from './server.js';

const { python, missing } = prepare();
if (missing) console.log(`skipped: ${missing}`);
const test = base.skipIf(missing !== undefined);

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {string} */
let api;
beforeAll(async () => {
  if (!python) return;
  server = await serve(python, 'fast:app');
  api = server.url;
});
afterAll(() => server?.stop());

//#region test
const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret' };

test('the page may read and change items', async () => {
  await expect(api).toAllowCors({ from, path: '/items', headers, credentials: 'include' });
  await expect(api).toAllowCors({ from, path: '/items/7', method: 'PATCH', headers, credentials: 'include' });
});

test('it can tell a 401 and a 500 from a dead server', async () => {
  await expect(api).toAllowCors({ from, path: '/items' });
  await expect(api).toAllowCors({ from, path: '/broken' });
});

test('no other page may', async () => {
  await expect(api).toRefuseCors({ from: 'https://evil.example', path: '/items', headers, credentials: 'include' });
});
//#endregion

//#region name
test('under the name that it has in production', async () => {
  await expect(api).toAllowCors({ from, url: 'https://api.example.com/items', headers, credentials: 'include' });
});
//#endregion
