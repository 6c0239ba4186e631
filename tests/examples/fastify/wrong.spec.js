import { checkCors } from 'corslab/check';
import { expect, test } from 'vitest';
import { wrong } from './wrong.js';

test.for(wrong)('$what', async ({ app, asked, finding }) => {
  const { verdict } = await checkCors(app, asked);
  expect([verdict.cause, ...verdict.warnings].map((found) => found?.code)).toContain(finding);
});
