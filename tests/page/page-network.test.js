/** A page whose servers are processes on loopback: what a script sees of them, and of those that misbehave. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createPage } from 'corslab/page';
import { makeAuthority } from './certificates.js';
import { rawServer, until } from './raw-server.js';

const authority = makeAuthority();
after(() => authority.close());
const APP = 'https://app.example.com/';
const API = 'https://api.example.com';

/** @param {import('node:test').TestContext} t @param {import('node:http').Server} server */
async function listening(t, server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

/** Allows what was asked for, and tells what reached it. @type {import('node:http').RequestListener} */
function api(request, response) {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Allow-Methods', 'PUT');
  response.setHeader('Access-Control-Allow-Headers', 'x-token');
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  response.setHeader('Set-Cookie', 'id=1; Secure; SameSite=None');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => response.end(JSON.stringify({ headers: request.headers, body: Buffer.concat(chunks).toString() })));
}

describe('a process stands for a host', () => {
  test('over TLS, whose certificate is for the host', async (t) => {
    const port = await listening(t, createServer(authority.sign('DNS:api.example.com'), api));
    const page = createPage({ url: APP, servers: { [API]: `https://127.0.0.1:${port}` }, network: { ca: authority.ca } });
    const send = () => page.fetch(`${API}/items`, { method: 'PUT', headers: { 'X-Token': 'é' }, body: 'text', credentials: 'include' });
    assert.equal((await (await send()).json()).headers.cookie, undefined);
    const { headers, body } = await (await send()).json();
    assert.equal(headers.host, 'api.example.com');
    assert.equal(headers.origin, 'https://app.example.com');
    assert.equal(headers['x-token'], 'é');
    assert.equal(headers.cookie, 'id=1');
    assert.equal(headers['sec-fetch-site'], 'same-site');
    assert.equal(headers['content-length'], '4');
    assert.equal(body, 'text');
    await page.close();
  });

  test('and without TLS, whatever the scheme of the URL', async (t) => {
    const port = await listening(t, createPlainServer(api));
    const page = createPage({ url: APP, servers: { [API]: `http://127.0.0.1:${port}` } });
    const { headers, body } = await (await page.fetch(API, { method: 'POST', body: 'text' })).json();
    assert.equal(headers.host, 'api.example.com');
    assert.equal(body, 'text');
  });

  test('a certificate that is not trusted is a network error, and the verdict says why', async (t) => {
    const port = await listening(t, createServer(authority.sign('DNS:api.example.com'), api));
    const page = createPage({ url: APP, servers: { [API]: `https://127.0.0.1:${port}` } });
    const { cause } = await rejection(page.fetch(API));
    assert.equal(cause.transportError.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    assert.match(cause.transportError.message, /api\.example\.com:443 \(at 127\.0\.0\.1:\d+\).*network: \{ ca \}/);
    assert.equal(cause.exchanges.length, 1);
  });
});

/** @param {Promise<unknown>} promise @returns {Promise<any>} */
async function rejection(promise) {
  const error = await promise.then(() => assert.fail('it was allowed'), (reason) => reason);
  assert.ok(error instanceof TypeError, error.stack);
  return error;
}

describe('servers that misbehave are network errors, in time', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n';
  /** Where something else is the end, time must not be. @param {string} code */
  const limitsFor = (code) => ({ timeout: code === 'ETIMEDOUT' ? 1000 : 20_000, headBytes: 10_000, bodyBytes: 10_000 });

  /** @type {Record<string, [(socket: import('node:net').Socket) => void, string]>} */
  const heads = {
    'a reset': [(socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    'a close': [(socket) => socket.end(), 'ECONNRESET'],
    'silence': [() => {}, 'ETIMEDOUT'],
    'half a head': [(socket) => socket.write(HEAD), 'ETIMEDOUT'],
    'a gigantic head': [(socket) => socket.write(`${HEAD}X: ${'x'.repeat(20_000)}\r\n\r\n`), 'head-too-large'],
    'no HTTP': [(socket) => socket.write('220 mail.example.com ESMTP\r\n'), 'malformed-head'],
    'an endless redirect': [(socket) => socket.end(`HTTP/1.1 302 Found\r\nAccess-Control-Allow-Origin: *\r\nLocation: ${API}/\r\nContent-Length: 0\r\n\r\n`), ''],
  };
  for (const [name, [answer, code]] of Object.entries(heads)) {
    test(name, async (t) => {
      const { port, sockets } = await rawServer(t, answer);
      const page = createPage({ url: APP, servers: { [API]: `http://127.0.0.1:${port}` }, limits: limitsFor(code) });
      const { cause } = await rejection(page.fetch(API));
      if (code) {
        assert.equal(cause.transportError.code, code);
        assert.match(cause.transportError.message, new RegExp(`127\\.0\\.0\\.1:${port}`));
      } else {
        assert.equal(cause.transportError, undefined);
        assert.equal(cause.cause.code, 'too-many-redirects');
      }
      await until(() => sockets.size === 0);
    });
  }

  /** @type {Record<string, [(socket: import('node:net').Socket) => void, string]>} */
  const bodies = {
    'half a body, then silence': [(socket) => socket.write(`${HEAD}Content-Length: 9\r\n\r\nBODY`), 'ETIMEDOUT'],
    'half a body, then a close': [(socket) => socket.end(`${HEAD}Content-Length: 9\r\n\r\nBODY`), 'incomplete-body'],
    'a body that is too large': [(socket) => socket.end(`${HEAD}\r\n${'x'.repeat(20_000)}`), 'body-too-large'],
    'a bomb': [(socket) => socket.end(Buffer.concat([Buffer.from(`${HEAD}Content-Encoding: gzip\r\n\r\n`), gzipSync(Buffer.alloc(1_000_000))])), 'body-too-large'],
    'malformed chunks': [(socket) => socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\nBODY`.concat('\r\n')), 'malformed-chunk'],
  };
  for (const [name, [answer, code]] of Object.entries(bodies)) {
    test(name, async (t) => {
      const { port, sockets } = await rawServer(t, answer);
      const page = createPage({ url: APP, servers: { [API]: `http://127.0.0.1:${port}` }, limits: limitsFor(code) });
      const response = await page.fetch(API);
      assert.equal(response.status, 200);
      const { cause } = await rejection(response.text());
      assert.equal(cause.code, code);
      await until(() => sockets.size === 0);
    });
  }
});

test('a response that nobody reads neither keeps the process nor crashes it', async (t) => {
  const { port } = await rawServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\nBODY'));
  const code = `
    import { createPage } from 'corslab/page';
    const page = createPage({ url: ${JSON.stringify(APP)}, servers: { '*': 'http://127.0.0.1:${port}' } });
    const { status } = await page.fetch(${JSON.stringify(API)});
    console.log(status);
    await createPage({ url: ${JSON.stringify(APP)}, servers: { '*': 'http://127.0.0.1:${port}' }, limits: { timeout: 1000 } }).fetch(${JSON.stringify(API)});
    setTimeout(() => {}, 1500);`;
  const start = performance.now();
  const output = await new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', code], { timeout: 25_000 }, (error, stdout, stderr) => resolve(`${error?.code ?? 0} ${stdout}${stderr}`));
  });
  assert.equal(output, '0 200\n');
  assert.ok(performance.now() - start < 20_000);
});
