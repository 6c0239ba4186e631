/** What a function is, where that cannot be told by looking at it. */
import { refused } from '../inside.js';
import { warn } from './app-error.js';
import { handlerTransport } from './handler.js';
import { listenerTransport } from './listener.js';
import { eventHandler, hasEventHandlers } from './route-handlers.js';

/**
 * @typedef {{ limits: import('./limits.js').Limits, defaults: { userAgent: string, acceptLanguage: string } }} Settings
 * @typedef {(settings: Settings) => import('./transport.js').Transport} Maker
 */

/** Not private to this file: every entry of the package has a copy of it. */
const MAKER = Symbol.for('corslab.target');

/**
 * Marks what makes a transport.
 *
 * @param {Maker} maker
 */
const explicitly = (maker) => Object.freeze({ [MAKER]: maker });

/**
 * @param {any} value
 * @returns {Maker | undefined}
 */
export function makerOf(value) {
  return typeof value === 'object' ? value?.[MAKER] : undefined;
}

/**
 * A function for Node's HTTP server. Needed for one whose parameters cannot be counted, such as `(...args) => app(...args)`.
 *
 * @param {import('./listener.js').Listener} listener
 */
export function nodeListener(listener) {
  if (typeof listener !== 'function') throw refused('listener', kindOf(listener), 'a function (req, res)');
  return explicitly((settings) => listenerTransport(listener, settings));
}

/**
 * A `(Request) => Response` handler, or an object with such a `fetch`, and what its platform gives it besides the
 * request: a Worker's `env` and context, Deno's connection info, Bun's server.
 *
 * @param {any} handler
 * @param {...unknown} more
 */
export function webHandler(handler, ...more) {
  const isObject = typeof handler === 'object' && typeof handler?.fetch === 'function';
  if (!isObject && typeof handler !== 'function') throw refused('handler', kindOf(handler), 'a function (Request) => Response, or an object with such a `fetch`');
  return explicitly((settings) => handlerTransport(isObject ? fetcher(handler, more) : (request) => handler(request, ...more), settings));
}

/**
 * A module of endpoints that take one event, as those of SvelteKit (`+server.js`) and Astro do.
 *
 * @param {Record<string, unknown>} endpoints
 * @param {object} [event] more that the event has: `params`, `locals`, `cookies`, `platform` …
 */
export function eventHandlers(endpoints, event = {}) {
  if (!hasEventHandlers(endpoints)) throw refused('endpoints', kindOf(endpoints), 'a module with handlers that are named after methods: GET, POST … or `fallback`');
  if (typeof event !== 'object' || event === null) throw refused('event', kindOf(event), 'an object');
  return explicitly((settings) => handlerTransport(eventHandler(endpoints, event), settings));
}

/**
 * The `fetch` of a Worker or of an app, with an empty environment and a context where none is given.
 *
 * @param {{ fetch: Function }} app
 * @param {unknown[]} more
 * @returns {import('./handler.js').Handle}
 */
export function fetcher(app, more) {
  const surroundings = more.length > 0 ? more : [{}, CONTEXT];
  return (request) => app.fetch(request, ...surroundings);
}

/** As Workers have it: what is still going on after the response. Its failures are no failures of the response. */
const CONTEXT = Object.freeze({
  /** @param {unknown} work */
  waitUntil(work) {
    Promise.resolve(work).catch((error) => warn(new Error(`what waitUntil() was given failed: ${error}`, { cause: error })));
  },
  passThroughOnException() {},
  props: Object.freeze({}),
});

/** @param {unknown} value */
function kindOf(value) {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object without such a function' : `a value of type ${typeof value}`;
}
