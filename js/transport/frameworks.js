/** Servers and apps of frameworks, told apart by what they can do: a test may have its own copy of any of them. */
import { refused } from '../inside.js';
import { appError } from './app-error.js';
import { fetcher } from './explicit.js';
import { handlerTransport } from './handler.js';
import { listenerTransport, serverTransport } from './listener.js';
import { networkTransport } from './network.js';
import { hasRouteHandlers, nextHandler } from './route-handlers.js';
import { targetOf } from './target.js';

/**
 * @typedef {import('./transport.js').Transport} Transport
 * @typedef {import('./explicit.js').Settings} Settings
 * @typedef {import('node:http').Server} Server
 * @typedef {Record<string, any>} Unknown
 */

/**
 * @param {Unknown} value
 * @param {string} field
 * @param {import('./network.js').NetworkTransportOptions} options
 * @param {Settings} settings
 * @returns {Transport | undefined} undefined where it is none of them
 */
export function applicationOf(value, field, options, settings) {
  const can = (/** @type {string[]} */ ...methods) => methods.every((method) => typeof value[method] === 'function');
  if (isHttp2(value)) throw refused(field, 'an HTTP/2 server', "an HTTP/1.1 one, or the URL where it listens if it speaks HTTP/1.1 too (`allowHTTP1`)");
  if (isServer(value)) return maybeListening(/** @type {any} */ (value), options, settings);
  if (can('getHttpServer')) return targetOf(serverOfNest(value), field, options);
  if (can('ready', 'inject', 'routing')) return fastifyTransport(value, settings);
  if (can('inject') && isServer(value.listener)) return serverTransport(value.listener, settings);
  if (can('callback', 'use')) return listenerTransport(value.callback(), settings);
  if (can('fetch')) return handlerTransport(fetcher(/** @type {any} */ (value), []), settings);
  if (hasRouteHandlers(value)) return handlerTransport(nextHandler(value), settings);
  // What `import * as app` and `import()` give.
  if (isModule(value) && value.default) return targetOf(value.default, field, options);
  return undefined;
}

/** Nest stands on another framework: Fastify has to be waited for, all else answers through the server. @param {Unknown} app */
function serverOfNest(app) {
  const below = app.getHttpAdapter?.()?.getInstance?.();
  return typeof below?.ready === 'function' && typeof below.inject === 'function' ? below : app.getHttpServer();
}

/** @param {object} value */
const isModule = (value) => Object.prototype.toString.call(value) === '[object Module]';

/** An HTTP server of Node's, and no server of another protocol. @param {any} value */
function isServer(value) {
  return typeof value?.emit === 'function' && typeof value.listen === 'function' && 'keepAliveTimeout' in value;
}

/** @param {object} value */
function isHttp2(value) {
  for (let prototype = value; prototype; prototype = Object.getPrototypeOf(prototype)) {
    if (/^Http2(?:Secure)?Server$/.test(prototype.constructor?.name)) return true;
  }
  return false;
}

/**
 * A server that listens is asked through its socket, another one in process: whichever it is at that moment.
 *
 * @param {Server} server
 * @param {import('./network.js').NetworkTransportOptions} options
 * @param {Settings} settings
 * @returns {Transport}
 */
function maybeListening(server, options, settings) {
  const inProcess = serverTransport(server, settings);
  const tls = 'setSecureContext' in server;
  /** @type {{ host: string, port: number, transport: Transport } | undefined} */
  let bySocket;
  return {
    exchange(request, signal) {
      const place = server.address();
      // That of a pipe is a path.
      if (place === null || typeof place === 'string') return inProcess.exchange(request, signal);
      const { port } = place;
      const host = ANY[place.address] ?? place.address;
      if (bySocket?.port !== port || bySocket.host !== host) {
        bySocket = { host, port, transport: networkTransport({ ...options, address: { host, port, tls } }) };
      }
      return bySocket.transport.exchange(request, signal);
    },
  };
}

/** Addresses that stand for all of a machine's own. @type {Record<string, string>} */
const ANY = { '0.0.0.0': '127.0.0.1', '::': 'localhost' };

/**
 * Fastify answers when its plugins are loaded.
 *
 * @param {Unknown} app
 * @param {Settings} settings
 * @returns {Transport}
 */
function fastifyTransport(app, settings) {
  const transport = isServer(app.server) && !isHttp2(app.server) ? serverTransport(app.server, settings) : listenerTransport(app.routing, settings);
  /** @type {Promise<unknown> | undefined} */
  let ready;
  return {
    async exchange(request, signal) {
      signal.throwIfAborted();
      ready ??= Promise.resolve(app.ready());
      await ready.catch((error) => Promise.reject(appError(request, error)));
      return await transport.exchange(request, signal);
    },
  };
}
