/** Synchronous requests: this thread waits, so the server is elsewhere. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createPage } from 'corslab/page';
import { recorded } from './transports.js';

const APP = 'http://app.example.com/page';
const API = 'http://api.example.com';

describe('a synchronous request', () => {
  /** @type {Worker} */
  let thread;
  /** @type {string} */
  let server;
  before(async () => {
    thread = new Worker(new URL('synchronous-server.js', import.meta.url));
    server = await new Promise((resolve) => thread.once('message', (port) => resolve(`http://127.0.0.1:${port}`)));
  });
  after(() => thread.terminate());

  /** @param {object} [options] */
  const open = (options) => createPage({ url: APP, servers: { [API]: server, 'http://app.example.com': server }, ...options });

  /** @param {any} page @param {string} method @param {string} url @param {(xhr: any) => void} [prepare] @param {any} [body] */
  function sent(page, method, url, prepare = () => {}, body = null) {
    const xhr = new page.XMLHttpRequest();
    xhr.open(method, url, false);
    prepare(xhr);
    xhr.send(body);
    return xhr;
  }

  test('has its response when send() returns', () => {
    /** @type {number[]} */
    const states = [];
    const xhr = sent(open(), 'GET', `${API}/echo?x`, (xhr) => (xhr.onreadystatechange = () => states.push(xhr.readyState)));
    assert.deepEqual([xhr.status, xhr.statusText, xhr.responseURL], [200, 'Fine', `${API}/echo?x`]);
    assert.equal(JSON.parse(xhr.responseText).url, '/echo?x');
    assert.deepEqual(states, [4]);
  });

  test('makes preflights, follows redirects, sends its body again', () => {
    const page = open();
    const set = (/** @type {any} */ xhr) => xhr.setRequestHeader('X-Token', 't');
    const url = `${API}/redirect?to=${encodeURIComponent(`${API}/echo`)}`;
    for (const body of ['text', new Blob(['text'])]) {
      const xhr = sent(page, 'POST', url, set, body);
      const { method, body: received, token } = JSON.parse(xhr.responseText);
      assert.deepEqual([method, received, token], ['POST', 'text', 't']);
    }
    assert.equal(page.preflightCache().length > 0, true);
  });

  test('shares the cookies of its page', () => {
    const page = open();
    sent(page, 'GET', '/cookie');
    assert.equal(JSON.parse(sent(page, 'GET', '/echo').responseText).cookie, 'a=1');
    assert.deepEqual(page.cookies().map(({ name, value }) => `${name}=${value}`), ['a=1']);
  });

  test('throws a NetworkError, whose cause is the verdict, where CORS refuses', () => {
    const page = open();
    const xhr = new page.XMLHttpRequest();
    xhr.open('GET', `${API}/refuse`, false);
    assert.throws(() => xhr.send(), (/** @type {any} */ error) => {
      assert.ok(error instanceof DOMException);
      assert.equal(error.name, 'NetworkError');
      assert.equal(/** @type {any} */ (error).cause.cause.code, 'missing-allow-origin');
      return true;
    });
    assert.deepEqual([xhr.readyState, xhr.status, xhr.responseText], [4, 0, '']);
  });

  for (const [what, path, code] of [['a connection that breaks off', '/broken', 'incomplete-body'], ['a server that says nothing', '/hang', 'ETIMEDOUT']]) {
    test(`throws a NetworkError at ${what}`, () => {
      const page = open({ limits: { timeout: code === 'ETIMEDOUT' ? 300 : 20_000 } });
      assert.throws(() => sent(page, 'GET', `${API}${path}`), (/** @type {any} */ error) => {
        assert.equal(error.name, 'NetworkError');
        assert.equal((error.cause.transportError ?? error.cause).code, code);
        return true;
      });
    });
  }

  test('gives up on a server of this very thread, which cannot answer', async () => {
    const silent = createServer();
    await new Promise((resolve) => silent.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (silent.address());
    const page = createPage({ url: APP, servers: `http://127.0.0.1:${port}`, limits: { timeout: 200 } });
    assert.throws(() => sent(page, 'GET', '/'), { name: 'NetworkError' });
    silent.close();
  });

  test('refuses to ask what answers within this process', () => {
    const page = createPage({ url: APP, servers: recorded(() => ({})) });
    assert.throws(() => sent(page, 'GET', '/'), { name: 'InvalidAccessError', message: /^http:\/\/app\.example\.com is answered within this process/ });
  });

  test('does not keep the process alive, in CommonJS either', () => {
    const script = `
      const { createPage } = require('corslab/page');
      const page = createPage({ url: '${APP}', servers: '${server}' });
      const xhr = new page.XMLHttpRequest();
      xhr.open('GET', '/echo', false);
      xhr.send();
      console.log(xhr.status);`;
    assert.equal(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', timeout: 20_000 }).trim(), '200');
  });
});
