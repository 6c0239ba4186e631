/** `corslab`: works right after `import` or `require`; the WebAssembly travels inside this file. */
export * from '../api.js';
