/** Where a page was once seen to differ from Chromium's. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPage } from 'corslab/page';
import { networkTransport } from '../../js/transport/network.js';
import { rawServer, reply } from './raw-server.js';
import { recorded } from './transports.js';

const APP = 'https://app.example.com/dir/page.html';

test('an empty query goes out as it is', async (t) => {
  /** @type {string[]} */
  const lines = [];
  const server = await rawServer(t, (socket, head) => {
    lines.push(head.split('\r\n')[0]);
    socket.end(reply('done'));
  });
  const network = networkTransport();
  for (const path of ['a?', '?', 'a?#b?c', 'a']) {
    const { body } = await network.exchange({ kind: 'actual', hop: 0, method: 'GET', url: `${server.url}${path}`, headers: [], body: null }, new AbortController().signal);
    await body?.cancel();
  }
  await network.close?.();
  assert.deepEqual(lines, ['GET /a? HTTP/1.1', 'GET /? HTTP/1.1', 'GET /a? HTTP/1.1', 'GET /a HTTP/1.1']);
});

describe('the looks of the platform', () => {
  const page = createPage({ url: APP, servers: recorded(() => ({ body: 'hello' })) });

  test('fetch needs an argument, as the platform says of it', async () => {
    const { fetch } = page;
    assert.deepEqual([fetch.name, fetch.length], ['fetch', 1]);
    await assert.rejects(/** @type {any} */ (fetch)(), TypeError);
    await assert.rejects(/** @type {any} */ (page).explain(), TypeError);
  });

  test('classes have the names of their interfaces', () => {
    const { Headers, Request, Response, XMLHttpRequest } = page;
    assert.deepEqual([Headers, Request, Response, XMLHttpRequest].map(({ name }) => name), ['Headers', 'Request', 'Response', 'XMLHttpRequest']);
  });

  test('a header of a request that is no pair is a TypeError', async () => {
    for (const headers of [[['a']], [['a', 'b', 'c']], [[]]]) {
      assert.throws(() => new page.Request('/', { headers: /** @type {any} */ (headers) }), { name: 'TypeError' });
      await assert.rejects(page.fetch('/', { headers: /** @type {any} */ (headers) }), { name: 'TypeError' });
    }
  });

  test('a HEAD of a data: URL has no body', async () => {
    const response = await page.fetch('data:,hi', { method: 'HEAD' });
    assert.deepEqual([response.status, await response.text()], [200, '']);
    assert.equal(await (await page.fetch('data:,hi')).text(), 'hi');
  });
});

describe('XMLHttpRequest', () => {
  const page = /** @type {any} */ (createPage({ url: APP, servers: { '*': () => new Response('hello') } }));

  test('is synchronous where its third argument is undefined', () => {
    const xhr = new page.XMLHttpRequest();
    xhr.open('GET', 'data:,hi', undefined);
    xhr.send();
    assert.deepEqual([xhr.readyState, xhr.responseText], [4, 'hi']);
  });

  test('tells the end of a load even where its listener has aborted', async () => {
    /** @type {string[]} */
    const seen = [];
    const xhr = new page.XMLHttpRequest();
    xhr.open('GET', '/');
    for (const type of ['load', 'abort', 'loadend']) xhr.addEventListener(type, () => seen.push(type));
    xhr.addEventListener('load', () => xhr.abort());
    const ended = new Promise((resolve) => xhr.addEventListener('loadend', () => resolve(undefined)));
    xhr.send();
    await ended;
    assert.deepEqual(seen, ['load', 'loadend']);
  });
});
