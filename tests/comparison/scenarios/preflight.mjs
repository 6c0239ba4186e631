/** The preflight: whether there is one, and what it allows. */
import cors from 'cors';
import express from 'express';
import { API, APP, allReadable, itemsWith, plain, withItems } from './parts.mjs';

/** @typedef {import('./parts.mjs').Scenario} Scenario */

const json = { 'Content-Type': 'application/json' };
const bearer = { Authorization: 'Bearer secret' };

/** @type {Scenario[]} */
export const preflight = [
  {
    name: 'header-not-listed',
    title: '`allowedHeaders` without `Authorization`',
    servers: { [API]: itemsWith(cors({ origin: APP, allowedHeaders: ['Content-Type'] })) },
    fetches: [[`${API}/items`, { headers: bearer }]],
    test: (request, app) =>
      request(app).options('/items').set('Origin', APP).set('Access-Control-Request-Method', 'GET')
        .expect(204).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'method-not-listed',
    title: '`methods` without PATCH',
    servers: { [API]: itemsWith(cors({ origin: APP, methods: ['GET', 'POST'] })) },
    fetches: [[`${API}/items/7`, { method: 'PATCH', headers: json, body: '{}' }]],
    test: (request, app) => request(app).patch('/items/7').set('Origin', APP).send({}).expect(200).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'headers-star',
    title: '`allowedHeaders: "*"`; the page sends `X-Requested-With`',
    servers: { [API]: itemsWith(cors({ origin: APP, allowedHeaders: '*' })) },
    fetches: [[`${API}/items`, { headers: { 'X-Requested-With': 'XMLHttpRequest' } }]],
    test: (request, app) =>
      request(app).options('/items').set('Origin', APP).set('Access-Control-Request-Method', 'GET')
        .set('Access-Control-Request-Headers', 'x-requested-with').expect(204).expect('Access-Control-Allow-Headers', '*'),
  },
  {
    name: 'headers-star-authorization',
    title: '`allowedHeaders: "*"`; the page sends `Authorization` (the standard says no, browsers still say yes)',
    servers: { [API]: itemsWith(cors({ origin: APP, allowedHeaders: '*' })) },
    fetches: [[`${API}/items`, { headers: bearer }]],
    test: (request, app) =>
      request(app).options('/items').set('Origin', APP).set('Access-Control-Request-Method', 'GET')
        .set('Access-Control-Request-Headers', 'authorization').expect(204).expect('Access-Control-Allow-Headers', '*'),
  },
  {
    name: 'headers-star-with-credentials',
    title: '`allowedHeaders: "*", credentials: true`; the page sends cookies and JSON',
    servers: { [API]: itemsWith(cors({ origin: APP, credentials: true, allowedHeaders: '*' })) },
    fetches: [[`${API}/items`, { method: 'POST', headers: json, body: '{}', credentials: 'include' }]],
    test: (request, app) =>
      request(app).options('/items').set('Origin', APP).set('Access-Control-Request-Method', 'POST')
        .set('Access-Control-Request-Headers', 'content-type').expect(204).expect('Access-Control-Allow-Headers', '*'),
  },
  {
    name: 'methods-star',
    title: '`methods: "*"`; the page sends DELETE',
    servers: { [API]: itemsWith(cors({ origin: APP, methods: '*' })) },
    fetches: [[`${API}/items/7`, { method: 'DELETE' }]],
    test: (request, app) =>
      request(app).options('/items/7').set('Origin', APP).set('Access-Control-Request-Method', 'DELETE')
        .expect(204).expect('Access-Control-Allow-Methods', '*'),
  },
  {
    name: 'post-not-listed',
    title: '`methods: ["PUT"]`; the page posts JSON (POST needs no listing)',
    servers: { [API]: itemsWith(cors({ origin: APP, methods: ['PUT'] })) },
    fetches: [[`${API}/items`, { method: 'POST', headers: json, body: '{}' }]],
    test: (request, app) =>
      request(app).options('/items').set('Origin', APP).set('Access-Control-Request-Method', 'POST')
        .expect('Access-Control-Allow-Methods', /\bPOST\b/),
  },
  {
    name: 'lower-case-patch',
    title: 'The page writes `method: "patch"`',
    servers: { [API]: itemsWith(cors({ origin: APP })) },
    fetches: [[`${API}/items/7`, { method: 'patch', headers: json, body: '{}' }]],
    test: (request, app) => request(app).patch('/items/7').set('Origin', APP).send({}).expect(200).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'preflight-401',
    title: 'The sign-in check comes before `cors()`',
    servers: { [API]: itemsWith(signIn, cors({ origin: APP })) },
    fetches: [[`${API}/items`, { headers: bearer }]],
    test: (request, app) => request(app).get('/items').set('Origin', APP).set(bearer).expect(200).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'preflight-404',
    title: 'The headers are set on all answers, but nothing handles OPTIONS: 404',
    servers: { [API]: withoutOptions(allowingAll()) },
    fetches: [[`${API}/items/7`, { method: 'PATCH', headers: json, body: '{}' }]],
    test: (request, app) =>
      request(app).options('/items/7').set('Origin', APP).set('Access-Control-Request-Method', 'PATCH')
        .expect('Access-Control-Allow-Origin', APP).expect('Access-Control-Allow-Methods', /PATCH/),
  },
  {
    name: 'preflight-redirect',
    title: 'A router adds the missing slash by a redirect, for OPTIONS too',
    servers: { [API]: addingSlashes() },
    fetches: [[`${API}/items`, { headers: bearer }]],
    test: (request, app) =>
      request(app).options('/items').redirects(1).set('Origin', APP).set('Access-Control-Request-Method', 'GET')
        .expect(204).expect('Access-Control-Allow-Origin', APP),
  },
  {
    name: 'cors-in-one-route',
    title: '`app.patch(path, cors(), …)`: Express answers OPTIONS by itself, with 200',
    servers: { [API]: inOneRoute() },
    fetches: [[`${API}/items/7`, { method: 'PATCH', headers: json, body: '{}' }]],
    test: async (request, app) => {
      await request(app).options('/items/7').set('Origin', APP).expect(200);
      await request(app).patch('/items/7').set('Origin', APP).send({}).expect('Access-Control-Allow-Origin', APP);
    },
  },
  {
    name: 'no-preflight-for-a-form',
    title: 'An API without CORS gets a POST of `text/plain` from https://evil.example: is it carried out?',
    page: 'https://evil.example/',
    servers: { [API]: itemsWith() },
    fetches: [[`${API}/items`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{}' }]],
    works: (seen, received) => received.some(({ method }) => method === 'POST'),
    test: async (request, app) => {
      const { headers } = await request(app).post('/items').set('Origin', 'https://evil.example').type('text/plain').send('{}');
      if (headers['access-control-allow-origin'] === undefined) throw new Error('not allowed');
    },
  },
  {
    name: 'preflight-for-json',
    title: 'The same with `application/json`: is it carried out?',
    page: 'https://evil.example/',
    servers: { [API]: itemsWith() },
    fetches: [[`${API}/items`, { method: 'POST', headers: json, body: '{}' }]],
    works: (seen, received) => received.some(({ method }) => method === 'POST'),
    test: async (request, app) => {
      const { headers } = await request(app).post('/items').set('Origin', 'https://evil.example').send({});
      if (headers['access-control-allow-origin'] === undefined) throw new Error('not allowed');
    },
  },
  {
    name: 'safelisted-headers',
    title: '`Accept-Language` and a form’s `Content-Type` need no preflight: OPTIONS is 404',
    servers: { [API]: withoutOptions(plain({ 'Access-Control-Allow-Origin': '*' })) },
    fetches: [[`${API}/items`, { method: 'POST', headers: { 'Accept-Language': 'de', 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' }, body: 'a=1' }]],
    test: (request, app) => request(app).post('/items').set('Origin', APP).type('form').send('a=1').expect('Access-Control-Allow-Origin', '*'),
  },
  {
    name: 'max-age',
    title: '`maxAge: 600`: the second PATCH needs no preflight of its own',
    servers: { [API]: itemsWith(cors({ origin: APP, maxAge: 600 })) },
    fetches: [
      [`${API}/items/7`, { method: 'PATCH', headers: json, body: '{}' }],
      [`${API}/items/7`, { method: 'PATCH', headers: json, body: '{}' }],
    ],
    works: (seen, received) => allReadable(seen) && received.filter(({ method }) => method === 'OPTIONS').length === 1,
    test: (request, app) =>
      request(app).options('/items/7').set('Origin', APP).set('Access-Control-Request-Method', 'PATCH').expect('Access-Control-Max-Age', '600'),
  },
];

/** @type {import('express').RequestHandler} */
function signIn(request, response, next) {
  if (request.headers.authorization) next();
  else response.status(401).json({ error: 'Sign in first' });
}

function allowingAll() {
  return plain({
    'Access-Control-Allow-Origin': APP,
    'Access-Control-Allow-Methods': 'GET, POST, PATCH',
    'Access-Control-Allow-Headers': 'Content-Type',
  });
}

/** @param {import('express').RequestHandler} headers */
function withoutOptions(headers) {
  return itemsWith(headers, (request, response, next) => {
    if (request.method === 'OPTIONS') response.status(404).end();
    else next();
  });
}

function addingSlashes() {
  const app = express().disable('x-powered-by').disable('etag');
  app.use((request, response, next) => {
    if (request.path === '/items') response.redirect(308, '/items/');
    else next();
  });
  app.use(cors({ origin: APP }));
  return withItems(app);
}

function inOneRoute() {
  const app = express().disable('x-powered-by');
  app.patch('/items/7', cors({ origin: APP }), (request, response) => void response.json({ id: 7 }));
  return app;
}
