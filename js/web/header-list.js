/**
 * [Header lists](https://fetch.spec.whatwg.org/#concept-header-list) as the core's door takes them: names and values in
 * turn, in one string, with a character between them that no byte stands for.
 */
import { CorslabError, core, inCore } from '../inside.js';

/** @typedef {'none' | 'request' | 'request-no-cors' | 'response' | 'immutable'} HeadersGuard */
/** @typedef {[name: string, value: string]} Header */

const SEPARATOR = '\u0100';

/**
 * @param {Iterable<readonly string[]>} headers
 * @returns {string}
 */
export const listOf = (headers) => [...headers].map(([name, value]) => name + SEPARATOR + value).join(SEPARATOR);

/**
 * The headers in their order, with their names as they were spelt.
 *
 * @param {string} list
 * @returns {Header[]}
 */
export function headersOf(list) {
  if (list === '') return [];
  const parts = list.split(SEPARATOR);
  /** @type {Header[]} */
  const headers = [];
  for (let at = 0; at < parts.length; at += 2) headers.push([parts[at], parts[at + 1]]);
  return headers;
}

/**
 * @param {HeadersGuard} guard
 * @param {'append' | 'set' | 'delete'} change
 * @param {string} list
 * @param {string} given what to append, to set or to delete (with any value)
 * @param {string} context what a TypeError begins with
 * @returns {string} the list after it
 */
export const changed = (guard, change, list, given, context) =>
  orTypeError(context, () => inCore(core.changeHeaders, guard, change, list, given));

/**
 * @param {string} list
 * @param {string} name
 * @param {string} context
 * @returns {string | null}
 */
export const valueOf = (list, name, context) =>
  orTypeError(context, () => inCore(core.getHeader, list, name)) ?? null;

/**
 * @param {string} list
 * @returns {Header[]} as a script sees them
 */
export const sorted = (list) => headersOf(inCore(core.sortHeaders, list));

/**
 * @param {string} list
 * @returns {string | null} the MIME type of the body, serialized
 */
export const mimeTypeOf = (list) => inCore(core.extractMimeType, list) ?? null;

/**
 * @template T
 * @param {string} context
 * @param {() => T} call
 */
function orTypeError(context, call) {
  try {
    return call();
  } catch (error) {
    throw error instanceof CorslabError ? new TypeError(`${context}: ${error.message}`) : error;
  }
}
