/** Requests of a HAR, with their preflights and redirects, as scenarios. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { PasteError, readHar } from 'corslab/paste';

const page = 'https://app.example.com/';
const origin = 'https://app.example.com';
const url = 'https://api.example.com/items';

/** @param {Record<string, string>} headers */
const list = (headers) => Object.entries(headers).map(([name, value]) => ({ name, value }));

/**
 * @param {string} method
 * @param {string} url
 * @param {Record<string, string>} headers
 * @param {number} status
 * @param {Record<string, string>} replyHeaders
 * @param {object} [more]
 */
const entry = (method, url, headers, status, replyHeaders, more = {}) => ({
  ...more,
  startedDateTime: '2026-11-22T00:00:00.000Z',
  request: { method, url, httpVersion: 'HTTP/2', headers: list(headers), queryString: [], cookies: [], .../** @type {any} */ (more).request },
  response: { status, statusText: '', httpVersion: 'HTTP/2', headers: list(replyHeaders), redirectURL: replyHeaders.location ?? '', .../** @type {any} */ (more).response },
});

/** @param {object[]} entries */
const har = (...entries) => ({ log: { version: '1.2', creator: { name: 'test' }, pages: [], entries } });

const sent = { ':authority': 'api.example.com', accept: '*/*', 'accept-encoding': 'gzip', origin, referer: page, 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'user-agent': 'x' };
const asks = { ...sent, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-a' };
const allows = { 'access-control-allow-origin': origin };

describe('a request', () => {
  test('as its scenario', () => {
    const [{ scenario, index, entries, notes }] = readHar(JSON.stringify(har(entry('GET', `${url}#x`, sent, 200, { ':status': '200', ...allows }, { _resourceType: 'fetch' }))));
    assert.deepEqual(scenario, { page, request: { url, initiator: 'fetch' }, server: [{ response: { status: 200, headers: [['access-control-allow-origin', origin]] } }] });
    assert.deepEqual([index, entries], [0, [0]]);
    assert.deepEqual(notes.map(({ code }) => code), ['credentials-unknown']);
    assert.equal(simulate(scenario).outcome, 'readable');
  });

  test('with its preflight, whichever the browser wrote down first', () => {
    const put = entry('PUT', url, { ...sent, 'x-a': '1', 'content-type': 'text/plain' }, 200, allows, { _resourceType: 'xhr', request: { postData: { mimeType: 'text/plain', text: 'hi' } } });
    const preflight = entry('OPTIONS', url, asks, 204, { ...allows, 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'x-a' }, { _resourceType: 'preflight' });
    for (const [entries, order] of /** @type {const} */ ([[[put, preflight], [1, 0]], [[preflight, put], [0, 1]]])) {
      const [found, ...others] = readHar(har(...entries));
      assert.deepEqual(others, []);
      assert.deepEqual(found.entries, order);
      const { request, server } = found.scenario;
      assert.deepEqual(request, { url, method: 'PUT', headers: [['x-a', '1'], ['content-type', 'text/plain']], initiator: 'xhr', body: { kind: 'text', text: 'hi' } });
      assert.equal(/** @type {import('corslab').Answer[]} */ (server)[0].preflight?.status, 204);
      assert.equal(simulate(found.scenario).outcome, 'readable');
    }
  });

  test('whose preflight failed: the preflight says why', () => {
    const [{ scenario, notes }] = readHar(har(entry('PUT', url, { ...sent, 'x-a': '1' }, 0, {}, { _resourceType: 'fetch', response: { _error: 'net::ERR_FAILED' } }), entry('OPTIONS', url, asks, 401, {})));
    assert.equal(simulate(scenario).cause?.code, 'preflight-requires-auth');
    assert.deepEqual(notes.map(({ code }) => code), ['no-reply']);
    assert.match(notes[0].message, /net::ERR_FAILED/);
  });

  test('of which only the preflight is there', () => {
    const [{ scenario, entries }] = readHar(har(entry('OPTIONS', url, asks, 204, { ...allows, 'access-control-allow-methods': 'GET' })));
    assert.equal(/** @type {any} */ (scenario.request).method, 'PUT');
    assert.deepEqual(entries, [0]);
    assert.equal(simulate(scenario).cause?.code, 'method-not-allowed');
  });

  test('through redirects', () => {
    const exchanges = readHar(
      har(
        entry('GET', url, sent, 302, { ...allows, location: '/b' }),
        entry('GET', 'https://api.example.com/other', sent, 200, allows),
        entry('GET', 'https://api.example.com/b', sent, 307, { ...allows, location: 'https://cdn.example/c' }),
        entry('GET', 'https://cdn.example/c', { ...sent, origin: 'null' }, 200, allows),
      ),
    );
    assert.deepEqual(exchanges.map(({ entries }) => entries), [[0, 2, 3], [1]]);
    assert.deepEqual([simulate(exchanges[0].scenario).cause?.code, simulate(exchanges[0].scenario).cause?.hop], ['allow-origin-mismatch', 2]);
  });

  test('the same one twice: each has its own', () => {
    const redirect = entry('GET', url, sent, 302, { ...allows, location: 'https://cdn.example/c' });
    const final = (/** @type {number} */ status) => entry('GET', 'https://cdn.example/c', sent, status, allows);
    assert.deepEqual(readHar(har(redirect, final(200), redirect, final(404))).map(({ entries }) => entries), [[0, 1], [2, 3]]);
  });

  test('cookies, a repeated header', () => {
    const [{ scenario }] = readHar(har(entry('GET', url, { ...sent, cookie: 'a=1; b=2' }, 200, { vary: 'A\nB' })));
    assert.deepEqual(scenario.cookies?.map(({ name }) => name), ['a', 'b']);
    assert.equal(/** @type {any} */ (scenario.request).credentials, 'include');
    assert.deepEqual(/** @type {any} */ (scenario.server)[0].response.headers, [['vary', 'A'], ['vary', 'B']]);
  });

  test('the title of its page, where that is a URL', () => {
    const image = entry('GET', 'https://cdn.example/a.png', {}, 200, {}, { _resourceType: 'image', pageref: 'page_2' });
    const pages = [{ id: 'page_1', title: 'https://other.example/' }, { id: 'page_2', title: 'https://app.example.com/list' }, { id: 'page_3', title: 'App' }];
    const read = (/** @type {object} */ one) => readHar({ log: { pages, entries: [one] } })[0];
    assert.equal(read(image).scenario.page, 'https://app.example.com/list');
    assert.equal(read({ ...image, pageref: 'page_3' }).scenario.page, 'https://cdn.example/');
    assert.deepEqual(read(image).notes, []);
  });

  test('an image, without a page', () => {
    const [{ scenario, notes }] = readHar(har(entry('GET', 'https://cdn.example/a.png', {}, 200, {}, { _resourceType: 'image' })));
    assert.deepEqual([scenario.page, /** @type {any} */ (scenario.request).initiator], ['https://cdn.example/', 'img']);
    assert.deepEqual(notes.map(({ code }) => code), ['no-page']);
  });
});

describe('a part of a HAR', () => {
  const one = entry('GET', url, sent, 200, allows);
  for (const [name, part] of /** @type {[string, object][]} */ ([['its log', har(one).log], ['a list of entries', [one]], ['one entry', one]])) {
    test(name, () => assert.deepEqual(readHar(JSON.stringify(part)), readHar(har(one))));
  }
});

describe('which ones', () => {
  const file = har(entry('GET', url, sent, 200, {}), entry('GET', `${url}/7`, sent, 200, {}), entry('OPTIONS', `${url}/7`, { ...asks, 'access-control-request-method': 'GET' }, 200, {}));
  test('by URL', () => assert.deepEqual(readHar(file, { url: `${url}#f` }).map(({ index }) => index), [0]));
  test('by part of a URL', () => assert.deepEqual(readHar(file, { url: '/items' }).map(({ index }) => index), [0, 1]));
  test('none', () => assert.deepEqual(readHar(file, { url: 'https://nowhere.example/' }), []));
  test('by index, that of a preflight too', () => assert.deepEqual(readHar(file, { index: 2 }).map(({ index }) => index), [1]));
});

describe('refused', () => {
  /** @type {[string, unknown, object | undefined, string, RegExp][]} */
  const cases = [
    ['no JSON', '{\n "log": {\n  "entries": [}\n', undefined, 'syntax', /^line 3, column 15: .*expected a HAR, which is JSON$/],
    ['other JSON', '{"a":1}', undefined, 'no-har', /log\.entries/],
    ['null', 'null', undefined, 'no-har', /log\.entries/],
    ['an entry without a URL', har({ request: {} }), undefined, 'no-har', /log\.entries\[0\]\.request\.url is missing; expected an absolute URL/],
    ['no entry at all', har(null), undefined, 'no-har', /log\.entries\[0\]\.request is missing/],
    ['a relative URL', har({ request: { url: '/a' } }), undefined, 'no-har', /is "\/a"; expected an absolute URL/],
    ['headers as an object', har({ request: { url, headers: {} } }), undefined, 'no-har', /request\.headers is \{\}; expected a list/],
    ['a header without a value', har({ request: { url, headers: [{ name: 'a' }] } }), undefined, 'no-har', /request\.headers\[0\] is \{"name":"a"\}/],
    ['an index that is none', har(entry('GET', url, {}, 200, {})), { index: 1 }, 'no-entry', /the entry 1; expected the index of a request, from 0 to 0/],
    ['a number', 7, undefined, 'not-text', /a string/],
  ];
  for (const [name, file, options, code, message] of cases) {
    test(name, () => {
      assert.throws(() => readHar(/** @type {any} */ (file), options), (error) => {
        assert.ok(error instanceof PasteError, String(error));
        assert.equal(error.code, code);
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

describe('megabytes end quickly', () => {
  /** @type {[string, () => unknown][]} */
  const cases = [
    ['the same redirect', () => har(...Array(20_000).fill(entry('GET', url, {}, 302, { location: url })))],
    ['the same preflight, far from any request', () => har(...Array(20_000).fill(entry('OPTIONS', url, asks, 200, {})), ...Array(20_000).fill(entry('PUT', url, sent, 200, {})))],
    ['brackets', () => `{"log":${'['.repeat(5e6)}`],
  ];
  for (const [name, make] of cases) {
    test(name, () => {
      const file = make();
      const start = performance.now();
      try {
        readHar(/** @type {any} */ (file), { url: 'https://nowhere.example/' });
      } catch (error) {
        assert.ok(error instanceof PasteError, String(error));
      }
      assert.ok(performance.now() - start < 5000);
    });
  }
});
