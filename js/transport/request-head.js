/**
 * The head of a request, as bytes. Written here because Node's client refuses values that the Fetch Standard allows:
 * control characters other than NUL, CR and LF, and the bytes from 0x80.
 */
import { availableCodings } from './content-coding.js';
import { TransportError } from './failure.js';

/** @typedef {import('./transport.js').WireRequest} WireRequest */

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What would end the line, and what is no byte. */
const NOT_A_VALUE = /[\0\r\n\u0100-\uffff]/;
/** A serialized URL has neither white space nor controls nor anything beyond ASCII. */
const NOT_IN_A_URL = /[^\x21-\x7e]/;

/** Methods whose servers expect to hear of a body, even of none: Fetch's HTTP-network-or-cache fetch sends a length of 0. */
const LENGTH_WITHOUT_BODY = new Set(['POST', 'PUT']);

/**
 * @param {WireRequest} request
 * @param {{ userAgent: string, acceptLanguage: string }} defaults
 * @returns {{ url: URL, head: Buffer }} and where it goes
 */
export function requestHead(request, defaults) {
  const { url, headers } = requestHeaders(request, defaults);
  let text = `${request.method} ${requestTarget(url)} HTTP/1.1\r\n`;
  for (const [name, value] of headers) text += `${name}: ${value}\r\n`;
  return { url, head: Buffer.from(`${text}\r\n`, 'latin1') };
}

/**
 * The request's headers, and those that are the connection's to add.
 *
 * @param {WireRequest} request
 * @param {{ userAgent: string, acceptLanguage: string }} defaults
 * @returns {{ url: URL, headers: [name: string, value: string][] }}
 */
export function requestHeaders(request, defaults) {
  const url = urlOf(request);
  const given = namesOf(request);
  /** @param {[name: string, value: string][]} headers */
  const missing = (headers) => headers.filter(([name]) => !given.has(name.toLowerCase()));
  const headers = [
    ...missing([['Host', url.host], ['Connection', 'keep-alive'], ...framing(request)]),
    ...request.headers,
    ...missing([
      ['User-Agent', defaults.userAgent],
      ['Accept-Encoding', availableCodings()],
      ['Accept-Language', defaults.acceptLanguage],
    ]),
  ];
  return { url, headers };
}

/**
 * [origin-form](https://httpwg.org/specs/rfc9112.html#origin-form). `search` would lose a query that is empty.
 *
 * @param {URL} url
 */
const requestTarget = ({ href }) => href.slice(href.indexOf('/', href.indexOf('//') + 2)).replace(/#.*$/, '');

/** @param {WireRequest} request */
function urlOf({ url }) {
  try {
    if (!NOT_IN_A_URL.test(url) && /^https?:/.test(url)) return new URL(url);
  } catch {
    // Told below.
  }
  throw malformed('url', url, 'a serialized http or https URL');
}

/**
 * Nothing that a caller gives may end a line before its time, or say of the body what is not true of it: who reads the
 * rest would take it for another request.
 *
 * @param {WireRequest} request
 * @returns {Set<string>} the names of its headers in lower case
 */
function namesOf({ method, headers, body }) {
  if (!TOKEN.test(method)) throw malformed('method', method, 'a token');
  const names = new Set();
  for (const [index, [name, value]] of headers.entries()) {
    if (!TOKEN.test(name)) throw malformed(`headers[${index}], its name`, name, 'a token');
    if (NOT_A_VALUE.test(value)) throw malformed(`headers[${index}] (${name})`, value, 'bytes without NUL, CR and LF');
    const key = name.toLowerCase();
    const framed = FRAMED.get(key);
    if (framed && names.has(key)) throw malformed(`headers[${index}]`, name, 'one line of that name');
    const expected = framed?.(body);
    if (expected !== undefined && value !== expected) throw malformed(`headers[${index}] (${name})`, value, `what is true of the body: ${expected}`);
    names.add(key);
  }
  return names;
}

/** @typedef {(body: WireRequest['body']) => string | undefined} Expected what a line must say; undefined where that is free */

/** @type {Map<string, Expected>} */
const FRAMED = new Map(
  /** @type {[string, Expected][]} */ ([
    ['host', () => undefined],
    ['content-length', (body) => (isStream(body) ? 'none, for it is a stream' : String(body?.byteLength ?? 0))],
    ['transfer-encoding', (body) => (isStream(body) ? 'chunked' : 'none, for its length is known')],
  ]),
);

/** @param {WireRequest} request @returns {[name: string, value: string][]} */
function framing({ method, body }) {
  if (isStream(body)) return [['Transfer-Encoding', 'chunked']];
  if (body !== null) return [['Content-Length', String(body.byteLength)]];
  return LENGTH_WITHOUT_BODY.has(method) ? [['Content-Length', '0']] : [];
}

/**
 * Test runners run tests in realms of their own, where `instanceof` knows neither.
 *
 * @param {WireRequest['body']} body
 * @returns {body is ReadableStream<Uint8Array>}
 */
export function isStream(body) {
  return body !== null && !ArrayBuffer.isView(body);
}

/** @param {string} field @param {string} value @param {string} allowed */
function malformed(field, value, allowed) {
  return new TransportError('malformed-request', `The request was not sent: its ${field} is ${JSON.stringify(value)}; expected ${allowed}`);
}
