/** The scenario as a Vitest test that holds it to its verdict. */
import { compact } from '../state.js';

/** A longer title helps nobody who reads a list of tests. */
const LONGEST_TITLE = 120;
const NAME = /^[A-Za-z_$][\w$]*$/;
/** Characters that would make source code read otherwise than it runs. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * @param {import('../state.js').Scenario} scenario
 * @param {import('corslab').Verdict} verdict
 */
export function asTest(scenario, { outcome, summary, cause, preflight, reachedServer }) {
  return [
    `import { expect, test } from 'vitest';`,
    `import { simulate } from 'corslab';`,
    ``,
    `test(${text(title(summary))}, () => {`,
    `  const verdict = simulate(${literal(compact(scenario), '  ')});`,
    ``,
    `  expect(verdict.outcome).toBe(${text(outcome)});`,
    ...(cause ? [`  expect(verdict.cause?.code).toBe(${text(cause.code)});`] : []),
    `  expect(verdict.preflight.decision).toBe(${text(preflight.decision)});`,
    `  expect(verdict.reachedServer).toBe(${reachedServer});`,
    `});`,
    ``,
  ].join('\n');
}

/** @param {string} summary */
function title(summary) {
  return summary.length > LONGEST_TITLE ? `${summary.slice(0, LONGEST_TITLE)} …` : summary;
}

/** @param {unknown} value @param {string} indent @returns {string} */
function literal(value, indent) {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Array.isArray(value)
    ? value.map((one) => literal(one, inner))
    : Object.entries(value).map(([name, one]) => `${key(name)}: ${literal(one, inner)}`);
  return parts.length === 0 ? `${open}${close}` : `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`;
}

/** As a plain member, `__proto__` would be the object's prototype. @param {string} name */
function key(name) {
  if (name === '__proto__') return `['__proto__']`;
  return NAME.test(name) ? name : text(name);
}

/** @param {string} value a literal in the quotes that need the fewest escapes */
function text(value) {
  const double = JSON.stringify(value).replace(INVISIBLE, escape);
  return value.includes("'") ? double : `'${double.slice(1, -1).replaceAll('\\"', '"')}'`;
}

/** @param {string} character */
function escape(character) {
  return [...Array(character.length).keys()].map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}
