/**
 * What travels between the machine and a transport.
 *
 * @typedef {object} Transport Carries one HTTP exchange.
 * @property {(request: WireRequest, signal: AbortSignal) => Promise<WireReply>} exchange rejects with a `TransportError`
 *   when no head of a reply comes, with the signal's reason on abort, with nothing else
 * @property {() => Promise<void>} [close]
 *
 * @typedef {object} WireRequest
 * @property {'preflight' | 'actual'} kind
 * @property {string} method
 * @property {string} url absolute and serialized, without fragment and credentials
 * @property {[name: string, value: string][]} headers every character is a byte; order and case as given
 * @property {Uint8Array | ReadableStream<Uint8Array> | null} body
 *
 * @typedef {object} WireReply
 * @property {number} status
 * @property {string} statusText
 * @property {[name: string, value: string][]} headers as received: order, case, duplicates and odd bytes kept
 * @property {ReadableStream<Uint8Array> | null} body without its content coding; errors with a `TransportError`;
 *   `cancel()` frees whatever produces it
 */
export {};
