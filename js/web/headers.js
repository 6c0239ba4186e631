/** [Headers](https://fetch.spec.whatwg.org/#headers-class). */
import { changed, headersOf, listOf, sorted, valueOf } from './header-list.js';
import { Interface, byteString, expose, isObject, needArguments, pairIterators, sequence } from './web-idl.js';

/**
 * @typedef {object} HeadersState
 * @property {import('./header-list.js').HeadersGuard} guard
 * @property {string} list
 * @property {{ list: string, pairs: import('./header-list.js').Header[] }} [seen] what iterating last saw, and in which list
 */

/** @type {Interface<HeadersState>} */
export const headersInterface = new Interface('Headers');

/**
 * Converts to [HeadersInit](https://fetch.spec.whatwg.org/#typedefdef-headersinit).
 *
 * @param {unknown} init
 * @param {string} context
 * @returns {string[][]}
 */
export function headersInit(init, context) {
  if (!isObject(init)) throw new TypeError(`${context}: the headers are neither a sequence of pairs nor a record`);
  const text = (/** @type {unknown} */ value) => byteString(value, context);
  const method = /** @type {Partial<Iterable<unknown>>} */ (init)[Symbol.iterator];
  if (method === undefined || method === null) return record(init, text);
  return sequence(init, method, (pair) => headerPair(pair, text, context), context);
}

/**
 * @param {unknown} pair
 * @param {(value: unknown) => string} text
 * @param {string} context
 */
function headerPair(pair, text, context) {
  const method = isObject(pair) ? /** @type {Partial<Iterable<unknown>>} */ (pair)[Symbol.iterator] : undefined;
  if (!isObject(pair) || !method) throw new TypeError(`${context}: a header is no [name, value] pair`);
  const parts = sequence(pair, method, text, context);
  if (parts.length !== 2) throw new TypeError(`${context}: a header has ${parts.length} parts; expected a [name, value] pair`);
  return parts;
}

/**
 * @param {object} init
 * @param {(value: unknown) => string} text
 */
function record(init, text) {
  /** @type {string[][]} */
  const headers = [];
  for (const key of Reflect.ownKeys(init)) {
    const property = Reflect.getOwnPropertyDescriptor(init, key);
    if (property?.enumerable) headers.push([text(key), text(Reflect.get(init, key))]);
  }
  return headers;
}

/**
 * [Fill](https://fetch.spec.whatwg.org/#concept-headers-fill).
 *
 * @param {HeadersState} state
 * @param {string[][]} headers
 * @param {string} context
 */
export function fill(state, headers, context) {
  if (headers.length > 0) state.list = changed(state.guard, 'append', state.list, listOf(headers), context);
}

/** @param {object} headers */
function pairsOf(headers) {
  const state = headersInterface.of(headers);
  const { list, seen } = state;
  if (seen?.list === list) return seen.pairs;
  const pairs = sorted(list);
  state.seen = { list, pairs };
  return pairs;
}

/** The class of one page. */
export function headersClass() {
  const iterate = pairIterators('Headers', pairsOf);

  class Headers {
    /** @param {unknown} [init] */
    constructor(init = undefined) {
      /** @type {HeadersState} */
      const state = { guard: 'none', list: '' };
      headersInterface.implement(this, state);
      const context = "Failed to construct 'Headers'";
      if (init !== undefined) fill(state, headersInit(init, context), context);
    }

    /** @param {unknown} name @param {unknown} value */
    append(name, value) {
      change(this, 'append', arguments, 2);
    }

    /** @param {unknown} name */
    delete(name) {
      change(this, 'delete', arguments, 1);
    }

    /** @param {unknown} name */
    get(name) {
      return read(this, 'get', arguments);
    }

    getSetCookie() {
      const headers = headersOf(headersInterface.of(this).list);
      return headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
    }

    /** @param {unknown} name */
    has(name) {
      return read(this, 'has', arguments) !== null;
    }

    /** @param {unknown} name @param {unknown} value */
    set(name, value) {
      change(this, 'set', arguments, 2);
    }

    entries() {
      headersInterface.of(this);
      return iterate(this, 'key+value');
    }

    keys() {
      headersInterface.of(this);
      return iterate(this, 'key');
    }

    values() {
      headersInterface.of(this);
      return iterate(this, 'value');
    }

    /** @param {unknown} callback @param {unknown} [thisArgument] */
    forEach(callback, thisArgument = undefined) {
      headersInterface.of(this);
      needArguments(arguments, 1, "Failed to execute 'forEach' on 'Headers'");
      if (typeof callback !== 'function') throw new TypeError("Failed to execute 'forEach' on 'Headers': no function");
      for (let index = 0, pair; (pair = pairsOf(this)[index]); index++) {
        Reflect.apply(callback, thisArgument, [pair[1], pair[0], this]);
      }
    }

    [Symbol.for('nodejs.util.inspect.custom')](/** @type {unknown} */ _depth, /** @type {any} */ options, /** @type {any} */ inspect) {
      return headersInterface.has(this) ? `Headers ${inspect(Object.fromEntries(pairsOf(this)), options)}` : 'Headers';
    }
  }
  Object.defineProperty(Headers.prototype, Symbol.iterator, {
    value: Headers.prototype.entries,
    writable: true,
    configurable: true,
  });
  expose(Headers, 'Headers');
  return Headers;
}

/**
 * @param {object} headers
 * @param {'append' | 'set' | 'delete'} kind
 * @param {ArrayLike<unknown>} given
 * @param {number} needed
 */
function change(headers, kind, given, needed) {
  const state = headersInterface.of(headers);
  const context = `Failed to execute '${kind}' on 'Headers'`;
  needArguments(given, needed, context);
  const name = byteString(given[0], context);
  const value = needed === 2 ? byteString(given[1], context) : '';
  state.list = changed(state.guard, kind, state.list, listOf([[name, value]]), context);
}

/**
 * @param {object} headers
 * @param {string} method
 * @param {ArrayLike<unknown>} given
 */
function read(headers, method, given) {
  const state = headersInterface.of(headers);
  const context = `Failed to execute '${method}' on 'Headers'`;
  needArguments(given, 1, context);
  return valueOf(state.list, byteString(given[0], context), context);
}
