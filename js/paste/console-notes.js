/** What a console line leaves open, and what the scenario takes in its place. */

/**
 * @typedef {import('corslab').ConsoleExplanation} Explanation
 * @typedef {import('corslab/paste').PasteNote} Note
 */

/** @type {Record<string, string>} */
const BROWSERS = { chromium: 'Chrome', firefox: 'Firefox', webkit: 'Safari' };

/**
 * @param {Explanation} told
 * @param {import('corslab').Scenario} scenario
 * @param {import('./console-stages.js').Stage} stage
 * @param {import('./console-stages.js').Ask} ask
 * @returns {Note[]}
 */
export function notesOn(told, { page, request }, stage, ask) {
  const where = typeof page === 'string' ? { url: page } : page;
  const asked = typeof request === 'string' ? { url: request } : request;
  const notes = [
    told.origin === undefined && note('no-page', 'page', `${BROWSERS[told.engine]}’s line does not name the page: ${where.url} is assumed.`),
    told.origin === 'null' && note('null-origin', 'page', `Of the page the line tells only that its origin is null: ${where.sandboxed ? 'a sandboxed page' : 'a page opened from a file'} is assumed.`),
    told.url === undefined && note('no-url', 'url', `The line does not name the URL: ${asked.url} is assumed.`),
    told.kind === undefined && note('no-kind', 'request', `The line does not say what made the request: ${nameOf(ask)} is assumed.`),
    told.phase === 'preflight' && ask.body !== undefined && told.header?.toLowerCase() !== 'content-type' && note('no-reason', 'preflight', 'The line does not say what made the preflight necessary: a POST with a JSON body is assumed.'),
    told.code === 'method-not-allowed' && told.method === undefined && note('no-method', 'method', `The line does not name the method: ${ask.method} is assumed.`),
    isOpenAboutCookies(told, asked) && note('credentials-unknown', 'credentials', 'The line does not say whether the request asked for credentials: it is assumed that it did not, so that no cookies go along.'),
    stage.assumed && note('made-up', stage.assumed.about, stage.assumed.message),
    told.phase !== 'request' && note('rest-unknown', 'server', REST[told.phase ?? 'response']),
  ];
  return notes.filter((each) => typeof each === 'object');
}

/** Whether cookies may have been sent, and nothing tells. @param {Explanation} told @param {import('corslab').RequestDescription} asked */
function isOpenAboutCookies({ phase }, { credentials, initiator = 'fetch' }) {
  return phase === 'response' && credentials === undefined && (initiator === 'fetch' || initiator === 'xhr');
}

const REST = {
  request: '',
  preflight: 'The line tells nothing of the answer to the request itself: it is assumed to let the page in.',
  redirect: 'The line tells nothing of the server’s other headers, nor of what follows the redirect: nothing that fails is assumed there.',
  response: 'The line tells nothing of the server’s other headers: none are assumed.',
};

/** @param {string} code @param {string} about @param {string} message @returns {Note} */
function note(code, about, message) {
  return { code, about, message };
}

/** @type {Record<string, string>} */
const NAMES = { xhr: 'XMLHttpRequest', img: '<img>', script: '<script>', module: 'a module script', stylesheet: 'a stylesheet', font: 'a font', iframe: 'a frame', eventsource: 'EventSource', beacon: 'sendBeacon()' };

/** @param {import('./console-stages.js').Ask} ask */
function nameOf({ initiator = 'fetch', mode }) {
  return NAMES[initiator] ?? (mode === undefined ? 'fetch()' : `fetch() with mode ${mode}`);
}
