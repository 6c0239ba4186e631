/** Apps and handlers that fail: each ends in an error that names the app's own, and nothing goes unhandled. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { TransportError } from '../../js/transport/failure.js';
import { nodeListener } from '../../js/transport/explicit.js';
import { ask, exchange, textOf } from './ask.js';
import { until } from './raw-server.js';

/** @typedef {import('node:http').IncomingMessage} Incoming @typedef {import('node:http').ServerResponse} Outgoing */

/** @type {unknown[]} */
const unhandled = [];
const note = (/** @type {unknown} */ error) => void unhandled.push(error);
process.on('unhandledRejection', note).on('uncaughtException', note);
after(async () => {
  await wait(20);
  assert.deepEqual(unhandled, []);
});

const own = new RangeError("the app's own");

/**
 * @param {Promise<unknown>} asked
 * @param {string} code
 * @param {RegExp} message
 */
async function fails(asked, code, message) {
  const error = await asked.then(() => assert.fail('it answered'), (thrown) => thrown);
  assert.ok(error instanceof TransportError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return error;
}

/** @param {(request: Incoming, response: Outgoing) => unknown} app @param {any} [limits] */
const asked = (app, limits) => ask(nodeListener(app), undefined, { limits });

describe('an app for Node', () => {
  const NAMED = /^the app for https:\/\/api\.example\.com\/ failed on GET: RangeError: the app's own$/;

  test('throws, or rejects', async () => {
    const thrown = await fails(asked(() => { throw own; }), 'app-error', NAMED);
    assert.equal(thrown.cause, own);
    const rejected = await fails(asked(async () => { throw own; }), 'app-error', NAMED);
    assert.equal(rejected.cause, own);
    await fails(asked(async () => { throw { toString: 1 }; }), 'app-error', /failed on GET: a value of type object/);
  });

  test('throws after it has answered a part', async () => {
    const reply = await exchange(nodeListener((_request, response) => {
      response.write('a part');
      throw own;
    })).catch((error) => error);
    // The head came in the same moment as the error did: either may win, silence may not.
    const error = reply instanceof Error ? reply : await textOf(reply.body).catch((thrown) => thrown);
    assert.equal(error.code, 'app-error');
    assert.equal(error.cause, own);
  });

  test('rejects while its body is being read', async () => {
    const reply = await exchange(nodeListener(async (_request, response) => {
      response.write('a part');
      await wait(10);
      throw own;
    }));
    const reader = /** @type {ReadableStream} */ (reply.body).getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'a part');
    const error = await fails(reader.read(), 'app-error', NAMED);
    assert.equal(error.cause, own);
  });

  test('fails when the whole answer is out: a warning', async () => {
    const warned = new Promise((resolve) => process.once('warning', resolve));
    const reply = await asked(async (_request, response) => {
      response.end('all');
      await wait(10);
      throw own;
    });
    assert.equal(reply.body, 'all');
    assert.match((await warned).message, NAMED);
  });

  test('answers twice', async () => {
    const error = await fails(asked((_request, response) => {
      response.writeHead(200, { 'Content-Length': '3' });
      response.writeHead(500);
    }), 'app-error', /headers after they are sent|ERR_HTTP_HEADERS_SENT/);
    assert.equal(/** @type {any} */ (error.cause).code, 'ERR_HTTP_HEADERS_SENT');
  });

  test('writes after the end', async () => {
    const reply = await asked((_request, response) => {
      response.on('error', () => {});
      response.end('once');
      response.write('more');
      response.end('again');
    });
    assert.equal(reply.body, 'once');
  });

  test('never answers', async () => {
    let isGone = false;
    const app = (/** @type {Incoming} */ _request, /** @type {Outgoing} */ response) => void response.on('close', () => (isGone = true));
    await fails(asked(app, { timeout: 30 }), 'ETIMEDOUT', /^the app for https:\/\/api\.example\.com took longer than 30 ms/);
    await until(() => isGone);
  });

  test('never ends its body', async () => {
    await fails(asked((_request, response) => void response.write('on and on'), { timeout: 500 }), 'ETIMEDOUT', /the rest of the body/);
  });

  test('closes the connection', async () => {
    await fails(asked((request) => void request.socket.destroy()), 'ECONNRESET', /closed the connection without a reply/);
    await fails(asked((request) => void request.destroy()), 'ECONNRESET', /closed the connection without a reply/);
    await fails(asked((request) => void request.socket.end()), 'ECONNRESET', /closed the connection without a reply/);
    await fails(asked((request) => void (/** @type {import('node:net').Socket} */ (request.socket)).resetAndDestroy()), 'ECONNRESET', /reset the connection/);
  });

  test('closes it in the middle of the body', async () => {
    const app = (/** @type {any} */ headers) => (/** @type {Incoming} */ _request, /** @type {Outgoing} */ response) => {
      response.writeHead(200, headers);
      response.write('some', () => response.destroy());
    };
    await fails(asked(app({ 'Content-Length': '10' })), 'incomplete-body', /6 bytes before the end/);
    await fails(asked(app({})), 'incomplete-body', /before the last chunk/);
  });

  test('sends more than is allowed', async () => {
    await fails(asked((_request, response) => void response.setHeader('X', 'x'.repeat(3000)).end(), { headBytes: 2000 }), 'head-too-large', /2000/);
    await fails(asked((_request, response) => void response.end('x'.repeat(3000)), { bodyBytes: 2000 }), 'body-too-large', /2000/);
  });

  test('writes on and on, and hears that nobody wants it', async () => {
    /** @type {(() => void)} */
    let closed = () => {};
    const isClosed = new Promise((resolve) => (closed = () => resolve(undefined)));
    const app = nodeListener((_request, response) => {
      response.on('close', closed);
      const write = () => {
        while (response.write('x'.repeat(2 ** 16)));
        response.once('drain', write);
      };
      write();
    });
    await fails(ask(app, undefined, { limits: { bodyBytes: 2 ** 20 } }), 'body-too-large', /1048576/);
    await isClosed;
    const { body } = await exchange(app);
    await body?.cancel();
  });

  test('trickles a head', async () => {
    await fails(asked(({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('X: y\r\n'), 5);
      socket.on('close', () => clearInterval(timer));
    }, { timeout: 50 }), 'ETIMEDOUT', /a reply/);
  });

  test('writes what is no HTTP', async () => {
    await fails(asked((request) => void request.socket.end('SSH-2.0-OpenSSH\r\n\r\n')), 'malformed-head', /does not speak HTTP/);
    await fails(asked((request) => void request.socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n')), 'unexpected-upgrade', /101/);
  });

  test('is sent a body that fails', async () => {
    const body = new ReadableStream({ pull: () => Promise.reject(own) });
    const error = await fails(ask(nodeListener((request) => void request.resume()), { method: 'POST', body }), 'request-body-failed', /the stream that is its body failed/);
    assert.equal(error.cause, own);
  });
});

describe('a handler', () => {
  test('throws, or rejects', async () => {
    const NAMED = /^the app for https:\/\/api\.example\.com\/ failed on GET: RangeError: the app's own$/;
    for (const handler of [() => { throw own; }, async () => { throw own; }]) {
      const error = await fails(ask(handler), 'app-error', NAMED);
      assert.equal(error.cause, own);
    }
  });

  for (const [what, value] of /** @type {[string, unknown][]} */ ([
    ['nothing', undefined],
    ['nothing', null],
    ['a string', 'OK'],
    ['Response.error()', Response.error()],
    ['an object of the class Object', { status: 200 }],
    ['an object of the class Map', new Map()],
  ])) {
    test(`answers ${what} (${typeof value})`, async () => {
      const error = await fails(ask(() => value), 'no-response', /must answer GET with a Response/);
      assert.ok(error.message.endsWith(`it answered ${what}`), error.message);
    });
  }

  test('answers a Response that was read', async () => {
    const response = new Response('once');
    assert.equal((await ask(() => response)).body, 'once');
    await fails(ask(() => response), 'body-used', /was read before/);
  });

  test('has a body that fails, or is not made of bytes', async () => {
    const failing = new ReadableStream({ pull: () => Promise.reject(own) });
    const error = await fails(ask(() => new Response(failing)), 'app-error', /the app's own/);
    assert.equal(error.cause, own);
    const strings = new ReadableStream({ start: (controller) => controller.enqueue('text') });
    await fails(ask(() => new Response(strings)), 'app-error', /a chunk of the body is a string/);
  });

  test('never answers, never ends, or sends too much', async () => {
    await fails(ask(() => new Promise(() => {}), undefined, { limits: { timeout: 30 } }), 'ETIMEDOUT', /took longer than 30 ms: still waiting for a Response/);
    await fails(ask(() => new Response(new ReadableStream()), undefined, { limits: { timeout: 500 } }), 'ETIMEDOUT', /took longer than 500 ms: still waiting for the rest of the body/);
    await fails(ask(() => new Response('x'.repeat(3000)), undefined, { limits: { bodyBytes: 2000 } }), 'body-too-large', /2000/);
  });

  test('says that its body is coded, and it is not', async () => {
    await fails(ask(() => new Response('plain', { headers: { 'Content-Encoding': 'gzip' } })), 'malformed-coding', /gzip/);
  });
});
