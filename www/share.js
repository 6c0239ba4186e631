/** The scenario in the forms in which one takes it elsewhere. */
import { compact } from './state.js';

/** @param {import('./state.js').Scenario} scenario */
export function asJson(scenario) {
  return JSON.stringify(compact(scenario), null, 2);
}

/**
 * A Vitest test that holds the scenario to its verdict.
 *
 * @param {import('./state.js').Scenario} scenario
 * @param {import('corslab').Verdict} verdict
 */
export function asTest(scenario, { outcome, summary, cause }) {
  return [
    `import { expect, test } from 'vitest';`,
    `import { simulate } from 'corslab';`,
    ``,
    `test(${JSON.stringify(summary)}, () => {`,
    `  const verdict = simulate(${asJson(scenario).replaceAll('\n', '\n  ')});`,
    ``,
    `  expect(verdict.outcome).toBe(${JSON.stringify(outcome)});`,
    ...(cause ? [`  expect(verdict.cause?.code).toBe(${JSON.stringify(cause.code)});`] : []),
    `});`,
    ``,
  ].join('\n');
}
