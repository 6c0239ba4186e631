/** From whatever somebody has to answer requests with to a transport. */
import { customTransport } from './custom.js';
import { refused } from '../inside.js';
import { makerOf } from './explicit.js';
import { applicationOf } from './frameworks.js';
import { limitsOf } from './limits.js';
import { listenerTransport, withNext } from './listener.js';
import { readSettings } from './network-options.js';
import { networkTransport } from './network.js';
import { handlerTransport } from './handler.js';
import { scriptedTransport } from './scripted.js';

/**
 * @typedef {import('./transport.js').Transport} Transport
 * @typedef {import('./network.js').NetworkTransportOptions} Options
 * @typedef {import('./explicit.js').Settings} Settings
 */

const ALLOWED =
  "a URL where a process listens ('http://127.0.0.1:3000'), an http.Server, a (req, res) listener, an app of Express, Connect, Koa, Fastify, " +
  'hapi, Nest or Hono, a (Request) => Response handler or an object with such a `fetch`, a module of route handlers (GET, POST …), ' +
  'a scripted answer ({ response }) or a list of them, or a transport ({ exchange })';

/**
 * @param {unknown} value
 * @param {string} field what it is called in an error
 * @param {Options} [options]
 * @returns {Transport}
 */
export function targetOf(value, field, options = {}) {
  const explicit = makerOf(value);
  if (explicit) return explicit(settingsOf(options));
  if (typeof value === 'string' || value instanceof URL) return networkTransport({ ...options, address: addressOf(String(value), field) });
  if (typeof value === 'function') return functionTransport(value, field, settingsOf(options));
  if (typeof value !== 'object' || value === null) throw refused(field, inWords(value), ALLOWED);
  if (isTransport(value)) return customTransport(value);
  const application = applicationOf(value, field, options, settingsOf(options));
  if (application) return application;
  // An app may have a `response` too.
  if (Array.isArray(value) || 'response' in value) return scriptedTransport(/** @type {any} */ (value), field);
  throw refused(field, inWords(value), ALLOWED);
}

/** @param {Options} options @returns {Settings} */
function settingsOf(options) {
  return { limits: limitsOf(options.limits), defaults: readSettings(options, 'network').defaults };
}

/**
 * Apps of Express and Connect are functions too.
 *
 * @param {Function} value
 * @param {string} field
 * @param {Settings} settings
 */
function functionTransport(value, field, settings) {
  if (/^class\b/.test(Function.prototype.toString.call(value))) throw refused(field, `the class ${value.name}`, `an instance of it, or another of these: ${ALLOWED}`);
  if (value.length <= 1) return handlerTransport(/** @type {any} */ (value), settings);
  const isApp = 'listen' in value;
  return listenerTransport(value.length > 2 && !isApp ? withNext(value) : /** @type {any} */ (value), settings);
}

/**
 * @param {object} value
 * @returns {value is Transport}
 */
function isTransport(value) {
  return 'exchange' in value && typeof value.exchange === 'function';
}

/**
 * @param {string} text
 * @param {string} field
 * @returns {import('./route.js').Address}
 */
function addressOf(text, field) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || `${url.pathname}${url.search}${url.hash}${url.username}` !== '/') {
    throw refused(field, JSON.stringify(text), "where a process listens, without a path: 'http://127.0.0.1:3000' or 'https://127.0.0.1:8443'");
  }
  const tls = url.protocol === 'https:';
  return { host: url.hostname, port: Number(url.port || (tls ? 443 : 80)), tls };
}

/** @param {unknown} value */
function inWords(value) {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value === 'function' ? 'a function' : `a value of type ${typeof value} (${String(value).slice(0, 40)})`;
  if ('then' in value && typeof value.then === 'function') return 'a promise (await it first)';
  const { constructor } = value;
  if (!constructor || constructor === Object) return `an object with ${Object.keys(value).slice(0, 5).join(', ') || 'nothing in it'}`;
  return `an object of the class ${constructor.name}`;
}
