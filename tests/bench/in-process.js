/** `node tests/bench/in-process.js`: how many exchanges a second an app in this process has, and what of it is ours. */
import { createServer } from 'node:http';
import { framework } from '../tools/framework.js';
import { targetOf } from '../../js/transport/target.js';

const SECONDS = Number(process.argv[2] ?? 1);
const ROUNDS = 5;

const { signal } = new AbortController();
const url = 'https://api.example.com/items/7';

/** @type {any} */
const PREFLIGHT = {
  kind: 'preflight',
  hop: 0,
  method: 'OPTIONS',
  url,
  headers: [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', 'PUT'],
    ['Access-Control-Request-Headers', 'content-type'],
    ['Origin', 'https://app.example.com'],
    ['Sec-Fetch-Mode', 'cors'],
  ],
  body: null,
};

/** @type {any} */
const PUT = {
  kind: 'actual',
  hop: 0,
  method: 'PUT',
  url,
  headers: [
    ['Accept', '*/*'],
    ['Content-Type', 'application/json'],
    ['Content-Length', '12'],
    ['Origin', 'https://app.example.com'],
    ['Sec-Fetch-Mode', 'cors'],
  ],
  body: Buffer.from('{"name":"x"}'),
};

/** @param {any} request @param {any} response */
function bare(request, response) {
  response.setHeader('Access-Control-Allow-Origin', '*');
  if (request.method === 'OPTIONS') response.writeHead(204, { 'Access-Control-Allow-Methods': 'PUT' }).end();
  else response.setHeader('Content-Type', 'application/json').end('{"ok":true}');
}

/** @param {string} version */
async function express(version) {
  const [make, cors] = await Promise.all([framework(version), framework('cors')]);
  const app = make();
  app.use(cors());
  app.put('/items/:id', (/** @type {any} */ _request, /** @type {any} */ response) => response.json({ ok: true }));
  return app;
}

/** @type {Record<string, () => any>} */
const APPS = {
  'bare listener': () => bare,
  'bare handler': () => (/** @type {Request} */ { method }) =>
    method === 'OPTIONS' ? new Response(null, { status: 204 }) : Response.json({ ok: true }, { headers: { 'Access-Control-Allow-Origin': '*' } }),
  'http.Server': () => createServer(bare),
  'Express 4': () => express('express4'),
  'Express 5': () => express('express'),
  async Koa() {
    const [Koa, cors] = await Promise.all([framework('koa'), framework('@koa/cors')]);
    return new Koa().use(cors()).use((/** @type {any} */ context) => void (context.body = { ok: true }));
  },
  async Fastify() {
    const [fastify, cors] = await Promise.all([framework('fastify'), framework('@fastify/cors')]);
    const app = fastify().register(cors, { methods: ['PUT'] });
    return app.put('/items/:id', async () => ({ ok: true }));
  },
  async Hono() {
    const [{ Hono }, { cors }] = await Promise.all([framework('hono'), framework('hono/cors')]);
    return new Hono().use(cors()).put('/items/:id', (/** @type {any} */ context) => context.json({ ok: true }));
  },
};

/** @param {import('../../js/transport/transport.js').Transport} target @param {any} request */
async function once(target, request) {
  const { body } = await target.exchange(request, signal);
  if (body) for await (const _ of body);
}

/**
 * Microseconds for one exchange: the best of some rounds, for whatever else runs on the machine only adds to it.
 *
 * @param {import('../../js/transport/transport.js').Transport} target
 * @param {any} request
 */
async function measure(target, request) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    let count = 0;
    while (performance.now() - start < (SECONDS * 1000) / ROUNDS) {
      for (let each = 0; each < 50; each++, count++) await once(target, request);
    }
    const { user, system } = process.cpuUsage(cpu);
    best = Math.min(best, (user + system) / count);
  }
  return best;
}

/** @type {Record<string, Record<string, number>>} */
const table = {};
for (const [name, make] of Object.entries(APPS)) {
  const target = targetOf(await make(), name);
  await measure(target, PUT);
  const [preflight, put] = [await measure(target, PREFLIGHT), await measure(target, PUT)];
  table[name] = {
    'preflight, µs': Math.round(preflight),
    'PUT, µs': Math.round(put),
    'exchanges a second': Math.round(2e6 / (preflight + put)),
  };
}
console.table(table);
