/** Scenarios from hostile fragments, by chance; the same seed gives the same ones. */

/** A small generator of random numbers: mulberry32. */
export function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const URLS = [
  'https://app.example.com/', 'https://api.example.com/items?q=1#f', 'http://api.example.com/', 'https://other.example:8443/', '/relative',
  '//b.example', '', '?', '#', 'about:blank', 'data:text/plain,hi', 'data:,', 'blob:https://app.example.com/1', 'file:///etc', 'ftp://x/', 'javascript:0',
  'https://user:pass@b.example/', 'https://[::1]/', 'https://127.1/', 'https://0x7f.1/', 'https://b.example:0/', 'https://b.example:99999/',
  'https://bücher.example/', 'https://xn--a/', 'https://a\u00adb.example/', 'https://\ud800/', 'https://%00/', 'https://例え.jp。/', 'http://localhost:6000/',
  'https://co.uk/', 'https://.../', 'https://a..b/', `https://${'a'.repeat(64)}.example/`, `https://b.example/${'x'.repeat(3000)}`, 'HTTPS://APP.EXAMPLE.COM/',
];
const WORDS = [
  '', ' ', '*', 'null', 'GET', 'get', 'PUT', 'patch', 'CONNECT', 'TRACE', 'a b', 'é', '\u0000', '\r\n', '\ud800', '\udc00\ud800', '😀', '"', '\\', '\\ud800', '\u2028', ',,,', ';q=1',
  'include', 'omit', 'same-origin', 'cors', 'no-cors', 'navigate', 'manual', 'error', 'follow', 'half', 'xhr', 'beacon', 'eventsource', 'script', 'module',
  'font', 'form', 'iframe', 'img', 'chromium', 'firefox', 'webkit', 'standard', 'require-corp', 'unsafe-none', 'credentialless', 'no-referrer', 'unsafe-url',
  'strict', 'lax', 'none', 'stream', 'blob', 'text', 'sha256-x', 'only-if-cached', 'use-credentials', 'anonymous', '__proto__', 'constructor',
  'true', 'TRUE', '60', '-1', '9'.repeat(40), 'application/json', 'text/plain', 'text/html; charset=x', 'bytes=0-1', 'nosniff', 'same-site', 'cross-origin', 'max-age=1',
];
const HEADER_NAMES = [
  'Access-Control-Allow-Origin', 'Access-Control-Allow-Credentials', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Headers', 'Access-Control-Max-Age',
  'Access-Control-Expose-Headers', 'Vary', 'Location', 'Content-Type', 'Content-Length', 'Set-Cookie', 'Cookie', 'Host', 'Origin', 'Range', 'Sec-Fetch-Mode', 'X-A', 'x-a',
  'Authorization', 'Accept-Language', 'Cross-Origin-Resource-Policy', 'Cross-Origin-Embedder-Policy', 'X-Content-Type-Options', 'Timing-Allow-Origin',
  'Referrer-Policy', 'WWW-Authenticate', '', ' ', 'a b', 'é', '\u0000', 'Proxy-A', '__proto__', 'a:',
];
const FIELDS = {
  page: ['url', 'sandboxed', 'topLevel', 'embedderPolicy', 'referrerPolicy', 'upgradeInsecureRequests'],
  request: [
    'url', 'method', 'headers', 'body', 'mode', 'credentials', 'redirect', 'cache', 'referrer', 'referrerPolicy', 'integrity', 'keepalive', 'duplex',
    'initiator', 'crossorigin', 'uploadListener', 'userActivation',
  ],
  body: ['kind', 'length', 'text', 'contentType'],
  cookie: ['name', 'value', 'domain', 'includeSubdomains', 'path', 'secure', 'sameSite', 'expires', 'created'],
  cacheEntry: ['origin', 'url', 'stored', 'maxAge', 'credentials', 'method', 'headerName'],
};

/** @param {() => number} random */
export function generator(random) {
  const chance = (probability) => random() < probability;
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const some = (most, make) => Array.from({ length: below(most + 1) }, make);

  const number = () => pick([0, -0, 1, -1, 200, 204, 301, 302, 307, 401, 500, 999, 1.5, 1e21, -1e300, 2 ** 53, 5e-324, Date.UTC(2026, 0), NaN, Infinity]);
  const text = () => (chance(0.3) ? pick(WORDS) + pick(URLS) : chance(0.5) ? pick(WORDS) : pick(URLS));
  const boolean = () => chance(0.5);

  /** What no scenario says. */
  const junk = () =>
    pick([
      () => undefined, () => null, number, text, boolean, () => () => 1, () => Symbol('s'), () => 10n, () => [], () => ({}), () => new Date(0), () => /x/,
      () => new Map([[text(), text()]]), () => new Set([text()]), () => new Uint8Array(3), () => new ArrayBuffer(2), () => new URL('https://b.example/'),
      () => new URLSearchParams({ a: text() }), () => new Headers({ a: '1' }), () => new Response('x'), () => new Request('https://b.example/'), () => new FormData(),
      () => new Blob(['x'], { type: 'a/b' }), () => new ReadableStream(), () => Object.create(null), () => new Proxy({}, {}), () => new Error('e'), () => [[[[[[]]]]]],
      () => Object.assign(Object.create({ a: 1 }), { url: text() }), cycle, () => JSON.parse('{"__proto__":{"url":"x"}}'), () => new Array(5), () => new String('x'),
      () => new WeakMap(), () => Promise.resolve(), () => globalThis.process.versions, () => ({ then: 1 }), () => new (class A { url = text(); })(),
    ])();
  const cycle = () => {
    const object = { url: text() };
    return Object.assign(object, { headers: [object] });
  };
  const or = (make) => (chance(0.03) ? junk() : make());

  const record = (names, make) => {
    const made = {};
    for (const name of names) if (chance(0.3)) made[name] = or(() => make(name));
    if (chance(0.02)) made[text()] = junk();
    return made;
  };
  const headerValue = () => pick([text, () => pick(WORDS), () => 'https://app.example.com', () => '*', () => pick(HEADER_NAMES), () => some(3, () => pick(HEADER_NAMES)).join(', ')])();
  const headers = () => {
    const pairs = some(5, () => [or(() => pick(HEADER_NAMES)), or(headerValue)]);
    return pick([
      () => pairs,
      () => pairs.map((pair) => pair.join(': ')).join(pick(['\n', '\r\n', '\r'])),
      () => Object.fromEntries(pairs.map(([name, value]) => [typeof name === 'string' ? name : 'x', chance(0.2) ? [value, value] : value])),
      () => new Map(pairs),
      () => pairs.values(),
    ])();
  };
  const value = (name) => {
    switch (name) {
      case 'headers': return headersOrText();
      case 'body': return chance(0.5) ? text() : record(FIELDS.body, value);
      case 'url': case 'referrer': case 'topLevel': case 'origin': return pick(URLS);
      case 'length': case 'stored': case 'maxAge': case 'expires': case 'created': return number();
      case 'sandboxed': case 'keepalive': case 'uploadListener': case 'userActivation': case 'upgradeInsecureRequests': case 'secure': case 'includeSubdomains': case 'credentials':
        return chance(0.7) ? boolean() : pick(['include', 'omit', 'same-origin']);
      default: return pick(WORDS);
    }
  };
  const headersOrText = () => {
    try {
      return headers();
    } catch {
      // A symbol joins no text.
      return [];
    }
  };
  const reply = () => ({ ...(chance(0.5) && { status: or(number) }), headers: or(headersOrText), ...(chance(0.05) && { networkFailure: or(boolean) }) });
  const answer = () => ({ ...(chance(0.4) && { preflight: or(reply) }), response: or(reply) });
  const client = () => ({
    page: or(() => (chance(0.6) ? pick(URLS.slice(0, 4)) : { url: pick(URLS), ...record(FIELDS.page, value) })),
    request: or(() => (chance(0.3) ? pick(URLS) : { url: pick(URLS), ...record(FIELDS.request, value) })),
    ...(chance(0.2) && { cookies: or(() => some(3, () => or(() => ({ name: 'a', domain: 'app.example.com', ...record(FIELDS.cookie, value) })))) }),
    ...(chance(0.1) && { preflightCache: or(() => some(3, () => or(() => record(FIELDS.cacheEntry, value)))) }),
    ...(chance(0.2) && { now: or(number) }),
    ...(chance(0.3) && { engine: or(() => pick(['standard', 'chromium', 'firefox', 'webkit'])) }),
    ...(chance(0.01) && { [text()]: junk() }),
  });
  return {
    client,
    reply: () => or(reply),
    now: () => (chance(0.5) ? undefined : or(number)),
    scenario: () => or(() => ({ ...client(), server: or(() => (chance(0.6) ? answer() : some(4, () => or(answer)))) })),
    text,
    junk,
  };
}
