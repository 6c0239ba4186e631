/** What the package's other entries share with `corslab`, so that there is one WebAssembly. No part of the contract. */
export * as core from '../dist/wasm/corslab.js';
export { currentInstance, inCore } from './door.js';
export { refused } from './error.js';
export { toText } from './text.js';
export { verdictOf } from './verdict.js';
