/** A policy as a table: who may do what. */
import { checkCors, checkPreflight } from 'corslab/check';
import { refused } from '../inside.js';
import { checkIsServer } from '../check/kinds.js';
import { isAddress, kindOf, urlOf } from '../check/options.js';
import { shown } from '../check/text.js';
import { all } from './all.js';
import { originsOf, requestsOf } from './cases.js';
import { CorsMatrix } from './matrix-report.js';

/** @typedef {import('../check/report.js').Verdict} Verdict */
/** @typedef {import('./cases.js').Options} Options */

const SHARED = ['url', 'engine', 'servers', 'network', 'cookies', 'limits'];
const KNOWN = [...SHARED, 'origins', 'requests', 'paths', 'methods', 'headers', 'credentials', 'unsafe', 'concurrency', 'onProgress'];

/** What HTTP calls safe: it changes nothing on the server. */
const SAFE = /^(?:GET|HEAD|OPTIONS)$/i;

/**
 * Tries every request from every origin, each with an empty preflight cache.
 *
 * @param {unknown} target
 * @param {Options} options
 */
export async function corsMatrix(target, options) {
  checkNames(options, KNOWN);
  checkIsServer(target);
  const origins = originsOf(options.origins);
  const requests = requestsOf(options);
  const shared = Object.fromEntries(SHARED.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
  const pairs = origins.flatMap((origin) => requests.map((request) => ({ origin, request })));
  const cells = await all(pairs, ({ origin, request }) => tried(target, origin, request, { shared, unsafe: options.unsafe === true }), options);
  return new CorsMatrix({ url: shown(urlOf(target, options)), origins: origins.map(({ label }) => label), requests: requests.map(({ label }) => label), cells });
}

/**
 * @param {unknown} target
 * @param {import('./cases.js').Origin} origin
 * @param {import('./cases.js').Request} request
 * @param {{ shared: Options, unsafe: boolean }} how
 */
async function tried(target, origin, request, { shared, unsafe }) {
  const options = /** @type {import('corslab/check').CheckOptions} */ ({ ...shared, ...request.request, from: origin.page });
  const method = options.method ?? (options.initiator === 'beacon' ? 'POST' : 'GET');
  const isHeld = isAddress(target) && !SAFE.test(String(method)) && !unsafe;
  const { verdict } = await (isHeld ? checkPreflight(target, options) : checkCors(/** @type {any} */ (target), options));
  return cellOf(origin, request, verdict);
}

/**
 * @param {import('./cases.js').Origin} origin
 * @param {import('./cases.js').Request} request
 * @param {Verdict} verdict
 */
function cellOf(origin, request, verdict) {
  const state = stateOf(verdict);
  const expected = origin.expect === 'refused' ? 'refused' : (request.expect ?? origin.expect);
  return {
    origin: origin.label,
    request: request.label,
    state,
    /** Whether the page may read the response; null where that is not known. */
    allowed: state === 'allowed' ? true : state === 'refused' || state === 'opaque' ? false : null,
    code: state === 'refused' || state === 'failed' ? (verdict.cause?.code ?? null) : null,
    ...(expected !== undefined && { expected, asExpected: state === expected || (state === 'preflight-accepted' && expected === 'allowed') }),
    verdict,
  };
}

/**
 * @param {Verdict} verdict
 * @returns {'allowed' | 'refused' | 'opaque' | 'failed' | 'preflight-accepted' | 'not-sent'}
 */
function stateOf({ outcome, cause, exchanges, performed }) {
  if (performed === 'preflight') return exchanges.some(({ kind }) => kind === 'preflight') ? 'preflight-accepted' : 'not-sent';
  if (outcome === 'readable') return 'allowed';
  if (outcome !== 'network-error') return 'opaque';
  return cause?.code === 'server-unreachable' ? 'failed' : 'refused';
}

/**
 * @param {unknown} options
 * @param {string[]} known
 */
export function checkNames(options, known) {
  if (typeof options !== 'object' || options === null) throw refused('options', kindOf(options), `an object with ${known.join(', ')}`);
  const stranger = Object.keys(options).find((name) => !known.includes(name));
  if (stranger !== undefined) throw refused(`options.${stranger}`, 'an option of this name', `one of ${known.join(', ')}`);
}
