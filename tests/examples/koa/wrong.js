import cors from '@koa/cors';
import Koa from 'koa';
import { createApp, policy, signIn, withRoutes } from './app.js';

const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret' };
const read = { from, path: '/items', headers };

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'list',
    what: '`origin` as a list: each becomes a header of its own',
    // Its types forbid it; JavaScript does not.
    app: createApp({ ...policy, origin: /** @type {any} */ ([from, 'https://admin.example.com']) }),
    asked: read,
    finding: 'duplicate-allow-origin',
  },
  {
    what: '`credentials: true` without `origin`: every site is let in',
    app: createApp({ credentials: true }),
    asked: { ...read, from: 'https://evil.example', credentials: 'include' },
    finding: 'reflected-origin-with-credentials',
  },
  {
    what: '`signIn` before `cors(…)`',
    app: withRoutes(new Koa().use(signIn).use(cors(policy))),
    asked: read,
    finding: 'preflight-requires-auth',
  },
  {
    what: '`context.set(…)` in a middleware of your own: Koa drops it from the answer to an error',
    app: byHand(),
    asked: { from, path: '/broken' },
    finding: 'server-error',
  },
  {
    what: '`keepHeadersOnError: false`',
    app: createApp({ ...policy, keepHeadersOnError: false }),
    asked: { ...read, path: '/broken' },
    finding: 'server-error',
  },
  {
    what: '`allowHeaders` without `Authorization`',
    app: createApp({ ...policy, allowHeaders: ['Content-Type'] }),
    asked: read,
    finding: 'header-not-allowed',
  },
];

function byHand() {
  return withRoutes(
    new Koa().use((context, next) => {
      context.set('Access-Control-Allow-Origin', from);
      return next();
    }),
  );
}
