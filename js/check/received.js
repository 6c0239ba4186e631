/** The header as received against as needed. */
import { pieces, shownBytes } from './text.js';

/** Where the standard compares byte for byte, the first byte that differs says it all. */
const BYTE_FOR_BYTE = new Set(['allow-origin-mismatch', 'invalid-allow-credentials']);

/** How much of what is equal is shown before the first difference, and how much after it. */
const BEFORE = 60;
const AFTER = 80;

/**
 * @param {import('corslab').Cause} cause
 * @param {boolean} isThere whether the message has the header at all
 * @returns {{ received: string, needed: string | null, mark: string | null }}
 */
export function receivedAgainstNeeded({ code, header, received, expected }, isThere) {
  if (header !== undefined && !isThere) return { received: '(no such header)', needed: expected === undefined ? null : shownBytes(expected), mark: null };
  if (BYTE_FOR_BYTE.has(code) && received !== undefined && expected !== undefined) return lined(received, expected);
  return {
    received: received === undefined ? '(nothing)' : orEmpty(shownBytes(received)),
    needed: expected === undefined ? null : shownBytes(expected),
    mark: null,
  };
}

/**
 * Both lines with the same beginning, and a mark under the first byte that differs.
 *
 * @param {string} received
 * @param {string} expected
 */
function lined(received, expected) {
  let equal = 0;
  while (equal < received.length && equal < expected.length && received[equal] === expected[equal]) equal++;
  const from = Math.max(0, equal - BEFORE);
  const start = from > 0 ? '…' : '';
  const [seen, wished] = [received, expected].map((value) => pieces(value.slice(0, equal + AFTER), value.length > equal + AFTER));
  const [line, other] = [seen, wished].map((part) => start + part.slice(from).join(''));
  const column = start.length + wished.slice(from, equal).join('').length;
  const isSame = seen.slice(from, equal).join('').length === wished.slice(from, equal).join('').length;
  return {
    received: orEmpty(line) + (received.length > equal + AFTER ? `… (${(received.length - equal - AFTER).toLocaleString('en-GB')} more)` : ''),
    needed: other,
    mark: isSame && received !== '' ? `${' '.repeat(column)}^ ${difference(equal, seen[equal], wished[equal])}` : null,
  };
}

/**
 * @param {number} index
 * @param {string | undefined} received
 * @param {string | undefined} needed
 */
function difference(index, received, needed) {
  const byte = `byte ${index + 1}`;
  if (received === undefined) return `${byte}: the value ends here; ${needed} is needed`;
  if (needed === undefined) return `${byte}: ${received} where the value must end`;
  return `${byte}: ${received} where ${needed} is needed`;
}

/** @param {string} value */
const orEmpty = (value) => (value === '' ? '(empty)' : value);
