/** What may answer, and what is refused by name. */
import assert from 'node:assert/strict';
import { createServer as createPlainServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { createServer as createTcpServer } from 'node:net';
import { describe, test } from 'node:test';
import { CorslabError } from 'corslab';
import { eventHandlers, nodeListener, webHandler } from '../../js/transport/explicit.js';
import { targetOf } from '../../js/transport/target.js';
import { ask } from './ask.js';

/**
 * @param {() => unknown} work
 * @param {string} field
 * @param {RegExp} value
 * @param {RegExp} allowed
 */
function refuses(work, field, value, allowed) {
  assert.throws(work, (/** @type {any} */ error) => {
    assert.ok(error instanceof CorslabError, error.stack);
    assert.equal(error.field, field);
    assert.match(error.value, value);
    assert.match(error.allowed, allowed);
    return true;
  });
}

const FIELD = "servers['https://api.example.com']";

describe('a target', () => {
  test('may be a transport of its own', async () => {
    const transport = { exchange: async (/** @type {any} */ { url }) => ({ status: 299, statusText: url, headers: [], body: null }) };
    const { status, statusText } = await ask(transport, { url: 'http://api.example.com/' });
    assert.deepEqual([status, statusText], [299, 'http://api.example.com/']);
  });

  test('may be a place where a process listens', async () => {
    const server = createPlainServer((request, response) => response.end(request.headers.host));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    for (const place of [`http://127.0.0.1:${port}`, new URL(`http://localhost:${port}/`)]) {
      assert.equal((await ask(place, { url: 'http://api.example.com/' })).body, 'api.example.com');
    }
    server.close();
  });

  for (const [what, target, value] of /** @type {[string, unknown, RegExp][]} */ ([
    ['nothing', undefined, /^nothing$/],
    ['null', null, /^null$/],
    ['a number', 3000, /^a value of type number \(3000\)$/],
    ['a symbol', Symbol('x'), /^a value of type symbol/],
    ['a promise', Promise.resolve(() => {}), /^a promise \(await it first\)$/],
    ['an object', { url: 'x', port: 1 }, /^an object with url, port$/],
    ['an empty object', {}, /^an object with nothing in it$/],
    ['an object without a prototype', Object.create(null), /^an object with nothing in it$/],
    ['a Map', new Map(), /^an object of the class Map$/],
    ['a class', class App { fetch() {} }, /^the class App$/],
    ['a server of another protocol', createTcpServer(), /^an object of the class Server$/],
    ['an HTTP/2 server', createHttp2Server(), /^an HTTP\/2 server$/],
    ['text that is no URL', 'localhost:3000/x y', /localhost/],
    ['a URL of another scheme', 'ws://127.0.0.1:1/', /"ws:/],
    ['a URL with a path', 'http://127.0.0.1:1/api', /"http:/],
    ['a URL with a password', 'http://a:b@127.0.0.1:1/', /"http:/],
  ])) {
    test(`is not ${what}`, () => refuses(() => targetOf(target, FIELD), FIELD, value, /./));
  }

  test('is refused with all that is allowed', () => {
    for (const word of ['http.Server', 'Express', 'Koa', 'Fastify', 'hapi', 'Hono', '(Request) => Response', 'scripted']) {
      refuses(() => targetOf(1, FIELD), FIELD, /number/, new RegExp(word.replace(/[()]/g, '\\$&')));
    }
  });
});

describe('what says what a function is', () => {
  test('refuses what is none', () => {
    refuses(() => nodeListener(/** @type {any} */ ({})), 'listener', /object/, /\(req, res\)/);
    refuses(() => webHandler(undefined), 'handler', /^nothing$/, /Response/);
    refuses(() => webHandler({ fetch: 1 }), 'handler', /object/, /`fetch`/);
    refuses(() => eventHandlers(/** @type {any} */ (null)), 'endpoints', /null/, /GET/);
    refuses(() => eventHandlers({ get() {} }), 'endpoints', /without/, /GET/);
    refuses(() => eventHandlers({ GET() {} }, /** @type {any} */ (7)), 'event', /number/, /object/);
  });
});
