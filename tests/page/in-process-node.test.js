/** What an application for Node's HTTP server sees of a page's request, and what comes back as it was written. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { ask, bytes, exchange, textOf } from './ask.js';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage @typedef {import('node:http').ServerResponse} ServerResponse */

/**
 * Asks an app that ends its response at once.
 *
 * @param {import('./ask.js').Asked} request
 * @returns {Promise<IncomingMessage>} the request as the app saw it
 */
async function seen(request) {
  /** @type {any} */
  let message;
  await ask((/** @type {IncomingMessage} */ incoming, /** @type {ServerResponse} */ response) => {
    message = incoming;
    response.end();
  }, request);
  return message;
}

describe('the request', () => {
  test('comes with its headers as given, and those of the connection', async () => {
    const message = await seen({
      url: 'https://api.example.com:8443/a/b?c=%20d',
      headers: [['X-One', '1'], ['x-odd', 'caf\xe9 \x80\xff'], ['X-One', '2'], ['Cookie', 'a=b'], ['constructor', 'c']],
    });
    assert.equal(message.url, '/a/b?c=%20d');
    assert.equal(message.httpVersion, '1.1');
    assert.equal(message.headers.host, 'api.example.com:8443');
    assert.equal(message.headers['x-one'], '1, 2');
    assert.equal(message.headers['x-odd'], 'caf\xe9 \x80\xff');
    assert.equal(message.headers.cookie, 'a=b');
    assert.equal(message.headers.constructor, 'c');
    assert.match(message.headers['user-agent'] ?? '', /Mozilla/);
    assert.match(message.headers['accept-encoding'] ?? '', /gzip/);
    const [first] = message.rawHeaders.flatMap((name, at) => (name === 'X-One' ? [at] : []));
    assert.deepEqual(message.rawHeaders.slice(first, first + 8), ['X-One', '1', 'x-odd', 'caf\xe9 \x80\xff', 'X-One', '2', 'Cookie', 'a=b']);
    assert.equal(message.complete, true);
  });

  test('is secure when its URL is', async () => {
    const secure = /** @type {any} */ ((await seen({ url: 'https://api.example.com/' })).socket);
    assert.deepEqual([secure.encrypted, secure.localPort, secure.servername], [true, 443, 'api.example.com']);
    const plain = /** @type {any} */ ((await seen({ url: 'http://api.example.com/' })).socket);
    assert.deepEqual([plain.encrypted, plain.localPort, plain.remoteAddress], [undefined, 80, '127.0.0.1']);
  });

  test("goes as far as Node's own parser lets it", async () => {
    const app = (/** @type {any} */ _request, /** @type {any} */ _response) => assert.fail('Node does not call it');
    assert.equal((await ask(app, { headers: [['X-Control', 'a\x01b']] })).status, 400);
    // Methods are those that Node's parser knows, in upper case.
    assert.equal((await ask(app, { method: 'patch' })).status, 400);
  });

  test('brings its body: bytes with their length, a stream in chunks', async () => {
    /** @param {IncomingMessage} request @param {ServerResponse} response */
    const echo = async (request, response) => {
      const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
      response.write(`${length} ${coding} `);
      for await (const chunk of request) response.write(chunk);
      response.end();
    };
    assert.equal((await ask(echo, { method: 'POST', body: bytes('four') })).body, '4 undefined four');
    const stream = new ReadableStream({
      async start(controller) {
        controller.enqueue(bytes('a stream '));
        await wait(5);
        controller.enqueue(new Uint8Array());
        controller.enqueue(bytes('in parts'));
        controller.close();
      },
    });
    assert.equal((await ask(echo, { method: 'POST', body: stream })).body, 'undefined chunked a stream in parts');
    assert.equal((await ask(echo, { method: 'POST', headers: [['Content-Length', '0']] })).body, '0 undefined ');
  });

  test('waits for an app that reads slowly', async () => {
    let produced = 0;
    const stream = new ReadableStream({
      pull(controller) {
        produced += 2 ** 16;
        if (produced > 2 ** 24) controller.close();
        else controller.enqueue(new Uint8Array(2 ** 16));
      },
    }, { highWaterMark: 0 });
    let atRest = Infinity;
    const reply = await ask(async (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
      await wait(30);
      atRest = produced;
      let length = 0;
      for await (const chunk of request) length += chunk.length;
      response.end(String(length));
    }, { method: 'POST', body: stream });
    assert.equal(reply.body, String(2 ** 24));
    assert.ok(atRest <= 2 ** 19, `${atRest} bytes were sent to an app that read none`);
  });
});

describe('the reply', () => {
  test('has its headers as written: order, case, duplicates, odd bytes', async () => {
    const reply = await ask((/** @type {any} */ _request, /** @type {ServerResponse} */ response) => {
      response.sendDate = false;
      response.writeHead(299, 'Odd \xe9', ['X-b', '1', 'x-A', ' two ', 'X-B', 'caf\xe9', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Connection', 'close']);
      response.end();
    });
    assert.equal(reply.status, 299);
    assert.equal(reply.statusText, 'Odd \xe9');
    assert.deepEqual(reply.headers, [['X-b', '1'], ['x-A', 'two'], ['X-B', 'caf\xe9'], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2'], ['Connection', 'close'], ['Transfer-Encoding', 'chunked']]);
    assert.equal(reply.body, '');
  });

  test('may be written to the socket by hand', async () => {
    const reply = await ask((/** @type {IncomingMessage} */ { socket }, /** @type {any} */ _response) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n');
      socket.end('HTTP/1.1 200\r\nAccess-Control-Allow-Origin : *\r\nX: 1\r\n\r\nup to the end');
    });
    assert.deepEqual(reply, { status: 200, statusText: '', headers: [['Access-Control-Allow-Origin ', '*'], ['X', '1']], body: 'up to the end' });
  });

  test('has no body on HEAD, 204 and 304', async () => {
    /** @param {number} status */
    const app = (status) => (/** @type {IncomingMessage} */ _request, /** @type {ServerResponse} */ response) => {
      response.statusCode = status;
      response.end('never sent');
    };
    assert.equal((await ask(app(200), { method: 'HEAD' })).body, null);
    assert.equal((await ask(app(204))).body, null);
    assert.equal((await ask(app(304))).body, null);
    assert.equal((await ask(app(404))).body, 'never sent');
  });

  test('arrives while the app still writes', async () => {
    /** @type {ServerResponse | undefined} */
    let response;
    const reply = await exchange((/** @type {any} */ _request, /** @type {ServerResponse} */ given) => {
      response = given;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
    });
    const reader = /** @type {ReadableStream} */ (reply.body).getReader();
    assert.deepEqual((await reader.read()).value, bytes('data: 1\n\n'));
    response?.write('data: 2\n\n');
    assert.deepEqual((await reader.read()).value, bytes('data: 2\n\n'));
    response?.end();
    assert.equal((await reader.read()).done, true);
  });

  test('makes an app wait for a page that reads slowly', async () => {
    let written = 0;
    const reply = await exchange(async (/** @type {any} */ _request, /** @type {ServerResponse} */ response) => {
      while (written < 2 ** 24) {
        written += 2 ** 16;
        if (!response.write(Buffer.alloc(2 ** 16, 'x'))) await once(response, 'drain');
      }
      response.end();
    });
    await wait(30);
    assert.ok(written <= 2 ** 20, `${written} bytes were written to a page that read none`);
    assert.equal((await textOf(/** @type {ReadableStream} */ (reply.body))).length, 2 ** 24);
  });

  test('is decoded', async () => {
    const reply = await ask((/** @type {any} */ _request, /** @type {ServerResponse} */ response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('in short'));
    });
    assert.equal(reply.body, 'in short');
  });

  test('may use its buffer again when it is told so', async () => {
    const reply = await ask((/** @type {any} */ _request, /** @type {ServerResponse} */ response) => {
      const buffer = Buffer.from('first ');
      response.write(buffer, () => {
        buffer.write('second');
        response.end(buffer);
      });
    });
    assert.equal(reply.body, 'first second');
  });
});

describe('the connection', () => {
  test('tells the app what it would hear of a socket', async () => {
    /** @type {string[]} */
    const heard = [];
    let gone = () => {};
    const isGone = new Promise((resolve) => (gone = () => resolve(undefined)));
    await ask((/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
      request.on('end', () => heard.push('request end'));
      response.on('finish', () => heard.push('finish'));
      response.on('close', () => heard.push('close'));
      request.socket.on('close', () => {
        heard.push('socket close');
        gone();
      });
      request.resume();
      response.end('x');
    });
    await isGone;
    assert.deepEqual(heard, ['finish', 'request end', 'close', 'socket close']);
  });

  test('lets an app read on that has answered already', async () => {
    const stream = new ReadableStream({
      async pull(controller) {
        await wait(5);
        controller.enqueue(bytes('late'));
        controller.close();
      },
    });
    let read = (/** @type {string} */ _text) => {};
    const whole = new Promise((resolve) => (read = resolve));
    const reply = await ask(async (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
      response.writeHead(202).end('taken');
      let text = '';
      for await (const chunk of request) text += chunk;
      read(text);
    }, { method: 'POST', body: stream });
    assert.equal(reply.body, 'taken');
    assert.equal(await whole, 'late');
  });

  for (const [what, leave] of /** @type {[string, (controller: AbortController, body: ReadableStream) => unknown][]} */ ([
    ['aborted', (controller) => controller.abort(new Error('enough'))],
    ['cancelled', (_controller, body) => body.cancel()],
  ])) {
    test(`closes when the fetch is ${what}`, async () => {
      const controller = new AbortController();
      /** @type {Promise<unknown[]> | undefined} */
      let closed;
      let isAborted = false;
      const reply = await exchange((/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
        closed = once(response, 'close');
        request.on('aborted', () => (isAborted = true));
        response.write('a beginning');
      }, { signal: controller.signal, method: 'POST', body: new ReadableStream() });
      const body = /** @type {ReadableStream} */ (reply.body);
      leave(controller, body);
      await closed;
      assert.equal(isAborted, true);
      if (what === 'aborted') await assert.rejects(textOf(body), { message: 'enough' });
    });
  }

  test('is never opened for a fetch that was aborted before', async () => {
    const app = () => assert.fail('called');
    await assert.rejects(exchange(app, { signal: AbortSignal.abort(new Error('before')) }), { message: 'before' });
  });

  test('ends a fetch that waits for an answer when it is aborted', async () => {
    const controller = new AbortController();
    /** @type {Promise<unknown[]> | undefined} */
    let closed;
    const app = (/** @type {IncomingMessage} */ request, /** @type {ServerResponse} */ response) => {
      closed = once(response, 'close');
      setImmediate(() => controller.abort(new Error('now')));
    };
    await assert.rejects(exchange(app, { signal: controller.signal }), { message: 'now' });
    await closed;
  });

  test('times out as the app asks it to', async () => {
    const app = (/** @type {any} */ _request, /** @type {ServerResponse} */ response) => {
      response.setTimeout(10, () => response.writeHead(503).end());
    };
    assert.equal((await ask(app)).status, 503);
  });
});

describe('a server of Node', () => {
  test('is asked in process, with its own settings, until it listens', async () => {
    const server = createServer({ maxHeaderSize: 1000 }, (request, response) => response.end(String(request.socket.localPort)));
    server.keepAliveTimeout = 7000;
    const url = 'http://api.example.com/';
    const before = await ask(server, { url });
    assert.equal(before.body, '80');
    assert.deepEqual(before.headers.find(([name]) => name === 'Keep-Alive'), ['Keep-Alive', 'timeout=7']);
    assert.equal((await ask(server, { url, headers: [['X-Long', 'x'.repeat(2000)]] })).status, 431);
    server.listen(0);
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    assert.equal((await ask(server, { url })).body, String(port));
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    assert.equal((await ask(server, { url })).body, '80');
  });

  test('tells its own listeners of the connection, and may hang up on it', async () => {
    class Counting extends Server {
      #count = 0;
      constructor() {
        super((_request, response) => response.end(String(this.#count)));
        this.on('connection', function () {
          this.#count++;
        });
      }
    }
    const server = new Counting();
    assert.equal((await ask(server)).body, '1');
    assert.equal((await ask(server)).body, '2');
    server.on('connection', (socket) => socket.destroy());
    await assert.rejects(ask(server), { code: 'ECONNRESET' });
  });

  test('gives up on a body that is shorter than it promised', async () => {
    const server = createServer((_request, response) => void response.writeHead(200, { 'Content-Length': '10' }).end('four'));
    server.keepAliveTimeout = 20;
    await assert.rejects(ask(server), { code: 'incomplete-body', message: /6 bytes before the end/ });
  });

  test('with TLS is asked after its handshake', async () => {
    const server = createSecureServer((request, response) => response.end(String(/** @type {any} */ (request.socket).encrypted)));
    assert.equal((await ask(server)).body, 'true');
  });

  test('calls every listener, and answers by clientError what is no HTTP', async () => {
    const server = createServer();
    /** @type {string[]} */
    const calls = [];
    server.on('request', () => calls.push('first'));
    server.on('request', (_request, response) => response.end(String(calls.push('second'))));
    server.on('clientError', (_error, socket) => socket.end('HTTP/1.1 418 No\r\n\r\n'));
    assert.equal((await ask(server)).body, '2');
    assert.equal((await ask(server, { method: 'FETCH' })).status, 418);
  });

  test('without a listener cannot answer', async () => {
    await assert.rejects(ask(createServer()), { name: 'TransportError', code: 'app-error', message: /no listener for 'request'/ });
  });
});
