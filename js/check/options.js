/** What a check is asked, read and refused by name before anything is sent. */
import { CorslabError, refused } from '../inside.js';
import { compareOrigins } from 'corslab';

/** Where an app answers that has no address of its own. */
const NOWHERE = 'https://api.example.test/';

/** The fields of a request's description. */
const OF_REQUEST = /** @type {const} */ ([
  ...['method', 'headers', 'body', 'mode', 'credentials', 'redirect', 'cache', 'referrer', 'referrerPolicy', 'integrity'],
  ...['keepalive', 'duplex', 'initiator', 'crossorigin', 'uploadListener', 'userActivation'],
]);
const OF_PAGE = /** @type {const} */ (['engine', 'network', 'cookies', 'limits']);
const KNOWN = new Set(['from', 'url', 'path', 'servers', ...OF_REQUEST, ...OF_PAGE]);

/** @typedef {{ [name: string]: any }} Options */
/** @typedef {{ page: Options, pageOptions: Options, request: Options & { url: string } }} Question */

/**
 * @param {unknown} target
 * @param {unknown} options
 * @param {string[]} [more] further options that whoever asks takes
 * @returns {Question}
 */
export function read(target, options, more = []) {
  const given = checkedOptions(options, more);
  const page = pageOf(given.from);
  const url = urlOf(target, given);
  const request = { ...picked(given, OF_REQUEST), url };
  const { origin } = new URL(url);
  const isPlace = isAddress(target) && given.url === undefined;
  const servers = isPlace ? given.servers : { ...given.servers, [origin]: target };
  const pageOptions = { ...page, engine: 'chromium', ...(isPlace && { network: true }), ...picked(given, OF_PAGE), ...(servers && { servers }) };
  return { page, pageOptions, request };
}

/**
 * @param {unknown} options
 * @param {string[]} more
 * @returns {Options}
 */
export function checkedOptions(options, more) {
  if (typeof options !== 'object' || options === null) throw refused('options', kindOf(options), 'an object, such as { from: "https://app.example.com" }');
  const known = new Set([...KNOWN, ...more]);
  const stranger = Object.keys(options).find((name) => !known.has(name));
  if (stranger !== undefined) throw refused(`options.${stranger}`, 'an option of this name', `one of ${[...known].join(', ')}`);
  return /** @type {Options} */ (options);
}

/**
 * The page that asks: an origin, a URL, or more about it.
 *
 * @param {unknown} from
 * @param {string} [field]
 * @returns {Options & { url: string }}
 */
export function pageOf(from, field = 'from') {
  // How an opaque origin is serialized; what has one is not said by it, and a sandboxed frame is what anybody can make.
  if (from === 'null') return { url: 'https://sandboxed.example/', sandboxed: true };
  if (typeof from === 'string' || from instanceof URL) return { url: absolute(String(from), field) };
  if (typeof from === 'object' && from !== null && 'url' in from) {
    return { ...from, url: absolute(String(from.url), `${field}.url`) };
  }
  throw refused(field, kindOf(from), 'the page that asks: an origin or URL such as "https://app.example.com", "null" for a sandboxed page, or { url, … }');
}

/**
 * @param {string} url
 * @param {string} field
 */
function absolute(url, field) {
  try {
    compareOrigins(url, url);
    // To a parser of URLs the host is a scheme here, and the page one of an opaque origin.
    if (/^[a-z\d.-]+:\d{1,5}(?:[/?#]|$)/i.test(url)) throw new TypeError('a scheme is missing');
  } catch {
    throw refused(field, JSON.stringify(url), 'an absolute URL or origin such as "https://app.example.com"');
  }
  return url;
}

/**
 * The URL that is asked for. An address is its own; an app without one is told a URL, or stands where nobody does.
 *
 * @param {unknown} target
 * @param {Options} options
 * @param {string} [at] where an app without an address stands
 */
export function urlOf(target, { url, path }, at = NOWHERE) {
  const base = isAddress(target) ? absolute(String(target), 'target') : at;
  const whole = url === undefined ? base : resolved(url, base, 'url');
  if (path === undefined) return whole;
  const there = resolved(path, whole, 'path');
  if (compareOrigins(there, whole).sameOrigin) return there;
  throw refused('path', JSON.stringify(path), 'a path such as "/items"; the URL of another origin goes into url');
}

/**
 * @param {unknown} value
 * @param {string} base
 * @param {string} field
 */
function resolved(value, base, field) {
  const isText = typeof value === 'string' || value instanceof URL;
  if (!isText || !URL.canParse(String(value), base)) throw refused(field, isText ? JSON.stringify(String(value)) : kindOf(value), field === 'path' ? 'a path such as "/items"' : 'a URL such as "https://api.example.com/items"');
  return new URL(String(value), base).href;
}

/**
 * Whether a target says where a process listens.
 *
 * @param {unknown} target
 * @returns {target is string | URL}
 */
export const isAddress = (target) => typeof target === 'string' || target instanceof URL;

/**
 * What the core says of `request.mode` is about the option `mode`.
 *
 * @param {unknown} error
 * @param {string} url where the target answers
 * @returns {unknown}
 */
export function renamed(error, url) {
  if (!(error instanceof CorslabError)) return error;
  const place = `servers[${JSON.stringify(new URL(url).origin)}]`;
  const field = error.field === place ? 'target' : error.field.replace(/^request\.(?=\w)/, '').replace(/^page(?=\.|$)/, 'from');
  return field === error.field ? error : refused(field, error.value, error.allowed);
}

/** @param {unknown} value */
export function kindOf(value) {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' ? 'an object' : `a value of type ${typeof value}`;
}

/**
 * @param {Options} given
 * @param {readonly string[]} names
 * @returns {Options}
 */
function picked(given, names) {
  return Object.fromEntries(names.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]));
}

/**
 * One name or several: of headers, or of methods.
 *
 * @param {unknown} names
 * @param {string} field
 * @returns {string[]}
 */
export function headerNames(names, field) {
  const list = typeof names === 'string' ? [names] : names;
  const isList = Array.isArray(list) && list.length > 0 && list.every((name) => typeof name === 'string' && name !== '');
  if (!isList) throw refused(field, kindOf(names), 'a name, or an array of one or more');
  return [...list];
}
