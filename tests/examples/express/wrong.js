import cors from 'cors';
import express from 'express';
import { createApp, policy, signIn } from './app.js';

const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret' };
const read = { from, path: '/items', headers };
const change = { ...read, path: '/items/7', method: 'PATCH' };

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'slash',
    what: "`origin: 'https://app.example.com/'`, with a slash at its end",
    app: createApp({ ...policy, origin: 'https://app.example.com/' }),
    asked: read,
    finding: 'allow-origin-mismatch',
  },
  {
    what: '`origin: "*"` with `credentials: true`',
    app: createApp({ ...policy, origin: '*' }),
    asked: { ...read, credentials: 'include' },
    finding: 'wildcard-with-credentials',
  },
  {
    what: '`origin: true` with `credentials: true`: every site is let in',
    app: createApp({ ...policy, origin: true }),
    asked: { ...read, from: 'https://evil.example', credentials: 'include' },
    finding: 'reflected-origin-with-credentials',
  },
  {
    what: '`origin: /app\\.example\\.com$/`, with nothing before it: `https://evil-app.example.com` is let in',
    app: createApp({ ...policy, origin: /app\.example\.com$/ }),
    asked: { ...read, from: 'https://evil-app.example.com', credentials: 'include' },
    finding: 'reflected-origin-with-credentials',
  },
  {
    what: '`methods` without PATCH',
    app: createApp({ ...policy, methods: ['GET', 'POST'] }),
    asked: change,
    finding: 'method-not-allowed',
  },
  {
    what: '`allowedHeaders` without `Authorization`',
    app: createApp({ ...policy, allowedHeaders: ['Content-Type'] }),
    asked: read,
    finding: 'header-not-allowed',
  },
  {
    what: '`allowedHeaders: ["*"]` with `credentials: true`: with cookies `*` is a header of that name',
    app: createApp({ ...policy, allowedHeaders: ['*'] }),
    asked: { ...read, credentials: 'include' },
    finding: 'header-not-allowed',
  },
  {
    what: '`app.use(signIn)` before `app.use(cors(…))`',
    app: express().use(signIn).use(createApp(policy)),
    asked: read,
    finding: 'preflight-requires-auth',
  },
  {
    what: "`cors(…)` in the route alone (`app.patch('/items/:id', cors(policy), …)`): Express answers OPTIONS by itself",
    app: express().patch('/items/:id', cors(policy), (request, response) => void response.json({})),
    asked: change,
    finding: 'missing-allow-origin',
  },
  {
    what: 'the headers set by hand in one handler: an error has none',
    app: byHand(),
    asked: { from, path: '/none' },
    finding: 'error-without-cors-headers',
  },
  {
    what: 'a proxy in front that adds the header once more',
    app: proxied(createApp(policy)),
    asked: read,
    finding: 'duplicate-allow-origin',
  },
];

function byHand() {
  const app = express();
  app.get('/items', (request, response) => void response.set('Access-Control-Allow-Origin', from).json([]));
  return app;
}

/** @param {import('express').Express} app */
function proxied(app) {
  return express().use((request, response, next) => {
    const { writeHead } = response;
    response.writeHead = (/** @type {any[]} */ ...head) => {
      response.appendHeader('Access-Control-Allow-Origin', '*');
      return writeHead.apply(response, /** @type {any} */ (head));
    };
    next();
  }).use(app);
}
