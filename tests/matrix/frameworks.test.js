/** Real frameworks with their own CORS middleware, set up well and badly. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { corsMatrix, probeOrigins } from 'corslab/matrix';
import { framework } from '../tools/framework.js';

const APP = 'https://app.example.com';

/** @param {any} options of the package `cors` */
async function express(options) {
  const [make, cors] = await Promise.all([framework('express'), framework('cors')]);
  return make().use(cors({ credentials: true, ...options })).get('/', (/** @type {any} */ _, /** @type {any} */ response) => response.json([]))
    .use((/** @type {Error} */ error, /** @type {any} */ _, /** @type {any} */ response, /** @type {any} */ next) => response.status(500).send(error.message) && void next);
}

/** @param {any} target */
const codes = async (target) => (await probeOrigins(target, { allowed: [APP] })).findings.map(({ code }) => code).sort();

/** `origin` of the package `cors`, and what is to be found; by hand from what its documentation says that it does. */
/** @type {[setting: string, origin: any, expected: string[]][]} */
const EXPRESS = [
  ['one origin', APP, []],
  ['a list', [APP, 'https://admin.example.com'], []],
  ['a regular expression without ^', /example\.com$/, ['http-allowed', 'parent-domain-allowed', 'prefix-allowed', 'subdomain-allowed']],
  ['a regular expression without $', /^https:\/\/app\.example\.com/, ['port-allowed', 'suffix-allowed', 'trailing-dot-allowed']],
  ['whoever asks', true, ['any-allowed']],
  ['everybody', '*', ['allowed-origin-refused']],
  ['a slash too many', `${APP}/`, ['allowed-origin-refused']],
  ['an error for strangers', (/** @type {any} */ origin, /** @type {any} */ done) => (!origin || origin === APP ? done(null, true) : done(new Error('Not allowed by CORS'))), []],
];

describe('Express with cors', () => {
  for (const [setting, origin, expected] of EXPRESS) {
    test(setting, async () => {
      const report = await probeOrigins(await express({ origin }), { allowed: [APP], credentials: 'include' });
      assert.deepEqual(report.findings.map(({ code }) => code).filter((code) => code !== 'wildcard').sort(), expected, report.toText());
    });
  }

  test('errors thrown before the middleware lose the headers', async () => {
    const [make, cors] = await Promise.all([framework('express'), framework('cors')]);
    const app = make()
      .use('/private', (/** @type {any} */ _, /** @type {any} */ response) => response.status(401).end())
      .use(cors({ origin: APP }));
    const { findings } = await probeOrigins(app, { allowed: [APP], errorPaths: ['/private'] });
    assert.deepEqual(findings.map(({ code, title }) => [code, title]), [['errors-without-cors-headers', 'The CORS headers are missing on status 401']]);
  });
});

test('Koa with @koa/cors, as it comes: everybody', async () => {
  const [Koa, cors] = await Promise.all([framework('koa'), framework('@koa/cors')]);
  const app = new Koa().use(cors()).use((/** @type {any} */ context) => void (context.body = []));
  assert.ok((await codes(app)).includes('wildcard'));
});

test('Fastify with @fastify/cors and one origin', async () => {
  const [fastify, cors] = await Promise.all([framework('fastify'), framework('@fastify/cors')]);
  const app = fastify();
  app.register(cors, { origin: [APP], credentials: true, methods: ['GET', 'PUT'] });
  app.get('/', async () => []);
  assert.deepEqual(await codes(app), []);
  await app.close();
});

test('Hono with a function that allows subdomains by endsWith, and a fallback', async () => {
  const { Hono } = await framework('hono');
  const { cors } = await framework('hono/cors');
  const app = new Hono();
  app.use(cors({ origin: (/** @type {string} */ origin) => (origin.endsWith('.example.com') ? origin : APP), credentials: true }));
  app.get('/', (/** @type {any} */ context) => context.json([]));
  const found = await codes(app);
  for (const code of ['subdomain-allowed', 'http-allowed']) assert.ok(found.includes(code), code);
  assert.ok(!found.includes('suffix-allowed') && !found.includes('any-allowed'));
});

test('a matrix over an Express app', async () => {
  const { cells } = await corsMatrix(await express({ origin: [APP], methods: ['GET', 'DELETE'] }), { origins: [APP, 'https://evil.example'], methods: ['GET', 'DELETE', 'PATCH'], credentials: ['include'] });
  assert.deepEqual(cells.map(({ code, state }) => code ?? state), ['allowed', 'allowed', 'method-not-allowed', 'missing-allow-origin', 'missing-allow-origin', 'missing-allow-origin']);
});
