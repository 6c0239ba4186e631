/** What the page makes of a pasted text: which side it fills, what it keeps, what it says. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { initSync } from 'corslab/slim';
import { inRoot } from '../../js/build/root.js';
import { encodeFragment } from '../../www/fragment.js';
import { filtered } from '../../www/paste/har-rows.js';
import { chosen, listAgain, readPaste } from '../../www/paste/read.js';
import { SAMPLES } from '../../www/paste/samples.js';
import { secretsIn } from '../../www/paste/secrets.js';
import { strings } from '../../www/strings.js';

initSync(readFileSync(inRoot('dist/corslab.wasm')));

const PRESENT = {
  page: { url: 'https://app.example.com/' },
  request: { url: 'https://api.example.com/items', method: 'PUT' },
  server: [{ preflight: { status: 204, headers: 'A: b' }, response: { status: 200, headers: 'Access-Control-Allow-Origin: *' } }],
  cookies: [{ name: 'a', value: 'b', domain: 'api.example.com' }],
  engine: 'firefox',
};

/** @param {string} text @returns {any} */
const read = (text) => readPaste(text, structuredClone(PRESENT));

describe('what is filled', () => {
  test('a console error: everything, with the rules of the browser that printed it', () => {
    const { scenario, report } = read("Access to fetch at 'https://b.example/x' from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.");
    assert.deepEqual(scenario, {
      page: { url: 'https://a.example/' }, request: { url: 'https://b.example/x' }, server: [{ response: { status: 200, headers: [] } }], engine: 'chromium',
    });
    assert.deepEqual([report.what, report.filled, report.engine, report.isPageAssumed], ['console', 'all', 'chromium', false]);
  });
  test('a curl command: the request, and the server stays', () => {
    const { scenario, report } = read("curl -X DELETE https://other.example/x -H 'X-Reason: sold'");
    assert.deepEqual(scenario.request, { url: 'https://other.example/x', method: 'DELETE', headers: [['X-Reason', 'sold']] });
    assert.deepEqual([scenario.server, scenario.page, scenario.engine], [PRESENT.server, PRESENT.page, 'firefox']);
    assert.equal('cookies' in scenario, false);
    assert.deepEqual([report.filled, report.asksPage, report.page, report.message], ['request', true, 'https://app.example.com/', 'DELETE https://other.example/x']);
  });
  test('a curl command of DevTools: the page, too', () => {
    const { scenario, report } = read("curl 'https://api.example.com/x' -H 'origin: https://shop.example.com' -H 'referer: https://shop.example.com/cart' -H 'sec-fetch-mode: cors' -b 'session=1'");
    assert.deepEqual(scenario.page, { url: 'https://shop.example.com/cart' });
    assert.deepEqual(scenario.cookies.map((/** @type {any} */ { name, value }) => [name, value]), [['session', '1']]);
    assert.equal(report.asksPage, false);
  });
  test('code: the request', () => {
    const { scenario, report } = read('fetch("https://api.example.com/x", { method: "POST", body: "a" })');
    assert.deepEqual(scenario.request, { url: 'https://api.example.com/x', method: 'POST', body: { kind: 'text', text: 'a' } });
    assert.equal(report.asksPage, true);
  });
  test('an address: the request', () => assert.deepEqual(read('https://api.example.com/y\n').scenario.request, { url: 'https://api.example.com/y' }));
  test('headers: the answer; an own reply to OPTIONS stays', () => {
    const { scenario, report } = read('HTTP/1.1 404 Not Found\r\nVary: Origin\r\n\r\nno');
    assert.deepEqual(scenario, { ...PRESENT, server: [{ preflight: PRESENT.server[0].preflight, response: { status: 404, headers: [['Vary', 'Origin']] } }] });
    assert.deepEqual([report.filled, report.preflight, report.message], ['server', 'kept', '404']);
  });
  test('several replies: an answer for each hop', () => {
    const { scenario } = read('HTTP/1.1 301 Moved\nLocation: /b\n\nHTTP/1.1 200 OK\nA: b\n');
    assert.deepEqual(scenario.server.map((/** @type {any} */ { response }) => response.status), [301, 200]);
  });
  test('a reply to OPTIONS: the preflight only', () => {
    const { scenario, report } = read('> OPTIONS /items HTTP/1.1\n> Host: api.example.com\n>\n< HTTP/1.1 204 No Content\n< Allow: GET\n<\n');
    assert.deepEqual(scenario.server, [{ preflight: { status: 204, headers: [['Allow', 'GET']] }, response: PRESENT.server[0].response }]);
    assert.equal(report.filled, 'preflight');
  });
  test('a scenario, and a link to one: everything', () => {
    const scenario = { page: 'https://a.example/', request: 'https://b.example/', server: { response: {} } };
    const expanded = { page: { url: 'https://a.example/' }, request: { url: 'https://b.example/' }, server: [{ response: {} }] };
    assert.deepEqual(read(JSON.stringify(scenario, null, 2)).scenario, expanded);
    const fragment = encodeFragment({ scenario, snippet: null, place: { room: 'lab', name: '' } });
    assert.deepEqual(read(`https://corslab.example/#${fragment}`).scenario, expanded);
    assert.deepEqual(read(`#lessons/preflight&${fragment}`).scenario, expanded);
  });
  test('each sample does what its button says', () => {
    assert.equal(SAMPLES.length, strings.pasteBox.samples.length);
    assert.deepEqual(SAMPLES.map((sample) => read(sample).report.what), ['console', 'console', 'console', 'curl', 'http-message', 'fetch']);
  });
});

describe('what cannot be read', () => {
  for (const [text, reason, place] of /** @type {[string, string, (number[] | undefined)?][]} */ ([
    ['  \n', 'empty'],
    ['hello there', 'unknown'],
    ['x'.repeat(3e6), 'unknown'],
    ['{ "page": "https://a.example",\n  "request": }', 'unreadable', [2, 14]],
    ['{ "log": {\n\n oops', 'unreadable', [3, 2]],
    ["curl 'https://a.example", 'unreadable', [1, 6]],
    ['HTTP/1.1 200 OK\nno header', 'unreadable', [2, 1]],
    ['{ "log": { "entries": [] } }', 'empty-har'],
    ['{ "log": { "entries": 1 } }', 'unreadable'],
    ['https://corslab.example/#v1=AAAA', 'link'],
    ['Uncaught (in promise) TypeError: Failed to fetch', 'no-cause'],
  ])) {
    test(`${JSON.stringify(text.slice(0, 50))}: ${reason}`, () => {
      const outcome = read(text);
      assert.equal('scenario' in outcome, false);
      assert.equal(outcome.report.status, 'failed');
      assert.equal(outcome.report.reason, reason);
      if (place) assert.deepEqual([outcome.report.at?.line, outcome.report.at?.column], place);
    });
  }
});

describe('a HAR', () => {
  /** @param {string} url @param {[string, string][]} headers @param {number} status */
  const entry = (url, headers, status = 200) => ({
    request: { method: 'GET', url, headers: [{ name: 'Origin', value: 'https://app.example.com' }, { name: 'Referer', value: 'https://app.example.com/' }] },
    response: { status, headers: headers.map(([name, value]) => ({ name, value })) },
  });
  const har = (/** @type {unknown[]} */ ...entries) => JSON.stringify({ log: { entries } });

  test('with one request is that request', () => {
    const { scenario, report } = read(har(entry('https://api.example.com/1', [])));
    assert.deepEqual([scenario.page, scenario.request.url, scenario.engine, report.what], [{ url: 'https://app.example.com/' }, 'https://api.example.com/1', undefined, 'har']);
  });
  test('with several is a list: cross-origin and refused ones first', () => {
    const { report } = read(har(
      entry('https://app.example.com/own', []),
      entry('https://api.example.com/fine', [['Access-Control-Allow-Origin', '*']]),
      entry('https://api.example.com/refused', [], 404),
      entry('https://app.example.com/lost', [], 0),
    ));
    assert.equal(report.status, 'list');
    assert.deepEqual(report.rows.map((/** @type {any} */ { url, isCross, isRefused, status }) => [new URL(url).pathname, isCross, isRefused, status]), [
      ['/refused', true, true, 404], ['/fine', true, false, 200], ['/lost', false, true, null], ['/own', false, false, 200],
    ]);
    assert.deepEqual(filtered(report.rows, 'API 404').map(({ row, index }) => [row.url, index]), [['https://api.example.com/refused', 0]]);
    assert.deepEqual(filtered(report.rows, 'nothing').length, 0);
    const outcome = chosen(1);
    assert.ok('scenario' in outcome && outcome.scenario.request.url === 'https://api.example.com/fine');
    assert.equal(listAgain()?.status, 'list');
  });
});

describe('secretsIn', () => {
  /** @type {[string, any, string[]][]} */
  const cases = [
    ['nothing', { request: { url: '/' }, server: [] }, []],
    ['lines', { request: { headers: 'authorization: Bearer x\nX-A: b' } }, ['Authorization']],
    ['pairs', { request: { headers: [['Cookie', 'a=b'], ['PROXY-AUTHORIZATION', 'x']] } }, ['Cookie', 'Proxy-Authorization']],
    ['an empty value', { request: { headers: { Authorization: '' } } }, []],
    ['cookies', { request: {}, cookies: [{ name: 'a', value: '1', domain: 'x' }] }, ['Cookie']],
    ['a cookie without a value', { request: {}, cookies: [{ name: 'a', domain: 'x' }] }, []],
    ['replies', { server: [{ preflight: { headers: { 'set-cookie': ['a=1', 'b=2'] } }, response: {} }] }, ['Set-Cookie']],
    ['odd data', { request: null, server: [null, 'x', { response: 1 }], cookies: 'no' }, []],
  ];
  for (const [title, scenario, expected] of cases) test(title, () => assert.deepEqual(secretsIn(scenario), expected));
});
