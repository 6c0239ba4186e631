/** Servers that mean harm, or are broken: each ends in an error that says what happened, in time, and closes. */
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { exchange, rawServer, textOf, until } from './raw-server.js';

const HEAD = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

/** Writes the same again and again, as fast as it is taken. @param {import('node:net').Socket} socket @param {string} piece */
function flood(socket, piece) {
  const pieces = Buffer.from(piece.repeat(Math.ceil(60_000 / piece.length)), 'latin1');
  const write = () => socket.write(pieces, (error) => error || socket.destroyed || setImmediate(write));
  write();
}

/** Writes a bit every so often. @param {import('node:net').Socket} socket @param {string} text @param {number} milliseconds */
function trickle(socket, text, milliseconds) {
  let at = 0;
  const timer = setInterval(() => socket.write(text[at++ % text.length]), milliseconds);
  socket.on('close', () => clearInterval(timer));
}

/**
 * @param {import('node:test').TestContext} t
 * @param {(socket: import('node:net').Socket) => void} answer
 * @param {{ code: string, message: RegExp }} expected
 * @param {{ limits?: object, method?: string, body?: any }} [options]
 */
async function failsWith(t, answer, { code, message }, { limits, ...request } = {}) {
  const { url, sockets, port } = await rawServer(t, answer);
  const failing = exchange(url, request, { limits }).then(({ body }) => textOf(body));
  await assert.rejects(failing, (error) => {
    assert.equal(error.name, 'TransportError', error.stack);
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    assert.ok(request.body instanceof ReadableStream || error.message.includes(`127.0.0.1:${port}`), error.message);
    return true;
  });
  await until(() => sockets.size === 0);
}

describe('heads that never end, or are too much', () => {
  const limits = { headBytes: 4096 };
  const tooLarge = { code: 'head-too-large', message: /head of more than 4096 bytes/ };

  test('one endless line', (t) => failsWith(t, (socket) => flood(socket, `${HEAD}X: ${'x'.repeat(1000)}`), tooLarge, { limits }));
  test('endless lines', (t) => failsWith(t, (socket) => flood(socket, `${HEAD}X: x\r\n`), tooLarge, { limits }));
  test('endless interim replies', (t) => failsWith(t, (socket) => flood(socket, 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'), tooLarge, { limits }));
  test('an endless status line', (t) => failsWith(t, (socket) => flood(socket, 'HTTP/1.1 200 OK'), tooLarge, { limits }));
  test('nothing but line ends', (t) => failsWith(t, (socket) => flood(socket, '\r\n\r\n'), { code: 'malformed-head', message: /does not speak HTTP/ }));
  test('a header of 300 KB, by the usual limit', (t) =>
    failsWith(t, (socket) => socket.write(`${HEAD}X: ${'x'.repeat(300 * 1024)}\r\n\r\n`), { code: 'head-too-large', message: /more than 262144 bytes/ }));

  test('a header of 200 KB is none', async (t) => {
    const value = 'x'.repeat(200 * 1024);
    const { url } = await rawServer(t, (socket) => socket.end(`${HEAD}X: ${value}\r\n\r\n`));
    const { headers, body } = await exchange(url);
    assert.deepEqual(headers, [['X', value]]);
    await body.cancel();
  });

  test('long rows of white space cost no time', async (t) => {
    const spaces = ' \t'.repeat(20_000);
    const { url } = await rawServer(t, (socket) => socket.end(`${HEAD}X: a${spaces}b\r\nX${spaces}: c\r\nTransfer-Encoding: a${spaces}b,${spaces}\r\n${spaces}\r\n\r\n`));
    const start = process.cpuUsage();
    const { headers, body } = await exchange(url);
    const { user, system } = process.cpuUsage(start);
    assert.ok(user + system < 500_000, `${user + system} µs`);
    assert.deepEqual(headers[0], ['X', `a${spaces}b`]);
    await body.cancel();
  });

  test('20,000 headers are read', async (t) => {
    const { url } = await rawServer(t, (socket) => socket.end(`${HEAD}${'X: y\r\n'.repeat(20_000)}\r\n`));
    const { headers, body } = await exchange(url);
    assert.equal(headers.length, 20_000);
    await body.cancel();
  });
});

describe('silence', () => {
  const limits = { timeout: 900 };
  const code = 'ETIMEDOUT';

  test('no reply', (t) => failsWith(t, () => {}, { code, message: /longer than 900 ms: still waiting for a reply/ }, { limits }));
  test('a byte of the head every 20 ms', (t) =>
    failsWith(t, (socket) => trickle(socket, `${HEAD}X: ${'x'.repeat(100)}\r\n`, 20), { code, message: /longer than 900 ms: still waiting for the rest of the head/ }, { limits }));
  test('half a body', (t) => failsWith(t, (socket) => socket.write(`${HEAD}Content-Length: 9\r\n\r\nBODY`), { code, message: /still waiting for the rest of the body/ }, { limits }));
  test('an endless body, slowly', (t) =>
    failsWith(t, (socket) => (socket.write(`${HEAD}\r\n`), trickle(socket, 'x', 10)), { code, message: /still waiting for the rest of the body/ }, { limits }));
  test('a body that is never taken', (t) =>
    failsWith(t, (socket) => (socket.pause(), setTimeout(() => socket.resume(), 1200)), { code, message: /still waiting for/ }, { limits, method: 'POST', body: new Uint8Array(50_000_000) }));

  test('a request whose body never ends', async (t) => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    await failsWith(t, () => {}, { code, message: /longer than 900 ms/ }, { limits, method: 'POST', body });
    assert.ok(cancelled);
  });

  test('DNS that never answers', async () => {
    await assert.rejects(exchange('http://somewhere.test/', {}, { limits, lookup: () => {} }), { name: 'TransportError', code, message: /somewhere\.test:80 .*an address from DNS/ });
  });

  test('a TLS handshake that never ends', async (t) => {
    const server = createServer((socket) => void socket.on('error', () => {}));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    t.after(() => server.close());
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await assert.rejects(exchange(`https://127.0.0.1:${port}/`, {}, { limits }), { name: 'TransportError', code, message: /the TLS handshake/ });
  });
});

describe('connections that break', () => {
  const code = 'ECONNRESET';

  test('as soon as they are made', async (t) => {
    const { url } = await rawServer(t, () => {}, { onConnection: (socket) => socket.resetAndDestroy() });
    await assert.rejects(exchange(url), { name: 'TransportError', code });
  });
  test('by a close, before a reply', (t) => failsWith(t, (socket) => socket.end(), { code, message: /without a reply/ }));
  test('by a reset, before a reply', (t) => failsWith(t, (socket) => socket.resetAndDestroy(), { code, message: /reset the connection \(waiting for a reply/ }));
  test('by a reset, in the head', (t) =>
    failsWith(t, (socket) => socket.write(`${HEAD}X: y`, () => setTimeout(() => socket.resetAndDestroy(), 300)), { code, message: /reset the connection \(waiting for the rest of the head/ }));
  for (const [name, start] of Object.entries({ 'a body with a length': `${HEAD}Content-Length: 9\r\n\r\nBODY`, 'a body without': `${HEAD}\r\nBODY`, 'chunks': `${CHUNKED}4\r\nBODY\r\n` })) {
    test(`by a reset, in ${name}`, (t) => failsWith(t, (socket) => socket.write(start, () => setTimeout(() => socket.resetAndDestroy(), 300)), { code, message: /the rest of the body/ }));
  }
  test('by a close, in a body with a length', (t) => failsWith(t, (socket) => socket.end(`${HEAD}Content-Length: 9\r\n\r\nBODY`), { code: 'incomplete-body', message: /5 bytes before the end/ }));
  test('by a close, in chunks', (t) => failsWith(t, (socket) => socket.end(`${CHUNKED}4\r\nBODY\r\n`), { code: 'incomplete-body', message: /before the last chunk/ }));

  test('after what came before has been read', async (t) => {
    const { url } = await rawServer(t, (socket) => socket.write(`${HEAD}Content-Length: 9\r\n\r\nBODY`, () => setTimeout(() => socket.resetAndDestroy(), 300)));
    const { body } = await exchange(url);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const reader = body.getReader();
    assert.equal(Buffer.from((await reader.read()).value).toString(), 'BODY');
    await assert.rejects(reader.read(), { code });
  });
});

describe('bodies that are too much, or not what they say', () => {
  const limits = { bodyBytes: 100_000 };
  const tooLarge = { code: 'body-too-large', message: /body of more than 100000 bytes/ };

  test('endless', (t) => failsWith(t, (socket) => (socket.write(`${HEAD}\r\n`), flood(socket, 'x'.repeat(1000))), tooLarge, { limits }));
  test('endless chunks', (t) => failsWith(t, (socket) => (socket.write(CHUNKED), flood(socket, '4\r\nBODY\r\n')), tooLarge, { limits }));
  test('a length that is too large', (t) => failsWith(t, (socket) => (socket.write(`${HEAD}Content-Length: 99999999999\r\n\r\n`), flood(socket, 'x'.repeat(1000))), tooLarge, { limits }));
  for (const [coding, bomb] of Object.entries({ gzip: gzipSync(Buffer.alloc(5_000_000)), br: brotliCompressSync(Buffer.alloc(5_000_000)), 'gzip, gzip': gzipSync(gzipSync(Buffer.alloc(5_000_000))) })) {
    test(`a bomb of ${coding}`, (t) => failsWith(t, (socket) => socket.end(Buffer.concat([Buffer.from(`${HEAD}Content-Encoding: ${coding}\r\n\r\n`), bomb])), tooLarge, { limits }));
  }
  test('an endless gzip header', (t) =>
    failsWith(t, (socket) => (socket.write(`${HEAD}Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\0`, 'latin1'), flood(socket, 'name'.repeat(1000))), { code: 'malformed-coding', message: /gzip/ }));
  test('no gzip', (t) => failsWith(t, (socket) => socket.end(`${HEAD}Content-Encoding: gzip\r\n\r\nBODY`), { code: 'malformed-coding', message: /coded by gzip, and it is not/ }));
  test('an endless chunk size', (t) => failsWith(t, (socket) => (socket.write(CHUNKED), flood(socket, '0'.repeat(1000))), { code: 'malformed-chunk', message: /a line that does not end/ }));
  test('an endless chunk extension', (t) => failsWith(t, (socket) => (socket.write(`${CHUNKED}4;`), flood(socket, 'x'.repeat(1000))), { code: 'malformed-chunk', message: /a line that does not end/ }));
  test('endless trailers', (t) =>
    failsWith(t, (socket) => (socket.write(`${CHUNKED}0\r\n`), flood(socket, 'X: y\r\n')), { code: 'head-too-large', message: /trailers of more than 4096 bytes/ }, { limits: { headBytes: 4096 } }));
  test('one endless trailer', (t) =>
    failsWith(t, (socket) => (socket.write(`${CHUNKED}0\r\n`), flood(socket, 'x')), { code: 'head-too-large', message: /trailers of more than 4096 bytes/ }, { limits: { headBytes: 4096 } }));
  test('a chunk of a negative size', (t) => failsWith(t, (socket) => socket.end(`${CHUNKED}1\r\na\r\n-5\r\nBODY\r\n0\r\n\r\n`), { code: 'malformed-chunk', message: /"-5" where the size/ }));
  test('a chunk that is longer than it says', (t) => failsWith(t, (socket) => socket.end(`${CHUNKED}3\r\nBODY\r\n0\r\n\r\n`), { code: 'malformed-chunk', message: /"Y" where the chunk should end/ }));
  test('two lengths', (t) => failsWith(t, (socket) => socket.end(`${HEAD}Content-Length: 4\r\nContent-Length: 5\r\n\r\nBODY`), { code: 'ambiguous-length', message: /"4", "5"/ }));

  test('a limit of nothing allows an empty body', async (t) => {
    const { url } = await rawServer(t, (socket) => socket.end(`${HEAD}Content-Length: 0\r\n\r\n`));
    assert.equal(await textOf((await exchange(url, {}, { limits: { bodyBytes: 0 } })).body), '');
  });
});

describe('what is no HTTP/1.1', () => {
  for (const [name, text, message] of /** @type {const} */ ([
    ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n', /begins with "SSH-2\.0-"/],
    ['HTTP/2', '\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80', /does not speak HTTP\/1\.1/],
    ['TLS', '\x15\x03\x01\0\x02\x02\x46\x0d', /does not speak HTTP\/1\.1/],
    ['no status', 'HTTP/1.1 OK\r\n\r\n', /malformed status line: "HTTP\/1\.1 OK"/],
    ['a status of four digits', 'HTTP/1.1 2000 OK\r\n\r\n', /malformed status line/],
    ['a NUL', 'HTTP/1.1 200 OK\r\nX: \0\r\n\r\n', /NUL/],
  ])) {
    // The server goes on waiting, and so would a client that waited for the end of the head.
    test(name, (t) => failsWith(t, (socket) => socket.write(text, 'latin1'), { code: 'malformed-head', message }));
  }

  test('an upgrade that nobody asked for', (t) => failsWith(t, (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'), { code: 'unexpected-upgrade', message: /101/ }));
});

describe('servers that are not there', () => {
  test('nothing listens', async (t) => {
    const server = createServer();
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(exchange(`http://127.0.0.1:${port}/`), { name: 'TransportError', code: 'ECONNREFUSED', message: new RegExp(`127\\.0\\.0\\.1:${port} refused the connection: nothing listens there`) });
    // Both loopback addresses were tried.
    await assert.rejects(exchange(`http://localhost:${port}/`), { name: 'TransportError', code: 'ECONNREFUSED', message: /::1/ });
    const address = { host: '127.0.0.1', port, tls: false };
    await assert.rejects(exchange('https://api.example.com/', {}, { address }), { code: 'ECONNREFUSED', message: new RegExp(`^api\\.example\\.com:443 \\(at 127\\.0\\.0\\.1:${port}\\) refused`) });
  });

  test('no such name', async () => {
    /** @type {import('node:net').LookupFunction} */
    const lookup = (host, _options, callback) => callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []);
    await assert.rejects(exchange('http://nowhere.test/', {}, { lookup }), { name: 'TransportError', code: 'ENOTFOUND', message: /nowhere\.test:80 is not a name that DNS knows/ });
  });

  test('a lookup that throws', async () => {
    const lookup = () => { throw new RangeError('oops'); };
    await assert.rejects(exchange('http://nowhere.test/', {}, { lookup }), { name: 'TransportError', message: /oops/ });
  });
});
