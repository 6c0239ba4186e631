/** Scenarios and replies as the JSON text in which they enter the core. */
import { CorslabError } from './error.js';

/** No scenario is deeper than this. A cyclic object is. */
const DEEPEST = 16;

/**
 * `JSON.stringify`, without its habit of leaving out or replacing what JSON lacks: that is refused by name, so that
 * no value of the caller is silently something else. Only a lone surrogate, which UTF-8 cannot carry, becomes U+FFFD.
 *
 * @param {string} field what `data` is called in an error
 * @param {unknown} data
 * @returns {string}
 */
export function toText(field, data) {
  refuseUnwritable(field, data, DEEPEST);
  const text = JSON.stringify(data) ?? 'null';
  return LONE_SURROGATE.test(text) ? JSON.stringify(data, wellFormed) : text;
}

/** How `JSON.stringify` writes a lone surrogate. An escaped backslash may look like it, and is not harmed. */
const LONE_SURROGATE = /\\ud[89a-f]/;

/**
 * @param {string} _key
 * @param {unknown} value
 */
function wellFormed(_key, value) {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;
}

/**
 * @param {string} field
 * @param {unknown} value
 * @param {number} depth how many levels may lie below
 */
function refuseUnwritable(field, value, depth) {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'undefined':
      return;
    case 'number':
      if (Number.isFinite(value)) return;
      throw refused(field, String(value), 'a finite number');
    case 'object':
      if (value === null) return;
      if (depth === 0) throw refused(field, 'an object', 'plain data that is less deep and has no cycles');
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index++) refuseUnwritable(`${field}[${index}]`, value[index], depth - 1);
        return;
      }
      for (const [key, below] of Object.entries(value)) refuseUnwritable(nameBelow(field, key), below, depth - 1);
      return;
    default:
      throw refused(field, `a ${typeof value}`, 'plain data: strings, numbers, booleans, arrays and objects');
  }
}

/**
 * The core calls a scenario's own fields by their bare names.
 *
 * @param {string} field
 * @param {string} key
 */
function nameBelow(field, key) {
  return field === 'scenario' ? key : `${field}.${key}`;
}

/**
 * @param {string} field
 * @param {string} value
 * @param {string} allowed
 */
function refused(field, value, allowed) {
  return new CorslabError({ message: `${field}: ${value} is not allowed here; expected ${allowed}`, field, value, allowed });
}
