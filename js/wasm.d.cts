/**
 * What an `import` of `corslab/corslab.wasm` gives where that is a WebAssembly module: in workerd and in Cloudflare's
 * tools. A bundler that gives an address instead wants a suffix of its own, as in Vite's `?url`.
 */
declare const module: Module;
export = module;

/** A `WebAssembly.Module`, as far as the compiler's `lib` and `types` know one. */
type Module = typeof globalThis extends { WebAssembly: { Module: { prototype: infer T } } } ? T : never;
