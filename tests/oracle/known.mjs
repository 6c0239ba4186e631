/**
 * Disagreements that are understood and stay: what a scenario cannot say, or what corslab leaves out on purpose. Anything
 * else that differs is a bug of corslab.
 * `chance` is what the same browser does at one time and not at another.
 *
 * @typedef {{ name: string, engines: string[], areas: string[], reason: string, chance?: true, applies(item: object, difference: import('./compare.mjs').Difference): boolean }} Known
 */

/** The reply with which the chain of redirects ends. */
const lastReply = ({ server }) => [server].flat().map((answer) => answer?.response).find((reply) => reply && !leadsOn(reply));
const leadsOn = ({ status, headers }) => [301, 302, 303, 307, 308].includes(status) && pairs(headers).some(([name, value]) => /^location$/i.test(name) && value !== '');
const isEmpty = ({ status, headers }) => [204, 205, 304].includes(status) || pairs(headers).some(([name, value]) => /^content-length$/i.test(name) && value === '0');
const isSvg = ({ headers }) => pairs(headers).some(([name, value]) => /^content-type$/i.test(name) && /^image\/svg/i.test(value));
const isKept = ({ status, headers = [] }) => ([300, 301, 308, 410].includes(status) || /last-modified|etag|expires|max-age=[1-9]/i.test(JSON.stringify(headers))) && !/no-store/i.test(JSON.stringify(headers));
const pairs = (headers) => (Array.isArray(headers) ? headers : []);

/** Whether a chain returns to a URL that was redirected for good. */
function comesBack(first, server) {
  const kept = new Set();
  let here = withoutFragment(first);
  for (const { response: { status, headers } } of server) {
    if (kept.has(here)) return true;
    if (status === 301 || status === 308) kept.add(here);
    const [, location] = pairs(headers).find(([name]) => /^location$/i.test(name)) ?? [];
    if (location === undefined || !URL.canParse(location, here)) return false;
    here = withoutFragment(new URL(location, here).href);
  }
  return false;
}

const withoutFragment = (url) => url.replace(/#.*/, '');

/** @type {Known[]} */
export const KNOWN = [
  {
    name: 'http-cache',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'wire', 'console'],
    reason: 'A scenario has no HTTP cache: what an earlier step of the sequence lets the browser keep answers the next one.',
    applies: (item, { path }) => !path.startsWith('steps.0') && item.steps?.some(({ request, server }, i) => i + 1 < item.steps.length && (request.cache === 'force-cache' || [server].flat().some(({ response }) => isKept(response)))) === true,
  },
  {
    name: 'body-of-an-element',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'console'],
    reason: 'No scenario tells the body. An empty one, the text of a data: URL, or a bitmap that calls itself SVG, is no image, font or script, and the browser says so after the request has succeeded.',
    applies: ({ request, ...item }, { area, browser, corslab }) => /^(?:img|font|script|module)$/.test(request?.initiator)
      && (request.url.startsWith('data:') || isEmpty(lastReply(item) ?? {}) || isSvg(lastReply(item) ?? {})
        || (area === 'console' && same(browser.filter((line) => !isErrorOfScript(line)), corslab))),
  },
  {
    name: 'clear-site-data',
    engines: ['chromium'],
    areas: ['console'],
    reason: 'Chromium reports what a Clear-Site-Data header clears, or why it does not. That line comes from the browser process, before or after those of the page as it happens; it says nothing about the request.',
    applies: (_, { browser, corslab }) => same(browser.filter((line) => !line.startsWith('Clear-Site-Data header on ')), corslab),
  },
  {
    name: 'type-of-an-event-stream',
    engines: ['chromium'],
    areas: ['console'],
    reason: 'Chromium says another type where the body of an event stream does not begin as the office document that its type names, and reads a type beyond ASCII as UTF-8.',
    applies: ({ request }, { browser }) => request?.initiator === 'eventsource' && browser.some((line) => /MIME type \("(?:application\/octet-stream|[^"]*[^ -~][^"]*|)"\)/.test(line)),
  },
  {
    name: 'integrity-of-the-body',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'console'],
    reason: 'No scenario tells the body: whether it has the hash that the integrity metadata ask for is not judged. A mismatch is a network error.',
    applies: ({ request }) => /\b(?:sha-?(?:256|384|512)|ed25519)-./.test(request?.integrity ?? ''),
  },
  {
    name: 'redirect-of-a-keepalive-request',
    engines: ['chromium'],
    areas: ['wire'],
    reason: 'The browser process follows redirects of a keepalive request by itself; where the page then refuses the user name in the URL, one more request has gone out.',
    applies: ({ request, server }) => request?.keepalive === true
      && [server].flat().some(({ response: { headers } }) => pairs(headers).some(([name, value]) => /^location$/i.test(name) && /\/\/[^/]*@/.test(value))),
  },
  {
    name: 'permanent-redirect-in-the-http-cache',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'wire', 'console'],
    reason: 'A 301 or 308 may be kept in the HTTP cache, which corslab leaves out: a chain that comes back to such a URL goes round in the cache.',
    applies: ({ page, request, server }) => Array.isArray(server) && URL.canParse(request.url, page.url ?? page) && comesBack(new URL(request.url, page.url ?? page).href, server),
  },
  {
    name: 'space-in-a-host',
    engines: ['chromium'],
    areas: ['console'],
    reason: 'Chromium takes a space for a part of the name, and fails when it looks the name up; to the URL Standard it is no URL. What is printed then is the network’s own error.',
    applies: ({ request }) => /^https?:\/\/[^/]* /.test(request?.url),
  },
  {
    name: 'event-source-line-again',
    chance: true,
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Firefox says once more that an EventSource cannot connect, when the page closes it before or after it has noticed itself: a matter of time.',
    applies: (_, { browser, corslab }) => browser.length > corslab.length && same(browser.filter((line, i) => !isEventSource(line) || browser.indexOf(line) === i), corslab),
  },
  {
    name: 'only-if-cached',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'wire', 'console'],
    reason: 'A scenario has no HTTP cache: corslab asks the server, where a browser that has nothing cached asks nobody.',
    applies: ({ request }) => request?.cache === 'only-if-cached',
  },
  {
    name: 'cookie-of-an-earlier-step',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['wire'],
    reason: 'The cookies of a scenario are given; what a Set-Cookie of one step adds to the next one is the caller\'s to say.',
    applies: (item, { path }) => item.steps?.length > 1 && path.endsWith('.headers.cookie') && /set-cookie/i.test(JSON.stringify(item.steps.map(({ server }) => server))),
  },
  {
    name: 'content-of-a-data-url',
    engines: ['firefox', 'webkit'],
    areas: ['outcome', 'response', 'console'],
    reason: 'Whether an image or a font can be made of the bytes in a data: URL, and of the empty about:blank, is not judged.',
    applies: ({ request }) => ['img', 'font', 'stylesheet'].includes(request?.initiator) && /^(?:data|about):/.test(request.url),
  },
  {
    name: 'header-names-of-data-urls',
    engines: ['firefox'],
    areas: ['response'],
    reason: 'getAllResponseHeaders() of an XMLHttpRequest for a data: URL says Content-Type in capitals: the same name.',
    applies: ({ request }, { browser, corslab }) => request?.initiator === 'xhr' && /^data:/.test(request.url) && String(browser).toLowerCase() === corslab,
  },
  {
    name: 'charset-of-a-sent-type',
    engines: ['firefox'],
    areas: ['wire'],
    reason: 'XMLHttpRequest in Firefox puts UTF-8 in the place of another charset also in what several types are joined to, and for URLSearchParams; corslab leaves them as the script set them. A redirect brings the script\'s own charset back.',
    applies: ({ request }, { path, browser, corslab }) => request?.initiator === 'xhr' && path.endsWith('.headers.content-type') && /charset=utf-8/i.test(`${browser} ${corslab}`),
  },
  {
    name: 'order-of-two-processes',
    chance: true,
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Lines of Firefox\'s parent process and of the page\'s own process come in an order that depends on how busy the machine is.',
    applies: (_, { browser, corslab }) => same([...browser].sort(), [...corslab].sort()),
  },
  {
    name: 'same-origin-mode-and-other-refusals',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Firefox checks blocked ports and schemes and mode same-origin in several places; which of them refuses first, and so prints, is followed for http and https only, and not over redirects.',
    applies: ({ request }) => request?.mode === 'same-origin',
  },
  {
    name: 'integrity-lines',
    engines: ['firefox'],
    areas: ['outcome', 'response', 'console'],
    reason: 'Not modelled: Firefox prints a line for each part of integrity metadata that it cannot read, and one more where none is left; no scenario tells the body, whose hash may match, be it empty.',
    applies: ({ request }, { area, browser }) => Boolean(request?.integrity)
      && (area === 'console' ? JSON.stringify(browser).includes(' integrity attribute') : request.method === 'HEAD' || request.redirect === 'manual'),
  },
  {
    name: 'cookie-line-of-a-redirect',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Not modelled: Firefox tells of a Lax or Strict cookie that a cross-site redirect on the way holds back, but not of each: which depends on how the request came home.',
    applies: (_, { browser, corslab }) => same(browser.filter((line) => !line.includes('was omitted because of a cross-site redirect')), corslab),
  },
  {
    name: 'referrer-line-of-a-refused-request',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Not modelled: Firefox complains of a lax referrer policy also where it refuses the request before it asks anybody.',
    applies: ({ request }, { browser, corslab }) => request?.mode === 'no-cors' && same(browser.filter((line) => !line.startsWith('Referrer Policy: ')), corslab),
  },
  {
    name: 'keepalive-with-embedder-policy',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'The line about a response that the embedder policy refuses is printed by the page; that of a keepalive request may be refused without it.',
    applies: ({ page, request }) => request?.keepalive === true && page?.embedderPolicy !== undefined,
  },
  {
    name: 'image-redirected-to-another-scheme',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Not modelled: Opaque Response Blocking sniffs the body of a redirect that leads to no http(s) URL, and prints by what it finds.',
    applies: ({ request, server }) => request?.initiator === 'img' && Array.isArray(server) && JSON.stringify(server).includes('"Location","mailto:'),
  },
  {
    name: 'referrer-over-many-redirects',
    engines: ['firefox'],
    areas: ['wire'],
    reason: 'Not modelled: how long a cap on the referrer that one redirect brought about lasts over later ones.',
    applies: ({ page, request, server }, { path }) => path.endsWith('headers.referer') && Array.isArray(server) && /origin-when-cross-origin|unsafe-url|no-referrer-when-downgrade/.test(page?.referrerPolicy ?? request?.referrerPolicy ?? ''),
  },
  {
    name: 'line-of-a-beacon',
    chance: true,
    engines: ['webkit'],
    areas: ['console'],
    reason: 'What WebKit prints of a beacon may come after the oracle has stopped listening, or belong to a later hop: nobody waits for a beacon.',
    applies: ({ request }) => request?.initiator === 'beacon',
  },
  {
    name: 'element-redirected-to-a-data-url',
    engines: ['webkit'],
    areas: ['outcome', 'response'],
    reason: 'Outside mode cors WebKit follows a redirect of an image or a font to a data: URL. Whether one can be made of the bytes in that URL is not judged.',
    applies: ({ request, server }, { browser }) => /^(?:img|font)$/.test(request?.initiator) && Array.isArray(server) && /"location","\s*data:/i.test(JSON.stringify(server))
      && (browser === 'network-error' || browser === null),
  },
  {
    name: 'integrity-line',
    engines: ['webkit'],
    areas: ['console'],
    reason: 'WebKit’s line about integrity metadata says how long the body was. A scenario tells that by Content-Length only.',
    applies: ({ request }, { browser, corslab }) => Boolean(request?.integrity) && same(browser.map(withoutLength), corslab.map(withoutLength)),
  },
  {
    name: 'preflight-to-a-blocked-port',
    chance: true,
    engines: ['webkit'],
    areas: ['wire'],
    reason: 'WebKit’s network process refuses a redirect’s preflight to a blocked port a moment after it has begun: now and then it goes out all the same, and nobody reads the answer.',
    applies: (_, { path, browser, corslab }) => /^exchanges\.\d+$/.test(path) && corslab === undefined && browser?.kind === 'preflight' && new URL(browser.url).port !== '',
  },
  {
    name: 'question-for-a-password',
    engines: ['webkit'],
    areas: ['outcome', 'response', 'console'],
    reason: 'At status 401 with a scheme that has passwords (Basic, Digest, NTLM) MiniBrowser asks the person for one, unless credentials are omitted. The request waits for the answer, and nothing is printed.',
    applies: ({ request, server }, { area, browser, corslab }) => request?.credentials !== 'omit' && [server].flat().some((answer) => asksForPassword(answer?.response))
      && (area === 'console' ? same(browser, corslab.filter((line) => !line.includes('a status of 401 '))) : browser === 'network-error' || browser === null),
  },
  {
    name: 'refused-set-cookie',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Firefox tells of a Set-Cookie that it refuses for its characters. A verdict ends with the response: what becomes of its cookies is not judged.',
    applies: (_, { browser, corslab }) => same(browser.filter((line) => !/^Cookie “.*” has been rejected for invalid characters/.test(line)), corslab),
  },
  {
    name: 'image-redirected-to-ftp',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Opaque Response Blocking looks at the body of a redirect that leads to ftp:, and prints by what it finds: no scenario tells the body.',
    applies: ({ request, server }, { browser, corslab }) => request?.initiator === 'img' && /"Location","ftp:/.test(JSON.stringify(server))
      && same(browser.filter((line) => !line.includes('OpaqueResponseBlocking')), corslab),
  },
  {
    name: 'origin-of-an-upgraded-request',
    engines: ['firefox'],
    areas: ['wire'],
    reason: 'Outside mode cors Firefox decides by the http URL before the upgrade whether the referrer policy hides Origin; corslab by the https URL that is asked.',
    applies: ({ page, request }, { path, browser }) => page?.upgradeInsecureRequests === true && request?.mode === 'no-cors'
      && request.url.startsWith('http:') && path.endsWith('headers.origin') && browser === 'null',
  },
  {
    name: 'font-of-a-websocket-url',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'A font whose URL has the scheme ws or wss fails for want of a channel, and Firefox prints that number; corslab prints the words for a URL that is not allowed.',
    applies: ({ request }, { browser }) => request?.initiator === 'font' && /^wss?:/.test(request.url) && browser.every((line) => line.includes('status=2147500033')),
  },
  {
    name: 'font-with-status-300',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Firefox has a line of its own for a font that status 300 answers, which leads nowhere.',
    applies: ({ request, ...item }, { browser }) => request?.initiator === 'font' && lastReply(item)?.status === 300 && browser.every((line) => line.startsWith('downloadable font: ')),
  },
  {
    name: 'second-line-of-opaque-blocking',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Of what Opaque Response Blocking withholds the page prints a second line, but not after an upgrade within its own host.',
    applies: ({ page }, { browser, corslab }) => page?.upgradeInsecureRequests === true && same(browser, corslab.filter((line) => !line.startsWith('A resource is blocked by OpaqueResponseBlocking'))),
  },
  {
    name: 'site-of-an-upgraded-image',
    engines: ['webkit'],
    areas: ['wire'],
    reason: 'An image that a redirect leads to http and WebKit upgrades has the Sec-Fetch-Site of the http URL: cross-site to an https page. corslab goes by the URL that is asked.',
    applies: ({ request, server }, { path, browser }) => request?.initiator === 'img' && Array.isArray(server) && path.endsWith('headers.sec-fetch-site') && browser === 'cross-site',
  },
  {
    name: 'two-charsets',
    engines: ['webkit'],
    areas: ['wire'],
    reason: 'Of a Content-Type that names two charsets WebKit writes its own after the essence, where corslab keeps what the script set.',
    applies: ({ request }, { path, browser }) => request?.initiator === 'xhr' && path.endsWith('headers.content-type') && /charset=.*charset=/i.test(JSON.stringify(request.headers)) && /;charset=UTF-8$/.test(browser),
  },
  {
    name: 'upgrade-after-a-redirect',
    engines: ['firefox', 'webkit'],
    areas: ['console', 'wire'],
    reason: 'Where upgrade-insecure-requests upgrades the URL of a redirect, both bring a Content-Type back that the redirect dropped, and WebKit prints the http URL; corslab does neither.',
    applies: ({ page, server }, { path, browser, corslab }) => page?.upgradeInsecureRequests === true && Array.isArray(server)
      && (path.endsWith('headers.content-type') || path === 'console' && same(browser.map((line) => line.replace('cannot load http:', 'cannot load https:')), corslab)),
  },
  {
    name: 'manual-redirect-to-ftp',
    engines: ['webkit'],
    areas: ['outcome', 'response', 'console'],
    reason: 'WebKit refuses a redirect to ftp: also in redirect mode manual, because the network library has disabled that scheme.',
    applies: ({ request, server }) => request?.redirect === 'manual' && /"Location","ftp:/.test(JSON.stringify(server)),
  },
];

/** @param {object} [reply] */
const asksForPassword = ({ status, headers } = {}) => status === 401 && pairs(headers).some(([name, value]) => /^www-authenticate$/i.test(name) && /(?:^|[\s,])(?:basic|digest|ntlm)\b/i.test(value));
const withoutLength = (line) => line.replace(/(?<=Content length: )(?:\d+|\(no content\))/, '');
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
/** What a script says that was cut off. */
const isErrorOfScript = (line) => /^(?:Uncaught )?(?:Reference|Syntax)Error: /.test(line);
const isEventSource = (line) => line.startsWith('Firefox can’t establish a connection to the server at ');

/** @returns {Known | undefined} */
export function knownReason(engine, item, difference) {
  return KNOWN.find(({ engines, areas, applies }) => engines.includes(engine) && areas.includes(difference.area) && applies(item, difference));
}
