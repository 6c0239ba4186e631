/** Redirects, and cookies across sites. */
import cors from 'cors';
import express from 'express';
import { API, APP, OTHER, itemsWith } from './parts.mjs';

/** @typedef {import('./parts.mjs').Scenario} Scenario */

const withCookies = /** @type {const} */ ({ credentials: 'include' });
const bearer = { Authorization: 'Bearer secret' };
const allowing = cors({ origin: APP, credentials: true });
const session = 'session=ann; Path=/';

/** @type {Scenario[]} */
export const redirects = [
  {
    name: 'redirect-without-headers',
    title: 'The API adds a slash by a redirect that has no CORS headers; what it leads to has them',
    servers: { [API]: redirectingItself() },
    fetches: [[`${API}/items`]],
    test: (request, app) => request(app).get('/items').redirects(1).set('Origin', APP).expect(200).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'redirect-to-another-origin',
    title: 'The API redirects to another one, and both allow `https://app.example.com` (the origin becomes `null`)',
    servers: { [API]: redirecting(`${OTHER}/items`, cors({ origin: APP })), [OTHER]: itemsWith(cors({ origin: APP })) },
    fetches: [[`${API}/items`]],
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect(302).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'redirect-to-another-origin-star',
    title: 'The same, and both allow `*`',
    servers: { [API]: redirecting(`${OTHER}/items`, cors()), [OTHER]: itemsWith(cors()) },
    fetches: [[`${API}/items`]],
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect(302).expect('Access-Control-Allow-Origin', '*'),
  },
  {
    name: 'redirect-drops-authorization',
    title: 'The same; does `Authorization` arrive at the other API?',
    servers: { [API]: redirecting(`${OTHER}/token`, cors()), [OTHER]: itemsWith(cors()) },
    fetches: [[`${API}/items`, { headers: bearer }]],
    works: ([response]) => response.body === '"Bearer secret"',
    test: (request, app) => request(app).get('/items').set('Origin', APP).set(bearer).expect(302).expect('Access-Control-Allow-Origin', '*'),
  },
  {
    name: 'redirect-to-login',
    title: 'The session is over: the API redirects to a login page without CORS',
    servers: { [API]: redirecting('https://login.example.com/', allowing), 'https://login.example.com': loginPage() },
    fetches: [[`${API}/items`, withCookies]],
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect(302).expect('Access-Control-Allow-Origin', APP),
  },
];

/** @param {import('./parts.mjs').Seen[]} seen */
const isAnn = (seen) => seen.at(-1)?.body === '"Ann"';

/** What people write about cookies: the header is there, and the server knows the cookie. @type {Scenario['test']} */
const knowsCookie = (request, app) =>
  request(app).get('/me').set('Origin', APP).set('Cookie', 'session=ann')
    .expect(200, '"Ann"').expect('Access-Control-Allow-Origin', APP).expect('Access-Control-Allow-Credentials', 'true');

/** @type {Scenario[]} */
export const cookies = [
  {
    name: 'cookie-not-asked-for',
    title: 'A session at api.example.com, `fetch` without `credentials`: is the visitor known?',
    servers: { [API]: itemsWith(allowing) },
    cookies: [[session, API]],
    fetches: [[`${API}/me`]],
    works: isAnn,
    test: knowsCookie,
  },
  {
    name: 'cookie-same-site',
    title: 'The same with `credentials: "include"` (a subdomain is the same site)',
    servers: { [API]: itemsWith(allowing) },
    cookies: [[session, API]],
    fetches: [[`${API}/me`, withCookies]],
    works: isAnn,
    test: knowsCookie,
  },
  {
    name: 'cookie-lax-cross-site',
    title: 'The same at api.other.example, another site; the cookie has no `SameSite`',
    servers: { [OTHER]: itemsWith(allowing) },
    cookies: [[`${session}; Secure; SameSite=Lax`, OTHER]],
    fetches: [[`${OTHER}/me`, withCookies]],
    works: isAnn,
    test: knowsCookie,
  },
  {
    name: 'cookie-none-cross-site',
    title: 'The same with `SameSite=None; Secure`',
    servers: { [OTHER]: itemsWith(allowing) },
    cookies: [[`${session}; Secure; SameSite=None`, OTHER]],
    fetches: [[`${OTHER}/me`, withCookies]],
    works: isAnn,
    test: knowsCookie,
  },
  {
    name: 'cookie-none-without-secure',
    title: 'The same with `SameSite=None`, `Secure` forgotten',
    servers: { [OTHER]: itemsWith(allowing) },
    cookies: [[`${session}; SameSite=None`, OTHER]],
    fetches: [[`${OTHER}/me`, withCookies]],
    works: isAnn,
    test: knowsCookie,
  },
  {
    name: 'cookie-of-the-domain',
    title: 'app.example.com has set `Domain=example.com`; does api.example.com know the visitor?',
    servers: { [API]: itemsWith(allowing) },
    cookies: [[`${session}; Domain=example.com; Secure`, APP]],
    fetches: [[`${API}/me`, withCookies]],
    works: isAnn,
    test: knowsCookie,
  },
  {
    name: 'login-without-credentials',
    title: 'The page signs in without `credentials`, then asks with them: is the visitor known?',
    servers: { [API]: itemsWith(allowing) },
    fetches: [
      [`${API}/login`, { method: 'POST' }],
      [`${API}/me`, withCookies],
    ],
    works: isAnn,
    test: async (request, app) => {
      const agent = request.agent(app);
      await agent.post('/login').set('Origin', APP).expect(200).expect('Set-Cookie', /session=ann/);
      await knowsCookie?.(request, app);
    },
  },
  {
    name: 'login-with-credentials',
    title: 'The same, both with `credentials: "include"`',
    servers: { [API]: itemsWith(allowing) },
    fetches: [
      [`${API}/login`, { method: 'POST', ...withCookies }],
      [`${API}/me`, withCookies],
    ],
    works: isAnn,
    test: knowsCookie,
  },
];

/**
 * @param {string} target
 * @param {import('express').RequestHandler} policy
 */
function redirecting(target, policy) {
  const app = express().disable('x-powered-by').disable('etag');
  app.use(policy);
  app.get('/items', (request, response) => response.redirect(302, target));
  return app;
}

function redirectingItself() {
  const app = express().disable('x-powered-by').disable('etag');
  app.use((request, response, next) => {
    if (request.path === '/items') response.redirect(301, '/items/');
    else next();
  });
  app.use(itemsWith(cors({ origin: APP })));
  return app;
}

function loginPage() {
  const app = express().disable('x-powered-by');
  app.get('/', (request, response) => void response.send('<form method="post">…</form>'));
  return app;
}
