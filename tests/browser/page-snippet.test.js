/** Snippet ⇄ request, as far as it needs no browser. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withoutHandlers } from '../../www/snippet/markup.js';
import { readSnippet } from '../../www/snippet/read.js';
import { writeSnippet } from '../../www/snippet/write.js';

/** @param {string} text */
function requestOf(text) {
  const read = readSnippet(text);
  assert.ok('request' in read, `not understood: ${JSON.stringify(read)}`);
  return read.request;
}

/** @param {string} text */
function errorOf(text) {
  const read = readSnippet(text);
  assert.ok('error' in read, `understood: ${JSON.stringify(read)}`);
  return read.error;
}

const url = 'https://api.example.com/items';

describe('a snippet is read', () => {
  /** @type {[string, string, Record<string, any>][]} */
  const cases = [
    ['a bare URL', `fetch('${url}')`, { url }],
    ['await, window, a chain', `const r = await window.fetch("${url}").then((r) => r.json());`, { url }],
    ['no semicolon, comments', `// list them\nfetch(\`${url}\`) /* all */`, { url }],
    [
      'the members of RequestInit',
      `fetch('${url}', { method: 'PUT', mode: 'cors', credentials: 'include', redirect: 'manual', cache: 'no-store', referrer: '', referrerPolicy: 'origin', integrity: 'sha256-x', keepalive: true, duplex: 'half' })`,
      {
        url, method: 'PUT', mode: 'cors', credentials: 'include', redirect: 'manual', cache: 'no-store', referrer: '',
        referrerPolicy: 'origin', integrity: 'sha256-x', keepalive: true, duplex: 'half',
      },
    ],
    ['headers of an object', `fetch('${url}', { headers: { 'Content-Type': 'application/json', Accept: '*/*' } })`, { url, headers: 'Content-Type: application/json\nAccept: */*' }],
    ['headers of pairs', `fetch('${url}', { headers: [['X-A', '1'], ['X-A', '2']] })`, { url, headers: 'X-A: 1\nX-A: 2' }],
    ['new Headers', `fetch('${url}', { headers: new Headers({ 'X-A': '1' }) })`, { url, headers: 'X-A: 1' }],
    ['a header that no line can hold', `fetch('${url}', { headers: { 'X-A': 'a\\nX-B: b' } })`, { url, headers: [['X-A', 'a\nX-B: b']] }],
    ['a header name that no line can hold', `fetch('${url}', { headers: { 'X A:': '1' } })`, { url, headers: [['X A:', '1']] }],
    ['a number as a header value', `fetch('${url}', { headers: { 'X-A': 5 } })`, { url, headers: 'X-A: 5' }],
    ['a text body', `fetch('${url}', { method: 'POST', body: 'a=1' })`, { url, method: 'POST', body: { kind: 'text', text: 'a=1' } }],
    ['JSON.stringify', `fetch('${url}', { body: JSON.stringify({ a: [1, true, null], 'b c': -2 }) })`, { url, body: { kind: 'text', text: '{"a":[1,true,null],"b c":-2}' } }],
    ['no body', `fetch('${url}', { body: null })`, { url }],
    ['URLSearchParams', `fetch('${url}', { body: new URLSearchParams({ q: 'a b' }) })`, { url, body: { kind: 'url-search-params', text: 'q=a+b' } }],
    ['FormData', `fetch('${url}', { body: new FormData(document.querySelector('form')) })`, { url, body: { kind: 'form-data' } }],
    ['a Blob', `fetch('${url}', { body: new Blob(['ab', 'c'], { type: 'text/csv' }) })`, { url, body: { kind: 'blob', text: 'abc', contentType: 'text/csv' } }],
    ['bytes', `fetch('${url}', { body: new Uint8Array([1, 2, 3]) })`, { url, body: { kind: 'buffer', length: 3 } }],
    ['a stream', `fetch('${url}', { body: new ReadableStream({ pull() {} }), duplex: 'half' })`, { url, duplex: 'half', body: { kind: 'stream' } }],
    ['a repeated text', `fetch('${url}', { body: 'ab'.repeat(3) })`, { url, body: { kind: 'text', text: 'ababab' } }],
    ['constants', `const base = 'https://api.example.com';\nconst init = { method: 'PUT' };\nawait fetch(base + '/items', init);`, { url, method: 'PUT' }],
    ['a template', `const id = 7; fetch(\`${url}/\${id}\`)`, { url: `${url}/7` }],
    ['spread', `const base = { method: 'PUT', mode: 'cors' }; fetch('${url}', { ...base, method: 'POST' })`, { url, method: 'POST', mode: 'cors' }],
    ['members that decide nothing, of any value', `fetch('${url}', { signal: controller.signal, method: 'PUT' })`, { url, method: 'PUT' }],
    ['new Request', `fetch(new Request('${url}', { method: 'PUT', mode: 'cors' }), { method: 'PATCH' })`, { url, method: 'PATCH', mode: 'cors' }],
    ['a header named __proto__', `fetch('${url}', { headers: [['__proto__', 'x']] })`, { url, headers: '__proto__: x' }],
    [
      'XMLHttpRequest',
      `const xhr = new XMLHttpRequest(); xhr.open('POST', '${url}'); xhr.setRequestHeader('X-A', '1'); xhr.setRequestHeader('X-B', '2'); xhr.withCredentials = true; xhr.upload.addEventListener('progress', show); xhr.send('x');`,
      { initiator: 'xhr', method: 'POST', url, headers: 'X-A: 1\nX-B: 2', credentials: 'include', uploadListener: true, body: { kind: 'text', text: 'x' } },
    ],
    ['EventSource', `new EventSource('${url}', { withCredentials: true })`, { initiator: 'eventsource', url, credentials: 'include' }],
    ['sendBeacon', `navigator.sendBeacon('${url}', 'x')`, { initiator: 'beacon', url, body: { kind: 'text', text: 'x' } }],
    ['location.href', `location.href = '${url}'`, { initiator: 'navigation', url }],
    ['location.assign', `window.location.assign('${url}')`, { initiator: 'navigation', url }],
    ['@font-face', `@font-face { font-family: X; src: url("https://cdn.example/a.woff2") }`, { initiator: 'font', url: 'https://cdn.example/a.woff2' }],
    ['the first of two requests', `fetch('/a'); fetch('/b')`, { url: '/a' }],
  ];
  for (const [name, text, request] of cases) test(name, () => assert.deepEqual(requestOf(text), request));
});

describe('a snippet is refused with its place', () => {
  test('a name that is not literal', () => {
    const error = errorOf(`fetch('${url}', {\n  headers: { Authorization: token },\n})`);
    assert.deepEqual([error.code, error.at], ['not-literal', { line: 2, column: 29 }]);
  });
  test('a syntax error', () => {
    const error = errorOf(`fetch('${url}', {`);
    assert.deepEqual([error.code, error.at?.line], ['syntax', 1]);
  });
  test('no request', () => assert.equal(errorOf('const a = 1').code, 'no-request'));
  test('nothing at all', () => assert.equal(errorOf('').code, 'no-request'));
  test('a name that stands for itself', () => assert.equal(errorOf('const a = b; const b = a; fetch(a)').code, 'too-deep'));
  test('brackets without end', () => assert.equal(errorOf('('.repeat(50_000)).code, 'syntax'));
  test('a list too deep to be meant', () => assert.equal(errorOf(`fetch(${'['.repeat(300)}${']'.repeat(300)})`).code, 'too-deep'));
  test('more than anybody writes', () => assert.equal(errorOf(`fetch('${'x'.repeat(200_000)}')`).code, 'too-long'));
  test('a body as long as memory', () => assert.equal(errorOf(`fetch('/', { body: 'x'.repeat(1e9) })`).code, 'not-literal'));
  test('nothing is run', () => {
    assert.equal(errorOf('fetch((() => { globalThis.wasRun = true; return "/"; })())').code, 'not-literal');
    assert.equal('wasRun' in globalThis, false);
  });
});

describe('a request is written', () => {
  test('a bare fetch is one line', () => {
    assert.equal(writeSnippet({ url }), `const response = await fetch('${url}');`);
  });
  test('with all that is set, in the usual order', () => {
    const written = writeSnippet({ url, credentials: 'include', body: { kind: 'text', text: '{"a":"it\'s"}' }, headers: 'Content-Type: application/json', method: 'PUT' });
    assert.equal(
      written,
      `const response = await fetch('${url}', {\n  method: 'PUT',\n  headers: {\n    'Content-Type': 'application/json',\n  },\n  body: JSON.stringify({ a: 'it\\'s' }),\n  credentials: 'include',\n});`,
    );
  });
  test('bidi controls and quotes are escaped', () => {
    assert.equal(writeSnippet({ url: `/a'"\\\u202e\u{e0001}` }), `const response = await fetch('/a\\'"\\\\\\u202e\\udb40\\udc01');`);
  });
  test('an element, its attribute escaped', () => {
    assert.equal(writeSnippet({ initiator: 'img', url: '/a"><script>&', crossorigin: 'anonymous' }), '<img src="/a&quot;>&lt;script>&amp;" crossorigin="anonymous" alt="">');
  });
  test('a value of another type is shown, not trusted', () => {
    assert.equal(writeSnippet({ url: 5, method: { a: 1 }, keepalive: 'yes' }), `const response = await fetch('5', {\n  method: '{"a":1}',\n  keepalive: 'yes',\n});`);
  });
});

describe('what is written is read back', () => {
  /** @type {Record<string, any>[]} */
  const requests = [
    { url },
    { url: "/it's \"quoted\" \\ \n\u2028" },
    { url, method: 'patch', headers: 'X-A: 1\nX-A: 2', body: { kind: 'text', text: 'plain' } },
    { url, headers: [['X-A', 'a\nb'], ['X-B', ' padded ']] },
    { url, headers: [['only']] },
    { url, headers: '__proto__: 1\nX-B: e' },
    { url, method: 'POST', body: { kind: 'text', text: '{"a":{"b":[]}}' } },
    { url, body: { kind: 'text', text: '{"__proto__":1}' } },
    { url, body: { kind: 'url-search-params', text: 'a=1&b=2' } },
    { url, body: { kind: 'form-data' } },
    { url, body: { kind: 'blob', text: 'a', contentType: 'text/csv' } },
    { url, body: { kind: 'buffer', length: 12 } },
    { url, body: { kind: 'stream' }, duplex: 'half' },
    { url, mode: 'no-cors', credentials: 'omit', redirect: 'error', cache: 'reload', referrer: '', referrerPolicy: 'unsafe-url', integrity: 'sha256-a', keepalive: true },
    { initiator: 'xhr', url, method: 'PUT', headers: 'X-A: 1', credentials: 'include', uploadListener: true, body: { kind: 'text', text: 'x' } },
    { initiator: 'eventsource', url, credentials: 'include' },
    { initiator: 'beacon', url, body: { kind: 'blob', text: '{}', contentType: 'application/json' } },
    { initiator: 'navigation', url },
    { initiator: 'font', url },
  ];
  for (const request of requests) {
    test(JSON.stringify(request).slice(0, 100), () => assert.deepEqual(requestOf(writeSnippet(request)), request));
  }
});

describe('markup is rid of what a policy forbids', () => {
  /** @type {[string, string, string][]} */
  const cases = [
    ['handlers and styles', '<img src=x onerror=a() STYLE="b"/OnLoad=\'c\'>', '<img src=x data-onerror=a() data-STYLE="b"/data-OnLoad=\'c\'>'],
    ['names without a value', '<img onerror src=x>', '<img data-onerror src=x>'],
    ['no values', '<img src="/a?style=1 onclick=2" alt=" onx=1"><img src=/on=1/style=2>', '<img src="/a?style=1 onclick=2" alt=" onx=1"><img src=/on=1/style=2>'],
    ['no text', 'on=1 <p>style=2 a < b onx=1</p>', 'on=1 <p>style=2 a < b onx=1</p>'],
  ];
  for (const [name, text, left] of cases) test(name, () => assert.equal(withoutHandlers(text), left));
  test('in no more than a moment', () => {
    const start = performance.now();
    for (const piece of ['<a ', '<a x="', '<a x=\'', '/ ', '= ', 'a']) withoutHandlers(`<a ${piece.repeat(100_000 / piece.length)}`);
    assert.ok(performance.now() - start < 2000);
  });
});

test('a request of anything is written as a snippet', () => {
  const odd = [null, 5, [], [[]], {}, [null, 5, {}, ['a']], { toString: 1, valueOf: 1 }, [{ toString: 1 }], [[{ toString: 1 }, 1]]];
  for (const initiator of [undefined, 'xhr', 'form', 'beacon', 'img', 'navigation', {}, { toString: 1 }]) {
    for (const value of odd) for (const name of ['url', 'method', 'headers', 'body', 'mode']) {
      assert.equal(typeof writeSnippet({ initiator, url: 'https://a.example/', [name]: value }), 'string');
    }
  }
});

test('headers that no contract knows are written somehow, and never thrown upon', () => {
  for (const headers of [[{ name: 'a', value: 'b' }], [7, null], [['a', 'b'], {}], { a: null }]) assert.match(writeSnippet({ url, headers }), /fetch\(/);
});
