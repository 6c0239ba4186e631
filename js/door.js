/**
 * Every call into the core passes through here: the first one instantiates the WebAssembly (so that merely importing
 * the package costs nothing and has no side effect), and what the core refuses becomes a `CorslabError`.
 */
import { __wbg_reset_state as startAnew, initSync, plain as plainInCore } from '../dist/wasm/corslab.js';
import { source } from '#source';
import { refused } from './error.js';

let instance = 0;
let isUsable = false;

/** Which instance answers now. What was made in one means nothing in the next. */
export function currentInstance() {
  ensureUsable();
  return instance;
}

/** Instantiates the core from wherever this entry point keeps its module; again after a breakdown. */
function ensureUsable() {
  if (isUsable) return;
  if (instance === 0) initSync({ module: source() });
  else startAnew();
  instance++;
  isUsable = true;
}

/**
 * @template {unknown[]} Arguments
 * @template T
 * @param {(...given: Arguments) => T} call what to do with the core
 * @param {Arguments} given
 * @returns {T}
 */
export function inCore(call, ...given) {
  ensureUsable();
  try {
    return call(...given);
  } catch (thrown) {
    // The core's own report, as JSON text.
    if (typeof thrown === 'string') throw refused(.../** @type {[string, string, string]} */ (JSON.parse(thrown)));
    recover();
    throw thrown;
  }
}

/** It stopped halfway, for want of memory or of stack: what it left behind cannot be trusted. */
function recover() {
  isUsable = false;
  try {
    ensureUsable();
  } catch {
    // The stack is still full. The next call tries again.
  }
}

/**
 * What stands in a scenario for one of the platform's objects; the object itself where that is nothing else.
 *
 * @param {object} object
 * @param {string} key where in its parent it was found
 * @returns {unknown}
 */
export function plain(object, key) {
  ensureUsable();
  try {
    return plainInCore(object, key);
  } catch (thrown) {
    // The object's own getters may throw, too.
    if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) recover();
    throw thrown;
  }
}
