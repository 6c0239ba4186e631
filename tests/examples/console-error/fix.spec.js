//#region test
import 'corslab/vitest';
import { checkCors } from 'corslab/check';
import { expect, test } from 'vitest';
import { broken, mended } from './app.js';

const change = {
  from: 'https://app.example.com',
  url: 'https://api.example.com/items/7',
  method: 'PATCH',
  headers: { 'Content-Type': 'application/json' },
  body: '{}',
};

test('the request of the line, asked again: all that is wrong, and not the first thing only', async () => {
  const { verdict } = await checkCors(broken, change);
  expect(verdict.problems.map(({ code }) => code)).toEqual(['method-not-allowed', 'header-not-allowed']);
  expect(verdict.console[0]).toContain('Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.');
});

test('the fix', async () => {
  await expect(mended).toAllowCors(change);
});
//#endregion
