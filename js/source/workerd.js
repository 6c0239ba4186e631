/** The module of `corslab` in workerd, which compiles no bytes at run time but lets a `.wasm` be imported. */
import module from './corslab.wasm';

/** @returns {WebAssembly.Module} */
export function source() {
  return module;
}
