/** A transport that somebody else has written: it may answer nonsense, throw anything, or never answer. */
import { TransportError } from './failure.js';

/**
 * @typedef {import('./transport.js').Transport} Transport
 * @typedef {import('./transport.js').WireRequest} WireRequest
 * @typedef {import('./transport.js').WireReply} WireReply
 */

/**
 * The same, held to the contract: it settles when the signal says so, with a reply or a `TransportError`.
 *
 * @param {Transport} transport
 * @returns {Transport}
 */
export function customTransport(transport) {
  return {
    async exchange(request, signal) {
      try {
        return checked(await untilAborted(async () => transport.exchange(request, signal), signal), request);
      } catch (error) {
        signal.throwIfAborted();
        throw asTransportError(error, request);
      }
    },
    ...(transport.exchangeSynchronously && { exchangeSynchronously: transport.exchangeSynchronously.bind(transport) }),
    close: async () => transport.close?.(),
  };
}

/**
 * @template T
 * @param {() => Promise<T>} start
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
function untilAborted(start, signal) {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    start().then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/**
 * @param {unknown} error
 * @param {WireRequest} request
 */
function asTransportError(error, { method, url }) {
  if (error instanceof TransportError) return error;
  const { name, code, message } = /** @type {Partial<TransportError>} */ (error ?? {});
  // The package may be there twice, once for `import` and once for `require`.
  if (name === 'TransportError' && typeof code === 'string') return new TransportError(code, String(message), { cause: error });
  return new TransportError('transport-failed', `the transport for ${url} failed on ${method}: ${typeof error === 'object' ? message : String(error)}`, { cause: error });
}

/**
 * @param {unknown} reply
 * @param {WireRequest} request
 * @returns {WireReply}
 */
function checked(reply, { url }) {
  const { status, statusText = '', headers, body = null } = /** @type {any} */ (reply ?? {});
  const wrong = Object.entries({
    status: [Number.isInteger(status), 'a whole number'],
    statusText: [typeof statusText === 'string', 'a string'],
    headers: [Array.isArray(headers) && headers.every(isPair), 'a list of [name, value] pairs of strings'],
    body: [body === null || (typeof body?.getReader === 'function' && !body.locked), 'null, or a ReadableStream that nobody reads'],
  }).find(([, [isRight]]) => !isRight);
  if (!wrong) return { status, statusText, headers, body };
  const [field, [, allowed]] = wrong;
  throw new TransportError('malformed-reply', `the transport for ${url} gave a reply whose ${field} is not ${allowed}`);
}

/** @param {unknown} header */
const isPair = (header) => Array.isArray(header) && header.length === 2 && header.every((part) => typeof part === 'string');
