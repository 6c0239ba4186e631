/** What a server answers: mostly what would be right, and every way in which people get it wrong. */

/** @typedef {import('./random.mjs').Random} Random */
/** @typedef {[string, string][]} Pairs */
/** @typedef {{ origin: string, credentials: boolean }} Asked what the right answer depends on */

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';

/** As many header lines as values. */
const lines = (random, name, values) => values.map((value) => /** @type {[string, string]} */ ([random.chance(8) ? random.respell(name) : name, value]));

/** Values of `Access-Control-Allow-Origin` for an origin, each as its header lines. */
const ORIGIN_SHAPES = (o) => [
  [], [], [], ['*'], ['*'], ['null'], ['https://other.example'], ['https://other.example'], [`${o}/`], [`${o}:443`], [`${o}:80`], [o.toUpperCase()],
  [o.replace('https:', 'http:')], [o.replace(/^\w+:\/\//, '')], [`${o}, ${o}`], [`${o},https://other.example`], [`${o} https://other.example`],
  [`https://other.example, ${o}`], [`${o}, *`], ['*, *'], [o, o], [o, 'https://other.example'], ['*', '*'], ['*', o], [''], ['', o], [o, ''], [`"${o}"`], [`'${o}'`],
  [`${o};`], [`${o}\u00e9`], ['*.example.com'], ['https://*.example.com'], ['all'], ['true'], ['NULL'], ['Null'], ['undefined'], ['**'], ['* '], [' *'], [`\t${o} `],
  [`${o}\t${o}`], ['https://'], ['://'], [o.slice(0, -1)], [`${o}.evil.test`], ['http://localhost'], ['https://app.example.com:8443'], [`${o}?`], [`${o}#`], [`${o}\u00a0`],
  ['file://'], ['https://user@app.example.com'], [`<${o}>`], ['app.example.com'], [`Origin: ${o}`], [','], [', '], [`,${o}`], [`${o},`], ['a b'], ['%2A'],
];

/** @param {Random} random @param {Asked} asked @returns {Pairs} */
export function allowOrigin(random, { origin, credentials }) {
  const right = credentials || random.chance(60) ? origin : '*';
  return lines(random, ALLOW_ORIGIN, random.chance(72) ? [right] : random.pick(ORIGIN_SHAPES(origin)));
}

const CREDENTIALS_SHAPES = [[], [], [], ['false'], ['True'], ['TRUE'], ['true, true'], ['true', 'true'], ['true '], [' true'], ['1'], [''], ['yes'], ['"true"'], ['true;'], ['*'],
  ['true', ''], ['\ttrue'], ['tru\u00e9'], ['true,'], ['false', 'true']];

/** @param {Random} random @param {Asked} asked @returns {Pairs} */
export function allowCredentials(random, { credentials }) {
  if (!credentials) return random.chance(15) ? lines(random, ALLOW_CREDENTIALS, random.pick(CREDENTIALS_SHAPES)) : [];
  return lines(random, ALLOW_CREDENTIALS, random.chance(78) ? ['true'] : random.pick(CREDENTIALS_SHAPES));
}

const EXPOSE_SHAPES = [['*'], ['X-Secret'], ['x-secret, etag'], ['X-Secret', 'ETag'], ['*', 'X-Secret'], ['*, X-Secret'], [''], ['X Secret'], ['X-Secret,'], [',X-Secret'],
  ['X-Secret;'], ['"X-Secret"'], ['Set-Cookie, X-Secret'], ['x-secret', 'b@d'], ['X-SECRET'], [' X-Secret '], ['X-Secret ,\tX-Dup'], ['X-Dup'], ['X-Missing'], ['*X-Secret'], ['x-\u00e9']];

/** Headers besides those of CORS, some of them readable across origins. */
const OTHER_HEADERS = [
  ['X-Secret', '1'], ['X-Secret', '1'], ['ETag', '"e"'], ['Cache-Control', 'no-store'], ['Content-Language', 'en'], ['Expires', '0'], ['Pragma', 'no-cache'], ['Vary', 'Origin'],
  ['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT'], ['Set-Cookie', 'sid=1'], ['Link', '</a>; rel=x'], ['X-Dup', 'a'], ['X-Dup', 'b'], ['x-empty', ''], ['X-Bytes', '\u00e9\u00ff'],
  ['X-Space', ' a  b '], ['Timing-Allow-Origin', '*'], ['Server', 's'], ['Date', 'Thu, 01 Jan 1970 00:00:00 GMT'], ['Location', '/case/elsewhere'], ['Retry-After', '1'], ['Allow', 'GET'],
  ['Access-Control-Max-Age', '60'], ['Access-Control-Allow-Methods', 'PUT'], ['Access-Control-Allow-Headers', '*'], ['X-Content-Type-Options', 'nosniff'],
];

const CONTENT_TYPES = ['application/json', 'text/html', 'text/plain', 'application/json', 'text/html; charset=utf-8', 'image/png', 'text/javascript', 'application/octet-stream', 'audio/mpeg',
  'application/xml', 'text/css', '', 'x'];

const RESOURCE_POLICIES = [['same-origin'], ['same-site'], ['cross-origin'], ['same-origin', 'same-origin'], ['Same-Origin'], ['cross-origin '], ['x'], [''], ['same-site, cross-origin'], ['same-site', 'cross-origin']];

const STATUSES = /** @type {const} */ ([[78, 200], [3, 201], [1, 202], [3, 204], [1, 206], [3, 400], [4, 401], [3, 403], [5, 404], [2, 405], [1, 418], [1, 429], [5, 500], [1, 502], [2, 503],
  [1, 304], [1, 300], [1, 305], [1, 399], [1, 599]]);

/** The reply to the request itself. @param {Random} random @param {Asked} asked */
export function response(random, asked, { element = false } = {}) {
  if (random.chance(1)) return { networkFailure: true };
  /** @type {Pairs} */
  const headers = [...allowOrigin(random, asked), ...allowCredentials(random, asked)];
  if (random.chance(25)) headers.push(...lines(random, 'Access-Control-Expose-Headers', random.pick(EXPOSE_SHAPES)));
  if (random.chance(40)) headers.push(...random.some(OTHER_HEADERS, 4).map(([name, value]) => /** @type {[string, string]} */ ([name, value])));
  if (random.chance(element ? 90 : 50)) headers.push(['Content-Type', random.pick(CONTENT_TYPES)]);
  if (random.chance(element ? 20 : 8)) headers.push(...lines(random, 'Cross-Origin-Resource-Policy', random.pick(RESOURCE_POLICIES)));
  if (!element) headers.push(['Content-Length', '40']);
  const status = random.weighted(STATUSES);
  // Without a body it depends on the kind of element what is left of it, and no scenario tells the body.
  return { status: element && (status === 204 || status === 304) ? 200 : status, headers };
}

const METHOD_SHAPES = (m) => [[], [], [], ['*'], ['*'], [''], [m.toLowerCase()], [m.toUpperCase()], ['GET, POST'], [`${m} POST`], [`${m};`], [`"${m}"`], ['GET', m], [`GET,,${m}`], [`,${m},`], [` ${m} `],
  [`GET ,\t${m}`], ['*', m], [`*,${m}`], ['GET/POST'], ['ALL'], [`${m}, b@d`], ['b@d', m], [m, ''], ['\u00e9'], ['OPTIONS'], ['**'], ['GET, POST, HEAD, PUT, DELETE, PATCH, OPTIONS'], ['GET;POST']];

const HEADER_SHAPES = (names) => [[], [], [], ['*'], ['*'], [''], ['Content-Type'], [names.toUpperCase()], [`${names}, x-more`], [`x-more,${names}`], [names.split(', ').slice(1).join(', ')], [names.split(', ')[0]], [`${names} x`],
  [`${names};`], [`"${names}"`], [`,${names},`], [` ${names} `], ['*', names], [`*,${names}`], ['*, Authorization'], ['Authorization, *'], [`${names}, b@d`], ['b@d', names], [names, ''], ['\u00e9'], ['**'], ['all'], ['X-*'],
  names.split(', '), names.split(', ').reverse(), [names.replaceAll(', ', ' , ')], [names.replaceAll(', ', ',')], [names.replaceAll(', ', ';')], ['authorization,content-type,x-token,x-requested-with']];

export const MAX_AGES = [[], [], ['600'], ['600'], ['0'], ['1'], ['5'], ['-1'], ['abc'], [''], [' 600 '], ['600, 600'], ['600', '600'], ['99999999999'], ['86400'], ['1.5'], ['+5'], ['5s'], ['00600'], ['60 0'], ['600;'], ['1e3'],
  ['0x10'], ['18446744073709551616'], ['1', '600']];

const PREFLIGHT_STATUSES = /** @type {const} */ ([[46, 200], [36, 204], [1, 201], [1, 206], [1, 299], [2, 301], [2, 302], [1, 307], [1, 304], [1, 300], [2, 400], [3, 401], [3, 403], [4, 404], [4, 405], [1, 407], [3, 500], [1, 501], [1, 503]]);

/** The reply to `OPTIONS`. @param {Random} random @param {Asked & { method: string, names: string[] }} asked */
export function preflight(random, asked) {
  if (random.chance(1)) return { networkFailure: true };
  const names = asked.names.length > 0 ? asked.names.join(', ') : 'x-token';
  /** @type {Pairs} */
  const headers = [...allowOrigin(random, asked), ...allowCredentials(random, asked)];
  headers.push(...lines(random, 'Access-Control-Allow-Methods', random.chance(72) ? [asked.method] : random.pick(METHOD_SHAPES(asked.method))));
  headers.push(...lines(random, 'Access-Control-Allow-Headers', random.chance(68) ? [names] : random.pick(HEADER_SHAPES(names))));
  if (random.chance(20)) headers.push(...lines(random, 'Access-Control-Max-Age', random.pick(MAX_AGES)));
  const status = random.weighted(PREFLIGHT_STATUSES);
  if (status >= 300 && status < 400) headers.push(['Location', '/case/moved']);
  if (random.chance(3)) headers.push(['Set-Cookie', 'p=1']);
  headers.push(['Content-Length', '0']);
  return { status, headers };
}
