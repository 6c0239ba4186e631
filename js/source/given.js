/** The module of `corslab/slim`: whatever `init` or `initSync` was given. */
/** @typedef {BufferSource | WebAssembly.Module} Compilable */
/** @typedef {string | URL | Request | Response | Compilable} Source */

/** @type {WebAssembly.Module | undefined} */
let given;

/** @returns {WebAssembly.Module} */
export function source() {
  if (given) return given;
  throw new Error('corslab/slim has no WebAssembly yet: `await init()` or call `initSync(bytes)` before anything else');
}

/**
 * Hands over the WebAssembly: its bytes, or a module that is already compiled. A second call changes nothing.
 *
 * @param {Compilable} bytesOrModule
 */
export function initSync(bytesOrModule) {
  given ??= /** @type {WebAssembly.Module} */ (
    kindOf(bytesOrModule) === 'WebAssembly.Module'
      ? bytesOrModule
      : new WebAssembly.Module(/** @type {BufferSource} */ (bytesOrModule))
  );
}

/**
 * Fetches the WebAssembly and compiles it while it arrives. Without an argument it takes the `corslab.wasm` that lies
 * beside this file. A second call changes nothing.
 *
 * @param {Source | Promise<Source>} [from]
 */
export async function init(from) {
  if (given) return;
  const module = await compile(await (from ?? beside()));
  given ??= module;
}

/**
 * The platform's own name for what `value` is. Unlike `instanceof` it needs no global, and it holds across realms.
 *
 * @param {unknown} value
 */
function kindOf(value) {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** @returns {URL} */
function beside() {
  if (import.meta.url) return new URL('./corslab.wasm', import.meta.url);
  throw new Error('corslab/slim does not know its own address here: pass the one of corslab.wasm to init()');
}

/**
 * @param {any} from a `Source`
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(from) {
  const kind = kindOf(from);
  if (kind === 'WebAssembly.Module') return from;
  if (kind === 'Response') return compileResponse(from);
  if (kind.endsWith('ArrayBuffer') || ArrayBuffer.isView(from)) {
    return WebAssembly.compile(/** @type {BufferSource} */ (from));
  }
  const address = kind === 'Request' ? from.url : String(from);
  return address.startsWith('file:') ? WebAssembly.compile(readFile(address)) : compileResponse(await fetch(from));
}

/**
 * @param {Response} response
 * @returns {Promise<WebAssembly.Module>}
 */
async function compileResponse(response) {
  if (!response.ok) throw new Error(`corslab.wasm: ${response.url} answered ${response.status}`);
  // Streaming compilation demands this type, and a server that does not know it is no reason to fail.
  const streamable = response.headers.get('content-type') === 'application/wasm';
  if (streamable && WebAssembly.compileStreaming) return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * `fetch` refuses file: URLs, which is where Node finds the module.
 *
 * @param {string} url
 * @returns {Uint8Array<ArrayBuffer>}
 */
function readFile(url) {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs');
  if (!fs) throw new Error(`corslab.wasm: cannot read ${url} here; pass its bytes to init() instead`);
  return new Uint8Array(fs.readFileSync(new URL(url)));
}
