/**
 * An application for Node's HTTP server, in this process: the server gets a stream in place of a socket, and reads and
 * writes HTTP/1.1 as ever. So the application sees the requests of Node's own parser, and what it answers is what a
 * browser would get.
 */
import { createServer } from 'node:http';
import { Exchange } from './exchange.js';
import { InProcessConnection } from './in-process-connection.js';
import { InProcessSocket } from './in-process-socket.js';
import { requestHead } from './request-head.js';
import { routeOf } from './route.js';

/**
 * @typedef {import('node:http').Server} Server
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Listener
 * @typedef {import('./explicit.js').Settings} Settings
 */

/**
 * @param {Listener} listener
 * @param {Settings} settings
 * @returns {import('./transport.js').Transport}
 */
export function listenerTransport(listener, settings) {
  return serverTransport(createServer(listener), settings);
}

/**
 * @param {Server} server its own settings hold; it need not listen
 * @param {Settings} settings
 * @returns {import('./transport.js').Transport}
 */
export function serverTransport(server, { limits, defaults }) {
  const guarded = guard(server);
  return {
    async exchange(request, signal) {
      signal.throwIfAborted();
      const { url, head } = requestHead(request, defaults);
      const route = { ...routeOf(url, undefined), peer: `the app for ${url.origin}` };
      const connection = new InProcessConnection(request, url, route.peer);
      accept(server, guarded, connection.socket);
      return await new Exchange(request, route, { limits, rejectUnauthorized: true }, signal, connection).run(head);
    },
  };
}

/**
 * Tells the server of the connection, as one that is ready for HTTP: after TLS where it speaks that.
 *
 * @param {Server} server
 * @param {Server} guarded
 * @param {InProcessSocket} socket
 */
function accept(server, guarded, socket) {
  const event = server.listenerCount('secureConnection') > 0 ? 'secureConnection' : 'connection';
  for (const listener of server.rawListeners(event)) call(listener, listener === SPEAK_HTTP ? guarded : server, [socket], socket);
}

/** Node's own listener for connections. */
const [SPEAK_HTTP] = createServer().rawListeners('connection');

/**
 * The server as its own code sees it, except that what an application throws ends the exchange, and not the process.
 *
 * @param {Server} server
 * @returns {Server}
 */
function guard(server) {
  const guarded = Object.create(server);
  /** @param {string} event @param {any[]} args */
  guarded.emit = (event, ...args) => {
    const socket = args[0]?.socket;
    const client = InProcessSocket.clientOf(socket);
    if (!client) return server.emit(event, ...args);
    const listeners = server.rawListeners(event);
    for (const listener of listeners) call(listener, server, args, socket);
    if (listeners.length === 0 && event === 'request') client.threw(new Error("the server has no listener for 'request'"));
    return listeners.length > 0;
  };
  return guarded;
}

/**
 * @param {Function} listener
 * @param {Server} server
 * @param {any[]} args
 * @param {InProcessSocket} socket
 */
function call(listener, server, args, socket) {
  const failed = (/** @type {unknown} */ error) => InProcessSocket.clientOf(socket)?.threw(error);
  try {
    const result = Reflect.apply(listener, server, args);
    if (typeof result?.then === 'function') result.then(undefined, failed);
  } catch (error) {
    failed(error);
  }
}

/**
 * A middleware as an application of its own: what it hands on is not found.
 *
 * @param {Function} middleware
 * @returns {Listener}
 */
export function withNext(middleware) {
  return (request, response) =>
    middleware(request, response, (/** @type {unknown} */ error) => {
      if (error && error !== 'route' && error !== 'router') InProcessSocket.clientOf(request.socket)?.threw(error);
      else if (!response.headersSent) response.writeHead(404, { 'Content-Length': 0 }).end();
    });
}
