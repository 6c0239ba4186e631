
/** Hands over the WebAssembly: its bytes, or a module that is already compiled. A second call changes nothing. */
export declare function initSync(bytesOrModule: WasmBytes | WasmModule): void;

/**
 * Fetches the WebAssembly and compiles it while it arrives. Without an argument it takes the `corslab.wasm` that lies
 * beside this file. A second call changes nothing.
 */
export declare function init(from?: WasmSource | Promise<WasmSource>): Promise<void>;

/** Where `init` finds the WebAssembly: its address, an answer that carries it, its bytes, or the module itself. */
export type WasmSource = string | Platform<"URL"> | Platform<"Request"> | Platform<"Response"> | WasmBytes | WasmModule;

/** The bytes of `corslab.wasm`. */
export type WasmBytes = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

/** A `WebAssembly.Module`, as far as the compiler's `lib` and `types` know one. */
export type WasmModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer T } } } ? T : never;
