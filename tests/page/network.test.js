/** The network as a transport: where it connects, how bodies flow, what abort and cancel do. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { TransportError } from '../../js/transport/failure.js';
import { exchange, rawServer, reply, textOf, until } from './raw-server.js';

describe('where it connects', () => {
  test('to an address, in the name of the URL', async (t) => {
    const { port } = await rawServer(t, (socket, request) => socket.write(reply(request)));
    const address = { host: '127.0.0.1', port, tls: false };
    const { body } = await exchange('https://api.example.com/a', {}, { address });
    assert.match(await textOf(body), /^GET \/a HTTP\/1\.1\r\nHost: api\.example\.com\r\n/);
    const other = await exchange('https://api.example.com:8443/a', {}, { address });
    assert.match(await textOf(other.body), /\r\nHost: api\.example\.com:8443\r\n/);
  });

  for (const host of ['127.0.0.1', '::1']) {
    for (const name of ['localhost', 'api.localhost', 'LOCALHOST.']) {
      test(`${name} is this machine, also where only ${host} listens`, async (t) => {
        const { port } = await rawServer(t, (socket) => socket.write(reply('here')), { host });
        const lookup = () => assert.fail('asked DNS');
        const { body } = await exchange(`http://${name}:${port}/`, {}, { lookup });
        assert.equal(await textOf(body), 'here');
      });
    }
  }

  test('to an IPv6 address', async (t) => {
    const { url } = await rawServer(t, (socket, request) => socket.write(reply(request)), { host: '::1' });
    const { body } = await exchange(url);
    assert.match(await textOf(body), /\r\nHost: \[::1\]:\d+\r\n/);
  });

  test('where a lookup of ours says', async (t) => {
    const { port } = await rawServer(t, (socket) => socket.write(reply('found')));
    /** @type {import('node:net').LookupFunction} */
    const lookup = (host, options, callback) => {
      assert.equal(host, 'somewhere.test');
      callback(null, [{ address: '127.0.0.1', family: 4 }]);
    };
    const { body } = await exchange(`http://somewhere.test:${port}/`, {}, { lookup });
    assert.equal(await textOf(body), 'found');
  });
});

describe('bodies flow', () => {
  test('the head is there before the body, and each piece as it comes', async (t) => {
    /** @type {import('node:net').Socket} */
    let socket;
    const { url } = await rawServer(t, (given) => {
      socket = given;
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    });
    const { body } = await exchange(url);
    const reader = body.getReader();
    for (const piece of ['one', 'two']) {
      const read = reader.read();
      socket.write(`3\r\n${piece}\r\n`);
      assert.equal(Buffer.from((await read).value).toString(), piece);
    }
    socket.write('0\r\n\r\n');
    assert.equal((await reader.read()).done, true);
  });

  test('also into a buffer of the reader', async (t) => {
    const { url } = await rawServer(t, (socket) => socket.write(reply('BODY')));
    const { body } = await exchange(url);
    const reader = body.getReader({ mode: 'byob' });
    assert.deepEqual(Buffer.from((await reader.read(new Uint8Array(3))).value).toString(), 'BOD');
    assert.deepEqual(Buffer.from((await reader.read(new Uint8Array(3))).value).toString(), 'Y');
    assert.equal((await reader.read(new Uint8Array(3))).done, true);
  });

  test('each piece has a buffer of its own', async (t) => {
    const text = Array.from({ length: 20_000 }, (_, index) => `line ${index}`).join('\n');
    const coded = gzipSync(text).toString('latin1');
    const { url } = await rawServer(t, (socket) => socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${coded.length}\r\n\r\n${coded}`, 'latin1'));
    const { body } = await exchange(url);
    let received = '';
    for await (const piece of body) {
      received += Buffer.from(piece).toString();
      // As a stream of bytes does with what it is given.
      structuredClone(piece, { transfer: [piece.buffer] });
    }
    assert.equal(received, text);
  });

  test('no faster than they are read', async (t) => {
    let written = 0;
    const total = 64 * 1024 * 1024;
    const { url } = await rawServer(t, (socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${total}\r\n\r\n`);
      const piece = Buffer.alloc(64 * 1024);
      const write = () => {
        if (written < total) socket.write(piece, () => write());
        written += piece.length;
      };
      write();
    });
    const { body } = await exchange(url);
    const reader = body.getReader();
    let read = (await reader.read()).value.length;
    await new Promise((resolve) => setTimeout(resolve, 150));
    // The kernel's buffers take some megabytes.
    assert.ok(written < total / 2, `${written} bytes were taken from the server`);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      read += value.length;
    }
    assert.equal(read, total);
  });

  test('large requests no faster than the server takes them', async (t) => {
    let pulled = 0;
    const { url } = await rawServer(t, (socket) => {
      socket.pause();
      setTimeout(() => socket.resume(), 150);
      socket.on('data', (data) => {
        if (data.subarray(-7).equals(Buffer.from('\r\n0\r\n\r\n'))) socket.write(reply('all'));
      });
    });
    const body = new ReadableStream({
      pull(controller) {
        if (pulled++ < 1024) controller.enqueue(new Uint8Array(64 * 1024));
        else controller.close();
      },
    });
    const sending = exchange(url, { method: 'POST', body });
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(pulled < 512, `${pulled} pieces were read while the server took none`);
    assert.equal(await textOf((await sending).body), 'all');
    assert.equal(pulled, 1025);
  });

  test("the connection is closed when a reply has been read, also from a server that would keep it", async (t) => {
    const server = createServer((_request, response) => response.end('BODY'));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    t.after(() => server.close());
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await exchange(`http://127.0.0.1:${port}/`, { method: 'POST' });
    let connections = 1;
    // Nobody reads it: it is short.
    await until(() => (server.getConnections((_, count) => (connections = count)), connections === 0));
  });
});

describe('replies that come early', () => {
  test('a refusal and a close, while a large body is being sent', async (t) => {
    const { url } = await rawServer(t, (socket) => {
      socket.end('HTTP/1.1 413 Content Too Large\r\nContent-Length: 9\r\nConnection: close\r\n\r\ntoo large');
      setTimeout(() => socket.resetAndDestroy(), 500);
    });
    for (const body of [new Uint8Array(20_000_000), new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(100_000)) })]) {
      const answer = await exchange(url, { method: 'POST', body });
      assert.equal(answer.status, 413);
      assert.equal(await textOf(answer.body), 'too large');
    }
  });

  test('the rest of the request is sent all the same', async (t) => {
    let received = '';
    const { url } = await rawServer(t, (socket, start) => {
      received = start;
      socket.write(reply('early'));
      socket.on('data', (data) => (received += data));
    });
    /** @type {ReadableStreamDefaultController} */
    let controller;
    const body = new ReadableStream({ start: (given) => void (controller = given) });
    const answer = await exchange(url, { method: 'POST', body });
    assert.equal(await textOf(answer.body), 'early');
    controller.enqueue(new TextEncoder().encode('late'));
    controller.close();
    await until(() => received.endsWith('4\r\nlate\r\n0\r\n\r\n'));
  });

  test('a server that closes its side gets no more', async (t) => {
    const { url, sockets } = await rawServer(t, (socket) => socket.end(reply('bye')));
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    const answer = await exchange(url, { method: 'POST', body });
    assert.equal(await textOf(answer.body), 'bye');
    await until(() => cancelled && sockets.size === 0);
  });
});

describe('giving up', () => {
  const reason = new Error('not wanted any more');

  test('before anything was sent', async () => {
    await assert.rejects(exchange('http://127.0.0.1:1/', {}, {}, AbortSignal.abort(reason)), (error) => error === reason);
  });

  test('while there is no connection', async () => {
    const controller = new AbortController();
    const waiting = exchange('http://somewhere.test/', {}, { lookup: () => setImmediate(() => controller.abort(reason)) }, controller.signal);
    await assert.rejects(waiting, (error) => error === reason);
  });

  test('while there is no reply', async (t) => {
    const controller = new AbortController();
    const { url, sockets } = await rawServer(t, () => controller.abort(reason));
    await assert.rejects(exchange(url, {}, {}, controller.signal), (error) => error === reason);
    await until(() => sockets.size === 0);
  });

  test('in the midst of a body, whether or not somebody reads it', async (t) => {
    const { url, sockets } = await rawServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nBODY'));
    for (const isReading of [true, false]) {
      const controller = new AbortController();
      const { body } = await exchange(url, {}, {}, controller.signal);
      const reader = body.getReader();
      assert.equal((await reader.read()).value.length, 4);
      const reading = isReading ? reader.read() : undefined;
      reading?.catch(() => {});
      controller.abort(reason);
      await assert.rejects(reading ?? reader.closed, (error) => error === reason);
    }
    await until(() => sockets.size === 0);
  });

  test('for want of time: the reason learns what was waited for', async (t) => {
    const { url, port } = await rawServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nX'));
    const controller = new AbortController();
    const limit = new TransportError('ETIMEDOUT', 'the fetch was not done within 500 ms');
    setTimeout(() => controller.abort(limit), 500);
    await assert.rejects(exchange(url, {}, {}, controller.signal), (error) => error === limit);
    assert.equal(limit.message, `the fetch was not done within 500 ms; 127.0.0.1:${port}: still waiting for the rest of the head of the reply`);
  });

  test('a body that nobody wants', async (t) => {
    const { url, sockets } = await rawServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nBODY'));
    const { body } = await exchange(url);
    await body.cancel();
    await until(() => sockets.size === 0);
  });

  test('a request whose body fails', async (t) => {
    const { url, sockets } = await rawServer(t, () => {});
    const cause = new RangeError('no more');
    const failing = new ReadableStream({ pull: (controller) => controller.error(cause) });
    await assert.rejects(exchange(url, { method: 'POST', body: failing }), { name: 'TransportError', code: 'request-body-failed', cause });
    const wrong = new ReadableStream({ pull: (controller) => controller.enqueue('text') });
    await assert.rejects(exchange(url, { method: 'POST', body: wrong }), { name: 'TransportError', code: 'request-body-failed' });
    await until(() => sockets.size === 0);
  });

  test('the body of a request that is given up is cancelled', async (t) => {
    const controller = new AbortController();
    const { url } = await rawServer(t, () => controller.abort(reason));
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    await assert.rejects(exchange(url, { method: 'POST', body }, {}, controller.signal), (error) => error === reason);
    await until(() => cancelled);
  });
});
