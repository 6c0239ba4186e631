/** How much one exchange may take before it is given up. */
import { refused } from '../inside.js';

/**
 * @typedef {object} Limits
 * @property {number} timeout milliseconds, from the first packet to the last byte of the body; Infinity for no limit
 * @property {number} headBytes of the status line and the headers, with those of interim replies and trailers
 * @property {number} bodyBytes of the body, as sent and as decoded
 */

/** @type {Readonly<Limits>} */
export const DEFAULT_LIMITS = Object.freeze({ timeout: 30_000, headBytes: 256 * 1024, bodyBytes: 256 * 1024 * 1024 });

/** No timer of the platform runs longer. */
const LONGEST = 2 ** 31 - 1;

/**
 * The limits that somebody gave, and the usual ones where none is given.
 *
 * @param {unknown} given
 * @param {string} [field] what they are called in an error
 * @returns {Limits}
 */
export function limitsOf(given, field = 'limits') {
  if (given === undefined || given === null) return { ...DEFAULT_LIMITS };
  if (typeof given !== 'object') throw refused(field, `a ${typeof given}`, 'an object with `timeout`, `headBytes`, `bodyBytes`');
  const limits = { ...DEFAULT_LIMITS };
  for (const [name, value] of Object.entries(given)) {
    if (!isLimit(name)) throw refused(`${field}.${name}`, 'this name', '`timeout`, `headBytes` or `bodyBytes`');
    if (value === undefined) continue;
    if (!isAllowed(name, value)) throw refused(`${field}.${name}`, typeof value === 'number' ? String(value) : `a ${typeof value}`, ALLOWED[name]);
    limits[name] = value;
  }
  return limits;
}

/** @type {Record<keyof Limits, string>} */
const ALLOWED = {
  timeout: `milliseconds: more than 0 and at most ${LONGEST}, or Infinity`,
  headBytes: 'a number of bytes above 0, or Infinity',
  bodyBytes: 'a number of bytes, 0 or more, or Infinity',
};

/** @param {string} name @returns {name is keyof Limits} */
function isLimit(name) {
  return Object.hasOwn(ALLOWED, name);
}

/** @param {keyof Limits} name @param {unknown} value @returns {value is number} */
function isAllowed(name, value) {
  if (typeof value !== 'number' || Number.isNaN(value)) return false;
  if (value < (name === 'bodyBytes' ? 0 : Number.MIN_VALUE)) return false;
  return name !== 'timeout' || value <= LONGEST || value === Infinity;
}
