/**
 * The questions: cases of `tests/cases` that stand for what people ask, with what browsers answered. The table of
 * `cargo bench` is about the same ones.
 */
import { readFileSync } from 'node:fs';

/** @typedef {{ status?: number, headers?: Record<string, string> }} Reply */
/**
 * @typedef {object} Scenario
 * @property {string} page
 * @property {string | { url: string, method?: string, headers?: Record<string, string>, credentials?: RequestCredentials }} request
 * @property {{ preflight?: Reply, response: Reply } | { preflight?: Reply, response: Reply }[]} server
 * @property {{ name: string, value: string, domain: string, sameSite: string, secure: boolean }[]} [cookies]
 */
/** @typedef {{ title: string, scenario: Scenario, outcome: string, sent: string }} Case */

/** The cases as the table names them, by file and name. */
const CHOSEN = [
  ['simple GET, readable', 'cors-check', 'exact-origin'],
  ['preflighted PUT, readable', 'preflight', 'put-granted'],
  ['GET with cookies, readable', 'credentials-cookies', 'cookies-same-site-include'],
  ['redirect of 2 hops, readable', 'redirects', 'redirect-third-origin-wildcard'],
  ['no Allow-Origin, refused', 'cors-check', 'missing-allow-origin'],
  ['header not allowed, refused', 'headers', 'header-not-listed'],
  ['preflight 401, refused', 'preflight', 'preflight-401'],
];

/** @returns {Case[]} */
export function readCases() {
  return CHOSEN.map(([title, file, name]) => {
    const cases = JSON.parse(readFileSync(new URL(`../cases/${file}.json`, import.meta.url), 'utf8'));
    const found = cases.find((/** @type {{ name: string }} */ item) => item.name === name);
    if (!found) throw new Error(`tests/cases/${file}.json has no case ${name}`);
    const [answer, ...others] = Object.values(found.browsers).map(({ outcome, exchanges }) => ({
      outcome,
      sent: describeSent(exchanges),
    }));
    if (others.some((other) => other.outcome !== answer.outcome || other.sent !== answer.sent)) {
      throw new Error(`${name}: the browsers disagree`);
    }
    return { title, scenario: found.scenario, ...answer };
  });
}

/**
 * What went over the wire, in the words of the table: the methods in order, and where cookies travelled.
 *
 * @param {{ method: string, headers: Record<string, string> | [string, string][] }[]} exchanges
 */
export function describeSent(exchanges) {
  return exchanges.map(({ method, headers }) => (hasCookie(headers) ? `${method} with cookies` : method)).join(', ');
}

/** @param {Record<string, string> | [string, string][]} headers */
function hasCookie(headers) {
  const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
  return pairs.some(([name, value]) => name.toLowerCase() === 'cookie' && value !== '');
}

/** The request as `fetch` takes it. @param {Scenario} scenario */
export function requestOf({ request }) {
  const { url, ...init } = typeof request === 'string' ? { url: request } : request;
  return { url, init: /** @type {RequestInit & { headers?: Record<string, string> }} */ (init) };
}

/** What the server says at each URL. @param {Scenario} scenario */
export function answersOf(scenario) {
  const hops = Array.isArray(scenario.server) ? scenario.server : [scenario.server];
  /** @type {Map<string, { preflight: Required<Reply>, response: Required<Reply> }>} */
  const answers = new Map();
  let { url } = requestOf(scenario);
  for (const { response, preflight = response } of hops) {
    answers.set(url, { preflight: complete(preflight), response: complete(response) });
    url = new URL(response.headers?.Location ?? '', url).href;
  }
  return answers;
}

/** @param {Reply} reply */
function complete({ status = 200, headers = {} }) {
  return { status, headers };
}
