/** What a handler answers: a `Response` of the platform, of another realm or of a library. */
import { appError } from './app-error.js';
import { TransportError } from './failure.js';

/**
 * @typedef {import('./transport.js').WireRequest} WireRequest
 *
 * @typedef {object} ResponseLike
 * @property {number} status
 * @property {string} [statusText]
 * @property {Iterable<[string, string]>} headers
 * @property {Partial<ReadableStream<unknown>> | null} [body]
 * @property {boolean} [bodyUsed]
 * @property {() => Promise<ArrayBuffer>} arrayBuffer
 *
 * @typedef {object} Source
 * @property {AsyncGenerator<Uint8Array, void>} bytes
 * @property {() => void} cancel
 */

/**
 * @param {any} value
 * @param {WireRequest} request
 * @returns {ResponseLike}
 */
export function responseOf(value, { method, url }) {
  const isResponse =
    typeof value === 'object' && Number.isInteger(value?.status) && value.status >= 200 && value.status <= 599 && isIterable(value.headers);
  if (isResponse) return value;
  throw new TransportError('no-response', `the handler for ${url} must answer ${method} with a Response; it answered ${inWords(value)}`);
}

/** @param {any} value */
const isIterable = (value) => typeof value?.[Symbol.iterator] === 'function';

/** @param {any} value */
function inWords(value) {
  if (value === undefined || value === null) return String(value ?? 'nothing').replace('null', 'nothing');
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (value.type === 'error') return 'Response.error()';
  if (value.status === 101) return 'one of status 101, and nobody asked to switch protocols';
  return `an object of the class ${value.constructor?.name ?? '(none)'}`;
}

/**
 * @param {ResponseLike} response
 * @param {WireRequest} request
 * @returns {Source | null}
 */
export function sourceOf(response, request) {
  const { body } = response;
  if (body === null || body === undefined) return null;
  if (response.bodyUsed || body.locked) {
    const message = `the Response to ${request.method} ${request.url} was read before (answer a new one each time, or a clone)`;
    throw new TransportError('body-used', message);
  }
  if (typeof body.getReader !== 'function') return { bytes: whole(response, request), cancel() {} };
  const reader = body.getReader();
  return { bytes: streamed(reader, request), cancel: () => void reader.cancel().catch(() => {}) };
}

/**
 * @param {ReadableStreamDefaultReader<unknown>} reader
 * @param {WireRequest} request
 * @returns {Source['bytes']}
 */
async function* streamed(reader, request) {
  for (;;) {
    const { done, value } = await reader.read().catch((error) => Promise.reject(appError(request, error)));
    if (done) return;
    if (!ArrayBuffer.isView(value)) throw appError(request, new TypeError(`a chunk of the body is a ${typeof value}, and no Uint8Array`));
    // A copy, for whoever reads it takes the buffer away, and the handler may have further use for it.
    yield new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  }
}

/**
 * Some libraries' bodies are no streams of the platform.
 *
 * @param {ResponseLike} response
 * @param {WireRequest} request
 * @returns {Source['bytes']}
 */
async function* whole(response, request) {
  try {
    yield new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw appError(request, error);
  }
}
