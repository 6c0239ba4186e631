/**
 * Disagreements that are understood and stay: what a scenario cannot say, or what corslab leaves out on purpose. Anything
 * else that differs is a bug of corslab.
 *
 * @typedef {{ name: string, engines: string[], areas: string[], reason: string, applies(item: object, difference: import('./compare.mjs').Difference): boolean }} Known
 */

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isEventSource = (line) => line.startsWith('Firefox can’t establish a connection to the server at ');

/** The reply with which the chain of redirects ends. */
const lastReply = ({ server }) => [server].flat().map((answer) => answer?.response).find((reply) => reply && !leadsOn(reply));
const leadsOn = ({ status, headers }) => [301, 302, 303, 307, 308].includes(status) && pairs(headers).some(([name, value]) => /^location$/i.test(name) && value !== '');
const isEmpty = ({ status, headers }) => [204, 205, 304].includes(status) || pairs(headers).some(([name, value]) => /^content-length$/i.test(name) && value === '0');
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
    name: 'event-source-line-again',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Firefox says once more that an EventSource cannot connect, when the page closes it before or after it has noticed itself: a matter of time.',
    applies: (_, { browser, corslab }) => browser.length > corslab.length && same(browser.filter((line, i) => !isEventSource(line) || browser.indexOf(line) === i), corslab),
  },
  {
    name: 'only-if-cached',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'wire'],
    reason: 'A scenario has no HTTP cache: corslab asks the server, where a browser that has nothing cached asks nobody.',
    applies: ({ request }) => request?.cache === 'only-if-cached',
  },
  {
    name: 'content-of-a-data-url',
    engines: ['firefox'],
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
    name: 'order-of-two-processes',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Lines of Firefox\'s parent process and of the page\'s own process come in an order that depends on how busy the machine is.',
    applies: (_, { browser, corslab }) => same([...browser].sort(), [...corslab].sort()),
  },
  {
    name: 'body-of-an-element',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'console'],
    reason: 'No scenario tells the body. An empty one, or the text of a data: URL, is no image, font or script, and the browser says so after the request has succeeded.',
    applies: ({ request, ...item }) => /^(?:img|font|script|module)$/.test(request?.initiator)
      && (request.url.startsWith('data:') || isEmpty(lastReply(item) ?? {})),
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
    name: 'cookie-that-a-reply-sets',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['wire'],
    reason: 'The cookies of a scenario are those that the browser has at first. A later request also takes those along that a reply has set meanwhile.',
    applies: (item, { path }) => path.endsWith('headers.cookie') && /"set-cookie"/i.test(JSON.stringify(item)),
  },
  {
    name: 'permanent-redirect-in-the-http-cache',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['outcome', 'response', 'wire', 'console'],
    reason: 'A 301 or 308 may be kept in the HTTP cache, which corslab leaves out: a chain that comes back to such a URL goes round in the cache.',
    applies: ({ request, server }) => Array.isArray(server) && comesBack(request.url, server),
  },
  {
    name: 'space-in-a-host',
    engines: ['chromium'],
    areas: ['console'],
    reason: 'Chromium takes a space for a part of the name, and fails when it looks the name up; to the URL Standard it is no URL. What is printed then is the network’s own error.',
    applies: ({ request }) => /^https?:\/\/[^/]* /.test(request?.url),
  },
];

/** @returns {Known | undefined} */
export function knownReason(engine, item, difference) {
  return KNOWN.find(({ engines, areas, applies }) => engines.includes(engine) && areas.includes(difference.area) && applies(item, difference));
}
