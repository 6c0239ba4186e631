/** Where a page was once seen to differ from Chromium's. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CorslabError, createPage, TransportError } from 'corslab/page';
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

describe('a transport that keeps no contract', () => {
  const pageOf = (/** @type {any} */ exchange) => createPage({ url: APP, servers: { '*': { exchange } }, limits: { timeout: 200 } });

  test('is not waited for longer than the fetch may take, nor after an abort', async () => {
    const page = pageOf(() => new Promise(() => {}));
    await assert.rejects(page.fetch('/'), (/** @type {any} */ { cause }) => cause.transportError.code === 'ETIMEDOUT');
    assert.equal((await page.explain('/')).transportError?.code, 'ETIMEDOUT');
    const reason = new RangeError('enough');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 20);
    await assert.rejects(page.fetch('/', { signal: controller.signal }), (error) => error === reason);
  });

  const throwers = {
    synchronously: () => {
      throw new Error('boom');
    },
    'with an error': async () => {
      throw new Error('boom');
    },
    'with nothing': async () => {
      throw undefined;
    },
  };
  for (const [how, exchange] of Object.entries(throwers)) {
    test(`throws ${how}: a network error, whose verdict says so`, async () => {
      await assert.rejects(pageOf(exchange).fetch('/'), (/** @type {any} */ error) => error instanceof TypeError && error.cause.transportError.code === 'transport-failed');
      assert.equal((await pageOf(exchange).explain('/')).outcome, 'network-error');
    });
  }

  test('of another copy of the package keeps its code', async () => {
    const other = Object.assign(new Error('refused'), { name: 'TransportError', code: 'ECONNREFUSED' });
    assert.deepEqual((await pageOf(async () => Promise.reject(other)).explain('/')).transportError, { code: 'ECONNREFUSED', message: 'refused' });
    assert.equal((await pageOf(async () => Promise.reject(new TransportError('X', 'y'))).explain('/')).transportError?.code, 'X');
  });

  const good = { status: 200, statusText: '', headers: [], body: null };
  /** @type {[name: string, reply: unknown, field: string][]} */
  const replies = [
    ['nothing', undefined, 'status'],
    ['null', null, 'status'],
    ['a status of NaN', { ...good, status: NaN }, 'status'],
    ['a status in text', { ...good, status: '200' }, 'status'],
    ['a number for a status text', { ...good, statusText: 5 }, 'statusText'],
    ['a Response', new Response('x'), 'headers'],
    ['headers as an object', { ...good, headers: { a: 'b' } }, 'headers'],
    ['a header of one part', { ...good, headers: [['a']] }, 'headers'],
    ['a header that is a number', { ...good, headers: [['a', 5]] }, 'headers'],
    ['text for a body', { ...good, body: 'text' }, 'body'],
    ['bytes for a body', { ...good, body: new Uint8Array(1) }, 'body'],
  ];
  for (const [name, reply, field] of replies) {
    test(`${name} is no reply`, async () => {
      const { outcome, transportError } = await pageOf(async () => reply).explain('/');
      assert.deepEqual([outcome, transportError?.code], ['network-error', 'malformed-reply']);
      assert.match(transportError?.message ?? '', new RegExp(`whose ${field} is not`));
    });
  }

  test('may leave the body out', async () => {
    assert.equal(await (await pageOf(async () => ({ status: 200, headers: [] })).fetch('/')).text(), '');
  });
});

describe("the platform's own Request", () => {
  const { Request } = globalThis;
  const server = async (/** @type {globalThis.Request} */ request) =>
    Response.json([request.method, request.headers.get('content-length'), await request.text()], { headers: { 'Access-Control-Allow-Origin': '*' } });
  const app = (/** @type {any} */ request, /** @type {any} */ response) => {
    request.setEncoding('latin1').on('data', (/** @type {string} */ text) => (request.all = (request.all ?? '') + text));
    request.on('end', () => response.end(JSON.stringify([request.method, request.headers['content-length'], request.all])));
  };

  for (const [kind, target] of Object.entries({ handler: server, listener: app })) {
    test(`brings its body to a ${kind}`, async () => {
      const page = createPage({ url: APP, servers: { '*': /** @type {any} */ (target) } });
      const make = () => new Request('https://app.example.com/z', { method: 'POST', body: 'abc' });
      assert.deepEqual(await (await page.fetch(make())).json(), ['POST', '3', 'abc']);
      assert.deepEqual(await (await page.fetch(make().clone())).json(), ['POST', '3', 'abc']);
      assert.deepEqual(await (await page.fetch(make(), { method: 'PUT' })).json(), ['PUT', '3', 'abc']);
      assert.equal((await page.explain(make())).outcome, 'readable');
    });
  }
});

test('setCookie refuses what is no URL of a server, and is none the worse for it', () => {
  const page = createPage(APP);
  for (const url of ['x', 'http://', 'about:blank', 'data:,x']) {
    assert.throws(() => page.setCookie('a=1', url), (/** @type {any} */ error) => error instanceof CorslabError && error.field === 'url');
  }
  page.setCookie('b=\ud800');
  assert.deepEqual(page.cookies().map(({ name, value }) => [name, value]), [['b', '\ufffd']]);
});
