/** Servers that write what they like, and requests to them. */
import { createServer } from 'node:net';
import { networkTransport } from '../../js/transport/network.js';

/** @typedef {import('../../js/transport/wire.js').WireRequest} WireRequest */
/** @typedef {import('../../js/transport/network.js').NetworkTransportOptions} NetworkTransportOptions */

/**
 * A server on loopback for one test.
 *
 * @param {import('node:test').TestContext} t
 * @param {(socket: import('node:net').Socket, request: string) => void} answer is called with the head of each request
 * @param {{ create?: (onSocket: (socket: import('node:net').Socket) => void) => import('node:net').Server, host?: string, onConnection?: (socket: import('node:net').Socket) => void }} [options]
 */
export async function rawServer(t, answer, { create = (onSocket) => createServer({ allowHalfOpen: true }, onSocket), host = '127.0.0.1', onConnection } = {}) {
  const all = new Set();
  /** Those whose other end is open. */
  const sockets = new Set();
  const server = create((socket) => {
    all.add(socket);
    sockets.add(socket);
    socket.on('error', () => {});
    for (const event of ['end', 'close']) socket.on(event, () => sockets.delete(socket));
    onConnection?.(socket);
    let text = '';
    const read = (data) => {
      text += data.toString('latin1');
      if (!text.includes('\r\n\r\n')) return;
      socket.off('data', read);
      answer(socket, text);
    };
    socket.on('data', read);
  });
  await new Promise((resolve) => server.listen(0, host, () => resolve(undefined)));
  t.after(() => {
    server.close();
    for (const socket of all) socket.destroy();
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { port, url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/`, sockets };
}

/**
 * @param {string} url
 * @param {Partial<WireRequest>} [request]
 * @param {NetworkTransportOptions} [options]
 * @param {AbortSignal} [signal]
 */
export function exchange(url, request = {}, options = {}, signal = new AbortController().signal) {
  const transport = networkTransport({ ...options, limits: { timeout: 5000, ...options.limits } });
  return transport.exchange({ kind: 'actual', method: 'GET', url, headers: [], body: null, ...request }, signal);
}

/** All of a body, as ISO 8859-1. @param {ReadableStream<Uint8Array> | null} body */
export async function textOf(body) {
  return Buffer.from(await new Response(body).arrayBuffer()).toString('latin1');
}

/** @param {() => boolean} isSo */
export async function until(isSo, milliseconds = 10_000) {
  const end = Date.now() + milliseconds;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`Not so within ${milliseconds} ms: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A reply with this body, after which the server does nothing. @param {string} body */
export function reply(body) {
  return `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
