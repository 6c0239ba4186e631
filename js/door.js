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
 * @template T
 * @param {() => T} call what to do with the core
 * @returns {T}
 */
export function inCore(call) {
  try {
    ensureOpen();
    return call();
  } catch (thrown) {
    throw asCorslabError(thrown);
  }
}
