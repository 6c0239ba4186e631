/** The origins and the requests of a matrix, read and refused by name. */
import { refused } from '../inside.js';
import { withoutSecret } from '../check/exchange.js';
import { kindOf, pageOf } from '../check/options.js';
import { shown, shownBytes } from '../check/text.js';

/** @typedef {{ [name: string]: any }} Options */
/** @typedef {'allowed' | 'refused'} Expectation */
/** @typedef {{ label: string, page: Options, expect: Expectation | undefined }} Origin */
/** @typedef {{ label: string, request: Options, expect: Expectation | undefined }} Request */

const PRODUCT = ['paths', 'methods', 'headers', 'credentials'];

/**
 * @param {unknown} origins
 * @returns {Origin[]}
 */
export function originsOf(origins) {
  return listOf(origins, 'origins', 'origins such as "https://app.example.com"').map((one, index) => {
    const field = `origins[${index}]`;
    const isNamed = typeof one === 'object' && one !== null && !(one instanceof URL);
    const { expect = undefined, name = undefined, ...page } = isNamed ? /** @type {Options} */ (one) : {};
    const from = pageOf(isNamed ? page : one, field);
    return { label: labelOfPage(name ?? (isNamed ? from.url : one), from), page: from, expect: expectation(expect, `${field}.expect`) };
  });
}

/**
 * @param {unknown} name
 * @param {Options} page
 */
function labelOfPage(name, page) {
  const text = shown(name === 'null' ? 'null' : name, 200);
  return page.sandboxed && text !== 'null' ? `${text} (sandboxed)` : text;
}

/**
 * @param {Options} options
 * @returns {Request[]}
 */
export function requestsOf(options) {
  if (options.requests === undefined) return product(options).map((request) => ({ label: labelOf(request), request, expect: undefined }));
  const both = PRODUCT.find((name) => options[name] !== undefined);
  if (both !== undefined) throw refused(both, 'a list', `none: either \`requests\`, or ${PRODUCT.join(', ')}`);
  return listOf(options.requests, 'requests', 'requests such as { path: "/items", method: "PUT" }').map((one, index) => {
    const field = `requests[${index}]`;
    const given = typeof one === 'string' ? { path: one } : one;
    if (typeof given !== 'object' || given === null) throw refused(field, kindOf(given), 'a path, or an object with path or url, method, headers …');
    const { expect, name, ...request } = /** @type {Options} */ (given);
    return { label: name === undefined ? labelOf(request) : shown(name, 200), request, expect: expectation(expect, `${field}.expect`) };
  });
}

/** @param {Options} options */
function product({ paths = [undefined], methods = ['GET'], headers = [undefined], credentials = [undefined] }) {
  const lists = { paths, methods, headers, credentials };
  const [path, method, header, credential] = Object.entries(lists).map(([name, list]) => listOf(list, name, `an array of ${name}`));
  return path.flatMap((path) =>
    method.flatMap((method) => header.flatMap((headers) => credential.map((credentials) => defined({ path, method, headers, credentials })))),
  );
}

/** @param {Options} request */
const defined = (request) => Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined && value !== null));

/** @param {Options} request */
function labelOf({ method = 'GET', url, path, headers, credentials, mode, initiator }) {
  const where = [url, path].filter((part) => part !== undefined).join(' ');
  const parts = [`${shown(method, 40)}${where && ` ${shown(where, 200)}`}`, ...headerLabels(headers)];
  if (credentials === 'include') parts.push('with credentials');
  else if (credentials !== undefined) parts.push(`credentials ${shown(credentials, 40)}`);
  if (mode !== undefined && mode !== 'cors') parts.push(`mode ${shown(mode, 40)}`);
  if (initiator !== undefined && initiator !== 'fetch') parts.push(`by ${shown(initiator, 40)}`);
  return parts.join(', ');
}

/** @param {any} headers */
function headerLabels(headers) {
  if (headers === undefined || typeof headers === 'string') return headers === undefined ? [] : [shown(headers, 80)];
  if (typeof headers !== 'object') throw refused('headers', kindOf(headers), 'an array of what each request has: objects, pairs or nothing');
  const pairs = typeof headers[Symbol.iterator] === 'function' ? [...headers] : Object.entries(headers);
  return pairs.map(([name, value]) => `${shownBytes(String(name), 60)}: ${withoutSecret(String(name).toLowerCase(), String(value))}`);
}

/**
 * @param {unknown} value
 * @param {string} field
 * @returns {Expectation | undefined}
 */
function expectation(value, field) {
  if (value === undefined || value === 'allowed' || value === 'refused') return value;
  throw refused(field, kindOf(value), '"allowed" or "refused"');
}

/**
 * @param {unknown} list
 * @param {string} field
 * @param {string} allowed
 * @returns {unknown[]}
 */
export function listOf(list, field, allowed) {
  if (Array.isArray(list) && list.length > 0) return list;
  throw refused(field, Array.isArray(list) ? 'an empty array' : kindOf(list), `an array of at least one: ${allowed}`);
}
