/** mentoss: mock servers whose routes ask the real ones, and its `fetch` with a base URL, which switches CORS on. */
import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { CookieCredentials, FetchMocker, MockServer } from 'mentoss';
import { fetchAll } from '../in-page.mjs';

const { version } = JSON.parse(readFileSync(new URL('../node_modules/mentoss/package.json', import.meta.url), 'utf8'));
/** A route answers once. */
const ROUTES = 4;

/** @typedef {import('../scenarios/parts.mjs').Scenario} Scenario */

export function open() {
  /** @param {Scenario} scenario */
  const ask = async ({ page: baseUrl, sandboxed, servers, cookies = [], fetches }) => {
    // A page without an origin cannot be said.
    if (sandboxed) return null;
    const credentials = cookies.map(credentialsOf);
    const mocks = Object.keys(servers).map((origin) => new MockServer(origin));
    const methods = new Set(['OPTIONS', 'GET', ...fetches.map(([, init]) => init?.method ?? 'GET')]);
    for (const mock of mocks) {
      for (const method of methods) {
        for (let count = 0; count < ROUTES; count++) mock.route({ method, url: '/*' }, relay);
      }
    }
    const mocker = new FetchMocker({ servers: mocks, baseUrl, credentials });
    return fetchAll(mocker.fetch, fetches);
  };
  return { ask, version };
}

/**
 * Carries the request to the real server.
 *
 * @param {Request} request
 */
async function relay(request) {
  const send = request.url.startsWith('https:') ? secureRequest : plainRequest;
  const body = Buffer.from(await request.arrayBuffer());
  return new Promise((resolve, reject) => {
    const headers = { ...Object.fromEntries(request.headers), 'content-length': body.length };
    const outgoing = send(request.url, { method: request.method, headers }, async (reply) => {
      const chunks = await reply.toArray();
      /** @type {[string, string][]} */
      const pairs = [];
      for (let i = 0; i < reply.rawHeaders.length; i += 2) pairs.push([reply.rawHeaders[i], reply.rawHeaders[i + 1]]);
      const kept = new Headers(pairs.filter(([name]) => !/^(connection|keep-alive|transfer-encoding|content-length)$/i.test(name)));
      const text = Buffer.concat(chunks).toString();
      resolve({ status: reply.statusCode, headers: Object.fromEntries(kept), ...(text && { body: text }) });
    });
    outgoing.on('error', reject).end(body);
  });
}

/** @param {[line: string, url: string]} cookie */
function credentialsOf([line, url]) {
  const [pair, ...attributes] = line.split('; ');
  const [name, value] = pair.split('=');
  /** @type {Record<string, any>} */
  const given = Object.fromEntries(attributes.map((attribute) => attribute.toLowerCase().split('=')));
  const domain = given.domain ?? new URL(url).hostname;
  const credentials = new CookieCredentials(url);
  try {
    credentials.setCookie({ name, value, domain, sameSite: given.samesite ?? 'lax', secure: 'secure' in given });
  } catch {
    // It refuses what a browser does not store.
  }
  return credentials;
}
