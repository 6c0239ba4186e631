/** A page's XMLHttpRequest: its events, what it sends, and what a script gets of the response. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPage } from 'corslab/page';
import { OPEN, recorded } from './transports.js';

const APP = 'https://app.example.com/dir/page.html';
const API = 'https://api.example.com';

/** @param {(request: any) => any} [answer] @param {object} [options] */
function open(answer = () => ({ headers: OPEN }), options = {}) {
  const server = recorded(answer);
  const page = createPage({ url: APP, servers: server, ...options });
  return { server, page, xhr: new page.XMLHttpRequest() };
}

/** A server that never answers. */
function silent() {
  const exchange = (/** @type {any} */ _request, /** @type {AbortSignal} */ signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const page = createPage({ url: APP, servers: /** @type {any} */ ({ exchange }) });
  return { xhr: new page.XMLHttpRequest() };
}

/** @param {EventTarget} target @param {string} type @returns {Promise<any>} */
const event = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/** Notes the events of a request and its upload, as name(state or progress). @param {any} xhr */
function noted(xhr) {
  /** @type {string[]} */
  const events = [];
  xhr.onreadystatechange = () => events.push(`readystatechange(${xhr.readyState})`);
  for (const type of ['loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend']) {
    xhr[`on${type}`] = (/** @type {any} */ { loaded, total }) => events.push(`${type}(${loaded},${total})`);
  }
  return events;
}

/** @param {string} name */
const domException = (name) => (/** @type {any} */ error) => error instanceof DOMException && error.name === name;

describe('an asynchronous request', () => {
  test('goes through its states, and tells of its progress', async () => {
    const { xhr } = open(() => ({ headers: [...OPEN, ['Content-Length', '5']], body: 'hello' }));
    const events = noted(xhr);
    xhr.open('GET', API);
    xhr.send();
    await event(xhr, 'loadend');
    assert.deepEqual(events, [
      'readystatechange(1)', 'loadstart(0,0)', 'readystatechange(2)', 'readystatechange(3)', 'progress(5,5)',
      'readystatechange(4)', 'load(5,5)', 'loadend(5,5)',
    ]);
    assert.deepEqual([xhr.status, xhr.responseText, xhr.response], [200, 'hello', 'hello']);
  });

  test('shows what CORS allows, sorted by name', async () => {
    const headers = [['Access-Control-Allow-Origin', '*'], ['Access-Control-Expose-Headers', 'x-b, X_a'], ['X-Secret', '1'], ['X-B', '2'], ['x-b', '3'], ['X_A', '4'], ['Content-Type', 'text/plain']];
    const { xhr } = open(() => ({ statusText: 'Fine', headers }));
    xhr.open('GET', `${API}/a?b#c`);
    xhr.send();
    await event(xhr, 'load');
    assert.equal(xhr.getAllResponseHeaders(), 'content-type: text/plain\r\nx-b: 2, 3\r\nx_a: 4\r\n');
    assert.equal(xhr.getResponseHeader('X-B'), '2, 3');
    assert.equal(xhr.getResponseHeader('x-secret'), null);
    assert.equal(xhr.responseURL, `${API}/a?b`);
    assert.equal(xhr.statusText, 'Fine');
  });

  test('ends in an error event, whose cause is the verdict, where CORS refuses', async () => {
    const { xhr } = open(() => ({ body: 'secret' }));
    const events = noted(xhr);
    xhr.open('GET', API);
    xhr.send();
    const [{ cause }] = await Promise.all([event(xhr, 'error'), event(xhr, 'loadend')]);
    assert.equal(cause.cause.code, 'missing-allow-origin');
    assert.deepEqual(events, ['readystatechange(1)', 'loadstart(0,0)', 'readystatechange(4)', 'error(0,0)', 'loadend(0,0)']);
    assert.deepEqual([xhr.status, xhr.responseText, xhr.getAllResponseHeaders(), xhr.responseURL], [0, '', '', '']);
  });

  test('combines headers of one name and leaves out forbidden ones', async () => {
    const { xhr, server } = open();
    xhr.open('POST', `${API}/x`);
    xhr.setRequestHeader('X-Token', 'a');
    xhr.setRequestHeader('x-token', ' b ');
    xhr.setRequestHeader('Cookie', 'c=d');
    xhr.send('text');
    await event(xhr, 'load');
    const [preflight, actual] = server.asked;
    assert.equal(preflight.header('Access-Control-Request-Headers'), 'x-token');
    assert.equal(actual.header('X-Token'), 'a, b');
    assert.equal(actual.header('Cookie'), undefined);
    assert.equal(actual.header('Content-Type'), 'text/plain;charset=UTF-8');
    assert.equal(new TextDecoder().decode(actual.body), 'text');
  });

  for (const [name, body, type, bytes] of /** @type {[string, any, string | undefined, string][]} */ ([
    ['parameters', new URLSearchParams({ a: 'ü' }), 'application/x-www-form-urlencoded;charset=UTF-8', 'a=%C3%BC'],
    ['a Blob', new Blob(['blob'], { type: 'text/x' }), 'text/x', 'blob'],
    ['a buffer', new TextEncoder().encode('view').buffer, undefined, 'view'],
    ['an object', { toString: () => 'object' }, 'text/plain;charset=UTF-8', 'object'],
  ])) {
    test(`sends ${name}`, async () => {
      const { xhr, server } = open();
      xhr.open('POST', '/here');
      xhr.send(body);
      await event(xhr, 'load');
      assert.equal(server.asked[0].header('Content-Type'), type);
      assert.equal(new TextDecoder().decode(server.asked[0].body), bytes);
    });
  }

  test('drops the body of a GET', async () => {
    const { xhr, server } = open();
    xhr.open('GET', '/here');
    xhr.send('text');
    await event(xhr, 'load');
    assert.deepEqual([server.asked[0].body, server.asked[0].header('Content-Type')], [null, undefined]);
  });

  test('carries cookies across origins only with credentials', async () => {
    const cookies = [{ name: 'a', value: '1', domain: 'api.example.com', sameSite: /** @type {const} */ ('none'), secure: true }];
    const headers = [['Access-Control-Allow-Origin', 'https://app.example.com'], ['Access-Control-Allow-Credentials', 'true']];
    const { xhr, server } = open(() => ({ headers }), { cookies });
    for (const withCredentials of [false, true]) {
      xhr.open('GET', API);
      xhr.withCredentials = withCredentials;
      xhr.send();
      await event(xhr, 'load');
    }
    assert.deepEqual(server.asked.map((request) => request.header('Cookie')), [undefined, 'a=1']);
  });

  test('needs a preflight if somebody listens to the upload, and tells them', async () => {
    const { xhr, server } = open();
    const events = noted(xhr.upload);
    xhr.open('POST', API);
    xhr.send('12345');
    await event(xhr, 'load');
    assert.deepEqual(server.asked.map(({ kind }) => kind), ['preflight', 'actual']);
    assert.deepEqual(events, ['loadstart(0,5)', 'progress(5,5)', 'load(5,5)', 'loadend(5,5)']);
  });

  test('needs none once nobody listens any more', async () => {
    const { xhr, server } = open();
    const listener = () => {};
    xhr.upload.addEventListener('load', listener);
    xhr.upload.removeEventListener('load', listener);
    xhr.open('POST', API);
    xhr.send('12345');
    await event(xhr, 'load');
    assert.deepEqual(server.asked.map(({ kind }) => kind), ['actual']);
  });

  test('can be aborted', async () => {
    const { xhr } = silent();
    const [events, ofUpload] = [noted(xhr), noted(xhr.upload)];
    xhr.open('POST', API);
    xhr.send('x');
    xhr.abort();
    assert.deepEqual(events, ['readystatechange(1)', 'loadstart(0,0)', 'readystatechange(4)', 'abort(0,0)', 'loadend(0,0)']);
    assert.deepEqual(ofUpload, ['loadstart(0,1)', 'abort(0,0)', 'loadend(0,0)']);
    assert.equal(xhr.readyState, xhr.UNSENT);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(events.length, 5);
  });

  test('times out', async () => {
    const { xhr } = silent();
    xhr.open('GET', API);
    xhr.timeout = 20;
    xhr.send();
    await event(xhr, 'timeout');
    assert.deepEqual([xhr.readyState, xhr.status], [4, 0]);
  });

  test('fails when the body breaks off', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('half'));
        controller.error(new Error('broken'));
      },
    });
    const { xhr } = open(() => ({ headers: OPEN, body: broken }));
    xhr.open('GET', API);
    xhr.send();
    await event(xhr, 'error');
    assert.deepEqual([xhr.status, xhr.responseText], [0, '']);
  });

  test('reads data: URLs', async () => {
    const { xhr } = open();
    xhr.open('GET', 'data:text/plain;base64,aGkg 4pyT');
    xhr.send();
    await event(xhr, 'load');
    assert.equal(xhr.responseText, 'hi ✓');
  });
});

describe('what is received', () => {
  /** @param {any} type @param {object} reply @param {(xhr: any) => void} [prepare] */
  async function received(type, reply, prepare = () => {}) {
    const { xhr } = open(() => reply);
    xhr.open('GET', '/');
    xhr.responseType = type;
    prepare(xhr);
    xhr.send();
    await event(xhr, 'load');
    return xhr;
  }

  test('is JSON, or null', async () => {
    assert.deepEqual((await received('json', { body: '{"a":1}' })).response, { a: 1 });
    assert.equal((await received('json', { body: '{' })).response, null);
  });

  test('is one and the same object each time', async () => {
    const xhr = await received('arraybuffer', { body: 'abc' });
    const { response } = xhr;
    assert.equal(new TextDecoder().decode(response), 'abc');
    assert.equal(xhr.response, response);
  });

  test('is a Blob of its type', async () => {
    const { response } = await received('blob', { body: 'abc', headers: [['Content-Type', 'Text/X; a="b"']] });
    assert.deepEqual([response.type, await response.text()], ['text/x;a=b', 'abc']);
    const { response: overridden } = await received('blob', {}, (xhr) => xhr.overrideMimeType('Text/HTML;a=";charset=x";CHARSET=GBK'));
    assert.equal(overridden.type, 'text/html;a=";charset=x";charset=gbk');
  });

  test('is text in the encoding that the server or the script names', async () => {
    const bytes = () => new Blob([Uint8Array.of(0xe4, 0xa4)]).stream();
    assert.equal((await received('', { body: bytes(), headers: [['Content-Type', 'text/plain; charset=windows-1252']] })).responseText, 'ä¤');
    assert.equal((await received('', { body: bytes() }, (xhr) => xhr.overrideMimeType('text/plain; charset=iso-8859-15'))).responseText, 'ä€');
    assert.equal((await received('', { body: bytes() })).responseText, '\ufffd');
    const bogus = (/** @type {any} */ xhr) => xhr.overrideMimeType('text/plain; charset=bogus');
    assert.equal((await received('', { body: bytes(), headers: [['Content-Type', 'text/plain; charset=windows-1252']] }, bogus)).responseText, '\ufffd');
    const marked = new Blob([Uint8Array.of(0xff, 0xfe, 0x61, 0)]).stream();
    assert.equal((await received('', { body: marked, headers: [['Content-Type', 'text/plain; charset=utf-8']] })).responseText, 'a');
  });

  test('is no document where the platform has none', async () => {
    const xhr = await received('document', { body: '<x/>', headers: [['Content-Type', 'text/xml']] });
    assert.deepEqual([xhr.response, xhr.responseXML], [null, null]);
    assert.throws(() => xhr.responseText, domException('InvalidStateError'));
  });
});

describe('misuse', () => {
  test('of open() is refused as browsers refuse it', () => {
    const { xhr } = open();
    assert.throws(() => xhr.open('a b', '/'), domException('SyntaxError'));
    assert.throws(() => xhr.open('TRACE', '/'), domException('SecurityError'));
    assert.throws(() => xhr.open('GET', 'https://a b/'), domException('SyntaxError'));
    assert.throws(() => /** @type {any} */ (xhr).open('GET'), TypeError);
    assert.equal(xhr.readyState, 0);
  });

  test('before open() and after send() is an InvalidStateError', () => {
    const { xhr } = silent();
    assert.throws(() => xhr.send(), domException('InvalidStateError'));
    assert.throws(() => xhr.setRequestHeader('a', 'b'), domException('InvalidStateError'));
    xhr.open('GET', '/');
    xhr.send();
    assert.throws(() => xhr.send(), domException('InvalidStateError'));
    assert.throws(() => xhr.setRequestHeader('a', 'b'), domException('InvalidStateError'));
    assert.throws(() => (xhr.withCredentials = true), domException('InvalidStateError'));
    xhr.abort();
  });

  test('of setRequestHeader() is a SyntaxError', () => {
    const { xhr } = open();
    xhr.open('GET', '/');
    assert.throws(() => xhr.setRequestHeader('a b', 'c'), domException('SyntaxError'));
    assert.throws(() => xhr.setRequestHeader('a', 'b\nc'), domException('SyntaxError'));
    assert.throws(() => xhr.setRequestHeader('a', '\u0100'), TypeError);
  });

  test('of a synchronous request is refused', () => {
    const { xhr } = open();
    xhr.timeout = 1;
    assert.throws(() => xhr.open('GET', '/', false), domException('InvalidAccessError'));
    xhr.timeout = 0;
    xhr.open('GET', '/', false);
    assert.throws(() => (xhr.timeout = 1), domException('InvalidAccessError'));
    assert.throws(() => (xhr.responseType = 'json'), domException('InvalidAccessError'));
  });
});
