/** `page.Request`: the constructor's steps, and what a fetch makes of the object. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPage } from 'corslab/page';
import { OPEN, recorded } from './transports.js';

const APP = 'https://app.example.com/dir/page.html';
const page = createPage(APP);
const { Request } = page;

/** @param {any} input @param {any} [init] */
const make = (input, init) => new Request(input, init);

/** @param {Request} request */
const attributes = ({ method, url, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive }) => ({
  ...{ method, url, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive },
});

const DEFAULTS = {
  method: 'GET',
  url: 'https://app.example.com/dir/items',
  mode: 'cors',
  credentials: 'same-origin',
  cache: 'default',
  redirect: 'follow',
  referrer: 'about:client',
  referrerPolicy: '',
  integrity: '',
  keepalive: false,
};

describe('new Request()', () => {
  test("resolves a URL against the page's, and has the standard's defaults", () => {
    const request = make('items');
    assert.deepEqual(attributes(request), DEFAULTS);
    assert.equal(request.destination, '');
    assert.equal(request.duplex, 'half');
    assert.equal(/** @type {any} */ (request).isReloadNavigation, false);
    assert.equal(/** @type {any} */ (request).isHistoryNavigation, false);
    assert.equal(request.body, null);
    assert.equal(request.bodyUsed, false);
    assert.equal(make(new URL('https://api.example.com/a?b#c')).url, 'https://api.example.com/a?b#c');
    assert.equal(make({ toString: () => '//x.example/' }).url, 'https://x.example/');
  });

  test('takes every member of init', () => {
    const members = {
      ...{ method: 'PUT', mode: 'same-origin', credentials: 'include', cache: 'only-if-cached', redirect: 'manual' },
      ...{ referrer: 'https://app.example.com/other', referrerPolicy: 'origin', integrity: 'sha256-x', keepalive: true },
    };
    assert.deepEqual(attributes(make('items', { ...members, priority: 'high', window: null })), { ...DEFAULTS, ...members });
  });

  test('normalizes the methods that everybody spells in capitals, and no others', () => {
    const spelt = { get: 'GET', hEad: 'HEAD', post: 'POST', put: 'PUT', delete: 'DELETE', options: 'OPTIONS', patch: 'patch', Foo: 'Foo' };
    for (const [method, expected] of Object.entries(spelt)) assert.equal(make('/', { method }).method, expected);
  });

  test('keeps a referrer of its own origin only', () => {
    const referrers = {
      'https://app.example.com/a': 'https://app.example.com/a',
      'b?c': 'https://app.example.com/dir/b?c',
      'https://api.example.com/': 'about:client',
      'about:client': 'about:client',
      '': '',
    };
    for (const [referrer, expected] of Object.entries(referrers)) assert.equal(make('/', { referrer }).referrer, expected);
  });

  test("throws where the constructor's steps do, and an error of a fetch has the verdict as its cause", async () => {
    const stream = () => new Blob(['a']).stream();
    const cases = /** @type {[string, any, string][]} */ ([
      ['http://a b/', {}, 'invalid-url'],
      ['https://user:pass@api.example.com/', {}, 'url-includes-credentials'],
      ['/', { referrer: 'http://a b/' }, 'invalid-referrer'],
      ['/', { mode: 'navigate' }, 'navigate-mode'],
      ['/', { cache: 'only-if-cached' }, 'only-if-cached-mode'],
      ['/', { method: 'a b' }, 'invalid-method'],
      ['/', { method: '' }, 'invalid-method'],
      ['/', { method: 'trace' }, 'forbidden-method'],
      ['/', { method: 'PUT', mode: 'no-cors' }, 'no-cors-method'],
      ['/', { headers: { 'a b': 'c' } }, 'invalid-header'],
      ['/', { body: '' }, 'body-not-allowed'],
      ['/', { method: 'HEAD', body: 'a' }, 'body-not-allowed'],
      ['/', { method: 'POST', body: stream() }, 'stream-body-duplex'],
      ['/', { method: 'POST', body: stream(), duplex: 'half', mode: 'no-cors' }, 'stream-body-mode'],
      ['/', { method: 'POST', body: stream(), duplex: 'half', keepalive: true }, 'keepalive-stream-body'],
    ]);
    for (const [url, init, code] of cases) {
      assert.throws(() => make(url, init), TypeError, code);
      await assert.rejects(page.fetch(url, init), (/** @type {any} */ error) => {
        assert.ok(error instanceof TypeError);
        assert.equal(/** @type {any} */ (error.cause).cause.code, code);
        assert.equal(/** @type {any} */ (error.cause).javascript, `TypeError: ${error.message}`);
        return true;
      });
    }
  });

  test('throws where Web IDL does', () => {
    const wrong = [
      ...[{ mode: 'corsy' }, { mode: '' }, { credentials: 'Include' }, { cache: 'none' }, { redirect: 'x' }, { duplex: 'full' }],
      ...[{ priority: 'urgent' }, { referrerPolicy: 'x' }, { signal: {} }, { signal: 'abort' }, { window: 'client' }],
      ...[{ method: '\u0100' }, { method: Symbol('m') }, { headers: 1 }, { headers: null }, 1, 'GET', true],
    ];
    for (const init of wrong) assert.throws(() => make('/', init), TypeError, JSON.stringify(init));
    assert.throws(() => new /** @type {any} */ (Request)(), { name: 'TypeError', message: /1 argument required/ });
    assert.throws(() => /** @type {any} */ (Request)('/'), TypeError);
    for (const nothing of [undefined, null]) assert.equal(make('/', nothing).method, 'GET');
  });

  test('reads the members once each, in alphabetical order', () => {
    const read = /** @type {string[]} */ ([]);
    make('/', new Proxy({}, { get: (_, name) => void read.push(String(name)) }));
    assert.deepEqual(read, [
      ...['body', 'cache', 'credentials', 'duplex', 'headers', 'integrity', 'keepalive', 'method', 'mode', 'priority'],
      ...['redirect', 'referrer', 'referrerPolicy', 'signal', 'window'],
    ]);
  });
});

describe('from another request', () => {
  test('takes over all that init leaves', async () => {
    const first = make('/a', { method: 'POST', body: 'text', headers: { 'X-A': '1' }, referrer: '', credentials: 'omit' });
    const second = make(first);
    assert.deepEqual(attributes(second), { ...DEFAULTS, url: 'https://app.example.com/a', method: 'POST', referrer: '', credentials: 'omit' });
    assert.deepEqual([...second.headers], [['content-type', 'text/plain;charset=UTF-8'], ['x-a', '1']]);
    assert.equal(first.bodyUsed, true);
    assert.equal(await second.text(), 'text');
    assert.throws(() => make(first), TypeError);
    assert.equal(make(first, { body: 'new' }).bodyUsed, false);
  });

  test('starts anew with the referrer once anything is changed, and filters the headers again', () => {
    const first = make('/a', { method: 'POST', headers: { 'X-A': '1', Accept: 'b' }, referrer: '', referrerPolicy: 'origin' });
    const second = make(first, { mode: 'no-cors' });
    assert.equal(second.referrer, 'about:client');
    assert.equal(second.referrerPolicy, '');
    assert.deepEqual([...second.headers], [['accept', 'b']]);
    assert.deepEqual([...make(first, { headers: { 'X-B': '2' } }).headers], [['x-b', '2']]);
  });

  test('a constructor that throws does not use the body', () => {
    const request = make('/', { method: 'POST', body: 'hello' });
    for (const init of [{ method: 'GET' }, { method: 'CONNECT' }, { mode: 'navigate' }]) {
      assert.throws(() => make(request, init), TypeError);
      assert.equal(request.bodyUsed, false);
    }
  });

  test('takes a Request of the platform', async () => {
    const headers = { 'X-A': '1', Cookie: 'a=b' };
    const platform = new globalThis.Request('https://api.example.com/x', { method: 'POST', body: 'bytes', headers, redirect: 'error' });
    const request = make(platform, { credentials: 'include' });
    assert.deepEqual(attributes(request), {
      ...DEFAULTS,
      ...{ url: 'https://api.example.com/x', method: 'POST', credentials: 'include', redirect: 'error' },
    });
    assert.equal(request.headers.has('cookie'), false);
    assert.equal(request.headers.get('x-a'), '1');
    assert.equal(platform.bodyUsed, true);
    assert.equal(await request.text(), 'bytes');
  });
});

describe('clone()', () => {
  test('gives two of everything', async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array([1, 2]));
        controller.close();
      },
    });
    for (const body of ['text', stream]) {
      const request = make('/', { method: 'POST', body, duplex: 'half', headers: { 'X-A': '1' } });
      const clone = request.clone();
      clone.headers.set('X-A', '2');
      assert.equal(request.headers.get('x-a'), '1');
      assert.notEqual(clone.body, request.body);
      assert.deepEqual(await clone.bytes(), await request.bytes());
      assert.throws(() => request.clone(), TypeError);
      assert.ok(clone instanceof Request);
    }
  });

  test('follows the signal', () => {
    const controller = new AbortController();
    const request = make('/', { signal: controller.signal });
    const clone = request.clone();
    assert.notEqual(clone.signal, request.signal);
    controller.abort('enough');
    assert.deepEqual([clone.signal.aborted, clone.signal.reason], [true, 'enough']);
  });
});

describe('signal', () => {
  test('follows the one of init, or of the request', () => {
    const controller = new AbortController();
    const request = make('/', { signal: controller.signal });
    const unrelated = make(request, { signal: null });
    const follower = make(request);
    assert.ok(request.signal instanceof AbortSignal);
    assert.notEqual(request.signal, controller.signal);
    assert.equal(request.signal, request.signal);
    assert.equal(request.signal.aborted, false);
    controller.abort();
    assert.equal(request.signal.reason, controller.signal.reason);
    assert.equal(follower.signal.aborted, true);
    assert.equal(unrelated.signal.aborted, false);
    assert.equal(make('/', { signal: undefined }).signal.aborted, false);
    assert.equal(make('/', { signal: AbortSignal.abort('before') }).signal.reason, 'before');
  });
});

describe('what is sent', () => {
  const API = 'https://api.example.com';

  /** @param {any} input @param {any} [init] @param {any} [engine] */
  async function sent(input, init, engine) {
    const server = recorded(() => ({ headers: OPEN }));
    const open = createPage({ url: APP, servers: server, engine });
    await open.fetch(typeof input === 'function' ? input(open) : input, init);
    return server.asked[server.asked.length - 1];
  }

  test('each kind of body with the type that it implies', async () => {
    const bodies = /** @type {[any, string | null, string][]} */ ([
      ['t\u00e9xt', 'text/plain;charset=UTF-8', 't\u00e9xt'],
      [new URLSearchParams('a=b c'), 'application/x-www-form-urlencoded;charset=UTF-8', 'a=b+c'],
      [new Blob(['blob'], { type: 'Text/X' }), 'text/x', 'blob'],
      [new Blob(['blob']), null, 'blob'],
      [new TextEncoder().encode('view').subarray(1), null, 'iew'],
      [new TextEncoder().encode('buffer').buffer, null, 'buffer'],
      [new DataView(new TextEncoder().encode('view').buffer, 2), null, 'ew'],
      [{ toString: () => 'object' }, 'text/plain;charset=UTF-8', 'object'],
      [12, 'text/plain;charset=UTF-8', '12'],
    ]);
    for (const [body, type, text] of bodies) {
      const request = await sent(API, { method: 'POST', body });
      assert.equal(request.header('Content-Type') ?? null, type, text);
      assert.equal(new TextDecoder().decode(request.body), text);
      const named = await sent(API, { method: 'POST', body, headers: { 'content-type': 'x/y' } });
      assert.equal(named.header('Content-Type'), 'x/y');
    }
  });

  test('a form as multipart/form-data, the same for the same form', async () => {
    const form = new FormData();
    form.append('a "quoted"\nname', 'line\nbreak\r\n');
    form.append('file', new File(['content'], 'x"y.txt', { type: 'text/plain' }));
    form.append('file', new Blob(['1']), 'z');
    const [first, second] = [await sent(API, { method: 'POST', body: form }), await sent(API, { method: 'POST', body: form })];
    const type = /** @type {string} */ (first.header('Content-Type'));
    const [, boundary] = /** @type {RegExpExecArray} */ (/^multipart\/form-data; boundary=(----corslab[0-9a-f]+)$/.exec(type));
    const parts = [
      'Content-Disposition: form-data; name="a %22quoted%22%0D%0Aname"\r\n\r\nline\r\nbreak\r\n',
      'Content-Disposition: form-data; name="file"; filename="x%22y.txt"\r\nContent-Type: text/plain\r\n\r\ncontent',
      'Content-Disposition: form-data; name="file"; filename="z"\r\nContent-Type: application/octet-stream\r\n\r\n1',
    ];
    const expected = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('') + `--${boundary}--\r\n`;
    assert.equal(new TextDecoder().decode(first.body), expected);
    assert.equal(second.header('Content-Type'), type);
  });

  test('a body once more after a redirect that keeps it, whatever it was made from', async () => {
    const form = new FormData();
    form.append('file', new File(['content'], 'name'));
    const platform = () => new globalThis.Request(API, { method: 'POST', body: 'platform' });
    for (const [input, body, text] of /** @type {[any, any, RegExp][]} */ ([
      [API, 'string', /^string$/],
      [API, new Blob(['blob']), /^blob$/],
      [API, form, /content/],
      [platform(), undefined, /^platform$/],
    ])) {
      const server = recorded(({ kind, url }) => ({
        status: kind === 'actual' && !url.endsWith('/next') ? 307 : 200,
        headers: [...OPEN, ['Location', '/next']],
      }));
      const open = createPage({ url: APP, servers: server });
      await open.fetch(input, body && { method: 'POST', body });
      const actual = server.asked.filter(({ kind }) => kind === 'actual');
      assert.deepEqual(actual.map((request) => request.url), [`${API}/`, `${API}/next`]);
      for (const request of actual) assert.match(new TextDecoder().decode(request.body), text);
    }
  });

  test('the object as it is when it is fetched', async () => {
    const changed = await sent((/** @type {any} */ open) => {
      const request = new open.Request(API, { method: 'POST', body: 'a', headers: { 'X-A': '1' } });
      request.headers.set('X-A', '2');
      request.headers.delete('Content-Type');
      return request;
    });
    assert.equal(changed.header('X-A'), '2');
    assert.equal(changed.header('Content-Type'), undefined);
    assert.equal(new TextDecoder().decode(changed.body), 'a');
  });

  test('a stream that gives no bytes ends the fetch', async () => {
    const open = createPage({ url: APP, servers: async (request) => new globalThis.Response(await request.text()) });
    const post = (/** @type {unknown} */ chunk) => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(chunk);
          controller.close();
        },
      });
      return open.fetch('/', /** @type {any} */ ({ method: 'POST', body, duplex: 'half' }));
    };
    assert.equal(await (await post(new Uint8Array([97]))).text(), 'a');
    for (const chunk of ['text', 1, [97], new Uint16Array(1)]) await assert.rejects(post(chunk), TypeError, String(chunk));
  });

  test('a stream as text where the engine knows no other way', async () => {
    const stream = new Blob(['a']).stream();
    const request = await sent(API, { method: 'POST', body: stream }, 'firefox');
    assert.equal(new TextDecoder().decode(request.body), '[object ReadableStream]');
    assert.equal(request.header('Content-Type'), 'text/plain;charset=UTF-8');
  });

  test('and the verdict still tells which headers the browser dropped', async () => {
    const open = createPage({ url: APP, servers: recorded(() => ({ headers: OPEN })) });
    const { warnings } = await open.explain(API, { headers: { Cookie: 'a=b' } });
    assert.ok(warnings.some(({ message }) => message.includes('Cookie')));
  });
});

test('the looks of the interface', () => {
  assert.equal(Object.prototype.toString.call(make('/')), '[object Request]');
  assert.equal(Request.length, 1);
  for (const [name, { get, value, enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(Request.prototype))) {
    if (name === 'constructor') continue;
    assert.equal(enumerable, true, name);
    for (const wrong of [{}, undefined, Request.prototype, new page.Response()]) {
      if (get) assert.throws(() => Reflect.apply(get, wrong, []), TypeError, name);
    }
    if (!get) assert.equal(value.length, 0, name);
  }
});
