/** TLS: whom to trust, in whose name, and what is said when that fails. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createServer as createPlainServer } from 'node:net';
import { createServer } from 'node:tls';
import { createSecureServer } from 'node:http2';
import { makeAuthority } from './certificates.js';
import { exchange, rawServer, reply, textOf, until } from './raw-server.js';

const authority = makeAuthority();
const { ca } = authority;
const stranger = makeAuthority();
after(() => [authority, stranger].forEach((each) => each.close()));

/**
 * @param {import('node:test').TestContext} t
 * @param {import('node:tls').TlsOptions} options
 */
async function secureServer(t, options, answer = (socket) => socket.write(reply(`${socket.servername} ${socket.alpnProtocol}`))) {
  const server = await rawServer(t, answer, {
    create: (onSocket) => createServer({ ...options, ALPNProtocols: ['http/1.1'] }, onSocket).on('tlsClientError', () => {}),
  });
  return { ...server, address: { host: '127.0.0.1', port: server.port, tls: true } };
}

test('the name in the URL is indicated, and is whom the certificate must be for', async (t) => {
  const { address } = await secureServer(t, authority.sign('DNS:api.example.com'));
  for (const url of ['https://api.example.com/', 'https://api.example.com:8443/', 'https://api.example.com./', 'http://api.example.com/']) {
    const { body } = await exchange(url, {}, { address, ca });
    assert.equal(await textOf(body), 'api.example.com http/1.1');
  }
  await assert.rejects(exchange('https://other.example.com/', {}, { address, ca }), { name: 'TransportError', code: 'ERR_TLS_CERT_ALTNAME_INVALID', message: /other\.example\.com:443 \(at 127\.0\.0\.1:\d+\) has a certificate for other hosts .*api\.example\.com/ });
});

test('an address is not indicated, but is whom the certificate must be for', async (t) => {
  const { port } = await secureServer(t, authority.sign('IP:127.0.0.1'));
  const { body } = await exchange(`https://127.0.0.1:${port}/`, {}, { ca });
  assert.equal(await textOf(body), 'false http/1.1');
  const other = await secureServer(t, authority.sign('IP:127.0.0.2,DNS:localhost'));
  await assert.rejects(exchange(`https://127.0.0.1:${other.port}/`, {}, { ca }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  assert.equal(await textOf((await exchange(`https://localhost:${other.port}/`, {}, { ca })).body), 'localhost http/1.1');
});

describe('certificates that are not good', () => {
  test('of an unknown authority: says what to do', async (t) => {
    const { address } = await secureServer(t, authority.sign('DNS:api.example.com'));
    for (const options of [{ address }, { address, ca: stranger.ca }]) {
      await assert.rejects(exchange('https://api.example.com/', {}, options), { name: 'TransportError', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', message: /authority that is not trusted.*network: \{ ca \}/s });
    }
    const both = { address, ca: [stranger.ca, Buffer.from(ca)] };
    assert.equal((await exchange('https://api.example.com/', {}, both)).status, 200);
  });

  test('self-signed: says what to do, and that helps', async (t) => {
    const { key, cert } = stranger.selfSign('DNS:api.example.com');
    const { address } = await secureServer(t, { key, cert });
    await assert.rejects(exchange('https://api.example.com/', {}, { address }), { name: 'TransportError', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: /self-signed.*network: \{ ca \}.*rejectUnauthorized: false/s });
    assert.equal((await exchange('https://api.example.com/', {}, { address, ca: cert })).status, 200);
    assert.equal((await exchange('https://api.example.com/', {}, { address, rejectUnauthorized: false })).status, 200);
  });

  test('expired', async (t) => {
    const { address } = await secureServer(t, authority.sign('DNS:api.example.com', -1));
    await assert.rejects(exchange('https://api.example.com/', {}, { address, ca }), { name: 'TransportError', code: 'CERT_HAS_EXPIRED', message: /has expired/ });
    assert.equal((await exchange('https://api.example.com/', {}, { address, rejectUnauthorized: false })).status, 200);
  });
});

describe('what is not TLS, or not HTTP/1.1 in it', () => {
  test('a plain server', async (t) => {
    const { port } = await rawServer(t, () => {}, { onConnection: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') });
    await assert.rejects(exchange(`https://localhost:${port}/`), { name: 'TransportError', code: 'ERR_SSL_WRONG_VERSION_NUMBER', message: /is this a plain http server\?/ });
  });

  test('a server that hangs up', async (t) => {
    const server = createPlainServer((socket) => socket.end());
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    t.after(() => server.close());
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await assert.rejects(exchange(`https://127.0.0.1:${port}/`), { name: 'TransportError', code: 'ECONNRESET', message: /TLS/ });
  });

  test('a TLS server, asked plainly', async (t) => {
    const { port } = await secureServer(t, authority.sign('DNS:localhost'));
    await assert.rejects(exchange(`http://localhost:${port}/`), { name: 'TransportError' });
  });

  test('HTTP/2 alone', async (t) => {
    const server = createSecureServer({ ...authority.sign('DNS:localhost'), allowHTTP1: false }).on('tlsClientError', () => {}).on('sessionError', () => {});
    server.on('unknownProtocol', (socket) => socket.destroy());
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    t.after(() => server.close());
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await assert.rejects(exchange(`https://localhost:${port}/`, {}, { ca }), { name: 'TransportError', message: /HTTP\/2 alone|TLS handshake/ });
  });
});

describe('bodies over TLS', () => {
  test('the server hears a proper goodbye', async (t) => {
    const events = [];
    const { address, sockets } = await secureServer(t, authority.sign('DNS:a.test'), (socket) => {
      for (const event of ['end', 'error']) socket.on(event, () => events.push(event));
      socket.write(reply('BODY'));
    });
    const { body } = await exchange('https://a.test/', {}, { address, ca });
    assert.equal(await textOf(body), 'BODY');
    await until(() => sockets.size === 0);
    assert.deepEqual(events, ['end']);
  });

  test('large ones, both ways', async (t) => {
    const { address } = await secureServer(t, authority.sign('DNS:a.test'), (socket) => {
      let tail = Buffer.alloc(0);
      socket.on('data', (data) => {
        tail = Buffer.concat([tail, data]).subarray(-5);
        if (tail.equals(Buffer.from('0\r\n\r\n'))) socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n'), Buffer.alloc(5_000_000, 'x')]));
      });
    });
    let left = 50;
    const body = new ReadableStream({ pull: (controller) => (left-- > 0 ? controller.enqueue(Buffer.alloc(100_000, 'x')) : controller.close()) });
    const answer = await exchange('https://a.test/', { method: 'POST', body }, { address, ca });
    assert.equal((await textOf(answer.body)).length, 5_000_000);
  });

  test('a head that is cut short is none, as in Chromium', async (t) => {
    const { address } = await secureServer(t, authority.sign('DNS:a.test'), (socket) => socket.end('HTTP/1.1 200 OK\r\nX: y'));
    await assert.rejects(exchange('https://a.test/', {}, { address, ca }), { code: 'ECONNRESET', message: /in the head of its reply, after 21 bytes/ });
  });
});
