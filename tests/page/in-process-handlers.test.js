/** `(Request) => Response` handlers, in the ways in which platforms call them. */
import assert from 'node:assert/strict';
import { createContext, runInContext } from 'node:vm';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { eventHandlers, nodeListener, webHandler } from '../../js/transport/explicit.js';
import { ask, bytes, exchange, PREFLIGHT, PUT, textOf } from './ask.js';

/** @param {any} reply @param {string} name */
const header = (reply, name) => reply.headers.filter(([/** @type {string} */ key]) => key === name).map(([, /** @type {string} */ value]) => value);

describe('a handler', () => {
  test('gets a Request of the platform, with what a browser sends', async () => {
    const reply = await ask(async (/** @type {Request} */ request) => {
      assert.ok(request instanceof Request);
      const { method, url, headers } = request;
      return Response.json({ method, url, headers: [...headers], text: await request.text() });
    }, PUT);
    const { method, url, headers, text } = JSON.parse(String(reply.body));
    assert.deepEqual([method, url, text], ['PUT', 'https://api.example.com/items/7', '{"name":"é"}']);
    const given = Object.fromEntries(headers);
    assert.equal(given.host, 'api.example.com');
    assert.equal(given.origin, 'https://app.example.com');
    assert.equal(given['content-length'], '13');
    assert.equal(given.connection, undefined);
  });

  test('answers status, headers and body', async () => {
    const headers = new Headers([['X-A', 'caf\xe9'], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']]);
    const reply = await ask(() => new Response('text', { status: 299, statusText: 'Odd', headers }));
    assert.deepEqual([reply.status, reply.statusText, reply.body], [299, 'Odd', 'text']);
    assert.deepEqual(header(reply, 'x-a'), ['caf\xe9']);
    assert.deepEqual(header(reply, 'set-cookie'), ['a=1', 'b=2']);
  });

  test('has its redirects left as they are', async () => {
    const reply = await ask(() => Response.redirect('https://login.example.com/', 303));
    assert.equal(reply.status, 303);
    assert.deepEqual(header(reply, 'location'), ['https://login.example.com/']);
  });

  test('takes a stream, and answers with one', async () => {
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(bytes('one '));
        await wait(5);
        controller.enqueue(bytes('two'));
        controller.close();
      },
    });
    const reply = await ask((/** @type {Request} */ request) => new Response(request.body), { method: 'POST', body });
    assert.equal(reply.body, 'one two');
  });

  test('may answer with the same bytes again', async () => {
    const chunk = bytes('kept');
    const handler = () => new Response(new ReadableStream({
      start(controller) {
        controller.enqueue(chunk);
        controller.close();
      },
    }));
    assert.equal((await ask(handler)).body, 'kept');
    assert.equal((await ask(handler)).body, 'kept');
    assert.equal(chunk.length, 4);
  });

  test('has no body on HEAD, and frees it', async () => {
    let isCancelled = false;
    const body = new ReadableStream({ cancel: () => void (isCancelled = true) });
    assert.equal((await ask(() => new Response(body), { method: 'HEAD' })).body, null);
    assert.equal(isCancelled, true);
  });

  test('hears of an abort before and after it has answered, and of a cancelled body', async () => {
    /** @param {(controller: AbortController, reply: any) => unknown} leave @param {boolean} answers */
    async function heard(leave, answers) {
      const controller = new AbortController();
      /** @type {AbortSignal | undefined} */
      let signal;
      let isCancelled = false;
      let called = () => {};
      const isCalled = new Promise((resolve) => (called = () => resolve(undefined)));
      const asked = exchange((/** @type {Request} */ request) => {
        signal = request.signal;
        called();
        return answers ? new Response(new ReadableStream({ cancel: () => void (isCancelled = true) })) : new Promise(() => {});
      }, { signal: controller.signal });
      // Whoever asked looks at it later.
      asked.catch(() => {});
      await isCalled;
      const reply = answers ? await asked : undefined;
      assert.equal(signal?.aborted, false);
      await leave(controller, reply);
      assert.equal(signal?.aborted, true);
      await wait(0);
      return { asked, reply, isCancelled };
    }
    const early = await heard((controller) => controller.abort(new Error('early')), false);
    await assert.rejects(early.asked, { message: 'early' });
    const late = await heard((controller) => controller.abort(new Error('late')), true);
    await assert.rejects(textOf(/** @type {any} */ (late.reply).body), { message: 'late' });
    assert.equal(late.isCancelled, true);
    const cancelled = await heard((_controller, reply) => reply.body.cancel(), true);
    assert.equal(cancelled.isCancelled, true);
  });

  test('may answer with the Response of another realm', async () => {
    const context = createContext({ Map, Uint8Array, bytes });
    const handler = runInContext("() => ({ status: 201, headers: new Map([['x-a', '1']]), body: {}, arrayBuffer: async () => bytes('elsewhere').buffer })", context);
    assert.deepEqual(await ask(handler), { status: 201, statusText: '', headers: [['x-a', '1']], body: 'elsewhere' });
  });
});

describe('an object with fetch', () => {
  test('is called as a Worker, with an environment and a context', async () => {
    /** @type {any} */
    let warning;
    process.once('warning', (given) => (warning = given));
    const worker = {
      greeting: 'hello',
      /** @param {Request} _request @param {object} env @param {any} context */
      async fetch(_request, env, context) {
        context.waitUntil(Promise.reject(new Error('afterwards')));
        context.passThroughOnException();
        return new Response(`${this.greeting} ${JSON.stringify(env)}`);
      },
    };
    assert.equal((await ask(worker)).body, 'hello {}');
    await wait(5);
    assert.match(warning.message, /afterwards/);
    const env = { KEY: 'value' };
    const context = { waitUntil: (/** @type {Promise<unknown>} */ work) => void work.catch(() => {}), passThroughOnException() {} };
    assert.equal((await ask(webHandler(worker, env, context))).body, 'hello {"KEY":"value"}');
  });

  test('may be the default of a module', async () => {
    const module = await import(`data:text/javascript,export default { fetch: () => new Response('of a module') }`);
    assert.equal((await ask(module)).body, 'of a module');
  });
});

describe('explicitly', () => {
  test('webHandler takes a function of any number of parameters', async () => {
    const handler = (/** @type {Request} */ request, /** @type {any} */ { remoteAddr }) => new Response(`${request.method} ${remoteAddr.hostname}`);
    assert.equal((await ask(webHandler(handler, { remoteAddr: { hostname: '192.0.2.1' } }))).body, 'GET 192.0.2.1');
  });

  test('nodeListener takes a function without named parameters', async () => {
    assert.equal((await ask(nodeListener((...given) => given[1].end('called')))).body, 'called');
  });
});

describe('route handlers as in Next.js', () => {
  const routes = {
    dynamic: 'force-dynamic',
    GET: async (/** @type {Request} */ request, /** @type {any} */ { params }) => new Response(`${request.method} ${JSON.stringify(await params)}`),
    POST: () => new Response('made', { status: 201 }),
  };

  test('are chosen by the method', async () => {
    assert.equal((await ask(routes)).body, 'GET {}');
    assert.equal((await ask(routes, { method: 'POST' })).status, 201);
    assert.equal((await ask(routes, { method: 'DELETE' })).status, 405);
    assert.equal((await ask(routes, { method: 'PROPFIND' })).status, 400);
    const head = await ask(routes, { method: 'HEAD' });
    assert.deepEqual([head.status, head.body], [200, null]);
  });

  test('have OPTIONS answered where they leave it out', async () => {
    const reply = await ask(routes, PREFLIGHT);
    assert.equal(reply.status, 204);
    assert.deepEqual(reply.headers, [['allow', 'GET, HEAD, OPTIONS, POST']]);
    assert.equal((await ask({ ...routes, OPTIONS: () => new Response(null, { status: 299 }) }, PREFLIGHT)).status, 299);
  });
});

describe('event handlers as in SvelteKit', () => {
  /** As its `redirect` and `error` throw. */
  class Redirect {
    status = 303;
    location = '/login';
  }
  class HttpError {
    status = 403;
    body = { message: 'Not yours' };
  }
  const endpoints = {
    GET: (/** @type {any} */ { request, url, params, locals }) => Response.json([request.method, url.searchParams.get('q'), params, locals]),
    PUT: () => { throw new Redirect(); },
    DELETE: () => { throw new HttpError(); },
    PATCH: () => { throw new TypeError('a mistake'); },
  };

  test('get an event', async () => {
    const target = eventHandlers(endpoints, { params: { id: '7' } });
    assert.equal((await ask(target, { url: 'https://api.example.com/?q=1' })).body, '["GET","1",{"id":"7"},{}]');
    assert.equal((await ask(target, { method: 'HEAD' })).status, 200);
    const refused = await ask(target, PREFLIGHT);
    assert.equal(refused.status, 405);
    assert.deepEqual(header(refused, 'allow'), ['GET, HEAD, PUT, DELETE, PATCH']);
    assert.equal((await ask(eventHandlers({ fallback: () => new Response('any') }), PREFLIGHT)).body, 'any');
  });

  test('may throw an answer', async () => {
    const redirect = await ask(eventHandlers(endpoints), { method: 'PUT' });
    assert.deepEqual([redirect.status, ...header(redirect, 'location')], [303, '/login']);
    const error = await ask(eventHandlers(endpoints), { method: 'DELETE' });
    assert.deepEqual([error.status, error.body], [403, '{"message":"Not yours"}']);
    await assert.rejects(ask(eventHandlers(endpoints), { method: 'PATCH' }), { code: 'app-error', message: /a mistake/ });
  });
});
