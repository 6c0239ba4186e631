/**
 * Disagreements that are understood and stay: what a scenario cannot say, or what corslab leaves out on purpose. Anything
 * else that differs is a bug of corslab.
 *
 * @typedef {{ name: string, engines: string[], areas: string[], reason: string, applies(item: object, difference: import('./compare.mjs').Difference): boolean }} Known
 */

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
    name: 'cookie-of-an-earlier-step',
    engines: ['chromium', 'firefox', 'webkit'],
    areas: ['wire'],
    reason: 'The cookies of a scenario are given; what a Set-Cookie of one step adds to the next one is the caller\'s to say.',
    applies: (item, { path }) => item.steps?.length > 1 && path.endsWith('.headers.cookie') && /set-cookie/i.test(JSON.stringify(item.steps.map(({ server }) => server))),
  },
  {
    name: 'http-cache',
    engines: ['webkit'],
    areas: ['outcome', 'response', 'wire', 'console'],
    reason: 'A scenario has no HTTP cache: what an earlier step of the sequence lets the browser keep answers the next one.',
    applies: (item, { path }) => !path.startsWith('steps.0') && item.steps?.some(({ server }, i) => i + 1 < item.steps.length && [server].flat().some(({ response }) => isKept(response))) === true,
  },
  {
    name: 'waits-as-long-as-the-entry-lives',
    engines: ['webkit'],
    areas: ['outcome', 'response', 'wire', 'console'],
    reason: 'The steps of the sequence wait five seconds together, as long as an entry of the preflight cache lives without a max-age: the requests between them take the rest.',
    applies: (item) => (item.steps ?? []).reduce((sum, { wait = 0 }) => sum + wait, 0) === 5000,
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
    name: 'order-of-two-processes',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Lines of Firefox\'s parent process and of the page\'s own process come in an order that depends on how busy the machine is.',
    applies: (_, { browser, corslab }) => same([...browser].sort(), [...corslab].sort()),
  },
];

const isKept = ({ headers = [] }) => /last-modified|etag|expires/i.test(JSON.stringify(headers)) && !/no-store/i.test(JSON.stringify(headers));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isEventSource = (line) => line.startsWith('Firefox can’t establish a connection to the server at ');

/** @returns {Known | undefined} */
export function knownReason(engine, item, difference) {
  return KNOWN.find(({ engines, areas, applies }) => engines.includes(engine) && areas.includes(difference.area) && applies(item, difference));
}
