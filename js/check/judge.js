/** What an assertion or a matcher claims of a target, and whether it is so. */
import { refused } from '../inside.js';
import { Check, verdictOn } from './check.js';
import { headerNames, kindOf } from './options.js';
import { shown, shownBytes } from './text.js';

/** @typedef {import('./report.js').Verdict} Verdict */
/** @typedef {import('./options.js').Options} Options */

/**
 * `unclear`: what came back says nothing about the claim. Neither it nor its opposite may pass then, else a test would
 * pass because its server is down.
 *
 * @typedef {{ state: 'yes' | 'no' | 'unclear', sentence: string, actual: unknown, expected: unknown, check: Check }} Judgement
 */

/**
 * A page may read the response.
 *
 * @param {unknown} target
 * @param {Options} [options]
 */
export function allowsCors(target, options) {
  const wanted = options?.expose === undefined ? [] : headerNames(options.expose, 'expose');
  return then(verdictOn(target, options, ['expose']), /** @returns {Judgement} */ (verdict) => {
    const check = new Check(verdict, wanted);
    if (decided(verdict) === 'yes' && !check.allowed) {
      return { state: 'no', sentence: `${sentenceOf(verdict)}\n${exposure(check, wanted)}`, actual: check.exposed, expected: wanted, check };
    }
    return { state: decided(verdict), sentence: sentenceOf(verdict), actual: actualOf(verdict), expected: 'allowed', check };
  });
}

/**
 * A browser keeps the response from the page, by what the server answered.
 *
 * @param {unknown} target
 * @param {Options} [options]
 */
export function refusesCors(target, options) {
  const because = options?.because;
  if (because !== undefined && typeof because !== 'string') throw refused('because', kindOf(because), 'the code of a cause, such as "allow-origin-mismatch"');
  return then(verdictOn(target, options, ['because']), /** @returns {Judgement} */ (verdict) => {
    const state = opposite(decided(verdict));
    const isOther = state === 'yes' && because !== undefined && verdict.cause?.code !== because;
    const sentence = isOther ? `${sentenceOf(verdict)} But not because of ${because}: because of ${verdict.cause?.code}.` : sentenceOf(verdict);
    const expected = because === undefined ? 'refused' : `refused: ${because}`;
    return { state: isOther ? 'no' : state, sentence, actual: actualOf(verdict), expected, check: new Check(verdict) };
  });
}

/**
 * A script reads these headers of the response.
 *
 * @param {unknown} target
 * @param {unknown} names
 * @param {Options} [options]
 */
export function exposesHeaders(target, names, options) {
  const wanted = headerNames(names, 'names');
  return then(verdictOn(target, options), /** @returns {Judgement} */ (verdict) => {
    const check = new Check(verdict);
    if (!check.allowed) return { state: 'unclear', sentence: sentenceOf(verdict), actual: actualOf(verdict), expected: wanted, check };
    const seen = wanted.filter((name) => check.exposed.includes(name.toLowerCase()));
    // As for `.not`: it claims of each of them that it is hidden.
    /** @type {Judgement['state']} */
    const state = seen.length === wanted.length ? 'yes' : seen.length === 0 ? 'no' : 'unclear';
    return { state, sentence: exposure(check, wanted), actual: seen, expected: wanted, check };
  });
}

/**
 * @param {Check} check
 * @param {string[]} wanted
 */
function exposure({ verdict, exposed, hidden }, wanted) {
  const lines = wanted.map((name) => {
    const lower = name.toLowerCase();
    if (exposed.includes(lower)) return `${shownBytes(name)}: the script can read it.`;
    if (!hidden.includes(lower)) return `${shownBytes(name)}: the response has no such header.`;
    return `${shownBytes(name)}: hidden from the script.`;
  });
  const missing = wanted.filter((name) => hidden.includes(name.toLowerCase()));
  if (missing.length === 0) return lines.join('\n');
  const reply = verdict.exchanges.at(-1)?.reply;
  const given = (reply?.headers ?? []).filter(([name]) => name.toLowerCase() === 'access-control-expose-headers').map(([, value]) => value);
  const before = given.map((value) => `  - Access-Control-Expose-Headers: ${shownBytes(value)}`);
  const after = `  + Access-Control-Expose-Headers: ${[...given.filter((value) => value !== '*'), ...missing].map((value) => shownBytes(value)).join(', ')}`;
  return [...lines, 'The response needs', ...before, after].join('\n');
}

/** @param {Verdict} verdict */
function decided({ outcome, cause, exchanges }) {
  if (outcome === 'readable') return 'yes';
  // Without a reply, or where the browser sends nothing, the server has not been heard.
  return outcome === 'network-error' && cause?.code !== 'server-unreachable' && exchanges.some(({ reply }) => reply) ? 'no' : 'unclear';
}

/** @param {Judgement['state']} state */
const opposite = (state) => /** @type {const} */ ({ yes: 'no', no: 'yes', unclear: 'unclear' })[state];

/** @param {Verdict} verdict */
function actualOf(verdict) {
  return decided(verdict) === 'yes' ? 'allowed' : `${verdict.outcome}${verdict.cause ? `: ${verdict.cause.code}` : ''}`;
}

/** @param {Verdict} verdict */
function sentenceOf(verdict) {
  const { outcome, exchanges } = verdict;
  const last = exchanges.at(-1)?.request;
  const origin = last?.headers.find(([name]) => name.toLowerCase() === 'origin')?.[1];
  const page = origin === undefined ? 'The page' : `A page of ${shownBytes(origin)}`;
  const actual = exchanges.findLast(({ kind }) => kind === 'actual')?.request ?? last;
  const where = actual ? ` from ${shown(actual.url)}` : '';
  if (outcome === 'readable') return `${page} may read the response${where}.`;
  if (outcome !== 'network-error') return `${page} gets an ${outcome === 'opaque' ? 'opaque' : 'opaque redirect'} response${where}: it says nothing about CORS.`;
  if (decided(verdict) === 'no') return `${page} may not read the response${where}.`;
  return last ? `Nobody can tell: ${shown(last.url)} did not answer.` : 'Nobody can tell: the browser sends nothing.';
}

/**
 * What is known at once is judged at once.
 *
 * @template T, U
 * @param {T | Promise<T>} value
 * @param {(value: T) => U} next
 * @returns {U | Promise<U>}
 */
export function then(value, next) {
  return value instanceof Promise ? value.then(next) : next(value);
}
