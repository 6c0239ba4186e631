/** The platform's own objects where a scenario has plain data. */
import assert from 'node:assert/strict';
import { Blob, File } from 'node:buffer';
import { describe, test } from 'node:test';
import vm from 'node:vm';
import { CorslabError, Fetch, simulate } from 'corslab';

const PAGE = 'https://app.example.com/';
const API = 'https://api.example.com/';
const server = { response: { headers: { 'Access-Control-Allow-Origin': '*' } } };
const judge = (request, rest) => simulate({ page: PAGE, request, server, ...rest });
const judgeBody = (body, rest) => judge({ url: API, method: 'POST', body, ...rest });
const judgeReply = (response) => simulate({ page: PAGE, request: API, server: { response } });

/** The request itself as sent: the value of a header, by its lower-case name. */
function sent({ exchanges }, name) {
  const { headers } = exchanges.find(({ kind }) => kind === 'actual').request;
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

const becauseOf = ({ preflight }) => preflight.because.map(({ code, name }) => [code, name].filter(Boolean).join(' '));

describe('URL', () => {
  test('as page, as request, and inside of both', () => {
    const page = { url: PAGE, topLevel: 'https://top.example/' };
    const asObjects = { url: new URL(PAGE), topLevel: new URL('https://top.example/') };
    const expected = simulate({ page, request: { url: API }, server });
    assert.deepEqual(simulate({ page: asObjects, request: { url: new URL(API) }, server }), expected);
    assert.deepEqual(simulate({ page: new URL(PAGE), request: new URL(API), server }), simulate({ page: PAGE, request: API, server }));
    assert.equal(expected.exchanges[0].request.url, API);
  });
  test('as a referrer', () => {
    const referrer = new URL('/here', PAGE);
    assert.equal(sent(judge({ url: '/x', referrer }), 'referer'), 'https://app.example.com/here');
  });
  test('of another library', () => {
    class URL {
      href = API;
      get [Symbol.toStringTag]() {
        return 'URL';
      }
    }
    assert.deepEqual(judge(new URL()), judge(API));
  });
});

describe('headers', () => {
  const pairs = [['X-One', '1'], ['X-Two', '2']];
  const forms = {
    Headers: () => new Headers(pairs),
    Map: () => new Map(pairs),
    URLSearchParams: () => new URLSearchParams(pairs),
    'a Set of pairs': () => new Set(pairs),
    'a generator': () => pairs.values(),
    'an object with an iterator': () => ({ *[Symbol.iterator]() { yield* pairs; } }),
    'an array of another realm': () => vm.runInNewContext(JSON.stringify(pairs)),
    'a Map of another realm': () => vm.runInNewContext(`new Map(${JSON.stringify(pairs)})`),
    'an object': () => Object.fromEntries(pairs),
    'raw lines': () => 'X-One: 1\r\nX-Two: 2\r\n',
  };
  for (const [name, make] of Object.entries(forms)) {
    test(`${name} in a request`, () => {
      const verdict = judge({ url: API, headers: make() });
      assert.deepEqual(becauseOf(verdict).map((reason) => reason.toLowerCase()), ['header x-one', 'header x-two']);
    });
    test(`${name} in a reply`, () => {
      const { exchanges } = judgeReply({ headers: make() });
      const lowerCase = exchanges[0].reply.headers.map(([key, value]) => [key.toLowerCase(), value]);
      assert.deepEqual(lowerCase, [['x-one', '1'], ['x-two', '2']]);
    });
  }
  test('a name twice: Headers combines the values as the platform does, pairs keep both', () => {
    const twice = [['Access-Control-Allow-Origin', '*'], ['access-control-allow-origin', '*']];
    const combined = judgeReply({ headers: new Headers(twice) });
    assert.deepEqual(combined.exchanges[0].reply.headers, [['access-control-allow-origin', '*, *']]);
    assert.equal(combined.cause.code, 'multiple-allow-origin');
    const kept = judgeReply({ headers: twice });
    assert.deepEqual(kept.exchanges[0].reply.headers, twice);
    assert.equal(kept.cause.code, 'duplicate-allow-origin');
  });
  test('the cookies of Headers stay apart', () => {
    const headers = new Headers([['Access-Control-Allow-Origin', '*'], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']]);
    const cookies = judgeReply({ headers }).exchanges[0].reply.headers.filter(([name]) => name === 'set-cookie');
    assert.deepEqual(cookies, [['set-cookie', 'a=1'], ['set-cookie', 'b=2']]);
  });
  test('something malformed inside is named', () => {
    const refused = (headers, field) => assert.throws(() => judge({ url: API, headers }), { constructor: CorslabError, field });
    refused(new Map([['a', 1n]]), 'request.headers[0][1]');
    refused(new Set(['x']), 'request.headers[0]');
    refused(new Map([[7, 'x']]), 'request.headers[0][0]');
    refused(new Date(0).getTime(), 'request.headers');
  });
  test('an endless iterator is refused, and ended', () => {
    let ended = false;
    const endless = (function* () {
      try {
        for (;;) yield ['X-Endless', 'x'.repeat(1000)];
      } finally {
        ended = true;
      }
    })();
    const expected = { constructor: CorslabError, value: 'more than 16 MB of text' };
    assert.throws(() => judge({ url: API, headers: endless }), expected);
    assert.equal(ended, true);
  });
});

describe('Request', () => {
  test('what it says is what is judged', () => {
    const init = {
      method: 'PUT',
      headers: { 'X-One': '1' },
      mode: 'cors',
      credentials: 'include',
      redirect: 'manual',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      integrity: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      keepalive: true,
    };
    const expected = judge({ url: API, ...init });
    assert.deepEqual(becauseOf(expected).map((reason) => reason.toLowerCase()), ['method put', 'header x-one']);
    assert.equal(expected.cause.code, 'wildcard-with-credentials');
    const verdict = judge(new Request(API, init));
    assert.deepEqual(becauseOf(verdict).map((reason) => reason.toLowerCase()), ['method put', 'header x-one']);
    assert.equal(verdict.cause.code, 'wildcard-with-credentials');
    const lowerCase = ({ exchanges }) => exchanges.map(({ request }) => request.headers.map(([name, value]) => [name.toLowerCase(), value]));
    assert.deepEqual(lowerCase(verdict), lowerCase(expected));
  });
  for (const mode of ['cors', 'no-cors', 'same-origin']) {
    test(`mode ${mode}`, () => assert.deepEqual(judge(new Request(API, { mode })), judge({ url: API, mode })));
  }
  test('its body is not read; its type is what counts', async () => {
    const request = new Request(API, { method: 'POST', body: '{}', headers: { 'Content-Type': 'application/json' } });
    assert.deepEqual(becauseOf(judge(request)), ['header content-type']);
    assert.equal(await request.text(), '{}');
    assert.deepEqual(becauseOf(judge(new Request(API, { method: 'POST', body: new URLSearchParams('a=1') }))), []);
    assert.deepEqual(becauseOf(judge(new Request(API, { method: 'POST', body: 'text' }))), []);
  });
});

describe('Response', () => {
  test('its status and headers', () => {
    const response = new Response('body', { status: 404, headers: { 'Access-Control-Allow-Origin': '*', 'X-A': '1' } });
    const verdict = judgeReply(response);
    assert.equal(verdict.outcome, 'readable');
    assert.equal(verdict.response.status, 404);
    assert.deepEqual(verdict.response.headers, [['content-type', 'text/plain;charset=UTF-8']]);
    assert.deepEqual(verdict.response.hiddenHeaders, [['access-control-allow-origin', '*', 'not-exposed'], ['x-a', '1', 'not-exposed']]);
  });
  test('to a preflight, and in an array of answers', () => {
    const allow = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'PUT' };
    const answer = { preflight: new Response(null, { status: 204, headers: allow }), response: Response.json({}, { headers: allow }) };
    for (const server of [answer, [answer], [answer, answer]]) {
      assert.equal(simulate({ page: PAGE, request: { url: API, method: 'PUT' }, server }).outcome, 'readable');
    }
  });
  test('a redirect', () => {
    const server = [{ response: Response.redirect(`${PAGE}b`, 302) }, { response: new Response() }];
    const verdict = simulate({ page: PAGE, request: '/a', server });
    assert.equal(verdict.response.url, `${PAGE}b`);
    assert.equal(verdict.response.redirected, true);
  });
  test('Response.error() is a connection that failed', () => {
    assert.deepEqual(judgeReply(Response.error()), judgeReply({ networkFailure: true }));
  });
  test('in place of an answer it is refused', () => {
    assert.throws(() => simulate({ page: PAGE, request: API, server: new Response() }), { field: 'server.status' });
  });
  test('for a Fetch', () => {
    const fetch = new Fetch({ page: new URL(PAGE), request: new Request(API) });
    assert.equal(fetch.exchange.request.url, API);
    fetch.respond(new Response('', { headers: new Headers({ 'Access-Control-Allow-Origin': '*' }) }));
    assert.equal(fetch.verdict().outcome, 'readable');
    fetch.free();
  });
});

describe('bodies', () => {
  // What https://fetch.spec.whatwg.org/#concept-bodyinit-extract makes of each.
  const bytes = new Uint8Array([1, 2, 3]);
  const types = {
    'a string': ['text', 'text/plain;charset=UTF-8'],
    URLSearchParams: [new URLSearchParams({ a: '1', b: 'ü' }), 'application/x-www-form-urlencoded;charset=UTF-8'],
    'a Blob': [new Blob(['{}'], { type: 'text/plain' }), 'text/plain'],
    'a Blob without a type': [new Blob(['{}']), undefined],
    'a File': [new File(['x'], 'x.txt', { type: 'text/plain' }), 'text/plain'],
    'an ArrayBuffer': [bytes.buffer, undefined],
    'a SharedArrayBuffer': [new SharedArrayBuffer(3), undefined],
    'a Uint8Array': [bytes, undefined],
    'a Buffer': [Buffer.from('abc'), undefined],
    'a Float64Array': [new Float64Array(2), undefined],
    'a DataView': [new DataView(bytes.buffer), undefined],
    'an ArrayBuffer of another realm': [vm.runInNewContext('new ArrayBuffer(3)'), undefined],
    'a Uint8Array of another realm': [vm.runInNewContext('new Uint8Array(3)'), undefined],
  };
  for (const [name, [body, type]] of Object.entries(types)) {
    test(name, () => {
      const verdict = judgeBody(body);
      assert.deepEqual(becauseOf(verdict), []);
      assert.equal(sent(verdict, 'content-type'), type);
    });
  }
  test('FormData', () => {
    const form = new FormData();
    form.set('a', '1');
    const verdict = judgeBody(form);
    assert.deepEqual(becauseOf(verdict), []);
    assert.match(sent(verdict, 'content-type'), /^multipart\/form-data; ?boundary=/);
  });
  test('a Blob whose type is not safelisted', () => {
    const verdict = judgeBody(new Blob(['{}'], { type: 'application/json' }));
    assert.deepEqual(becauseOf(verdict), ['header content-type']);
  });
  test('a ReadableStream always has a preflight, is not read, and needs duplex', () => {
    const stream = () => new ReadableStream({ pull: () => assert.fail('it was read') }, { highWaterMark: 0 });
    assert.ok(becauseOf(judgeBody(stream(), { duplex: 'half' })).includes('stream-body'));
    assert.equal(judgeBody(stream()).cause.code, 'stream-body-duplex');
  });
  test('the length decides about keepalive', () => {
    const limit = 64 * 1024;
    const measured = {
      'a Uint8Array': (length) => new Uint8Array(length),
      'an ArrayBuffer': (length) => new ArrayBuffer(length),
      'a DataView on a part': (length) => new DataView(new ArrayBuffer(length + 9), 9),
      'a Blob': (length) => new Blob(['x'.repeat(length)]),
      'a string': (length) => 'x'.repeat(length),
      'a string of two-byte characters': (length) => 'ü'.repeat(length / 2) + 'x'.repeat(length % 2),
      URLSearchParams: (length) => new URLSearchParams({ a: 'x'.repeat(length - 'a='.length) }),
      'URLSearchParams that are escaped': (length) => new URLSearchParams({ a: 'ü' + 'x'.repeat(length - 'a=%C3%BC'.length) }),
    };
    for (const [name, make] of Object.entries(measured)) {
      assert.equal(judgeBody(make(limit), { keepalive: true }).cause, null, name);
      assert.equal(judgeBody(make(limit + 1), { keepalive: true }).cause.code, 'keepalive-limit', name);
    }
  });
  test('what no body is made from is refused', () => {
    for (const body of [7, true, [], new Map(), new Date(0), new Promise(() => {}), () => 1]) {
      assert.throws(() => judgeBody(body), (error) => error instanceof CorslabError && error.field.startsWith('request.body'));
    }
  });
});
