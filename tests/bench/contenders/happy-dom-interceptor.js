/** happy-dom: its window's fetch, everything answered by its interceptor. That is faster, and skips its CORS rules. */
import { Window } from 'happy-dom';
import { answersOf, describeSent, requestOf } from '../scenarios.js';

export const name = 'happy-dom (interceptor)';
export const how = 'fetch, its interceptor answers everything: it then judges nothing';

/** A console that keeps nothing: happy-dom writes a line for every failure. */
export const silent = /** @type {any} */ (
  Object.fromEntries(Object.keys(console).map((method) => [method, () => {}]))
);

/** @param {import('../scenarios.js').Case} item */
export function create({ scenario }) {
  const { url, init } = requestOf(scenario);
  const answers = answersOf(scenario);
  /** @type {{ method: string, headers: [string, string][] }[]} */
  let log = [];
  let logging = false;
  /** @param {{ request: Request, window: any }} exchange */
  const beforeAsyncRequest = async ({ request, window }) => {
    if (logging) log.push({ method: request.method, headers: [...request.headers] });
    const answer = /** @type {any} */ (answers.get(request.url));
    const { status, headers } = request.method === 'OPTIONS' ? answer.preflight : answer.response;
    return new window.Response(null, { status, headers });
  };
  const window = new Window({
    url: scenario.page,
    console: silent,
    settings: { fetch: { interceptor: /** @type {any} */ ({ beforeAsyncRequest }) } },
  });
  const run = () => window.fetch(url, /** @type {any} */ (init)).then(() => 'readable', () => 'network-error');
  const sent = async () => {
    [log, logging] = [[], true];
    await run();
    logging = false;
    return describeSent(log);
  };
  return { run, sent, close: () => window.happyDOM.close() };
}
