import * as corslab from 'corslab';
import { expect, test } from 'vitest';
import { report } from '../report.js';

test('a verdict and a malformed scenario', () => {
  expect(report(corslab)).toEqual(JSON.parse(process.env.EXPECTED));
});

test('the environment is the expected one', () => {
  expect(typeof document === 'object' ? 'jsdom' : 'node').toBe(process.env.EXPECTED_ENVIRONMENT);
});
