/**
 * happy-dom: its window's fetch. A response from its interceptor skips its CORS rules, so that the actual request has
 * to go over the loopback interface; its preflight, which it judges whoever answered, comes from the interceptor.
 */
import { Window } from 'happy-dom';
import { startServer } from '../loopback.js';
import { answersOf, describeSent, requestOf } from '../scenarios.js';
import { silent } from './happy-dom-interceptor.js';

export const name = 'happy-dom (loopback)';
export const how = 'fetch, preflight from the interceptor, the rest from 127.0.0.1; 8 at a time';
export const width = 8;

/** Where no server listens; the page is never loaded. */
const PAGE = 'http://127.0.0.1:65535';

/** @param {import('../scenarios.js').Case} item */
export async function create({ scenario: original }) {
  const origins = [...new Set([...answersOf(original).keys()].map((url) => new URL(url).origin))];
  const server = await startServer(origins.length);
  const scenario = moved(original, origins, server.ports);
  const { url, init } = requestOf(scenario);
  const answers = answersOf(scenario);
  await server.answer([...answers]);
  const [{ preflight: first }] = answers.values();
  /** @type {{ method: string, headers: [string, string][] }[]} */
  let log = [];
  let logging = false;
  /** @param {{ request: Request, window: any }} exchange */
  const beforeAsyncRequest = async ({ request, window }) => {
    if (logging) log.push({ method: request.method, headers: [...request.headers] });
    const { status, headers } = /** @type {any} */ (answers.get(request.url)).preflight;
    // Only off the wire it follows a redirect, and it does so even for a preflight.
    if (request.method !== 'OPTIONS' || isRedirect(status)) return undefined;
    return new window.Response(null, { status, headers });
  };
  const window = new Window({
    url: `${PAGE}/`,
    console: silent,
    settings: { fetch: { interceptor: /** @type {any} */ ({ beforeAsyncRequest }) } },
  });
  for (const { name, value, sameSite } of original.cookies ?? []) {
    window.document.cookie = `${name}=${value}; path=/${sameSite === 'default' ? '' : `; SameSite=${sameSite}`}`;
  }
  const run = () => window.fetch(url, /** @type {any} */ (init)).then(() => 'readable', () => 'network-error');
  const sent = async () => {
    [log, logging] = [[], true];
    await server.log();
    await run();
    logging = false;
    // The interceptor sees a request before its preflight, and without its cookies: the server knows those.
    const answered = log.filter(({ method }) => method === 'OPTIONS').slice(0, isRedirect(first.status) ? 0 : undefined);
    return describeSent([...answered, ...(await server.log())]);
  };
  return { run, sent, close: async () => (await window.happyDOM.close(), server.stop()) };
}

/**
 * The same scenario with other host names: different origins stay different, and one site stays one.
 *
 * @param {import('../scenarios.js').Scenario} scenario
 * @param {string[]} origins
 * @param {number[]} ports
 * @returns {import('../scenarios.js').Scenario}
 */
function moved(scenario, origins, ports) {
  let text = JSON.stringify(scenario).replaceAll(new URL(scenario.page).origin, PAGE);
  origins.forEach((origin, index) => (text = text.replaceAll(origin, `http://127.0.0.1:${ports[index]}`)));
  return JSON.parse(text);
}

/** @param {number} status */
function isRedirect(status) {
  return status >= 300 && status < 400;
}
