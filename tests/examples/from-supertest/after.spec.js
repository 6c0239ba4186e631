import 'corslab/vitest';
import { expect, test } from 'vitest';
import { broken, mended as app } from './app.js';

//#region after
const read = { path: '/items', headers: { Authorization: 'Bearer secret' } };

test('our app may read items and their total', async () => {
  await expect(app).toAllowCors({ from: 'https://app.example.com', ...read, credentials: 'include', expose: 'X-Total-Count' });
});

test('another site may not', async () => {
  await expect(app).toRefuseCors({ from: 'https://evil.example', ...read, credentials: 'include' });
});
//#endregion

test('which the app does not pass that the old test passes', async () => {
  await expect(broken).toRefuseCors({ from: 'https://app.example.com', ...read, because: 'preflight-requires-auth' });
});
