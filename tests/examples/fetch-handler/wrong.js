import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { createApp, policy } from './app.js';

const from = 'https://app.example.com';
const read = { from, path: '/items' };
const change = { from, path: '/items/7', method: 'PATCH' };

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'path',
    what: "`app.use('/items', cors(…))`: `/items/7` is another path",
    app: createApp(policy, '/items'),
    asked: change,
    finding: 'preflight-not-handled',
  },
  {
    what: '`app.use(cors(…))` after the routes',
    app: new Hono().get('/items', (context) => context.json([])).use(cors(policy)),
    asked: read,
    finding: 'missing-allow-origin',
  },
  {
    what: "Hono: no `origin`, and `credentials: true`: the default is `*`",
    app: createApp({ ...policy, origin: '*' }),
    asked: { ...read, credentials: 'include' },
    finding: 'wildcard-with-credentials',
  },
  {
    what: 'Hono: `origin: (origin) => origin` with `credentials: true`: every site is let in',
    app: createApp({ ...policy, origin: (origin) => origin }),
    asked: { ...read, from: 'https://evil.example', credentials: 'include' },
    finding: 'reflected-origin-with-credentials',
  },
  {
    what: 'a handler that sets the header on its answers, and does not know OPTIONS',
    app: (/** @type {Request} */ request) => {
      if (request.method === 'OPTIONS') return new Response('Method Not Allowed', { status: 405 });
      return Response.json([], { headers: { 'Access-Control-Allow-Origin': from } });
    },
    asked: change,
    finding: 'preflight-not-handled',
  },
  {
    what: 'a handler that answers OPTIONS with the origin alone',
    app: () => Response.json([], { headers: { 'Access-Control-Allow-Origin': from, Vary: 'Origin' } }),
    asked: change,
    finding: 'method-not-allowed',
  },
  {
    what: 'a handler that names the origin of the request, without `Vary: Origin`: a cache mixes the answers',
    app: (/** @type {Request} */ request) =>
      Response.json([], { headers: { 'Access-Control-Allow-Origin': request.headers.get('Origin') ?? '' } }),
    asked: read,
    finding: 'missing-vary-origin',
  },
  {
    what: 'a handler that redirects to the login page when the session is over',
    app: () => Response.redirect('https://login.example.com/'),
    asked: read,
    finding: 'redirect-to-login',
  },
];
