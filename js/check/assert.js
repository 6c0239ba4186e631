/** The same claims for node:test and everything else that goes by thrown errors. */
import { AssertionError } from 'node:assert';
import { answersPreflight } from './judge-preflight.js';
import { allowsCors, exposesHeaders, refusesCors, then } from './judge.js';

/** @typedef {import('./judge.js').Judgement} Judgement */
/** @typedef {import('./options.js').Options} Options */

/** @param {unknown} target @param {Options} [options] */
export function assertAllowsCors(target, options) {
  return asserted('assertAllowsCors', allowsCors(target, options), assertAllowsCors);
}

/** @param {unknown} target @param {Options} [options] */
export function assertRefusesCors(target, options) {
  return asserted('assertRefusesCors', refusesCors(target, options), assertRefusesCors);
}

/** @param {unknown} target @param {string | string[]} names @param {Options} [options] */
export function assertExposesHeaders(target, names, options) {
  return asserted('assertExposesHeaders', exposesHeaders(target, names, options), assertExposesHeaders);
}

/** @param {unknown} target @param {Options} [options] */
export function assertAnswersPreflight(target, options) {
  return asserted('assertAnswersPreflight', answersPreflight(target, options), assertAnswersPreflight);
}

/**
 * Throws at once for what is known at once: an assertion on a verdict cannot be forgotten by a missing `await`.
 *
 * @param {string} operator
 * @param {Judgement | Promise<Judgement>} judgement
 * @param {Function} stackStartFn
 */
function asserted(operator, judgement, stackStartFn) {
  return then(judgement, ({ state, sentence, actual, expected, check }) => {
    if (state === 'yes') return check;
    const message = messageOf(operator, sentence, check);
    const error = new AssertionError({ message, actual, expected, operator, stackStartFn });
    throw Object.defineProperty(error, 'cause', { value: brief(check.verdict), configurable: true, writable: true });
  });
}

/**
 * @param {string} claim
 * @param {string} sentence
 * @param {import('./check.js').Check} check
 */
export function messageOf(claim, sentence, check) {
  return `${claim}: ${sentence}\n\n${check.report()}\n`;
}

/**
 * The verdict, which a test runner that prints an error's cause shows in one line: the message tells all of it already.
 *
 * @param {import('./report.js').Verdict} verdict
 */
function brief(verdict) {
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(verdict));
  const line = () => `[Verdict: ${verdict.outcome}${verdict.cause ? `, ${verdict.cause.code}` : ''}]`;
  return Object.defineProperty(copy, Symbol.for('nodejs.util.inspect.custom'), { value: line });
}
