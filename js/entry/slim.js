/** `corslab/slim`: the same API, for those who fetch, cache or stream `corslab/corslab.wasm` themselves. */
export * from '../api.js';
export { init, initSync } from '../source/given.js';
