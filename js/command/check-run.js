/** How `corslab check` runs. */
import { verdictsIn } from './check-offline.js';
import { NOT_FOLLOWED, readConnection, serversFor } from './connection.js';
import { tellNotes } from './output.js';
import { cookiesFor, fromOf, readQuestion, withOptions } from './question.js';
import { EXIT, UsageError } from './usage.js';
import { formatOf, printVerdicts } from './verdict-output.js';

/**
 * @typedef {import('./arguments.js').Values} Values
 * @typedef {import('corslab/check').Check['verdict']} Verdict
 * @typedef {{ verdict: Verdict, missing: string[] }} Answer `missing` are the headers that the script cannot read and should
 */

/** What HTTP calls safe: it changes nothing on the server. */
const SAFE = /^(?:GET|HEAD|OPTIONS)$/i;
const ENGINES = /** @type {const} */ (['chromium', 'firefox', 'webkit', 'standard']);

/** @param {{ values: Values, positionals: string[] }} given */
export async function runCheck({ values, positionals }) {
  const format = formatOf(values);
  const answers = values.har !== undefined || values.reply !== undefined ? await verdictsIn(values, positionals) : await live(values, positionals);
  if (!values.silent) await printVerdicts(answers, format, values);
  tellNotes(hintsOf(answers), values);
  return Math.max(...answers.map(exitOf)) || EXIT.ok;
}

/**
 * @param {Values} values
 * @param {string[]} positionals
 * @returns {Promise<Answer[]>}
 */
async function live(values, positionals) {
  if (values['preflight-reply'] !== undefined) throw new UsageError('--preflight-reply goes with --reply');
  const pasted = await readQuestion(values, positionals);
  if (!pasted) throw new UsageError('a URL is missing: corslab check https://api.example.com/ --from https://app.example.com');
  const { checkCors, checkPreflight } = await import('corslab/check');
  tellNotes(pasted.notes.map(({ message }) => message), values);
  const from = pageOf(values, pasted);
  const { url, ...request } = withOptions(pasted, values);
  const address = absolute(url, from);
  const { places, network, limits } = readConnection(values, address, pasted.network);
  const follow = values.location === true || pasted.network.follow;
  const { target, servers } = serversFor(address, places, follow);
  const engines = values.engine === 'all' ? ENGINES : [values.engine ?? 'chromium'];
  const method = await methodOf({ page: asPage(from), request: { ...request, url: address } });
  const isSafe = SAFE.test(method);
  const isHeld = !isSafe && !values.unsafe;
  if (engines.length > 1 && !isSafe && values.unsafe) throw new UsageError(`--engine all with --unsafe would send ${method} ${engines.length} times: name one engine`);
  const cookies = await cookiesFor(pasted, values, address);
  /** @type {Answer[]} */
  const answers = [];
  for (const engine of engines) {
    const options = { from, url: address, ...request, engine, network, servers, ...(limits && { limits }), ...(cookies.length > 0 && { cookies }) };
    const { verdict } = await (isHeld ? checkPreflight : checkCors)(target, /** @type {any} */ (options));
    answers.push({ verdict, missing: hiddenOf(verdict, values) });
  }
  const sent = answers.flatMap(({ verdict }) => verdict.exchanges).filter(({ kind }) => kind === 'actual');
  if (values.cookie !== undefined && sent.length > 0 && !sent.some(({ request }) => request.headers.some(([name]) => name === 'Cookie'))) {
    tellNotes(['no cookie of -b travels: the request is without --credentials, or SameSite keeps them from this page (over http a cookie cannot be SameSite=None)'], values);
  }
  return answers;
}

/**
 * The method that will be sent: a beacon is a POST, though nobody says so.
 *
 * @param {Omit<import('corslab').Scenario, 'server'>} scenario
 */
async function methodOf(scenario) {
  const { CorslabError, Fetch } = await import('corslab');
  let attempt;
  try {
    attempt = new Fetch(scenario);
  } catch (error) {
    // Refused below, by the option's own name, before anything is sent.
    if (error instanceof CorslabError) return 'UNKNOWN';
    throw error;
  }
  const { kind = '', request = undefined } = attempt.exchange ?? {};
  attempt.free();
  const asked = request?.headers.find(([name]) => kind === 'preflight' && /^access-control-request-method$/i.test(name));
  return asked?.[1] ?? request?.method ?? 'GET';
}

/**
 * How an opaque origin is serialized: a sandboxed frame is what anybody can make.
 *
 * @param {import('corslab').Scenario['page']} page
 */
export function asPage(page) {
  return page === 'null' ? { url: 'https://sandboxed.example/', sandboxed: true } : page;
}

/**
 * The page: as typed, else as pasted.
 *
 * @param {Values} values
 * @param {import('corslab/paste').PastedRequest} pasted
 */
export function pageOf(values, { page }) {
  const from = fromOf(values);
  if (from !== undefined) return from;
  if (page !== null) return page;
  throw new UsageError('--from is missing: name the origin of the page that asks, as in --from https://app.example.com');
}

/**
 * @param {string} url
 * @param {string | { url: string }} from what a relative one is relative to
 */
export function absolute(url, from) {
  const page = typeof from === 'string' ? from : from.url;
  const base = URL.canParse(page) ? page : undefined;
  const whole = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (whole && /^https?:$/.test(whole.protocol)) return whole.href;
  throw new UsageError(`${JSON.stringify(url)} is no http or https URL; write https://api.example.com/path`);
}

/**
 * The headers of `--expose` that the script does not get to see.
 *
 * @param {import('corslab').Verdict | Verdict} verdict
 * @param {Values} values
 */
export function hiddenOf({ response }, values) {
  const names = /** @type {string[]} */ (values.expose ?? []).flatMap((list) => list.split(',')).map((name) => name.trim()).filter((name) => name !== '');
  return response ? names.filter((name) => !response.headers.some(([other]) => other === name.toLowerCase())) : [];
}

/** What stopped short of the whole, and how to go on. @param {Answer[]} answers */
function hintsOf(answers) {
  const held = answers.find(({ verdict }) => verdict.performed === 'preflight')?.verdict.exchanges.find(({ kind }) => kind === 'actual');
  const stopped = answers.find(({ verdict }) => verdict.transportError?.code === NOT_FOLLOWED);
  return [
    ...(held ? [`${held.request.method} may change something on the server, so it was not sent; --unsafe sends it`] : []),
    ...(stopped ? ['--location follows redirects to other hosts, as the browser does'] : []),
  ];
}

/** @param {Answer} answer */
function exitOf({ verdict, missing }) {
  const { outcome, cause, performed, exchanges, transportError } = verdict;
  if (performed === 'preflight') return exchanges.some(({ kind }) => kind === 'preflight') ? EXIT.ok : EXIT.unknown;
  if (transportError?.code === NOT_FOLLOWED || cause?.code === 'server-unreachable') return EXIT.unknown;
  return outcome === 'network-error' || missing.length > 0 ? EXIT.found : EXIT.ok;
}
