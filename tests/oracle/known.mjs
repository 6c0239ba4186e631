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
    name: 'order-of-two-processes',
    engines: ['firefox'],
    areas: ['console'],
    reason: 'Lines of Firefox\'s parent process and of the page\'s own process come in an order that depends on how busy the machine is.',
    applies: (_, { browser, corslab }) => same([...browser].sort(), [...corslab].sort()),
  },
];

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isEventSource = (line) => line.startsWith('Firefox can’t establish a connection to the server at ');

/** @returns {Known | undefined} */
export function knownReason(engine, item, difference) {
  return KNOWN.find(({ engines, areas, applies }) => engines.includes(engine) && areas.includes(difference.area) && applies(item, difference));
}
