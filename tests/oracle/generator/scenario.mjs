/** The scenario of a seed and a number. */
import { CASE } from '../play.mjs';
import * as places from './places.mjs';
import { Random } from './random.mjs';
import { chain } from './redirect.mjs';
import * as reply from './reply.mjs';
import * as request from './request.mjs';

/** @typedef {import('../play.mjs').Sequence} Sequence */

const KINDS = /** @type {const} */ ([[52, script], [16, redirected], [12, element], [8, withCookies], [5, repeated], [4, raw], [3, special]]);

/** @param {number} seed @param {number} index */
export function generate(seed, index) {
  const random = new Random(seed, index);
  return random.weighted(KINDS)(random);
}

/** A fetch() or XMLHttpRequest, without its URL. */
function scriptRequest(random) {
  const method = request.method(random);
  const headers = request.headers(random);
  const body = request.hasBody(method) ? (random.chance(65) ? request.body(random) : undefined) : random.chance(0.5) ? 'x' : undefined;
  const common = { ...(method !== undefined && { method }), ...(headers && { headers }), ...(body !== undefined && { body }) };
  if (random.chance(80)) return { ...common, ...request.options(random) };
  return {
    ...common, initiator: 'xhr', ...(random.chance(50) && { credentials: 'include' }), ...(random.chance(20) && { uploadListener: true }),
  };
}

/** What the right answer to a request depends on. */
function askedBy(page, { method = 'GET', headers = [], credentials, crossorigin, body }) {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()).filter((name) => /^[!#$%&'*+.^_`|~\w-]+$/.test(name)))];
  if (body?.kind === 'blob' && !names.includes('content-type')) names.push('content-type');
  const token = /^[!#$%&'*+.^_`|~\w-]+$/.test(method) ? method : 'PUT';
  const normal = /^(?:get|head|post|put|delete|options)$/i.test(token) ? token.toUpperCase() : token;
  return { origin: places.serializedOrigin(page), credentials: credentials === 'include' || crossorigin === 'use-credentials', method: normal, names };
}

function answer(random, asked, options) {
  return { ...(random.chance(85) && { preflight: reply.preflight(random, asked) }), response: reply.response(random, asked, options) };
}

function script(random) {
  const page = places.page(random);
  const init = { url: places.urlAt(random, places.server(random, page)), ...scriptRequest(random) };
  return { page, request: init, server: answer(random, askedBy(page, init), { element: isElement(init) }) };
}

function redirected(random) {
  const page = places.page(random);
  const element = random.chance(12);
  const url = places.urlAt(random, places.server(random, page));
  const init = element ? elementRequest(random, url) : { url, ...scriptRequest(random) };
  const asked = askedBy(page, init);
  return { page, request: init, server: chain(random, { page, url, asked, method: asked.method, names: asked.names, element }) };
}

function elementRequest(random, url) {
  const initiator = random.weighted([[5, 'img'], [4, 'script'], [4, 'module'], [4, 'stylesheet'], [3, 'font'], [2, 'eventsource'], [1, 'beacon']]);
  const init = { url, initiator };
  if (['img', 'script', 'module', 'stylesheet'].includes(initiator) && random.chance(55)) {
    init.crossorigin = random.pick(['anonymous', 'use-credentials', 'use-credentials']);
  }
  if (['img', 'script', 'stylesheet'].includes(initiator) && random.chance(5)) init.referrerPolicy = random.pick(['no-referrer', 'origin', 'unsafe-url']);
  if (initiator === 'eventsource' && random.chance(50)) init.credentials = 'include';
  if (initiator === 'beacon') init.body = request.body(random);
  return init;
}

const isElement = ({ initiator = 'fetch' }) => initiator !== 'fetch' && initiator !== 'xhr';

const RIGHT_TYPES = { img: 'image/png', script: 'text/javascript', module: 'text/javascript', stylesheet: 'text/css', font: 'font/ttf', eventsource: 'text/event-stream' };

function element(random) {
  const page = places.page(random);
  const init = elementRequest(random, places.urlAt(random, places.server(random, page)));
  const made = answer(random, askedBy(page, init), { element: true });
  if (made.response.headers && random.chance(70)) {
    made.response.headers = [...made.response.headers.filter(([name]) => !/^content-type$/i.test(name)), ['Content-Type', RIGHT_TYPES[init.initiator] ?? 'text/plain']];
  }
  return { page, request: init, server: made };
}

function withCookies(random) {
  const page = places.page(random);
  const origin = places.server(random, page);
  const init = random.chance(70) ? { url: `${origin}${CASE}x`, ...scriptRequest(random) } : elementRequest(random, `${origin}${CASE}x`);
  if (init.initiator === undefined && random.chance(60)) init.credentials = 'include';
  const asked = askedBy(page, init);
  const options = { element: isElement(init) };
  const server = random.chance(30) ? chain(random, { page, url: init.url, asked, method: asked.method, names: asked.names, ...options }) : answer(random, asked, options);
  return { page, cookies: cookies(random, new URL(init.url)), request: init, server };
}

function cookies(random, { hostname, protocol }) {
  const number = random.weighted([[70, 1], [30, 2]]);
  return Array.from({ length: number }, (_, i) => {
    const secure = protocol === 'https:' && random.chance(70);
    const wide = /^(?:api|app)\.example\.(?:com|org)$/.test(hostname) && random.chance(25);
    return {
      name: `c${i}`, value: random.pick(['1', '', 'a b']), domain: wide ? hostname.replace(/^\w+\./, '') : hostname, ...(wide && { includeSubdomains: true }),
      path: random.pick([CASE, CASE, `${CASE}deep/`]), ...(secure && { secure }),
      sameSite: random.pick(secure ? ['none', 'none', 'lax', 'strict', 'default'] : ['lax', 'strict', 'default']),
    };
  });
}

/** Several requests for one URL: the preflight cache. */
function repeated(random) {
  const page = places.plainPage(random);
  const url = `${places.server(random, page)}${CASE}x`;
  const first = cacheRequest(random, url);
  const maxAge = random.pick(reply.MAX_AGES).map((value) => ['Access-Control-Max-Age', value]);
  const steps = [];
  for (let i = 0, count = random.int(2, 3); i < count; i++) {
    const init = i === 0 || random.chance(50) ? first : cacheRequest(random, url);
    const asked = askedBy(page, init);
    const both = random.chance(15) ? askedBy(page, cacheRequest(random, url)) : asked;
    const made = {
      preflight: random.chance(85) ? grant(random, both, maxAge) : reply.preflight(random, asked),
      response: random.chance(85) ? grant(random, asked, [['Cache-Control', 'no-store']]) : reply.response(random, asked),
    };
    steps.push({ request: init, server: made, ...(i > 0 && random.chance(25) && { wait: 1600 }) });
  }
  return { page, steps };
}

function cacheRequest(random, url) {
  const headers = random.some([['X-Token', 'a'], ['X-A', '1'], ['Authorization', 'x'], ['Content-Type', 'application/json']], 2);
  const method = random.weighted([[4, 'PUT'], [3, 'GET'], [2, 'DELETE'], [2, 'POST'], [1, 'HEAD'], [1, 'PATCH']]);
  const init = { url, method, ...(method === 'PUT' && random.chance(50) ? {} : { headers }), ...(random.chance(40) && { credentials: random.pick(['include', 'include', 'omit']) }) };
  if (random.chance(15)) return { ...init, credentials: init.credentials === 'include' ? 'include' : 'same-origin', initiator: 'xhr', ...(random.chance(40) && { uploadListener: true }) };
  return init;
}

function grant(random, { origin, credentials, method, names }, more) {
  const list = (values) => (random.chance(25) ? '*' : values.join(', '));
  return {
    status: 200,
    headers: [
      ['Access-Control-Allow-Origin', credentials || random.chance(50) ? origin : '*'], ...(credentials || random.chance(20) ? [['Access-Control-Allow-Credentials', 'true']] : []),
      ['Access-Control-Allow-Methods', list([method, ...(random.chance(30) ? ['DELETE', 'PUT'] : [])])],
      ['Access-Control-Allow-Headers', list(names.length > 0 ? [...names, ...(random.chance(30) ? ['x-a', 'x-token'] : [])] : ['x-token'])], ...more, ['Content-Length', '0'],
    ],
  };
}

/** Header lines as bytes, in shapes that no header API can produce. */
function raw(random) {
  const made = script(random);
  const reply = made.server.response;
  if (!reply.headers) return made;
  const oddities = [(line) => line.replace(': ', ':'), (line) => line.replace(': ', ':\t '), (line) => `${line} \t`, (line) => line.replace(': ', ' : '), (line) => line.toLowerCase(), (line) => line.replace(': ', ':    '),
    (line) => line.replace('-', '_'), (line) => `${line}\u00a0`, (line) => `${line}\u000b`];
  const lines = reply.headers.filter(([name]) => !/^content-length$/i.test(name)).map(([name, value]) => `${name}: ${value}`);
  reply.headers = lines.map((line) => (random.chance(30) ? random.pick(oddities)(line) : line)).join('\r\n');
  return made;
}

function special(random) {
  const page = places.page(random);
  const url = places.specialUrl(random, page);
  const init = random.chance(70) ? { url, ...scriptRequest(random) } : elementRequest(random, url);
  return { page, request: init, server: answer(random, askedBy(page, init), { element: isElement(init) }) };
}
