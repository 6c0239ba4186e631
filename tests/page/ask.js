/** One exchange with a target, and what came of it. */
import { targetOf } from '../../js/transport/target.js';

/** @typedef {Partial<import('../../js/transport/transport.js').WireRequest> & { signal?: AbortSignal }} Asked */

const API = 'https://api.example.com';

/**
 * @param {any} target
 * @param {Asked} [request] by default a GET of https://api.example.com/
 * @param {any} [options]
 */
export function exchange(target, { signal = new AbortController().signal, ...request } = {}, options = undefined) {
  const whole = { kind: /** @type {const} */ ('actual'), hop: 0, method: 'GET', url: `${API}/`, headers: [], body: null, ...request };
  return targetOf(target, "servers['https://api.example.com']", options).exchange(whole, signal);
}

/**
 * The same, with the body read.
 *
 * @param {any} target
 * @param {Asked} [request]
 * @param {any} [options]
 */
export async function ask(target, request, options) {
  const reply = await exchange(target, request, options);
  return { ...reply, body: reply.body && (await textOf(reply.body)) };
}

/** @param {ReadableStream<Uint8Array>} stream */
export const textOf = (stream) => new Response(/** @type {any} */ (stream)).text();

/** @param {string} text */
export const bytes = (text) => new TextEncoder().encode(text);

/** @type {Asked} */
export const PREFLIGHT = {
  kind: 'preflight',
  method: 'OPTIONS',
  url: `${API}/items/7`,
  headers: [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', 'PUT'],
    ['Access-Control-Request-Headers', 'content-type'],
    ['Origin', 'https://app.example.com'],
  ],
};

/** @type {Asked} */
export const PUT = {
  method: 'PUT',
  url: `${API}/items/7`,
  headers: [
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
    ['Origin', 'https://app.example.com'],
  ],
  body: bytes('{"name":"é"}'),
};
