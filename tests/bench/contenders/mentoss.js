/**
 * mentoss: a mock server for each origin, and its fetch with a base URL, which switches its CORS rules on. A route of
 * a mock server answers once, so that every question has to set up those that it uses.
 */
import { CookieCredentials, FetchMocker, MockServer } from 'mentoss';
import { answersOf, describeSent, requestOf } from '../scenarios.js';

export const name = 'mentoss';
export const how = 'fetch, mock servers in the same process';

/** @typedef {{ server: MockServer, method: string, pathname: string, reply: Required<import('../scenarios.js').Reply> }} Route */

/** @param {import('../scenarios.js').Case} item */
export async function create({ scenario }) {
  const { url, init } = requestOf(scenario);
  const all = routesOf(scenario);
  const servers = [...new Set(all.map(({ server }) => server))];
  const mocker = new FetchMocker({ servers, baseUrl: scenario.page, credentials: credentialsOf(scenario) });
  /** @param {Route[]} routes @param {(route: Route, request: Request) => void} [note] */
  const ask = async (routes, note) => {
    // Every question stands for itself: mentoss would answer the next preflight from memory.
    mocker.clearPreflightCache();
    for (const server of servers) server.clear();
    for (const route of routes) {
      const { server, method, pathname, reply } = route;
      server.route({ method, url: pathname }, note ? (request) => (note(route, request), reply) : reply);
    }
    return mocker.fetch(url, init).then(() => 'readable', refusal);
  };
  /** @type {Set<Route>} */
  const used = new Set();
  /** @type {{ method: string, headers: [string, string][] }[]} */
  const log = [];
  await ask(all, (route, { method, headers }) => {
    used.add(route);
    log.push({ method, headers: [...headers] });
  });
  return { run: () => ask([...used]), sent: async () => describeSent(log) };
}

/** @param {Error} error */
function refusal(error) {
  if (error.name === 'NoRouteMatchedError') throw error;
  return 'network-error';
}

/** @param {import('../scenarios.js').Scenario} scenario */
function routesOf(scenario) {
  const method = requestOf(scenario).init.method ?? 'GET';
  return [...answersOf(scenario)].flatMap(([address, { preflight, response }]) => {
    const { origin, pathname } = new URL(address);
    const server = new MockServer(origin);
    return [{ server, method: 'OPTIONS', pathname, reply: preflight }, { server, method, pathname, reply: response }];
  });
}

/** @param {import('../scenarios.js').Scenario} scenario */
function credentialsOf({ cookies = [] }) {
  return cookies.map(({ name, value, domain, sameSite, secure }) => {
    const credentials = new CookieCredentials(`https://${domain}/`);
    const known = /** @type {'lax'} */ (sameSite === 'default' ? 'lax' : sameSite);
    credentials.setCookie({ name, value, secure, sameSite: known, domain });
    return credentials;
  });
}
