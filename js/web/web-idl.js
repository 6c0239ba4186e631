/** What [Web IDL](https://webidl.spec.whatwg.org/) asks of every class and argument, whatever the class is about. */
import conversions from 'webidl-conversions';

/**
 * @param {unknown} value
 * @param {string} context what a message begins with
 * @returns {string}
 */
export const byteString = (value, context) => conversions.ByteString(value, { context });

/**
 * @param {unknown} value
 * @param {string} context
 * @returns {string}
 */
export const usvString = (value, context) => conversions.USVString(value, { context });

/**
 * @param {unknown} value
 * @param {string} context
 * @returns {string}
 */
export const domString = (value, context) => conversions.DOMString(value, { context });

/**
 * @param {unknown} value
 * @param {string} context
 * @returns {number}
 */
export const unsignedShort = (value, context) => conversions['unsigned short'](value, { context });

/** @param {unknown} value */
export const boolean = (value) => Boolean(value);

/** @param {unknown} value @returns {value is object} */
export const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

/**
 * A closed set of strings.
 *
 * @param {string} name
 * @param {readonly string[]} values
 * @returns {(value: unknown, context: string) => string}
 */
export function enumeration(name, values) {
  return (value, context) => {
    const text = conversions.DOMString(value, { context });
    if (values.includes(text)) return text;
    throw new TypeError(`${context} '${text}' is not a valid enum value of type ${name}`);
  };
}

/**
 * A dictionary type: reads the members that `value` has, once each and in the order that they are listed.
 *
 * @param {string} name
 * @param {Record<string, (value: unknown, context: string) => unknown>} members in alphabetical order
 * @returns {(value: unknown, context: string) => Record<string, any>} without what is absent
 */
export function dictionary(name, members) {
  const entries = Object.entries(members);
  return (value, context) => {
    /** @type {Record<string, unknown>} */
    const read = {};
    if (value === undefined || value === null) return read;
    if (!isObject(value)) throw new TypeError(`${context} cannot be converted to a dictionary: ${name} must be an object`);
    for (const [member, convert] of entries) {
      const found = /** @type {Record<string, unknown>} */ (value)[member];
      if (found !== undefined) read[member] = convert(found, `${context}: '${member}'`);
    }
    return read;
  };
}

/**
 * The items of a sequence.
 *
 * @template T
 * @param {object} value
 * @param {unknown} method its iterator method
 * @param {(item: unknown) => T} convert
 * @param {string} context
 * @returns {T[]}
 */
export function sequence(value, method, convert, context) {
  if (typeof method !== 'function') throw new TypeError(`${context}: the iterator method is not callable`);
  const iterator = Reflect.apply(method, value, []);
  if (!isObject(iterator)) throw new TypeError(`${context}: the iterator is not an object`);
  const next = /** @type {{ next: Function }} */ (iterator).next;
  /** @type {T[]} */
  const items = [];
  for (;;) {
    const step = Reflect.apply(next, iterator, []);
    if (!isObject(step)) throw new TypeError(`${context}: the iterator's result is not an object`);
    const { done, value: item } = /** @type {IteratorResult<unknown>} */ (step);
    if (done) return items;
    items.push(convert(item));
  }
}

/**
 * @param {ArrayLike<unknown>} given
 * @param {number} needed
 * @param {string} context
 */
export function needArguments(given, needed, context) {
  if (given.length >= needed) return;
  const s = needed === 1 ? '' : 's';
  throw new TypeError(`${context}: ${needed} argument${s} required, but only ${given.length} present`);
}

/** Its constructor returns what it is given, so that a class on top of it can give that a private field. */
class Identity {
  /** @param {object} object */
  constructor(object) {
    return object;
  }
}

/**
 * A private field for objects of any class. A WeakMap would do the same, at several times the price in garbage collection.
 *
 * @template State
 */
function privateField() {
  return class Field extends Identity {
    #state;

    /** @param {object} object @param {State} state */
    constructor(object, state) {
      super(object);
      this.#state = state;
    }

    /** @param {object} object */
    static isIn(object) {
      return #state in object;
    }

    /** @param {object} object */
    static of(object) {
      return /** @type {Field} */ (object).#state;
    }
  };
}

/**
 * Where the objects of an interface keep what is theirs alone. All pages share it, as all realms do.
 *
 * @template {object} State
 */
export class Interface {
  /** @type {ReturnType<typeof privateField<State>>} */
  #Field = privateField();

  /** @param {string} name */
  constructor(name) {
    this.name = name;
  }

  /** @param {unknown} value @returns {boolean} */
  has(value) {
    return isObject(value) && this.#Field.isIn(value);
  }

  /**
   * @param {unknown} object
   * @returns {State}
   */
  of(object) {
    if (isObject(object) && this.#Field.isIn(object)) return this.#Field.of(object);
    throw new TypeError(`Illegal invocation: this is not a ${this.name} object`);
  }

  /**
   * @template {object} T
   * @param {T} object
   * @param {State} state
   * @returns {T}
   */
  implement(object, state) {
    new this.#Field(object, state);
    return object;
  }

  /**
   * An object of `Class` that its constructor has not made.
   *
   * @template {object} T
   * @param {{ prototype: T }} Class
   * @param {State} state
   * @returns {T}
   */
  create(Class, state) {
    return this.implement(Object.create(Class.prototype), state);
  }
}

/**
 * Gives a class the looks of an interface: its members are enumerable, and it says its name.
 *
 * @param {Function} Class
 * @param {string} name
 */
export function expose(Class, name) {
  for (const object of [Class, Class.prototype]) {
    for (const key of Object.keys(Object.getOwnPropertyDescriptors(object))) {
      const isMember = !['constructor', 'prototype', 'name', 'length'].includes(key);
      if (isMember) Object.defineProperty(object, key, { enumerable: true });
    }
  }
  // A bundler may have renamed it.
  Object.defineProperty(Class, 'name', { value: name, configurable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
}

const IteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

/** @typedef {'key' | 'value' | 'key+value'} Kind */

/**
 * The iterators of an interface with `iterable<K, V>`. They are live: each step looks at the pairs anew.
 *
 * @param {string} name
 * @param {(target: object) => [string, string][]} pairsOf
 * @returns {(target: object, kind: Kind) => IterableIterator<any>}
 */
export function pairIterators(name, pairsOf) {
  /** @type {Interface<{ target: object, kind: Kind, index: number }>} */
  const iterators = new Interface(`${name} Iterator`);
  const prototype = Object.create(IteratorPrototype, {
    [Symbol.toStringTag]: { value: `${name} Iterator`, configurable: true },
  });
  const { next } = {
    next() {
      const state = iterators.of(this);
      const pair = pairsOf(state.target)[state.index++];
      return pair ? { value: itemOf(pair, state.kind), done: false } : { value: undefined, done: true };
    },
  };
  Object.defineProperty(prototype, 'next', { value: next, writable: true, enumerable: true, configurable: true });
  return (target, kind) => iterators.implement(Object.create(prototype), { target, kind, index: 0 });
}

/**
 * @param {[string, string]} pair
 * @param {Kind} kind
 */
function itemOf([key, value], kind) {
  if (kind === 'key') return key;
  return kind === 'value' ? value : [key, value];
}
