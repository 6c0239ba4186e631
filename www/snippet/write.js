/** A request → the snippet that makes it, in the form that one would write by hand. */
import { headerPairs } from '../headers.js';
import { asText as text, isObject } from '../state.js';

/** @typedef {Record<string, any>} RequestDescription */

/** @param {RequestDescription} request */
export function writeSnippet(request) {
  const write = WRITERS.get(text(request.initiator ?? 'fetch')) ?? writeFetch;
  return write(request);
}

/** @type {Map<string, (request: RequestDescription) => string>} */
const WRITERS = new Map([
  ['fetch', writeFetch],
  ['xhr', writeXhr],
  ['eventsource', writeEventSource],
  ['beacon', writeBeacon],
  ['navigation', writeNavigation],
  ['form', writeForm],
  ['font', (request) => `@font-face {\n  font-family: "Example";\n  src: url(${JSON.stringify(text(request.url))});\n}`],
  ['img', (request) => `<img${elementAttributes(request, 'src')} alt="">`],
  ['audio', (request) => `<audio${elementAttributes(request, 'src')}></audio>`],
  ['video', (request) => `<video${elementAttributes(request, 'src')}></video>`],
  ['script', (request) => `<script${elementAttributes(request, 'src')}></script>`],
  ['module', (request) => `<script type="module"${elementAttributes(request, 'src')}></script>`],
  ['stylesheet', (request) => `<link rel="stylesheet"${elementAttributes(request, 'href')}>`],
  ['iframe', (request) => `<iframe${elementAttributes(request, 'src')}></iframe>`],
]);

/** Members of RequestInit that are plain values, in the order in which people write them. */
const AFTER_BODY = ['mode', 'credentials', 'redirect', 'cache', 'referrer', 'referrerPolicy', 'integrity', 'keepalive', 'duplex'];

/** @param {RequestDescription} request */
function writeFetch(request) {
  const members = [
    ['method', request.method === undefined ? undefined : quote(text(request.method))],
    ['headers', writeHeaders(request.headers)],
    ['body', writeBody(request.body)],
    ...AFTER_BODY.map((name) => [name, literal(request[name])]),
  ].filter(([, value]) => value !== undefined);
  const init = members.map(([name, value]) => `  ${name}: ${value},\n`).join('');
  return `const response = await fetch(${quote(text(request.url))}${init && `, {\n${init}}`});`;
}

/** @param {RequestDescription} request */
function writeXhr(request) {
  return [
    'const xhr = new XMLHttpRequest();',
    `xhr.open(${quote(text(request.method ?? 'GET'))}, ${quote(text(request.url))});`,
    ...headerPairs(request.headers).map(([name, value]) => `xhr.setRequestHeader(${quote(name)}, ${quote(value)});`),
    request.credentials === 'include' && 'xhr.withCredentials = true;',
    request.uploadListener && 'xhr.upload.onprogress = (event) => console.log(event.loaded);',
    `xhr.send(${writeBody(request.body) ?? ''});`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** @param {RequestDescription} request */
function writeEventSource(request) {
  const init = request.credentials === 'include' ? ', { withCredentials: true }' : '';
  return `const events = new EventSource(${quote(text(request.url))}${init});`;
}

/** @param {RequestDescription} request */
function writeBeacon(request) {
  const data = writeBody(request.body);
  return `navigator.sendBeacon(${quote(text(request.url))}${data === undefined ? '' : `, ${data}`});`;
}

/** @param {RequestDescription} request */
function writeNavigation(request) {
  if (request.userActivation) return `<a${elementAttributes(request, 'href')}>Open</a>`;
  return `location.href = ${quote(text(request.url))};`;
}

/** @param {RequestDescription} request */
function writeForm(request) {
  const enctype = { 'form-data': 'multipart/form-data', text: 'text/plain' }[text(request.body?.kind)];
  const attributes = [['method', text(request.method ?? 'get').toLowerCase()], ['action', text(request.url)], ['enctype', enctype]];
  return `<form${writeAttributes(attributes)}>\n  <button>Send</button>\n</form>`;
}

/** @param {RequestDescription} request @param {string} name the attribute with the URL */
function elementAttributes(request, name) {
  return writeAttributes([
    [name, text(request.url)],
    ['crossorigin', request.crossorigin],
    ['referrerpolicy', request.referrerPolicy],
    ['integrity', request.integrity],
  ]);
}

/** @param {unknown[][]} attributes */
function writeAttributes(attributes) {
  return attributes
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeAttribute(text(value))}"`)
    .join('');
}

/** @param {string} value */
function escapeAttribute(value) {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** @param {unknown} headers */
function writeHeaders(headers) {
  const pairs = Array.isArray(headers) ? headers.map((pair) => [pair].flat()) : headerPairs(headers);
  if (pairs.length === 0) return undefined;
  const names = pairs.map(([name]) => text(name).toLowerCase());
  // A repeated name needs pairs; so does `__proto__`, which an object literal understands otherwise.
  const isObjectLiteral = new Set(names).size === names.length && !names.includes('__proto__') && pairs.every(({ length }) => length === 2);
  const lines = isObjectLiteral
    ? pairs.map(([name, value]) => `    ${propertyName(text(name))}: ${quote(text(value))},\n`)
    : pairs.map((pair) => `    [${pair.map((part) => quote(text(part))).join(', ')}],\n`);
  const [open, close] = isObjectLiteral ? '{}' : '[]';
  return `${open}\n${lines.join('')}  ${close}`;
}

/** @param {string} name */
function propertyName(name) {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quote(name);
}

/** @param {unknown} body */
function writeBody(body) {
  if (typeof body === 'string') return writeText(body);
  if (!isObject(body)) return undefined;
  const content = text(body.text);
  switch (body.kind) {
    case 'url-search-params':
      return `new URLSearchParams(${quote(content)})`;
    case 'form-data':
      return 'new FormData()';
    case 'blob':
      return `new Blob([${quote(content)}]${body.contentType === undefined ? '' : `, { type: ${quote(text(body.contentType))} }`})`;
    case 'buffer':
      return `new Uint8Array(${literal(body.length) ?? new TextEncoder().encode(content).length})`;
    case 'stream':
      return 'new ReadableStream()';
    default:
      return body.text === undefined && body.length > 0 ? `'x'.repeat(${literal(body.length)})` : writeText(content);
  }
}

/** JSON that is written as `JSON.stringify` writes it is easier to read as an object. @param {string} content */
function writeText(content) {
  try {
    const parsed = JSON.parse(content);
    const isTidy = typeof parsed === 'object' && parsed !== null && content.length < 2000 && JSON.stringify(parsed) === content;
    if (isTidy && !content.includes('__proto__')) return `JSON.stringify(${objectLiteral(parsed)})`;
  } catch {
    // It is not JSON.
  }
  return quote(content);
}

/** @param {unknown} value @returns {string} */
function objectLiteral(value) {
  if (Array.isArray(value)) return `[${value.map(objectLiteral).join(', ')}]`;
  if (!isObject(value)) return literal(value) ?? 'null';
  const members = Object.entries(value).map(([name, member]) => `${propertyName(name)}: ${objectLiteral(member)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

/** @param {unknown} value @returns {string | undefined} */
function literal(value) {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? quote(value) : JSON.stringify(value);
}

/** A JavaScript string literal; what cannot be seen is escaped. @param {string} content */
function quote(content) {
  const inner = JSON.stringify(content).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnit)}'`;
}

/** @param {string} character */
function escapeUnit(character) {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
