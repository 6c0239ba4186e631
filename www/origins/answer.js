/** Pair → answer: how the two compare, each by itself, and what is wrong with either. */
import { compare, isMalformed } from '../decide.js';

/**
 * @typedef {import('./pair.js').Pair} Pair
 * @typedef {import('./pair.js').Side} Side
 * @typedef {'a' | 'b'} Name
 * @typedef {import('corslab').OriginComparison} Comparison
 *
 * @typedef {object} Answer
 * @property {Comparison} comparison
 * @property {Record<Name, Tuple | null>} tuples the origin of each; null: it is opaque
 * @property {Record<Name, string>} urlOrigins the origin of each URL, whether its document is sandboxed or not
 *
 * @typedef {{ scheme: string, host: string, port: import('corslab').EffectivePort }} Tuple
 */

export const NAMES = /** @type {const} */ (['a', 'b']);

/**
 * @param {Pair} pair
 * @returns {{ answer: Answer } | { errors: Record<Name, string | null> }} an error: what is allowed there
 */
export function answerOf(pair) {
  try {
    return { answer: answer(pair) };
  } catch (error) {
    if (!isMalformed(error)) throw error;
    return { errors: both((name) => errorOf(pair[name])) };
  }
}

/** @param {Pair} pair @returns {Answer} */
function answer(pair) {
  const comparison = compare(pair);
  return {
    comparison,
    tuples: both((name) => tupleOf(comparison, pair[name], name)),
    urlOrigins: both((name) => (pair[name].sandboxed ? alone({ ...pair[name], sandboxed: false }) : comparison)[name].origin),
  };
}

/** @param {Comparison} comparison @param {Side} side @param {Name} name @returns {Tuple | null} */
function tupleOf(comparison, side, name) {
  if (comparison[name].opaque) return null;
  // Beside an opaque origin there are no parts to compare, yet this one has some.
  const { scheme, host, port } = /** @type {import('corslab').OriginParts} */ (comparison.parts ?? alone(side).parts);
  return { scheme: scheme[name], host: host[name], port: port[name] };
}

/** @param {Side} side */
function alone(side) {
  return compare({ a: side, b: side });
}

/** @param {Side} side */
function errorOf(side) {
  try {
    alone(side);
    return null;
  } catch (error) {
    if (!isMalformed(error)) throw error;
    return error.allowed;
  }
}

/** @template T @param {(name: Name) => T} make @returns {Record<Name, T>} */
export function both(make) {
  return { a: make('a'), b: make('b') };
}
