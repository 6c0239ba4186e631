/** `page.Headers`: by the Fetch Standard's guards and Web IDL's conversions. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPage } from 'corslab/page';

const page = createPage({ url: 'https://app.example.com/', servers: { response: { headers: { 'X-A': '1' } } } });
const { Headers, Request, Response } = page;

/** @param {Headers} headers */
const pairs = (headers) => [...headers];

describe('new Headers()', () => {
  test('takes pairs, a record, a Map, and Headers of any kind', () => {
    const expected = [
      ['a', '1'],
      ['b', '2'],
    ];
    const inits = [
      [['B', '2'], ['a', '1']],
      { B: '2', a: '1' },
      new Map([['B', '2'], ['a', '1']]),
      new Headers({ B: '2', a: '1' }),
      new globalThis.Headers({ B: '2', a: '1' }),
    ];
    for (const init of inits) assert.deepEqual(pairs(new Headers(/** @type {any} */ (init))), expected);
    assert.deepEqual(pairs(new Headers()), []);
    assert.deepEqual(pairs(new Headers(undefined)), []);
  });

  test('converts as Web IDL does', () => {
    const number = /** @type {any} */ ({ 'X-Number': 4, 'X-Null': null, 'X-Undefined': undefined });
    assert.deepEqual(pairs(new Headers(number)), [
      ['x-null', 'null'],
      ['x-number', '4'],
      ['x-undefined', 'undefined'],
    ]);
    assert.deepEqual(pairs(new Headers({ 'X-Latin': '\u00e9\u00ff' })), [['x-latin', '\u00e9\u00ff']]);
    const odd = [null, 1, 'a', [['a']], [['a', 'b', 'c']], ['ab', 1], [null], { a: Symbol('s') }, { [Symbol('s')]: '1' }, { a: '\u0100' }, { '\u0100': 'a' }];
    for (const init of odd) assert.throws(() => new Headers(/** @type {any} */ (init)), TypeError, String(init));
  });

  test('takes a record in its own order, and only what is enumerable', () => {
    const log = /** @type {string[]} */ ([]);
    const target = Object.defineProperty({ b: '1', a: '2' }, 'hidden', { value: '3', enumerable: false });
    const proxy = new Proxy(target, {
      ownKeys: (object) => (log.push('ownKeys'), Reflect.ownKeys(object)),
      getOwnPropertyDescriptor: (object, key) => (log.push(`describe ${String(key)}`), Reflect.getOwnPropertyDescriptor(object, key)),
      get: (object, key) => (log.push(`get ${String(key)}`), Reflect.get(object, key)),
    });
    assert.deepEqual(pairs(new Headers(proxy)), [
      ['a', '2'],
      ['b', '1'],
    ]);
    const expected = ['get Symbol(Symbol.iterator)', 'ownKeys', 'describe b', 'get b', 'describe a', 'get a', 'describe hidden'];
    assert.deepEqual(log, expected);
  });

  test('refuses names that are no tokens, and values with line breaks inside', () => {
    for (const name of ['', ' ', 'a b', 'a:', 'a\n', '\u00e9', '(a)', '"']) {
      assert.throws(() => new Headers([[name, '1']]), { name: 'TypeError', message: /header name/ }, name);
      for (const method of /** @type {const} */ (['get', 'has', 'delete'])) assert.throws(() => new Headers()[method](name), TypeError);
    }
    for (const value of ['a\nb', 'a\rb', 'a\0b', '\0']) {
      assert.throws(() => new Headers([['a', value]]), { name: 'TypeError', message: /one line/ }, value);
    }
    assert.equal(new Headers({ a: '\n\t 1 2\t\r\n' }).get('a'), '1 2');
    assert.equal(new Headers({ a: '1\u00012\u007f' }).get('a'), '1\u00012\u007f');
  });
});

describe('methods', () => {
  test('append, set and delete go by the name in any case', () => {
    const headers = new Headers({ 'X-A': '1' });
    headers.append('x-a', '2');
    headers.append('X-B', '');
    headers.append('x-b', '');
    assert.equal(headers.get('X-a'), '1, 2');
    assert.equal(headers.get('x-b'), ', ');
    headers.set('x-A', '3');
    assert.equal(headers.get('x-a'), '3');
    assert.equal(headers.has('X-A'), true);
    assert.equal(headers.delete('X-a'), undefined);
    assert.equal(headers.has('x-a'), false);
    assert.equal(headers.get('x-a'), null);
  });

  test('Set-Cookie is never combined', () => {
    const headers = new Headers([['b', '1'], ['Set-Cookie', 'x=1'], ['a', '1'], ['set-cookie', 'y=2']]);
    assert.deepEqual(headers.getSetCookie(), ['x=1', 'y=2']);
    assert.deepEqual(pairs(headers), [
      ['a', '1'],
      ['b', '1'],
      ['set-cookie', 'x=1'],
      ['set-cookie', 'y=2'],
    ]);
    assert.equal(headers.get('Set-Cookie'), 'x=1, y=2');
    assert.deepEqual(new Headers({ a: '1' }).getSetCookie(), []);
  });

  test('iteration is live, and goes by names in byte order', () => {
    const headers = new Headers({ d: '4', a: '1', C: '3' });
    const seen = [];
    for (const [name] of headers) {
      seen.push(name);
      headers.delete('c');
      if (name === 'a') headers.append('b', '2');
    }
    assert.deepEqual(seen, ['a', 'b', 'd']);
    assert.deepEqual([...headers.keys()], ['a', 'b', 'd']);
    assert.deepEqual([...headers.values()], ['1', '2', '4']);
    const calls = /** @type {unknown[][]} */ ([]);
    headers.forEach(function (...given) {
      calls.push([this, ...given]);
    }, 'this');
    assert.equal(Object(calls[0][0]).valueOf(), 'this');
    assert.deepEqual(calls[0].slice(1), ['1', 'a', headers]);
  });

  test('thousands of headers at once are combined', () => {
    const headers = new Headers(Array.from({ length: 4000 }, (_, index) => [`x-${index % 400}`, `${index}`]));
    assert.equal([...headers].length, 400);
    assert.equal(headers.get('x-7')?.split(', ').length, 10);
  });
});

describe('guards', () => {
  test('a request drops forbidden headers', () => {
    const { headers } = new Request('/', { headers: { Cookie: 'a', 'Sec-Fetch-Site': 'b', 'X-A': '1', Referer: 'c' } });
    assert.deepEqual(pairs(headers), [['x-a', '1']]);
    for (const name of ['Host', 'Origin', 'Proxy-A', 'Via', 'Access-Control-Request-Method', 'Set-Cookie']) {
      headers.set(name, '1');
      headers.append(name, '1');
      assert.equal(headers.has(name), false, name);
    }
    headers.set('X-HTTP-Method-Override', 'CONNECT');
    assert.equal(headers.has('X-HTTP-Method-Override'), false);
    headers.set('X-HTTP-Method-Override', 'PUT');
    assert.equal(headers.get('X-HTTP-Method-Override'), 'PUT');
  });

  test('a no-cors request takes safelisted headers only, and no range', () => {
    const { headers } = new Request('/', { mode: 'no-cors', headers: { Accept: 'a', 'X-A': '1', Range: 'bytes=0-1' } });
    headers.set('Content-Type', 'application/json');
    headers.append('Content-Language', 'en');
    headers.append('Content-Language', '"');
    headers.append('Accept', 'b'.repeat(126));
    assert.deepEqual(pairs(headers), [
      ['accept', 'a'],
      ['content-language', 'en'],
    ]);
    headers.set('Content-Type', 'text/plain');
    headers.delete('X-A');
    headers.delete('Accept');
    assert.deepEqual([...headers.keys()], ['content-language', 'content-type']);
  });

  test('a response drops Set-Cookie', () => {
    const { headers } = new Response(null, { headers: [['Set-Cookie', 'a=1'], ['set-cookie2', 'b'], ['X-A', '1']] });
    headers.append('Set-Cookie', 'c');
    assert.deepEqual(pairs(headers), [['x-a', '1']]);
    headers.set('Cookie', 'nobody minds');
    assert.equal(headers.get('cookie'), 'nobody minds');
  });

  test('what comes from the network is immutable', async () => {
    const responses = [await page.fetch('/'), Response.error(), Response.redirect('/'), (await page.fetch('/')).clone()];
    for (const { headers } of responses) {
      const before = pairs(headers);
      for (const change of [() => headers.set('a', '1'), () => headers.append('a', '1'), () => headers.delete('a')]) {
        assert.throws(change, { name: 'TypeError', message: /immutable/ });
      }
      assert.deepEqual(pairs(headers), before);
    }
  });
});

describe('Web IDL', () => {
  test('members are enumerable, named and counted as the standard has them', () => {
    assert.equal(Object.prototype.toString.call(new Headers()), '[object Headers]');
    assert.deepEqual(
      Object.entries(Object.getOwnPropertyDescriptors(Headers.prototype))
        .filter(([, { enumerable, value }]) => enumerable && typeof value === 'function')
        .map(([name, { value }]) => `${name} ${value.length}`)
        .sort(),
      ['append 2', 'delete 1', 'entries 0', 'forEach 1', 'get 1', 'getSetCookie 0', 'has 1', 'keys 0', 'set 2', 'values 0'],
    );
    assert.equal(Headers.prototype[Symbol.iterator], Headers.prototype.entries);
    assert.equal(Headers.length, 0);
    const iterator = new Headers().keys();
    assert.equal(Object.prototype.toString.call(iterator), '[object Headers Iterator]');
    assert.equal(iterator[Symbol.iterator](), iterator);
  });

  test('methods want a Headers object as this, and all their arguments', () => {
    const anyHeaders = /** @type {any} */ (new Headers());
    for (const method of ['append', 'delete', 'get', 'getSetCookie', 'has', 'set', 'entries', 'keys', 'values', 'forEach']) {
      for (const wrong of [undefined, {}, Headers.prototype, new Map()]) {
        assert.throws(() => anyHeaders[method].call(wrong, 'a', 'b'), TypeError, method);
      }
    }
    for (const method of ['append', 'set', 'get', 'has', 'delete', 'forEach']) assert.throws(() => anyHeaders[method](), TypeError);
    assert.throws(() => anyHeaders.append('a'), TypeError);
    assert.throws(() => anyHeaders.forEach('no function'), TypeError);
    assert.throws(() => new Headers().keys().next.call(/** @type {any} */ ([][Symbol.iterator]())), TypeError);
  });

  test('pages have classes of their own, which take each other', () => {
    const other = createPage('https://other.example/');
    assert.notEqual(other.Headers, Headers);
    assert.equal(Headers.prototype.get.call(new other.Headers({ a: '1' }), 'a'), '1');
    assert.equal(new Request('/').headers instanceof Headers, true);
    assert.equal(new Response().headers instanceof other.Headers, false);
  });
});
