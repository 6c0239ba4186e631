//#region handler
import 'corslab/vitest';
import { expect, test } from 'vitest';
import worker, { handler } from './app.js';

const change = { from: 'https://app.example.com', method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{}' };

test('a (Request) => Response function', async () => {
  await expect(handler).toAllowCors(change);
  await expect(handler).toRefuseCors({ ...change, from: 'https://evil.example' });
});

test('a worker: an object with fetch', async () => {
  await expect(worker).toAllowCors(change);
});
//#endregion
