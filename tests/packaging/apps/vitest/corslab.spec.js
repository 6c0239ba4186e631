import * as corslab from 'corslab';
import { expect, test } from 'vitest';
import { report } from '../report.js';

test('a verdict and a malformed scenario', () => {
  expect(report(corslab)).toEqual(JSON.parse(process.env.EXPECTED));
});

test('the environment is the expected one', () => {
  expect(typeof document === 'object' ? 'jsdom' : 'node').toBe(process.env.EXPECTED_ENVIRONMENT);
});

test('the trace is there for every matcher, though it is made on demand', () => {
  const verdict = () => corslab.simulate({ page: 'https://a.example/', request: 'https://b.example/', server: { response: {} } });
  expect(verdict()).toEqual(verdict());
  expect(verdict()).toStrictEqual(verdict());
  expect(verdict()).toMatchObject({ trace: expect.arrayContaining([expect.objectContaining({ result: 'fail' })]) });
  expect(JSON.parse(JSON.stringify(verdict()))).toEqual(verdict());
  expect({ ...verdict(), trace: [] }).not.toEqual(verdict());
});
