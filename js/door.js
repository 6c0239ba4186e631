/**
 * Every call into the core passes through here: the first one instantiates the WebAssembly (so that merely importing
 * the package costs nothing and has no side effect), and what the core throws becomes a `CorslabError`.
 */
import { initSync } from '../dist/wasm/corslab.js';
import { source } from '#source';
import { asCorslabError } from './error.js';

let open = false;

/** Instantiates the core, once, from wherever this entry point keeps its module. */
function ensureOpen() {
  if (open) return;
  initSync({ module: source() });
  open = true;
}

/**
 * The same function, made ready to be called at any time.
 *
 * @template {(...args: any[]) => any} F
 * @param {F} exported a function of the generated glue
 * @returns {F}
 */
export function throughDoor(exported) {
  /** @this {unknown} @param {any[]} args */
  function call(...args) {
    try {
      ensureOpen();
      return exported.apply(this, args);
    } catch (thrown) {
      throw asCorslabError(thrown);
    }
  }
  return named(exported.name, /** @type {F} */ (call));
}

/**
 * The same class, its constructor, methods and accessors made ready to be called at any time.
 *
 * @template {new (...args: any[]) => object} C
 * @param {C} Exported a class of the generated glue
 * @returns {C}
 */
export function classThroughDoor(Exported) {
  class Opened extends Exported {
    /** @param {any[]} args */
    constructor(...args) {
      try {
        ensureOpen();
        super(...args);
      } catch (thrown) {
        throw asCorslabError(thrown);
      }
    }
  }
  const { constructor, ...members } = Object.getOwnPropertyDescriptors(Exported.prototype);
  for (const [name, member] of Object.entries(members)) {
    for (const part of /** @type {const} */ (['value', 'get', 'set'])) {
      if (typeof member[part] === 'function') member[part] = throughDoor(member[part]);
    }
    Object.defineProperty(Opened.prototype, name, member);
  }
  return named(Exported.name, Opened);
}

/**
 * A bundler may rename what it bundles; what a debugger shows should be the name that people imported.
 *
 * @template {Function} F
 * @param {string} name
 * @param {F} wrapper
 */
function named(name, wrapper) {
  return Object.defineProperty(wrapper, 'name', { value: name, configurable: true });
}
