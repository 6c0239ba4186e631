/** A pasted text → what the lab goes on with: a scenario and a report on it, a list to choose from, or why not. */
import { explainConsoleMessage } from 'corslab/slim';
import { answersOf, detect, PasteError, readCurl, readFetchSnippet, readHar, readHttpMessage, readScenario, scenarioOf } from 'corslab/paste';
import { decodeFragment, FragmentError } from '../fragment.js';
import { asText, expand, get, set } from '../state.js';
import { rowsOf } from './har-rows.js';

/**
 * @typedef {import('../state.js').Scenario} Scenario
 * @typedef {import('./report.js').Report} Report
 * @typedef {import('./report.js').Done} Done
 * @typedef {{ scenario: Scenario, snippet?: string, report: Done } | { report: Exclude<Report, Done> }} Outcome
 */

/** The HAR of which one request was or is to be chosen. @type {import('./har-rows.js').Row[]} */
let rows = [];

/**
 * @param {string} text
 * @param {Scenario} present what stands in the lab
 * @returns {Outcome}
 */
export function readPaste(text, present) {
  rows = [];
  try {
    if (text.trim() === '') return refused({ reason: 'empty' });
    const link = text.length < 500_000 ? readLink(text.trim(), present) : undefined;
    if (link) return link;
    const kind = detect(text);
    return kind === null ? refused({ reason: 'unknown' }) : READERS[kind](text, present);
  } catch (error) {
    if (error instanceof PasteError) return refused({ reason: 'unreadable', message: error.message, at: error.at });
    if (error instanceof FragmentError) return refused({ reason: 'link', message: error.message });
    throw error;
  }
}

/** @type {Record<NonNullable<ReturnType<typeof detect>>, (text: string, present: Scenario) => Outcome>} */
const READERS = {
  console: readConsole,
  curl: (text, present) => asked('curl', readCurl(text), present),
  fetch: (text, present) => asked('fetch', readFetchSnippet(text), present),
  har: readArchive,
  'http-message': readReplies,
  scenario: (text) => ({ scenario: expand(readScenario(text)), report: done({ what: 'scenario', filled: 'all' }) }),
};

/** @param {string} text @returns {Outcome} */
function readConsole(text) {
  const explanation = explainConsoleMessage(text);
  if (!explanation) return refused({ reason: 'unknown' });
  const { engine, code, message } = explanation;
  const made = scenarioOf(explanation);
  if (made === null) return refused({ reason: code === null ? 'no-cause' : 'no-scenario', engine, message });
  const scenario = expand(made.scenario);
  return {
    scenario,
    report: done({ what: 'console', filled: 'all', engine, message: named(message, scenario), notes: made.notes, isPageAssumed: explanation.origin === undefined }),
  };
}

/** The explanation's words, with what the lab shows in the place of what stands there for it. @param {string} message @param {Scenario} scenario */
function named(message, { page, request }) {
  const [from, to] = [page.url, request.url].map((url) => (URL.canParse(url) && new URL(url).origin !== 'null' ? new URL(url).origin : url));
  return message.replaceAll('https://page.example', () => from).replaceAll('https://server.example', () => to);
}

/**
 * A request without its server.
 *
 * @param {'curl' | 'fetch' | 'url'} what
 * @param {Pick<import('corslab/paste').PastedRequest, 'request' | 'page' | 'cookies' | 'notes'>} pasted
 * @param {Scenario} present
 * @returns {Outcome}
 */
function asked(what, { request, page, cookies, notes }, present) {
  const { preflightCache: _, ...kept } = present;
  const scenario = expand({ ...kept, request, page: page ?? present.page, cookies: cookies.length > 0 ? cookies : undefined });
  if (cookies.length === 0) delete scenario.cookies;
  const { url, method = 'GET' } = scenario.request;
  return {
    scenario,
    report: done({ what, filled: 'request', message: `${method} ${url}`, notes, page: asText(get(scenario, 'page.url')), isPageAssumed: page === null, asksPage: page === null }),
  };
}

/** @param {string} text @param {Scenario} present @returns {Outcome} */
function readReplies(text, present) {
  const { replies, notes } = readHttpMessage(text);
  const message = replies.map(({ status }) => status).join(', ');
  const isPreflight = replies.length === 1 && replies[0].request?.method === 'OPTIONS';
  const answers = answersOf(replies);
  if (isPreflight) {
    return { scenario: set(present, 'server[0].preflight', answers[0].response), report: done({ what: 'http-message', filled: 'preflight', message, notes }) };
  }
  // An own reply to OPTIONS stays: nothing that was pasted is about it.
  const server = answers.map((answer, hop) => {
    const preflight = answer.preflight ?? get(present, `server[${hop}].preflight`);
    return { ...(preflight !== undefined && { preflight }), response: answer.response };
  });
  const own = answers.some(({ preflight }) => preflight) ? 'told' : server[0].preflight === undefined ? 'same' : 'kept';
  return { scenario: { ...present, server }, report: done({ what: 'http-message', filled: 'server', message, notes, preflight: own, isPageAssumed: true }) };
}

/** @param {string} text @returns {Outcome} */
function readArchive(text) {
  const exchanges = readHar(text);
  if (exchanges.length === 0) return refused({ reason: 'empty-har' });
  rows = rowsOf(exchanges);
  return rows.length === 1 ? chosen(0) : { report: { status: 'list', rows, filter: '', limit: 100 } };
}

/** One request of the HAR. @param {number} index as in the list @returns {Outcome} */
export function chosen(index) {
  const { scenario, notes, method, url } = rows[index];
  return {
    scenario: expand(scenario),
    report: done({ what: 'har', filled: 'all', message: `${method} ${url}`, notes, count: rows.length, isPageAssumed: notes.some(({ code }) => code === 'no-page') }),
  };
}

/** The list that one chose from. @returns {Report | null} */
export function listAgain() {
  return rows.length > 1 ? { status: 'list', rows, filter: '', limit: 100 } : null;
}

/** A link of this page, or the address of a request. @param {string} text @param {Scenario} present @returns {Outcome | undefined} */
function readLink(text, present) {
  if (/\s/.test(text)) return undefined;
  const [, before, fragment] = /^([^#]*)#((?:[a-z]+(?:\/[^&]*)?&)?v1=.*)$/s.exec(text) ?? [];
  if (fragment !== undefined && (before === '' || URL.canParse(before))) {
    const { scenario = {}, snippet } = decodeFragment(fragment);
    return { scenario, ...(snippet !== null && { snippet }), report: done({ what: 'link', filled: 'all' }) };
  }
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  return asked('url', { request: { url: text }, page: null, cookies: [], notes: [] }, present);
}

/** @param {number} size @param {number} limit @returns {Report} */
export function tooLarge(size, limit) {
  return { status: 'failed', reason: 'too-large', size, limit };
}

/** @param {Omit<import('./report.js').Failed, 'status'>} why @returns {Outcome} */
function refused(why) {
  return { report: { status: 'failed', ...why } };
}

/** @param {Omit<Done, 'status' | 'notes'> & { notes?: Done['notes'] }} report @returns {Done} */
function done(report) {
  return { status: 'done', notes: [], ...report };
}
