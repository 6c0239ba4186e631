/** What `new Request(input, init)` is given, as Web IDL converts it. */
import { isNamed } from './body.js';
import { headersInit } from './headers.js';
import { boolean, byteString, dictionary, domString, enumeration, usvString } from './web-idl.js';

const MODES = ['navigate', 'same-origin', 'no-cors', 'cors'];
const CREDENTIALS = ['omit', 'same-origin', 'include'];
const CACHES = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'];
const REDIRECTS = ['follow', 'error', 'manual'];
const REFERRER_POLICIES = [
  '',
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
];

/** [RequestInit](https://fetch.spec.whatwg.org/#requestinit). A body is looked at later: it may be anything. */
export const requestInit = dictionary('RequestInit', {
  body: (value) => value,
  cache: enumeration('RequestCache', CACHES),
  credentials: enumeration('RequestCredentials', CREDENTIALS),
  duplex: enumeration('RequestDuplex', ['half']),
  headers: headersInit,
  integrity: domString,
  keepalive: boolean,
  method: byteString,
  mode: enumeration('RequestMode', MODES),
  priority: enumeration('RequestPriority', ['high', 'low', 'auto']),
  redirect: enumeration('RequestRedirect', REDIRECTS),
  referrer: usvString,
  referrerPolicy: enumeration('ReferrerPolicy', REFERRER_POLICIES),
  signal: abortSignal,
  window: (value) => value,
});

/**
 * @param {unknown} value
 * @param {string} context
 * @returns {AbortSignal | null}
 */
function abortSignal(value, context) {
  if (value === null || value instanceof AbortSignal) return value;
  throw new TypeError(`${context} is not an AbortSignal`);
}

/**
 * @typedef {object} Base what a new request takes over from another one
 * @property {string} url
 * @property {string} method
 * @property {[name: string, value: string][]} headers
 * @property {string} mode
 * @property {string} credentials
 * @property {string} cache
 * @property {string} redirect
 * @property {string} referrer
 * @property {string} referrerPolicy
 * @property {string} integrity
 * @property {boolean} keepalive
 */

/** @param {unknown} input @returns {input is globalThis.Request} a Request of the platform's or of a library's */
export const isForeignRequest = (input) => isNamed(input, 'Request') && typeof input.url === 'string';

/**
 * @param {globalThis.Request} request
 * @returns {Base}
 */
export const ofForeign = (request) => ({
  url: request.url,
  method: request.method,
  headers: [...request.headers],
  mode: request.mode,
  credentials: request.credentials,
  cache: request.cache,
  redirect: request.redirect,
  referrer: request.referrer,
  referrerPolicy: request.referrerPolicy,
  integrity: request.integrity,
  keepalive: request.keepalive,
});
