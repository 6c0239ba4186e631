/**
 * What one can write in header lines: names, and the usual values of each. What each is for stands in strings.js under
 * its name. `from`: values that the verdict knows. `list`: the value is a list with commas.
 *
 * @typedef {object} Entry
 * @property {string} name
 * @property {('request' | 'preflight' | 'response')[]} on
 * @property {string[]} [values]
 * @property {'origin' | 'method' | 'headers' | 'hidden' | 'moved'} [from]
 * @property {boolean} [list]
 */

const PREFLIGHT = /** @type {const} */ (['preflight']);
const RESPONSE = /** @type {const} */ (['response']);
const REQUEST = /** @type {const} */ (['request']);
const REPLIES = /** @type {const} */ (['preflight', 'response']);
const TYPES = ['application/json', 'text/plain', 'text/html', 'text/css', 'text/javascript', 'text/event-stream', 'image/png', 'font/woff2', 'application/octet-stream'];

/** In the order in which they are offered. */
export const VOCABULARY = /** @type {Entry[]} */ (/** @type {unknown} */ ([
  { name: 'Access-Control-Allow-Origin', on: REPLIES, values: ['*', 'null'], from: 'origin' },
  { name: 'Access-Control-Allow-Credentials', on: REPLIES, values: ['true'] },
  { name: 'Access-Control-Allow-Methods', on: PREFLIGHT, values: ['*', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], from: 'method', list: true },
  { name: 'Access-Control-Allow-Headers', on: PREFLIGHT, values: ['*', 'Content-Type', 'Authorization', 'X-Requested-With'], from: 'headers', list: true },
  { name: 'Access-Control-Expose-Headers', on: RESPONSE, values: ['*', 'ETag', 'Link', 'Location', 'Retry-After', 'X-Total-Count'], from: 'hidden', list: true },
  { name: 'Access-Control-Max-Age', on: PREFLIGHT, values: ['600', '7200', '86400', '0'] },
  { name: 'Vary', on: REPLIES, values: ['Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers', 'Accept-Encoding', 'Cookie', '*'], list: true },
  { name: 'Content-Type', on: RESPONSE, values: TYPES },
  { name: 'Cache-Control', on: REPLIES, values: ['no-store', 'no-cache', 'max-age=3600', 'public', 'private', 'immutable'], list: true },
  { name: 'Location', on: REPLIES, from: 'moved' },
  { name: 'Set-Cookie', on: RESPONSE, values: ['session=1; Secure; HttpOnly; SameSite=Lax', 'session=1; Secure; HttpOnly; SameSite=None'] },
  { name: 'WWW-Authenticate', on: REPLIES, values: ['Bearer', 'Basic realm="api"'] },
  { name: 'Allow', on: REPLIES, values: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], list: true },
  { name: 'Cross-Origin-Resource-Policy', on: RESPONSE, values: ['cross-origin', 'same-site', 'same-origin'] },
  { name: 'Cross-Origin-Embedder-Policy', on: RESPONSE, values: ['require-corp', 'credentialless', 'unsafe-none'] },
  { name: 'Cross-Origin-Opener-Policy', on: RESPONSE, values: ['same-origin', 'same-origin-allow-popups', 'unsafe-none'] },
  { name: 'Timing-Allow-Origin', on: RESPONSE, values: ['*'], from: 'origin', list: true },
  { name: 'X-Content-Type-Options', on: RESPONSE, values: ['nosniff'] },
  { name: 'Referrer-Policy', on: RESPONSE, values: ['no-referrer', 'origin', 'same-origin', 'strict-origin-when-cross-origin'] },
  { name: 'Strict-Transport-Security', on: RESPONSE, values: ['max-age=31536000'] },
  { name: 'ETag', on: RESPONSE, values: ['"1"'] },
  { name: 'Retry-After', on: RESPONSE, values: ['120'] },
  { name: 'Content-Type', on: REQUEST, values: ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/octet-stream'] },
  { name: 'Authorization', on: REQUEST, values: ['Bearer secret', 'Basic dXNlcjpzZWNyZXQ='] },
  { name: 'Accept', on: REQUEST, values: ['application/json', 'text/html', '*/*'] },
  { name: 'Accept-Language', on: REQUEST, values: ['en', 'de'] },
  { name: 'Content-Language', on: REQUEST, values: ['en', 'de'] },
  { name: 'Range', on: REQUEST, values: ['bytes=0-1023'] },
  { name: 'Cache-Control', on: REQUEST, values: ['no-cache', 'no-store'] },
  { name: 'If-None-Match', on: REQUEST, values: ['"1"'] },
  { name: 'If-Modified-Since', on: REQUEST },
  { name: 'X-Requested-With', on: REQUEST, values: ['XMLHttpRequest'] },
  { name: 'X-Api-Key', on: REQUEST },
  { name: 'X-CSRF-Token', on: REQUEST },
  { name: 'Idempotency-Key', on: REQUEST },
]));
