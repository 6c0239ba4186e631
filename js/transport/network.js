/**
 * HTTP/1.1 over the machine's own sockets.
 *
 * One connection for each exchange: no pool, and so no reply that belongs to another request, no stale connection to
 * try again on, and nothing left open in a test. Written over `node:net` and `node:tls`, because no client lets through
 * all that Fetch allows in a request, nor keeps all that the machine must see of a reply (see request-head.js,
 * reply-head.js, body-framing.js).
 *
 * What remains impossible: servers that speak HTTP/2 or HTTP/3 alone; HTTP/0.9; proxies (`HTTPS_PROXY` and its kin are
 * not looked at); client certificates; the dialog of HTTP authentication; protocol upgrades, WebSocket among them;
 * `Expect: 100-continue`; trailers, which browsers do not show either; content codings that Node's zlib lacks (zstd
 * before 22.15); a request body and the reply to it both at once, as seen by the page.
 */
import { Exchange } from './exchange.js';
import { socketFailure } from './failure.js';
import { limitsOf } from './limits.js';
import { readAddress, readSettings } from './network-options.js';
import { requestHead } from './request-head.js';
import { routeOf } from './route.js';
import { exchangeSynchronously } from './synchronous.js';

/**
 * @typedef {object} NetworkTransportOptions
 * @property {import('./route.js').Address} [address] where a process listens that answers for the URL's host. The Host
 *   header, the TLS server name and the certificate's identity stay those of the URL. Without it: where the URL says
 * @property {string | Buffer | (string | Buffer)[]} [ca] PEM certificates to trust besides those that Node.js trusts
 * @property {boolean} [rejectUnauthorized] false to accept any certificate
 * @property {string} [userAgent]
 * @property {string} [acceptLanguage]
 * @property {Partial<import('./limits.js').Limits>} [limits]
 * @property {import('node:net').LookupFunction} [lookup] instead of DNS
 */

/**
 * A transport over the network.
 *
 * @param {NetworkTransportOptions} [options]
 * @param {string} [field] what they are called in an error
 * @returns {import('./transport.js').Transport}
 */
export function networkTransport(options = {}, field = 'network') {
  const address = readAddress(options.address, `${field}.address`);
  const limits = limitsOf(options.limits, `${field}.limits`);
  const { defaults, connection } = readSettings(options, field);
  return {
    async exchange(request, signal) {
      signal.throwIfAborted();
      const { url, head } = requestHead(request, defaults);
      const route = routeOf(url, address);
      const settings = { ...connection, secureContext: route.tls ? connection.secureContext : undefined, limits };
      return await begun(request, route, settings, signal).run(head);
    },
    exchangeSynchronously: (request) => exchangeSynchronously(options, limits.timeout, request),
  };
}

/**
 * A lookup that somebody gave may throw, and so may a platform that does without sockets.
 *
 * @param {ConstructorParameters<typeof Exchange>} given
 */
function begun(...given) {
  try {
    return new Exchange(...given);
  } catch (error) {
    throw socketFailure(error instanceof Error ? error : new Error(String(error)), given[1].peer, 'a connection');
  }
}
