/** The preflight, judged alone. */
import { refused } from '../inside.js';
import { Check, verdictOn } from './check.js';
import { isPage, isVerdict } from './kinds.js';
import { checkedOptions, headerNames, kindOf } from './options.js';
import { preflightVerdict } from './preflight.js';
import { shown, shownBytes } from './text.js';

/** @typedef {import('./report.js').Verdict} Verdict */
/** @typedef {import('./options.js').Options} Options */
/** @typedef {import('./judge.js').Judgement} Judgement */

/**
 * The server answers the preflight so that a browser goes on to the request. The request itself is not sent, except by a
 * page that is handed in.
 *
 * @param {unknown} target
 * @param {Options} [options]
 * @returns {Judgement | Promise<Judgement>}
 */
export function answersPreflight(target, options) {
  if (isVerdict(target)) return preflightJudgement([/** @type {Verdict} */ (verdictOn(target, options, ['allows']))], maxAgeOf(options));
  return preflights(target, options);
}

/**
 * @param {unknown} target
 * @param {Options} [options]
 */
async function preflights(target, options) {
  const { allows = {}, ...given } = checkedOptions(options, ['allows']);
  const maxAge = maxAgeOf(options);
  const verdicts = [];
  for (const request of requestsFor(given, allows)) {
    const verdict = isPage(target) ? await verdictOn(target, request) : await preflightVerdict(target, request);
    verdicts.push(verdict);
  }
  if (verdicts.every(({ preflight, exchanges }) => preflight.decision === 'not-needed' && exchanges[0]?.kind !== 'preflight')) {
    const [failed] = verdicts.filter(({ cause }) => cause !== null && cause.phase === 'request');
    if (!failed) throw refused('method', JSON.stringify(given.method ?? 'GET'), 'a request for which browsers send a preflight: another method, such as "PUT", or headers such as { "Content-Type": "application/json" }');
  }
  return preflightJudgement(verdicts, maxAge);
}

/**
 * @param {Options} given
 * @param {Options} allows
 */
function requestsFor(given, allows) {
  const stranger = Object.keys(allows).find((name) => !['methods', 'headers', 'maxAge'].includes(name));
  if (stranger !== undefined) throw refused(`allows.${stranger}`, 'a field of this name', 'methods, headers or maxAge');
  const names = allows.headers === undefined ? [] : headerNames(allows.headers, 'allows.headers');
  const methods = allows.methods === undefined ? [] : headerNames(allows.methods, 'allows.methods');
  if (given.method !== undefined || methods.length === 0) methods.unshift(given.method);
  const headers = names.length === 0 ? given.headers : [...pairsOf(given.headers), ...names.map((name) => [name, SAMPLE[name.toLowerCase()] ?? 'x'])];
  return [...new Set(methods)].map((method) => ({ ...given, ...(method !== undefined && { method }), ...(headers !== undefined && { headers }) }));
}

/** Values by which a header that is safelisted with others needs permission. @type {Record<string, string>} */
const SAMPLE = { 'content-type': 'application/json', range: 'bytes=-1' };

/** @param {any} headers */
function pairsOf(headers) {
  if (headers === undefined || headers === null) return [];
  if (typeof headers === 'string') throw refused('headers', 'a string', 'pairs or an object, beside allows.headers');
  return typeof headers[Symbol.iterator] === 'function' ? [...headers] : Object.entries(headers);
}

/** @param {unknown} options */
function maxAgeOf(options) {
  const maxAge = /** @type {Options | undefined} */ (options)?.allows?.maxAge;
  if (maxAge === undefined || (typeof maxAge === 'number' && maxAge >= 0)) return maxAge;
  throw refused('allows.maxAge', kindOf(maxAge), 'a number of seconds');
}

/**
 * @param {Verdict[]} verdicts
 * @param {number} [maxAge]
 * @returns {Judgement}
 */
function preflightJudgement(verdicts, maxAge) {
  const found = verdicts.map((verdict) => ({ verdict, preflight: verdict.exchanges.find(({ kind }) => kind === 'preflight') }));
  const bad = found.find(({ preflight }) => preflight?.result === 'rejected') ?? found.find(({ preflight }) => preflight?.result === 'network-failure');
  const { verdict, preflight } = bad ?? found.find((one) => one.preflight) ?? found[0];
  const check = new Check(verdict);
  const expected = 'a preflight that is answered';
  if (!preflight) return { state: 'unclear', sentence: 'No preflight was sent.', actual: 'no preflight', expected, check };
  const what = `the preflight of ${requestedBy(preflight)}`;
  if (preflight.result === 'network-failure') return { state: 'unclear', sentence: `Nothing answered ${what}.`, actual: 'no reply', expected, check };
  if (preflight.result === 'rejected') return { state: 'no', sentence: `A browser rejects the reply to ${what}, and does not send the request.`, actual: `rejected: ${preflight.cause}`, expected, check };
  const kept = Math.min(...found.flatMap(({ verdict: { preflightCache } }) => preflightCache.map((entry) => entry.maxAge)), Infinity);
  if (maxAge !== undefined && kept < maxAge) {
    const sentence = `The server answers ${what}, but ${verdict.engine} keeps the answer for ${kept} seconds, not for ${maxAge}.`;
    return { state: 'no', sentence, actual: kept, expected: maxAge, check };
  }
  return { state: 'yes', sentence: `The server answers ${what}; a browser goes on to the request.`, actual: 'accepted', expected, check };
}

/** @param {import('corslab').Exchange} preflight */
function requestedBy({ request }) {
  const named = (/** @type {string} */ wanted) => request.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const headers = named('access-control-request-headers');
  return `${shownBytes(named('access-control-request-method') ?? '')} ${shown(request.url)}${headers ? ` with ${shownBytes(headers)}` : ''}`;
}
