/** A console line, understood → the smallest scenario in which that browser prints such a line. */
import { compareOrigins, explainConsoleMessage, simulate } from 'corslab';
import { asksFor } from './console-asks.js';
import { notesOn } from './console-notes.js';
import { phaseOf, STAGES } from './console-stages.js';

/**
 * @typedef {import('corslab').ConsoleExplanation} Explanation
 * @typedef {import('corslab').Scenario} Scenario
 * @typedef {import('corslab').Answer} Answer
 * @typedef {import('./console-stages.js').Stage} Stage
 * @typedef {import('./console-stages.js').Ask} Ask
 * @typedef {import('./console-stages.js').Pairs} Pairs
 * @typedef {{ scenario: Scenario, stage: Stage, ask: Ask }} Try
 */

/** Between the page's own redirect and the URL that fails. */
const DETOUR = 'https://redirect.example.net/';
const SERVER = 'https://api.example.com/data';
const ELSEWHERE = 'https://elsewhere.example.net/';

/**
 * @param {Explanation} explanation what `explainConsoleMessage` says
 * @returns {import('corslab/paste').ConsoleScenario | null} null: the line does not tell its cause, or nothing here makes
 *   a browser print it
 */
export function scenarioOf(explanation) {
  /** @type {Map<Fit, Try>} */
  const found = new Map();
  const phase = explanation.phase ?? phaseOf(explanation.code);
  for (const attempt of tries({ ...explanation, phase })) {
    const fit = fitOf(attempt.scenario, explanation);
    if (!found.has(fit)) found.set(fit, attempt);
    if (fit === 'exact') break;
  }
  const best = found.get('exact') ?? found.get('elsewhere') ?? found.get('cause') ?? found.get('line');
  return best ? told(best, explanation) : null;
}

/** @param {Try} attempt @param {Explanation} explanation */
function told({ scenario, stage, ask }, explanation) {
  return { scenario, notes: notesOn(explanation, scenario, stage, ask) };
}

/**
 * `exact`: this cause, and such a line. `elsewhere`: the same at another place on the way. `cause`: this cause, for which
 * the browser of today has another line. `line`: such a line, for what in truth is another cause.
 *
 * @typedef {'exact' | 'elsewhere' | 'cause' | 'line' | 'none'} Fit
 *
 * @param {Scenario} scenario
 * @param {Explanation} explanation
 * @returns {Fit}
 */
function fitOf(scenario, { code, phase }) {
  const { cause, console = [] } = judged(scenario) ?? {};
  if (!cause) return 'none';
  const isPrinted = console.some((line) => explainConsoleMessage(line)?.code === code);
  const isPlace = phase === null || cause.phase === phase;
  if (cause.code !== code) return isPrinted ? 'line' : 'none';
  if (isPrinted) return isPlace ? 'exact' : 'elsewhere';
  return isPlace ? 'cause' : 'none';
}

/** @param {Scenario} scenario */
function judged(scenario) {
  try {
    return simulate(scenario);
  } catch {
    // What a line names may go together in no scenario.
    return undefined;
  }
}

/** @param {Explanation} told @returns {Iterable<Try>} the likeliest first */
function* tries(told) {
  const { code, url = SERVER, value = '' } = told;
  const stages = code !== null && Object.hasOwn(STAGES, code) ? STAGES[code] : () => [];
  for (const page of pagesOf(told)) {
    const origin = originOf(page);
    for (const stage of stages({ told, origin, value, url })) {
      for (const ask of asksFor(told, stage)) {
        for (const isDetour of told.redirectedFrom === undefined ? [false] : [false, true]) {
          yield { scenario: scenarioFor({ told, page, origin, stage, ask, isDetour }), stage, ask };
        }
      }
    }
  }
}

/**
 * The page, where the line tells; else some that may be.
 *
 * @param {Explanation} told
 * @returns {import('corslab').Page[]}
 */
function pagesOf({ origin, url, redirectedFrom, code }) {
  const asked = redirectedFrom ?? url ?? SERVER;
  const scheme = asked.startsWith('http:') && code !== 'mixed-content' ? 'http' : 'https';
  if (origin === 'null') {
    return [{ url: 'file:///home/me/index.html' }, { url: `${scheme}://app.example.com/`, sandboxed: true }];
  }
  if (origin !== undefined && URL.canParse(origin)) return [{ url: new URL('/', origin).href }];
  const isLocal = URL.canParse(asked) && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(asked).hostname);
  const likely = isLocal && scheme === 'http' ? ['http://localhost:3000/', 'http://localhost:5173/'] : [];
  const own = URL.canParse('/', asked) ? [new URL('/', asked).href] : [];
  return [...likely, `${scheme}://app.example.com/`, `${scheme}://www.example.org/`, ...own].map((each) => ({ url: each }));
}

/** @param {import('corslab').Page} page */
function originOf({ url, sandboxed }) {
  return sandboxed || !/^https?:/.test(url) ? 'null' : new URL(url).origin;
}

/**
 * @param {{ told: Explanation, page: import('corslab').Page, origin: string, stage: Stage, ask: Ask, isDetour: boolean }} parts
 * @returns {Scenario}
 */
function scenarioFor({ told, page, origin, stage, ask, isDetour }) {
  const url = told.url ?? stage.url ?? SERVER;
  const way = [told.redirectedFrom ?? stage.from, isDetour && DETOUR, url, ...Array.from({ length: stage.redirects ?? 0 }, () => url)].filter((each) => typeof each === 'string');
  const request = { url: way[0], ...ask, ...stage.request };
  const open = new Open(page, origin, request, stage.credentials === true);
  const redirects = way.slice(1).map((to, at) => ({
    ...(told.phase === 'preflight' && open.preflight(way[at])),
    response: { status: 307, headers: [...open.headers(way[at]), /** @type {[string, string]} */ (['Location', to])] },
  }));
  return {
    page: { ...page, ...stage.page },
    request: /** @type {import('corslab').RequestDescription} */ (request),
    server: [...redirects, ...answersFor(told, stage, open, url)],
    engine: told.engine,
  };
}

/** Answers that let the page in: what a line is not about is nobody's problem. */
class Open {
  /** @param {import('corslab').Page} page @param {string} origin @param {Ask} request @param {boolean} isWithCredentials */
  constructor(page, origin, request, isWithCredentials) {
    this.page = page;
    this.origin = origin;
    this.request = request;
    this.isWithCredentials = isWithCredentials;
  }

  /** @param {string} url that answers @returns {Pairs} */
  headers(url) {
    if (!isForeign(this.page, url)) return [];
    return this.isWithCredentials
      ? [['Access-Control-Allow-Origin', this.origin], ['Access-Control-Allow-Credentials', 'true']]
      : [['Access-Control-Allow-Origin', this.origin === 'null' ? '*' : this.origin]];
  }

  /** Where a redirect leads to, the origin may be null. @returns {Pairs} */
  afterRedirect() {
    return this.isWithCredentials
      ? [['Access-Control-Allow-Origin', 'null'], ['Access-Control-Allow-Credentials', 'true']]
      : [['Access-Control-Allow-Origin', '*']];
  }

  /** @param {string} url @returns {{ preflight?: import('corslab').Reply }} */
  preflight(url) {
    if (!isForeign(this.page, url)) return {};
    const names = /** @type {Pairs} */ (this.request.headers ?? []).map(([name]) => name);
    return {
      preflight: {
        status: 204,
        headers: [
          ...this.headers(url),
          ['Access-Control-Allow-Methods', this.request.method ?? 'GET'],
          ...(names.length > 0 ? [/** @type {[string, string]} */ (['Access-Control-Allow-Headers', names.join(', ')])] : []),
        ],
      },
    };
  }
}

/** @param {import('corslab').Page} page @param {string} url */
function isForeign(page, url) {
  try {
    return page.sandboxed === true || !compareOrigins(page.url, url).sameOrigin;
  } catch {
    return false;
  }
}

/**
 * The answer that fails, and what it leads to.
 *
 * @param {Explanation} told
 * @param {Stage} stage
 * @param {Open} open
 * @param {string} url
 * @returns {Answer[]}
 */
function answersFor({ phase, status }, stage, open, url) {
  const allowed = open.headers(url);
  const { reply = { headers: allowed } } = stage;
  if (phase === 'preflight') return [{ preflight: { status: 204, ...reply }, response: { status: 200, headers: allowed } }];
  if (phase !== 'redirect' || reply.networkFailure) return [{ response: reply.networkFailure ? reply : { status: 200, ...reply } }];
  const headers = /** @type {Pairs} */ (reply.headers ?? []);
  if (headers.some(([name]) => name === 'Location')) return [{ response: { status: status ?? 302, ...reply } }];
  return [{ response: { status: status ?? 302, ...reply, headers: [...headers, ['Location', ELSEWHERE]] } }, { response: { status: 200, headers: open.afterRedirect() } }];
}
