/** The answer to the request itself. */
import assert from 'node:assert/strict';
import cors from 'cors';
import express from 'express';
import { API, APP, itemsWith, plain } from './parts.mjs';

/** @typedef {import('./parts.mjs').Scenario} Scenario */

const withCookies = /** @type {const} */ ({ credentials: 'include' });

/** @type {Scenario[]} */
export const answers = [
  {
    name: 'wildcard-with-credentials',
    title: '`origin: "*", credentials: true`; the page sends cookies',
    servers: { [API]: itemsWith(cors({ origin: '*', credentials: true })) },
    fetches: [[`${API}/items`, withCookies]],
    test: (request, app) =>
      request(app).get('/items').set('Origin', APP).expect(200)
        .expect('Access-Control-Allow-Origin', '*').expect('Access-Control-Allow-Credentials', 'true'),
  },
  {
    name: 'trailing-slash',
    title: '`origin: "https://app.example.com/"`, with a slash',
    servers: { [API]: itemsWith(cors({ origin: `${APP}/` })) },
    fetches: [[`${API}/items`]],
    // The test takes the value from where the server takes it.
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect('Access-Control-Allow-Origin', `${APP}/`),
  },
  {
    name: 'list-in-one-header',
    title: 'Two origins in one header, with a comma between them',
    servers: { [API]: itemsWith(plain({ 'Access-Control-Allow-Origin': `${APP}, https://admin.example.com` })) },
    fetches: [[`${API}/items`]],
    test: async (request, app) => {
      const { headers } = await request(app).get('/items').set('Origin', APP);
      assert.ok(headers['access-control-allow-origin'].includes(APP));
    },
  },
  {
    name: 'header-twice',
    title: 'The app and the proxy both add `Access-Control-Allow-Origin`',
    servers: { [API]: itemsWith(plain({ 'Access-Control-Allow-Origin': [APP, APP] })) },
    fetches: [[`${API}/items`]],
    test: async (request, app) => {
      const { headers } = await request(app).get('/items').set('Origin', APP);
      assert.ok(headers['access-control-allow-origin'].includes(APP));
    },
  },
  {
    name: 'credentials-upper-case',
    title: '`Access-Control-Allow-Credentials: True`',
    servers: { [API]: itemsWith(plain({ 'Access-Control-Allow-Origin': APP, 'Access-Control-Allow-Credentials': 'True' })) },
    fetches: [[`${API}/items`, withCookies]],
    test: async (request, app) => {
      const { headers } = await request(app).get('/items').set('Origin', APP);
      assert.equal(headers['access-control-allow-origin'], APP);
      assert.ok(headers['access-control-allow-credentials']);
    },
  },
  {
    name: 'http-page',
    title: 'The list has `https://app.example.com`, the page is still on http',
    page: 'http://app.example.com/',
    servers: { [API]: itemsWith(cors({ origin: [APP] })) },
    fetches: [[`${API}/items`]],
    // Who forgets the page on http forgets it in the test, too.
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'mixed-content',
    title: 'A page on https asks an API on http, which allows all',
    servers: { 'http://api.example.com': itemsWith(cors()) },
    fetches: [['http://api.example.com/items']],
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect('Access-Control-Allow-Origin', '*'),
  },
  {
    name: 'error-without-headers',
    title: 'A handler sets the header, its error answer has none; the page wants to see the 500',
    servers: { [API]: failing() },
    fetches: [[`${API}/broken`]],
    works: ([response]) => response.status === 500,
    test: async (request, app) => {
      await request(app).get('/items').set('Origin', APP).expect('Access-Control-Allow-Origin', APP);
      await request(app).get('/broken').set('Origin', APP).expect(500);
    },
  },
  {
    name: 'error-with-headers',
    title: '`cors()` before all; the page wants to see the 404',
    servers: { [API]: itemsWith(cors({ origin: [APP] })) },
    fetches: [[`${API}/none`]],
    works: ([response]) => response.status === 404,
    test: (request, app) => request(app).get('/none').set('Origin', APP).expect(404).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'sandboxed-page',
    title: 'A sandboxed frame (origin `null`) asks what allows `*`',
    sandboxed: true,
    servers: { [API]: itemsWith(cors()) },
    fetches: [[`${API}/items`]],
    test: (request, app) => request(app).get('/items').set('Origin', 'null').expect('Access-Control-Allow-Origin', '*'),
  },
  {
    name: 'reflected-origin',
    title: '`origin: true, credentials: true`: https://evil.example reads with the cookies of its visitor',
    page: 'https://evil.example/',
    servers: { [API]: itemsWith(cors({ origin: true, credentials: true })) },
    fetches: [[`${API}/items`, withCookies]],
    // People forbid the one value that they know to be dangerous.
    test: async (request, app) => {
      const { headers } = await request(app).get('/items').set('Origin', 'https://evil.example');
      assert.notEqual(headers['access-control-allow-origin'], undefined);
    },
  },
  {
    name: 'not-exposed',
    title: 'The page wants `X-Total-Count`, which is not exposed',
    servers: { [API]: itemsWith(cors({ origin: APP })) },
    fetches: [[`${API}/items`]],
    works: ([response]) => response.headers['x-total-count'] === '2',
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect('Access-Control-Allow-Origin', APP).expect('X-Total-Count', '2'),
  },
  {
    name: 'exposed-by-star',
    title: 'The same with `exposedHeaders: "*"`',
    servers: { [API]: itemsWith(cors({ origin: APP, exposedHeaders: '*' })) },
    fetches: [[`${API}/items`]],
    works: ([response]) => response.headers['x-total-count'] === '2',
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect('Access-Control-Expose-Headers', '*').expect('X-Total-Count', '2'),
  },
  {
    name: 'exposed-by-star-with-credentials',
    title: 'The same with `exposedHeaders: "*"`, asked with cookies',
    servers: { [API]: itemsWith(cors({ origin: APP, credentials: true, exposedHeaders: '*' })) },
    fetches: [[`${API}/items`, withCookies]],
    works: ([response]) => response.headers['x-total-count'] === '2',
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect('Access-Control-Expose-Headers', '*').expect('X-Total-Count', '2'),
  },
  {
    name: 'no-cors',
    title: '`mode: "no-cors"` against an API without CORS; the page wants to read',
    servers: { [API]: itemsWith() },
    fetches: [[`${API}/items`, { mode: 'no-cors' }]],
    works: ([response]) => response.status === 200,
    // Without a header there is nothing to assert but the answer.
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect(200, ['pen', 'ink']),
  },
  {
    name: 'resource-policy',
    title: 'helmet’s `Cross-Origin-Resource-Policy: same-origin` beside right CORS headers',
    servers: { [API]: itemsWith(cors({ origin: APP }), plain({ 'Cross-Origin-Resource-Policy': 'same-origin' })) },
    fetches: [[`${API}/items`]],
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'resource-policy-no-cors',
    title: 'The same header, and a ping by `mode: "no-cors"` that must not throw',
    servers: { [API]: itemsWith(plain({ 'Cross-Origin-Resource-Policy': 'same-origin' })) },
    fetches: [[`${API}/items`, { mode: 'no-cors' }]],
    works: ([response]) => response.type !== 'error',
    test: (request, app) => request(app).get('/items').set('Origin', APP).expect(200),
  },
];

function failing() {
  const app = express().disable('x-powered-by');
  app.get('/items', (request, response) => void response.set('Access-Control-Allow-Origin', APP).json([]));
  app.get('/broken', (request, response) => void response.status(500).json({ error: 'The database is away' }));
  return app;
}
