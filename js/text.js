/** Scenarios and replies as the JSON text in which they enter the core. */
import { refused } from './error.js';
import { plain } from './door.js';

/** No scenario is deeper than this. A cyclic object is. */
const DEEPEST = 16;

/** No scenario is longer than this. An endless iterator is. */
const LONGEST = 2 ** 24;

/** No console prints more than this about one request. */
const LONGEST_PASTE = 2 ** 17;

/**
 * `JSON.stringify`, without its habit of leaving out or replacing what JSON lacks: that is refused by name, so that
 * no value of the caller is silently something else.
 *
 * @param {string} name what `data` is called in an error; empty for a scenario, whose fields go by their bare names
 * @param {unknown} data
 * @returns {string}
 */
export function toText(name, data) {
  const writer = new Writer(name);
  writer.value(data, 1);
  return writer.text;
}

/**
 * A URL as text.
 *
 * @param {string} name what it is called in an error
 * @param {unknown} url a string or a `URL`
 * @returns {string}
 */
export function toUrlText(name, url) {
  const text = typeof url === 'object' && url !== null ? plain(url, name) : url;
  if (typeof text !== 'string') throw refused(name, url === null ? 'null' : `a value of type ${typeof url}`, 'a string or a URL');
  if (text.length > LONGEST) throw refused(name, ...TOO_LONG);
  return text;
}

/**
 * A document: its URL, and whether it is sandboxed.
 *
 * @param {string} name what it is called in an error
 * @param {unknown} document a URL as above, or `{ url, sandboxed }`
 * @returns {[url: string, isSandboxed: boolean]}
 */
export function toDocument(name, document) {
  if (!isDocument(document, name)) return [toUrlText(name, document), false];
  const { url, sandboxed = false } = document;
  if (typeof sandboxed !== 'boolean') throw refused(`${name}.sandboxed`, `a value of type ${typeof sandboxed}`, 'true or false');
  return [toUrlText(`${name}.url`, url), sandboxed];
}

/** @param {unknown} value @param {string} name @returns {value is { url: unknown, sandboxed?: unknown }} */
function isDocument(value, name) {
  return typeof value === 'object' && value !== null && plain(value, name) === value && 'url' in value;
}

/**
 * A text that somebody pasted.
 *
 * @param {string} name what it is called in an error
 * @param {unknown} text
 * @returns {string}
 */
export function toPastedText(name, text) {
  if (typeof text !== 'string') throw refused(name, text === null ? 'null' : `a value of type ${typeof text}`, 'a string');
  // The core reads no more of it.
  return text.slice(0, LONGEST_PASTE);
}

/** Writes JSON from left to right and reads everything once: getters and iterators are the caller's own code. */
class Writer {
  text = '';

  /** @type {(string | number)[]} from the root to the value at hand. As long as that is deep: what follows is old */
  #path;

  /** @param {string} root */
  constructor(root) {
    this.#path = [root];
  }

  /**
   * @param {unknown} value
   * @param {number} depth how much of the path leads to it
   * @returns {void}
   */
  value(value, depth) {
    switch (typeof value) {
      case 'string':
        this.#string(value);
        break;
      case 'boolean':
        this.text += value ? 'true' : 'false';
        break;
      case 'undefined':
        this.text += 'null';
        break;
      case 'number':
        if (!Number.isFinite(value)) throw refused(this.#name(depth), String(value), 'a finite number');
        this.text += value;
        break;
      case 'object':
        if (value === null) this.text += 'null';
        else if (depth > DEEPEST) throw refused(this.#name(depth), 'an object', 'data that is less deep, and has no cycles');
        else if (Array.isArray(value)) this.#list(value, depth);
        else this.#object(value, depth);
        break;
      default:
        throw refused(this.#name(depth), `a ${typeof value}`, 'plain data: strings, numbers, booleans, arrays and objects');
    }
    if (this.text.length > LONGEST) throw refused(this.#name(depth), ...TOO_LONG);
  }

  /**
   * Most strings have nothing that must be escaped. A lone surrogate, which UTF-8 cannot carry, becomes U+FFFD.
   *
   * @param {string} string
   */
  #string(string) {
    if (ESCAPED.test(string)) {
      this.text += JSON.stringify(string.replace(LONE_SURROGATE, '\ufffd'));
    } else {
      this.text += '"';
      this.text += string;
      this.text += '"';
    }
  }

  /**
   * @param {Iterable<unknown>} list
   * @param {number} depth
   */
  #list(list, depth) {
    let index = 0;
    this.text += '[';
    for (const item of list) {
      if (index > 0) this.text += ',';
      this.#path[depth] = index++;
      this.value(item, depth + 1);
    }
    this.text += ']';
  }

  /**
   * @param {any} object
   * @param {number} depth
   */
  #object(object, depth) {
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== Object.prototype && prototype !== null) {
      const data = plain(object, String(this.#path[depth - 1]));
      if (data !== object) return this.value(data, depth);
    }
    // Whatever can be iterated gives its items: `Headers` of any realm or library, `Map`, `URLSearchParams`.
    if (typeof object[Symbol.iterator] === 'function') this.#list(object, depth);
    else this.#record(object, depth);
  }

  /**
   * @param {Record<string, unknown>} record
   * @param {number} depth
   */
  #record(record, depth) {
    let isFirst = true;
    this.text += '{';
    for (const key of Object.keys(record)) {
      if (!isFirst) this.text += ',';
      isFirst = false;
      this.#path[depth] = key;
      this.#string(key);
      this.text += ':';
      this.value(record[key], depth + 1);
    }
    this.text += '}';
  }

  /** @param {number} depth */
  #name(depth) {
    let name = '';
    for (const key of this.#path.slice(0, depth)) {
      if (typeof key === 'number') name = `${name || 'scenario'}[${key}]`;
      else name += name === '' ? key : `.${key}`;
    }
    return name || 'scenario';
  }
}

const TOO_LONG = /** @type {const} */ (['more than 16 MB of text', 'less']);
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;
const LONE_SURROGATE = /\p{Surrogate}/gu;
