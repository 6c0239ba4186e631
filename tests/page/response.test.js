/** `page.Response`, and the bodies that it shares with `page.Request`. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPage } from 'corslab/page';
import { OPEN, recorded } from './transports.js';

const APP = 'https://app.example.com/dir/page.html';
const API = 'https://api.example.com';
const page = createPage(APP);
const { Request, Response } = page;

/** @param {any} [body] @param {any} [init] */
const make = (body, init) => new Response(body, init);

/** @param {...unknown} chunks */
const streamOf = (...chunks) =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

/** @param {string} text */
const bytesOf = (text) => new TextEncoder().encode(text);

/** @param {Response} response */
const attributes = ({ type, url, redirected, status, ok, statusText, headers }) => ({
  ...{ type, url, redirected, status, ok, statusText, headers: [...headers] },
});

const DEFAULTS = { type: 'default', url: '', redirected: false, status: 200, ok: true, statusText: '', headers: [] };

describe('new Response()', () => {
  test("has the standard's defaults", () => {
    for (const response of [make(), make(undefined, undefined), make(null, null), make(null, {})]) {
      assert.deepEqual(attributes(response), DEFAULTS);
      assert.equal(response.body, null);
      assert.equal(response.bodyUsed, false);
    }
    assert.equal(make('').body instanceof ReadableStream, true);
  });

  test('takes status, statusText and headers', () => {
    const response = make('text', { status: 404, statusText: 'Not\tFound \u00ff', headers: { 'X-A': '1' } });
    const headers = [['content-type', 'text/plain;charset=UTF-8'], ['x-a', '1']];
    assert.deepEqual(attributes(response), { ...DEFAULTS, status: 404, ok: false, statusText: 'Not\tFound \u00ff', headers });
    assert.equal(make('{}', { headers: { 'content-type': 'application/json' } }).headers.get('Content-Type'), 'application/json');
    const ok = [200, 204, 299].map((status) => make(null, { status }).ok);
    const others = [300, 304, 404, 500].map((status) => make(null, { status }).ok);
    assert.deepEqual([...ok, ...others], [true, true, true, false, false, false, false]);
  });

  test('refuses what the standard refuses', () => {
    for (const status of [0, 100, 199, 600, 65536 + 100, -1, 'abc']) assert.throws(() => make(null, { status }), RangeError, String(status));
    assert.equal(make(null, { status: 65536 + 200 }).status, 200);
    for (const statusText of ['a\nb', '\r', '\0', '\u007f', '\u0100']) assert.throws(() => make(null, { statusText }), TypeError);
    for (const status of [204, 205, 304]) {
      assert.throws(() => make('', { status }), TypeError);
      assert.equal(make(null, { status }).status, status);
    }
    for (const init of [1, 'a', true, { headers: 1 }, { headers: { 'a b': '1' } }]) assert.throws(() => make(null, init), TypeError);
    const locked = streamOf();
    locked.getReader();
    assert.throws(() => make(locked), TypeError);
    const shared = /** @type {any} */ (new Uint8Array(new SharedArrayBuffer(1)));
    assert.throws(() => make(shared), TypeError);
  });
});

describe('static methods', () => {
  test('error() is a network error', () => {
    const error = Response.error();
    assert.deepEqual(attributes(error), { ...DEFAULTS, type: 'error', status: 0, ok: false });
    assert.equal(error.body, null);
  });

  test("redirect() resolves against the page's URL", () => {
    const location = [['location', 'https://app.example.com/dir/x?y']];
    assert.deepEqual(attributes(Response.redirect('x?y')), { ...DEFAULTS, status: 302, ok: false, headers: location });
    for (const status of [301, 302, 303, 307, 308]) assert.equal(Response.redirect('/', status).status, status);
    for (const status of [200, 300, 304, 309, 400]) assert.throws(() => Response.redirect('/', status), RangeError);
    assert.throws(() => Response.redirect('http://a b/'), TypeError);
    assert.throws(() => /** @type {any} */ (Response).redirect(), TypeError);
  });

  test('json() writes JSON', async () => {
    const response = Response.json({ a: ['\u00e9'] }, { status: 201 });
    assert.deepEqual(attributes(response), { ...DEFAULTS, status: 201, headers: [['content-type', 'application/json']] });
    assert.equal(await response.text(), '{"a":["\u00e9"]}');
    assert.equal(Response.json(1, { headers: { 'Content-Type': 'a/b' } }).headers.get('content-type'), 'a/b');
    for (const data of [undefined, Symbol('s'), () => {}, 1n]) assert.throws(() => Response.json(data), TypeError);
    assert.throws(() => Response.json({}, { status: 204 }), TypeError);
    const thrown = new Error('mine');
    const toJSON = () => {
      throw thrown;
    };
    assert.throws(() => Response.json({ toJSON }), (error) => error === thrown);
  });
});

describe('reading a body', () => {
  test('in every form, once', async () => {
    const expected = bytesOf('{"a":"\u00e9"}');
    const readers = /** @type {Record<string, (response: Response) => Promise<unknown>>} */ ({
      text: async (response) => assert.equal(await response.text(), '{"a":"\u00e9"}'),
      json: async (response) => assert.deepEqual(await response.json(), { a: '\u00e9' }),
      arrayBuffer: async (response) => assert.deepEqual(await response.arrayBuffer(), expected.buffer),
      bytes: async (response) => assert.deepEqual(await response.bytes(), expected),
      blob: async (response) => assert.deepEqual(new Uint8Array(await (await response.blob()).arrayBuffer()), expected),
    });
    for (const [name, read] of Object.entries(readers)) {
      for (const body of [expected, '{"a":"\u00e9"}', new Blob([expected]), streamOf(expected.slice(0, 7), expected.slice(7))]) {
        const response = make(body);
        await read(response);
        assert.equal(response.bodyUsed, true, name);
        assert.equal(response.body?.locked, true, name);
        for (const again of ['text', 'json', 'arrayBuffer', 'bytes', 'blob', 'formData']) {
          await assert.rejects(() => /** @type {any} */ (response)[again](), TypeError);
        }
        assert.throws(() => response.clone(), TypeError);
      }
    }
  });

  test('of nothing gives nothing, as often as one likes', async () => {
    const response = make();
    assert.equal(await response.text(), '');
    assert.equal((await response.arrayBuffer()).byteLength, 0);
    assert.equal(response.bodyUsed, false);
    await assert.rejects(response.json(), SyntaxError);
    await assert.rejects(response.formData(), TypeError);
  });

  test('text is UTF-8 without its mark, whatever the type says', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff, 0xc3, 0xa9]);
    const headers = { 'Content-Type': 'text/plain;charset=iso-8859-1' };
    assert.equal(await make(bytes, { headers }).text(), 'a\ufffd\u00e9');
    let text = '';
    for await (const part of /** @type {any} */ (make(bytes, { headers })).textStream()) text += part;
    assert.equal(text, 'a\ufffd\u00e9');
  });

  test('blob() has the type that the headers say', async () => {
    const types = /** @type {[any, string][]} */ ([
      [{ 'Content-Type': 'Text/HTML; Charset=UTF-8' }, 'text/html;charset=utf-8'],
      [[['Content-Type', 'text/plain'], ['Content-Type', 'image/png']], 'image/png'],
      [{ 'Content-Type': 'nonsense' }, ''],
      [{}, ''],
    ]);
    for (const [headers, type] of types) assert.equal((await make(bytesOf('x'), { headers }).blob()).type, type);
  });

  test('formData() reads both kinds of forms', async () => {
    const form = new FormData();
    form.append('a', 'b\u00e9');
    form.append('file', new File(['content'], 'name.txt', { type: 'text/x' }));
    const read = await make(form).formData();
    assert.equal(read.get('a'), 'b\u00e9');
    const file = /** @type {File} */ (read.get('file'));
    assert.deepEqual([file.name, file.type, await file.text()], ['name.txt', 'text/x', 'content']);
    const encoded = await make(new URLSearchParams([['a', '1 2'], ['a', '&']])).formData();
    assert.deepEqual(encoded.getAll('a'), ['1 2', '&']);
    await assert.rejects(make('a=b').formData(), TypeError);
    await assert.rejects(make('no boundary', { headers: { 'Content-Type': 'multipart/form-data; boundary=x' } }).formData(), TypeError);
  });

  test("formData() works where a page's Response stands in the global's place", async () => {
    const before = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(globalThis, 'Response'));
    Object.defineProperty(globalThis, 'Response', { value: Response, configurable: true, writable: true });
    try {
      assert.equal((await new globalThis.Response(new URLSearchParams('a=b')).formData()).get('a'), 'b');
      assert.equal(globalThis.Response, Response);
    } finally {
      Object.defineProperty(globalThis, 'Response', before);
    }
  });

  test('a stream of anything but bytes is refused, one that breaks says why', async () => {
    for (const chunk of ['text', 1, null, new Uint16Array(1), new ArrayBuffer(1)]) await assert.rejects(make(streamOf(chunk)).text(), TypeError);
    const broken = new Error('mine');
    const stream = new ReadableStream({ start: (controller) => controller.error(broken) });
    await assert.rejects(make(stream).text(), (error) => error === broken);
  });

  test('as a stream, which may be locked and disturbed', async () => {
    const response = make('hello');
    const body = /** @type {ReadableStream<Uint8Array>} */ (response.body);
    assert.equal(response.body, body);
    const reader = body.getReader();
    assert.equal(response.bodyUsed, false);
    await assert.rejects(response.text(), TypeError);
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'hello');
    assert.equal(response.bodyUsed, true);
    assert.equal((await reader.read()).done, true);
    const cancelled = make('hello');
    await cancelled.body?.cancel();
    assert.equal(cancelled.bodyUsed, true);
    await assert.rejects(cancelled.text(), TypeError);
  });

  test('with a buffer of the reader’s own', async () => {
    for (const body of ['hello', new Blob(['hello'])]) {
      const reader = /** @type {ReadableStream<Uint8Array>} */ (make(body).body).getReader({ mode: 'byob' });
      let text = '';
      for (;;) {
        const { value, done } = await reader.read(new Uint8Array(2));
        if (done) break;
        text += new TextDecoder().decode(value);
      }
      assert.equal(text, 'hello');
    }
  });

  test('keeps the bytes as they were when it was made', async () => {
    const bytes = bytesOf('abc');
    const response = make(bytes);
    bytes[0] = 120;
    const clone = response.clone();
    new Uint8Array(await response.arrayBuffer())[1] = 120;
    assert.equal(await clone.text(), 'abc');
  });
});

describe('clone()', () => {
  test('gives two of everything', async () => {
    for (const body of ['hello', new Blob(['hello']), streamOf(bytesOf('hel'), bytesOf('lo'))]) {
      const response = make(body, { status: 201, statusText: 'Made', headers: { 'X-A': '1' } });
      const clone = response.clone();
      assert.deepEqual(attributes(clone), attributes(response));
      assert.notEqual(clone.headers, response.headers);
      assert.notEqual(clone.body, response.body);
      assert.deepEqual([await clone.text(), await response.text()], ['hello', 'hello']);
    }
    assert.equal(make().clone().body, null);
  });

  test('the second gets chunks of its own', async () => {
    const response = make(streamOf(bytesOf('hello')));
    const clone = response.clone();
    const chunk = async (/** @type {Response} */ { body }) => (await /** @type {any} */ (body).getReader().read()).value;
    const [first, second] = [await chunk(response), await chunk(clone)];
    first[0] = 0;
    assert.equal(new TextDecoder().decode(second), 'hello');
  });
});

describe('what a fetch resolves with', () => {
  /** @param {any} init @param {any} reply @param {string} [url] */
  async function answered(init, reply, url = API) {
    return createPage({ url: APP, servers: recorded(() => reply) }).fetch(url, init);
  }

  test('same origin: a basic response without Set-Cookie', async () => {
    const response = await answered({}, { status: 404, statusText: 'Nope', headers: [['Set-Cookie', 'a=b'], ['X-A', '1'], ['x-a', '2']], body: 'b' }, '/x#y');
    const expected = { type: 'basic', url: 'https://app.example.com/x', redirected: false, status: 404, ok: false, statusText: 'Nope' };
    assert.deepEqual(attributes(response), { ...expected, headers: [['x-a', '1, 2']] });
    assert.equal(await response.text(), 'b');
  });

  test('cross origin: what CORS exposes', async () => {
    const headers = [...OPEN, ['X-A', '1'], ['X-B', '2'], ['Access-Control-Expose-Headers', 'x-b']];
    const response = await answered({}, { headers, body: 'b' });
    assert.deepEqual(attributes(response), { ...DEFAULTS, type: 'cors', url: `${API}/`, headers: [['x-b', '2']] });
    const clone = response.clone();
    assert.equal(clone.type, 'cors');
    assert.equal(clone.url, `${API}/`);
    assert.deepEqual([await response.text(), await clone.text()], ['b', 'b']);
  });

  test('no-cors: nothing at all', async () => {
    const response = await answered({ mode: 'no-cors' }, { headers: [['X-A', '1']], body: 'b' });
    for (const opaque of [response, response.clone()]) {
      assert.deepEqual(attributes(opaque), { ...DEFAULTS, type: 'opaque', status: 0, ok: false });
      assert.equal(opaque.body, null);
      assert.equal(await opaque.text(), '');
    }
  });

  test('a redirect by hand: an opaque one', async () => {
    const response = await answered({ redirect: 'manual' }, { status: 302, headers: [['Location', '/']] }, '/old');
    assert.deepEqual(attributes(response), { ...DEFAULTS, type: 'opaqueredirect', url: 'https://app.example.com/old', status: 0, ok: false });
    assert.equal(response.body, null);
  });

  test('objects of the page’s own classes', async () => {
    const open = createPage({ url: APP, servers: recorded(() => ({})) });
    const response = await open.fetch('/');
    assert.ok(response instanceof open.Response);
    assert.ok(response.headers instanceof open.Headers);
    assert.equal(response instanceof Response, false);
  });
});

test('nobody can slip bytes in by a then of Object.prototype', async () => {
  const response = make(streamOf(bytesOf('hello')));
  let asked = 0;
  Object.defineProperty(Object.prototype, 'then', {
    configurable: true,
    get() {
      asked++;
      return undefined;
    },
  });
  const text = response.text();
  // A promise of a string asks no object for its `then`.
  const result = await text;
  Reflect.deleteProperty(Object.prototype, 'then');
  assert.equal(result, 'hello');
  assert.equal(asked, 0);
});

test('the looks of the interface', async () => {
  assert.equal(Object.prototype.toString.call(make()), '[object Response]');
  assert.equal(Response.length, 0);
  assert.deepEqual(['error', 'json', 'redirect'].map((name) => /** @type {any} */ (Response)[name].length), [0, 1, 1]);
  assert.deepEqual(Object.keys(Response).sort(), ['error', 'json', 'redirect']);
  for (const [name, { get, value, enumerable }] of Object.entries(Object.getOwnPropertyDescriptors(Response.prototype))) {
    if (name === 'constructor') continue;
    assert.equal(enumerable, true, name);
    for (const wrong of [{}, undefined, Response.prototype, new Request('/')]) {
      if (get) assert.throws(() => Reflect.apply(get, wrong, []), TypeError, name);
      else await assert.rejects(async () => Reflect.apply(value, wrong, []), TypeError, name);
    }
  }
  assert.ok(Reflect.apply(Response.prototype.text, {}, []).catch(() => {}) instanceof Promise);
});
