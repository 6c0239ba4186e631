/** What a script asks for. */

/** @typedef {import('./random.mjs').Random} Random */

const METHODS = /** @type {const} */ ([
  [45, undefined], [6, 'GET'], [4, 'HEAD'], [18, 'POST'], [8, 'PUT'], [8, 'DELETE'], [6, 'PATCH'], [2, 'OPTIONS'],
  [1, 'get'], [1, 'Post'], [1, 'head'], [1, 'put'], [1, 'Delete'], [3, 'patch'], [1, 'Patch'], [1, 'options'], [1, 'PROPFIND'],
  [1, 'QUERY'], [1, 'foo'], [1, 'FOO'], [1, 'x-y.z!'], [1, '*'],
]);

/** These throw before anything happens. */
const REFUSED_METHODS = ['TRACE', 'connect', 'Track', 'PUT ', '', 'GÉT', 'a/b', 'GET,POST'];

export const hasBody = (method = 'GET') => !/^(?:get|head)$/i.test(method);

/** @param {Random} random */
export function method(random) {
  return random.chance(1) ? random.pick(REFUSED_METHODS) : random.weighted(METHODS);
}

const long = (length, letter = 'a') => letter.repeat(length);

const CONTENT_TYPES = [
  'application/json', 'application/json', 'application/json;charset=utf-8', 'text/plain', 'text/plain;charset=UTF-8', 'TEXT/Plain',
  'text/plain;charset="utf-8"', 'text/plain; charset=utf-8; boundary="{"', 'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-8', 'multipart/form-data', 'multipart/form-data; boundary=x', 'text/html', 'text/xml',
  'text/plain, application/json', 'text/plain;', 'text/plain ;x=y', 'text/', 'plain', '', 'text/plain;a=(b)', 'application/csp-report',
  'application/graphql', 'text/plain; charset=x; charset=y', `text/plain;${long(117)}`, `text/plain;${long(118)}`, 'multipart/mixed',
  'application/x-ndjson', 'text/plain\t', 'text/plain;\t', 'text /plain', 'text/plain=x', 'text/plain;é', 'text/plain\u0080',
];

const RANGES = ['bytes=0-', 'bytes=0-499', 'Bytes=0-', 'BYTES=1-2', 'bytes=9-0', 'bytes=-5', 'bytes=5-5', 'bytes=0-1,3-4', 'bytes 0-1', 'bytes=',
  'bytes= 0-1', 'bytes=0 -1', 'bytes=0- 1', 'bytes=\t0-1', 'items=0-1', 'bytes=99999999999999999999-', 'bytes=00-01', 'bytes=a-b', ''];

const SAFE_VALUES = ['a', '*/*', 'text/html, application/json;q=0.9', '', 'é', long(127), long(128), long(129), 'a"b', 'a(b', 'a:b', 'a<b>', 'a?b', 'a@b',
  'a[b]', 'a\\b', 'a{b}', 'a\tb', 'a\u007fb', 'a;b', 'a=b', 'a/b', 'a,b', 'a  b', ' a ', '~!#$%^&'];

const LANGUAGES = ['en', 'de-DE, en;q=0.5', 'en@x', 'en_US', '*', '', 'é', 'en\ten', long(128), long(129), 'a,b;c=d.e-f *', 'a/b', "x'y", '0123'];

const HINTS = [['DPR', '2'], ['DPR', 'x'], ['Downlink', '1.5'], ['Save-Data', 'on'], ['save-data', 'off'], ['Viewport-Width', '300'], ['Width', '9'], ['Device-Memory', '4'],
  ['RTT', '50'], ['ECT', '4g'], ['Sec-CH-UA', '"x"'], ['sec-ch-dpr', '1'], ['sec-fetch-site', 'none']];

const CUSTOM = [['X-Token', 'abc'], ['x-requested-with', 'XMLHttpRequest'], ['Authorization', 'Bearer t'], ['authorization', 'Basic eDp5'], ['X-A', '1'], ['x-b', ''],
  ['If-None-Match', '"x"'], ['If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'], ['Cache-Control', 'no-cache'], ['Pragma', 'no-cache'], ['X-HTTP-Method-Override', 'PUT'],
  ['x-method-override', 'TRACE'], ['User-Agent', 'me'], ['Last-Event-ID', '7'], ['traceparent', '00-1'], ['baggage', 'a=b'], ['sentry-trace', '1'], ['DNT', '1'],
  ['Purpose', 'prefetch'], ['Upgrade-Insecure-Requests', '1'], ['X-É'.slice(0, 2) + 'z~', 'q'], ["x!#$%&'*+.^_`|~", 'odd'], ['X-Bytes', 'é'],
  ['Content-Disposition', 'x'], ['Access-Control-Allow-Origin', '*'], ['Origin-Trial', 'x'], ['Priority', 'u=1'], ['X-Long', long(900)], ['Early-Data', '1']];

const FORBIDDEN = [['Cookie', 'a=b'], ['Host', 'x'], ['Origin', 'https://x.test'], ['Referer', 'https://x.test/'], ['Access-Control-Request-Method', 'PUT'],
  ['access-control-request-headers', 'x'], ['Date', 'now'], ['Via', 'x'], ['Proxy-Authorization', 'x'], ['Sec-Custom', 'x'], ['Connection', 'close'], ['TE', 'x'],
  ['Set-Cookie', 'a=b'], ['Keep-Alive', '1'], ['X-HTTP-Method', 'TRACE'], ['Content-Length', '3'], ['Accept-Charset', 'x'], ['Trailer', 'x'], ['Expect', '100-continue']];

const INVALID = [['X Y', '1'], ['', '1'], ['X-Ü', '1'], ['X-A', 'a\nb'], ['X-A', 'a\0b'], ['X-A', '中'], ['X:', '1'], ['(x)', '1'], ['X-A', 'a\r\n b']];

/** @type {readonly (readonly [number, (random: Random) => [string, string]])[]} */
const HEADERS = [
  [14, (random) => ['Content-Type', random.pick(CONTENT_TYPES)]],
  [6, (random) => ['Accept', random.pick(SAFE_VALUES)]],
  [5, (random) => [random.pick(['Accept-Language', 'Content-Language']), random.pick(LANGUAGES)]],
  [4, (random) => ['Range', random.pick(RANGES)]],
  [3, (random) => random.pick(HINTS)],
  [30, (random) => random.pick(CUSTOM)],
  [4, (random) => random.pick(FORBIDDEN)],
  [1, (random) => random.pick(INVALID)],
];

/** @param {Random} random @returns {[string, string][] | undefined} */
export function headers(random) {
  if (random.chance(45)) return undefined;
  if (random.chance(3)) return manyBytes(random);
  const list = Array.from({ length: random.weighted([[50, 1], [30, 2], [15, 3], [5, 5]]) }, () => random.weighted(HEADERS)(random));
  const respelt = list.map(([name, value]) => /** @type {[string, string]} */ ([random.chance(20) ? random.respell(name) : name, value]));
  return random.chance(5) ? [...respelt, respelt[0]] : respelt;
}

/** Around the limit of 1024 bytes for all safelisted headers together. */
function manyBytes(random) {
  const value = () => long(random.pick([100, 120, 126, 127, 128]), random.pick(['a', 'b']));
  const names = ['Accept', 'Accept-Language', 'Content-Language', 'accept', 'accept-language', 'content-language', 'ACCEPT', 'Accept-language', 'Content-language'];
  return names.slice(0, random.int(6, 9)).map((name) => /** @type {[string, string]} */ ([name, value()]));
}

const BLOB_TYPES = ['', 'text/plain', 'application/json', 'TEXT/HTML', 'image/png', 'text/plain;charset=utf-8', 'x', 'multipart/form-data'];

/** @param {Random} random */
export function body(random) {
  return random.weighted([
    [30, () => 'x=1'],
    [8, () => ({ kind: 'url-search-params', text: 'a=b&c=d' })],
    [8, () => ({ kind: 'form-data', text: 'a=b' })],
    [8, () => ({ kind: 'blob', text: '{}', contentType: random.pick(BLOB_TYPES) })],
    [4, () => ({ kind: 'buffer', text: '{}' })],
    [2, () => ''],
  ])();
}

const REFERRERS = ['', 'about:client', '/elsewhere?x=1', 'https://evil.example/page', 'https://user:pw@app.example.com/p#f', 'http://[', 'data:,x'];

/** The options of `fetch` besides method, headers and body. @param {Random} random */
export function options(random) {
  const init = {};
  const maybe = (percent, name, choose) => {
    if (random.chance(percent)) init[name] = choose();
  };
  maybe(14, 'mode', () => random.weighted([[4, 'cors'], [8, 'no-cors'], [5, 'same-origin'], [1, 'navigate']]));
  maybe(50, 'credentials', () => random.weighted([[30, 'include'], [10, 'omit'], [8, 'same-origin']]));
  maybe(12, 'redirect', () => random.weighted([[3, 'manual'], [2, 'error'], [1, 'follow']]));
  maybe(3, 'cache', () => random.pick(['no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached']));
  maybe(4, 'referrerPolicy', () => random.pick(['no-referrer', 'no-referrer-when-downgrade', 'origin', 'origin-when-cross-origin', 'same-origin',
    'strict-origin', 'strict-origin-when-cross-origin', 'unsafe-url']));
  maybe(2, 'referrer', () => random.pick(REFERRERS));
  maybe(2, 'keepalive', () => true);
  maybe(1, 'integrity', () => random.pick(['foo', 'sha256', 'md5-abc', 'sha256-!']));
  return init;
}
