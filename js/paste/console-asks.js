/** What may have made the request that a console line is about. */

/**
 * @typedef {import('corslab').ConsoleExplanation} Explanation
 * @typedef {import('./console-stages.js').Ask} Ask
 * @typedef {import('./console-stages.js').Stage} Stage
 */

/** @type {Ask} */
const BEACON = { initiator: 'beacon', body: { kind: 'blob', text: '{}', contentType: 'application/json' } };

/** @type {Record<string, Ask[]>} by the browsers' words, the likeliest first */
const KINDS = {
  fetch: [{}],
  XMLHttpRequest: [{ initiator: 'xhr' }],
  'XMLHttpRequest endpoint': [{ initiator: 'xhr' }],
  'EventSource endpoint': [{ initiator: 'eventsource' }],
  'Beacon endpoint': [BEACON],
  resource: [{ initiator: 'eventsource' }, BEACON, {}],
  script: [{ initiator: 'script', crossorigin: 'anonymous' }, { initiator: 'module' }, { initiator: 'script' }],
  image: [{ initiator: 'img', crossorigin: 'anonymous' }, { initiator: 'img' }],
  audio: [{ initiator: 'audio', crossorigin: 'anonymous' }, { initiator: 'audio' }],
  video: [{ initiator: 'video', crossorigin: 'anonymous' }, { initiator: 'video' }],
  font: [{ initiator: 'font' }],
  'CSS stylesheet': [{ initiator: 'stylesheet', crossorigin: 'anonymous' }, { initiator: 'stylesheet' }],
  stylesheet: [{ initiator: 'stylesheet' }],
  frame: [{ initiator: 'iframe' }],
};

/**
 * @param {Explanation} told
 * @param {Stage} stage
 * @returns {Ask[]}
 */
export function asksFor(told, stage) {
  const { kind = '', phase } = told;
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  const fitting = (stage.asks ?? []).filter(({ initiator }) => known?.some((ask) => ask.initiator === initiator));
  const makers = known ? [...fitting, ...known] : (stage.asks ?? [{}]);
  const asks = makers.flatMap((ask) => (phase === 'preflight' ? preflighted(ask, told) : [ask]));
  return stage.credentials ? asks.map(withCredentials) : asks;
}

/** @param {Ask} ask @returns {Ask} */
function withCredentials(ask) {
  return ask.crossorigin === undefined ? { ...ask, credentials: 'include' } : { ...ask, crossorigin: 'use-credentials' };
}

/** What made a preflight necessary: what the line names; else a JSON body, or a method. @param {Ask} ask @param {Explanation} told @returns {Ask[]} */
function preflighted(ask, { method, header, code }) {
  if (ask === BEACON) return [ask];
  if (method !== undefined) return [{ ...ask, method }];
  if (code === 'method-not-allowed') return [{ ...ask, method: 'PUT' }];
  if (code === 'header-not-allowed' && header !== undefined) return HEADER_VALUES.map((value) => withHeader(ask, header, value));
  return [withHeader(ask, 'Content-Type'), { ...ask, method: 'PUT' }];
}

/** With quotes, no value is on the safelist: not even that of a name that is. */
const HEADER_VALUES = ['1', '"1"'];

/** @param {Ask} ask @param {string} name @param {string} [value] @returns {Ask} */
function withHeader(ask, name, value) {
  if (/^content-type$/i.test(name)) return { ...ask, method: 'POST', headers: [[name, 'application/json']], body: '{}' };
  return { ...ask, headers: [[name, /^authorization$/i.test(name) ? 'Bearer example' : (value ?? '1')]] };
}
