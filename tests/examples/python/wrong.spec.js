import { checkCors } from 'corslab/check';
import { afterAll, expect, test } from 'vitest';
import { start, stop, wrong } from './wrong.js';

const missing = await start();
if (missing) console.log(`skipped: ${missing}`);
afterAll(stop);

test.skipIf(missing !== undefined).for(wrong)('$what', async ({ app, asked, finding }) => {
  const { verdict } = await checkCors(app, asked);
  expect([verdict.cause, ...verdict.warnings].map((found) => found?.code)).toContain(finding);
});
