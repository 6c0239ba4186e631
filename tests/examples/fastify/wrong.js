import cors from '@fastify/cors';
import Fastify from 'fastify';
import { createApp, policy, signIn } from './app.js';

const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret' };
const read = { from, path: '/items', headers };
const change = { from, path: '/items/7', method: 'PATCH' };

const { methods: _, ...policyWithoutMethods } = policy;

/** Configurations that look right. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  {
    name: 'methods',
    what: 'no `methods`: the plugin allows GET, HEAD and POST',
    app: await createApp(policyWithoutMethods),
    asked: change,
    finding: 'method-not-allowed',
  },
  {
    what: '`signIn` as a hook before the plugin',
    app: await signingInFirst(),
    asked: read,
    finding: 'preflight-requires-auth',
  },
  {
    what: 'the plugin registered inside another one: routes and errors outside of it have no headers',
    app: scoped(),
    asked: { from, path: '/none' },
    finding: 'error-without-cors-headers',
  },
  {
    what: '`origin: true` with `credentials: true`: every site is let in',
    app: await createApp({ ...policy, origin: true }),
    asked: { ...read, from: 'https://evil.example', credentials: 'include' },
    finding: 'reflected-origin-with-credentials',
  },
  {
    what: '`origin: "*"` with `credentials: true`',
    app: await createApp({ ...policy, origin: '*' }),
    asked: { ...read, credentials: 'include' },
    finding: 'wildcard-with-credentials',
  },
  {
    what: "`origin: 'https://app.example.com/'`, with a slash at its end",
    app: await createApp({ ...policy, origin: `${from}/` }),
    asked: read,
    finding: 'allow-origin-mismatch',
  },
];

async function signingInFirst() {
  const app = Fastify();
  app.addHook('onRequest', signIn);
  await app.register(cors, policy);
  app.get('/items', async () => ['pen', 'ink']);
  return app;
}

function scoped() {
  const app = Fastify();
  app.register(async (inner) => {
    await inner.register(cors, policy);
    inner.get('/items', async () => ['pen', 'ink']);
  });
  return app;
}
