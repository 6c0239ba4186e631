/** The classes that a page brings, and what its `fetch` knows of their objects. */
import { Body } from './body.js';
import { listOf } from './header-list.js';
import { headersClass } from './headers.js';
import { describe, requestClass, requestInterface } from './request.js';
import { makeResponse, responseClass } from './response.js';

export { verdictOfError } from './request.js';

/**
 * @typedef {object} NetworkResponse a filtered response, as a verdict's `response` says it
 * @property {'basic' | 'cors' | 'opaque' | 'opaqueredirect'} type
 * @property {string} url
 * @property {boolean} redirected
 * @property {number} status
 * @property {string} [statusText]
 * @property {[name: string, value: string][]} headers those that the script may see
 * @property {ReadableStream | Uint8Array | null} body null where the script may not read it, and where there is none
 */

/**
 * Makes the classes of one page.
 *
 * @param {object} options
 * @param {() => string} options.baseURL the page's URL
 * @param {Record<string, unknown>} [options.page] what else a scenario says of it
 * @param {string} [options.engine]
 */
export function webClasses({ baseURL, page = {}, engine = 'standard' }) {
  const Headers = headersClass();
  const Request = requestClass({ page: () => ({ ...page, url: baseURL() }), engine, Headers });
  const Response = responseClass({ baseURL, Headers });
  return {
    Headers: /** @type {typeof globalThis.Headers} */ (/** @type {unknown} */ (Headers)),
    Request: /** @type {typeof globalThis.Request} */ (/** @type {unknown} */ (Request)),
    Response: /** @type {typeof globalThis.Response} */ (/** @type {unknown} */ (Response)),

    /**
     * What `fetch` resolves with.
     *
     * @param {NetworkResponse} response
     * @returns {globalThis.Response}
     */
    networkResponse({ headers, body: given, statusText = '', ...rest }) {
      const body = given && bodyOfReply(given);
      const made = makeResponse({ Headers }, Response, { ...rest, statusText, body }, 'immutable', listOf(headers));
      return /** @type {globalThis.Response} */ (/** @type {unknown} */ (made));
    },
  };
}

/** @param {ReadableStream | Uint8Array} given */
function bodyOfReply(given) {
  if (ArrayBuffer.isView(given)) return new Body({ kind: 'buffer', source: given, length: given.length, stream: null });
  return new Body({ kind: 'stream', source: null, length: null, stream: given });
}

/**
 * The request of a scenario that asks for what `request` is: as it was written, where nothing was changed since.
 *
 * @param {object} request an object of a page's `Request`
 */
export const describeRequest = (request) => describe(requestInterface.of(request));

/**
 * @param {object} request
 * @returns {Body | null}
 */
export const bodyOf = (request) => requestInterface.of(request).body;

/**
 * What may abort `request`; null when nothing can. A signal that nobody has asked for is not made.
 *
 * @param {object} request
 * @returns {AbortSignal | null}
 */
export function signalOf(request) {
  const { source, signal } = requestInterface.of(request);
  return signal ?? source;
}

/**
 * The body of `request` as a transport takes it; again and again, unless it is a stream.
 *
 * @param {object} request
 * @returns {Promise<Uint8Array | ReadableStream<Uint8Array> | null>}
 */
export async function wireBody(request) {
  return (await requestInterface.of(request).body?.send()) ?? null;
}

/**
 * Gives up the body of `request`, as a fetch that was aborted does.
 *
 * @param {object} request
 * @param {unknown} reason
 */
export function cancelBody(request, reason) {
  requestInterface.of(request).body?.cancel(reason);
}
