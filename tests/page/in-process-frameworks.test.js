/** The real frameworks, each asked in process and, as the measure, the very same app through a socket. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { framework } from '../tools/framework.js';
import { ask, PREFLIGHT, PUT } from './ask.js';

const ORIGIN = 'https://app.example.com';

/**
 * `app` is what a test would give; `server` makes an HTTP server of it that can listen.
 *
 * @typedef {{ app: any, server: import('node:http').Server, stop?: () => unknown }} Made
 * @type {Record<string, () => Promise<Made>>}
 */
const APPS = {
  'Express 5': () => express('express'),
  'Express 4': () => express('express4'),
  Connect: async () => {
    const app = (await framework('connect'))();
    app.use((await framework('cors'))({ origin: ORIGIN, credentials: true }));
    app.use('/items', (/** @type {any} */ request, /** @type {any} */ response) => void echo(request, response));
    return { app, server: createServer(app) };
  },
  Koa: async () => {
    const [Koa, cors] = await Promise.all([framework('koa'), framework('@koa/cors')]);
    const app = new Koa();
    app.use(cors({ origin: ORIGIN, credentials: true }));
    app.use(async (/** @type {any} */ context) => {
      if (context.path !== '/items/7') return;
      context.body = { method: context.method, secure: context.secure, got: await textFrom(context.req) };
    });
    return { app, server: createServer(app.callback()) };
  },
  Fastify: async () => {
    const [fastify, cors] = await Promise.all([framework('fastify'), framework('@fastify/cors')]);
    const app = fastify();
    // Not awaited: whoever asks has to wait for it.
    app.register(cors, { origin: ORIGIN, credentials: true, methods: ['PUT'] });
    app.put('/items/:id', async (/** @type {any} */ { method, body, raw }) => ({ method, secure: !!raw.socket.encrypted, got: JSON.stringify(body) }));
    return { app, server: app.server, stop: () => app.close() };
  },
  // As Nest's applications look from outside; with the real ones it was tried by hand, for they are 160 packages.
  'Nest on Express': async () => {
    const { app, server } = await express('express');
    return { app: { getHttpServer: () => server, getHttpAdapter: () => ({ getInstance: () => app }), init() {}, listen() {}, use() {} }, server };
  },
  'Nest on Fastify': async () => {
    const { app, server, stop } = await APPS.Fastify();
    return { app: { getHttpServer: () => server, getHttpAdapter: () => ({ getInstance: () => app }), init() {}, listen() {}, use() {}, inject() {} }, server, stop };
  },
  hapi: async () => {
    const app = (await framework('@hapi/hapi')).server({ routes: { cors: { origin: [ORIGIN], credentials: true } } });
    app.route({
      method: 'PUT',
      path: '/items/{id}',
      handler: (/** @type {any} */ { method, payload, raw }) => ({ method: method.toUpperCase(), secure: !!raw.req.socket.encrypted, got: JSON.stringify(payload) }),
    });
    return { app, server: app.listener, stop: () => app.stop() };
  },
};

/** @param {'express' | 'express4'} version */
async function express(version) {
  const [make, cors] = await Promise.all([framework(version), framework('cors')]);
  const app = make();
  app.use(cors({ origin: ORIGIN, credentials: true }));
  app.put('/items/:id', (/** @type {any} */ request, /** @type {any} */ response) => void echo(request, response));
  return { app, server: createServer(app) };
}

/** @param {any} request @param {any} response */
async function echo(request, response) {
  const text = JSON.stringify({ method: request.method, secure: !!request.socket.encrypted, got: await textFrom(request) });
  response.setHeader('Content-Type', 'application/json').end(text);
}

/** @param {AsyncIterable<Uint8Array>} stream */
async function textFrom(stream) {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  return text;
}

/** What differs from one second, and from one connection, to the next. @param {any} reply */
function comparable({ headers, ...rest }) {
  return { ...rest, headers: headers.filter(([/** @type {string} */ name]) => name.toLowerCase() !== 'date') };
}

/** @param {any} reply @param {string} name */
const header = (reply, name) => reply.headers.filter(([/** @type {string} */ key]) => key.toLowerCase() === name).map(([, /** @type {string} */ value]) => value);

for (const [name, make] of Object.entries(APPS)) {
  describe(name, () => {
    test('answers a preflight and the request', async () => {
      const { app, stop } = await make();
      const preflight = await ask(app, PREFLIGHT);
      assert.equal(Math.floor(preflight.status / 100), 2);
      assert.deepEqual(header(preflight, 'access-control-allow-origin'), [ORIGIN]);
      assert.deepEqual(header(preflight, 'access-control-allow-credentials'), ['true']);
      const actual = await ask(app, PUT);
      assert.equal(actual.status, 200);
      assert.deepEqual(header(actual, 'access-control-allow-origin'), [ORIGIN]);
      assert.deepEqual(JSON.parse(String(actual.body)), { method: 'PUT', secure: true, got: '{"name":"é"}' });
      await stop?.();
    });

    test('answers as it does through a socket, header for header', async () => {
      const { app, server, stop } = await make();
      const requests = [PREFLIGHT, PUT, { ...PUT, url: 'https://api.example.com/nothing/here' }].map((request) => ({ ...request, url: request.url?.replace('https:', 'http:') }));
      /** @type {any[]} */
      const inProcess = [];
      for (const request of requests) inProcess.push(comparable(await ask(app, request)));
      await app.ready?.();
      await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      for (const [index, request] of requests.entries()) {
        assert.deepEqual(inProcess[index], comparable(await ask(`http://127.0.0.1:${port}`, request)));
      }
      await stop?.();
      await new Promise((resolve) => server.close(resolve));
    });
  });
}

describe('Express', () => {
  test('compresses, and the body arrives as it was', async () => {
    const [make, compression] = await Promise.all([framework('express'), framework('compression')]);
    const app = make();
    const text = 'The same words again and again. '.repeat(500);
    app.use(compression());
    app.get('/', (/** @type {any} */ _request, /** @type {any} */ response) => response.type('text/plain').send(text));
    const reply = await ask(app);
    assert.equal(reply.body, text);
    assert.match(header(reply, 'content-encoding')[0], /^(?:br|gzip)$/);
  });

  test('answers errors itself: 500', async () => {
    for (const version of ['express', 'express4']) {
      const app = (await framework(version))();
      app.get('/', () => {
        throw new Error('thrown by a route');
      });
      // Its own handler prints the error in any other environment.
      app.set('env', 'test');
      const reply = await ask(app);
      assert.equal(reply.status, 500);
      assert.match(String(reply.body), /thrown by a route/);
    }
  });

  test('lets a router and a middleware stand alone', async () => {
    const [make, cors] = await Promise.all([framework('express'), framework('cors')]);
    const router = make.Router();
    router.get('/here', (/** @type {any} */ _request, /** @type {any} */ response) => response.end('found'));
    router.get('/broken', (/** @type {any} */ _request, /** @type {any} */ _response, /** @type {any} */ next) => next(new Error('passed on')));
    assert.equal((await ask(router, { url: 'https://api.example.com/here' })).body, 'found');
    assert.equal((await ask(router, { url: 'https://api.example.com/elsewhere' })).status, 404);
    await assert.rejects(ask(router, { url: 'https://api.example.com/broken' }), { code: 'app-error', message: /passed on/ });
    const alone = await ask(cors(), { headers: [['Origin', ORIGIN]] });
    assert.equal(alone.status, 404);
    assert.deepEqual(header(alone, 'access-control-allow-origin'), ['*']);
  });
});

describe('Fastify', () => {
  test('whose plugin cannot be loaded names that', async () => {
    const app = (await framework('fastify'))();
    app.register(async () => {
      throw new Error('no database');
    });
    await assert.rejects(ask(app), { code: 'app-error', message: /no database/ });
    await assert.rejects(ask(app), { code: 'app-error', message: /no database/ });
  });

  test('for HTTP/2 is asked over HTTP/1.1', async () => {
    const app = (await framework('fastify'))({ http2: true });
    app.get('/', async () => 'anyway');
    assert.equal((await ask(app)).body, 'anyway');
    await app.close();
  });
});

describe('Hono', () => {
  test('answers a preflight and the request', async () => {
    const [{ Hono }, { cors }] = await Promise.all([framework('hono'), framework('hono/cors')]);
    const app = new Hono();
    app.use(cors({ origin: ORIGIN, allowMethods: ['PUT'], credentials: true }));
    app.put('/items/:id', async (/** @type {any} */ context) => context.json({ id: context.req.param('id'), got: await context.req.json() }));
    const preflight = await ask(app, PREFLIGHT);
    assert.equal(preflight.status, 204);
    assert.equal(preflight.body, null);
    assert.deepEqual(header(preflight, 'access-control-allow-methods'), ['PUT']);
    assert.deepEqual(header(preflight, 'access-control-allow-headers'), ['content-type']);
    const actual = await ask(app, PUT);
    assert.deepEqual(header(actual, 'access-control-allow-origin'), [ORIGIN]);
    assert.deepEqual(JSON.parse(String(actual.body)), { id: '7', got: { name: 'é' } });
  });

  test('compresses, and the body arrives as it was', async () => {
    const [{ Hono }, { compress }] = await Promise.all([framework('hono'), framework('hono/compress')]);
    const app = new Hono();
    const text = 'The same words again and again. '.repeat(500);
    app.use(compress());
    app.get('/', (/** @type {any} */ context) => context.text(text));
    const reply = await ask(app);
    assert.deepEqual(header(reply, 'content-encoding'), ['gzip']);
    assert.equal(reply.body, text);
  });
});
