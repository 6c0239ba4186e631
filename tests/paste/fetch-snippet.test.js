/** Pasted JavaScript is read, never run. Reading code as it stands is tested with the page (tests/browser/page-snippet.test.js). */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PasteError, readFetchSnippet } from 'corslab/paste';

const url = 'https://api.example.com/items';

/** @param {string} text @returns {PasteError} */
function refusal(text) {
  try {
    readFetchSnippet(text);
  } catch (error) {
    assert.ok(error instanceof PasteError, String(error));
    return error;
  }
  assert.fail('it was read');
}

describe('DevTools', () => {
  const sent = `"headers": {
    "accept": "application/json",
    "accept-language": "en-GB,en;q=0.9",
    "content-type": "application/json",
    "priority": "u=1, i",
    "sec-ch-ua": "\\"Chromium\\";v=\\"156\\"",
    "sec-fetch-dest": "empty",
    "sec-fetch-mode": "cors",
    "sec-fetch-site": "same-site"`;

  test('Copy as fetch: the referrer is the page, the browser\'s own headers are left out', () => {
    const read = readFetchSnippet(`fetch("${url}", {\n  ${sent}\n  },\n  "referrer": "https://app.example.com/list",\n  "body": "{}",\n  "method": "PUT",\n  "mode": "cors",\n  "credentials": "include"\n});`);
    assert.deepEqual(read.request, {
      url,
      method: 'PUT',
      mode: 'cors',
      credentials: 'include',
      headers: [['accept', 'application/json'], ['content-type', 'application/json']],
      body: { kind: 'text', text: '{}' },
    });
    assert.equal(read.page, 'https://app.example.com/list');
    assert.deepEqual(read.cookies, []);
    assert.deepEqual(read.notes, []);
  });

  test('Copy as fetch (Node.js): cookies and Referer among the headers', () => {
    const read = readFetchSnippet(`fetch("${url}", {\n  ${sent},\n    "cookie": "sid=1",\n    "Referer": "https://app.example.com/"\n  },\n  "body": null,\n  "method": "GET"\n});`);
    assert.deepEqual(read.request, { url, method: 'GET', credentials: 'include', headers: [['accept', 'application/json'], ['content-type', 'application/json']] });
    assert.equal(read.page, 'https://app.example.com/');
    assert.deepEqual(read.cookies.map(({ name, value }) => [name, value]), [['sid', '1']]);
  });

  test('as written, nothing is taken away', () => {
    const { request, page } = readFetchSnippet(`fetch("${url}", { headers: { "sec-fetch-mode": "cors", Cookie: "a=b" }, referrer: "https://app.example.com/" })`, { asWritten: true });
    assert.deepEqual(request, { url, headers: [['sec-fetch-mode', 'cors'], ['Cookie', 'a=b']], referrer: 'https://app.example.com/' });
    assert.equal(page, null);
  });
});

describe('by hand', () => {
  /** @type {[string, string, object][]} */
  const cases = [
    ['new URL, JSON.stringify, new Headers', `await fetch(new URL('/items', 'https://api.example.com'), { method: 'POST', headers: new Headers({ 'Content-Type': 'application/json' }), body: JSON.stringify({ a: 1 }) })`, { url, method: 'POST', headers: [['Content-Type', 'application/json']], body: { kind: 'text', text: '{"a":1}' } }],
    ['a template without expressions', `fetch(\`${url}\`)`, { url }],
    ['then, in a function', `async function load() { return fetch('${url}').then((r) => r.json()) }`, { url }],
    ['XMLHttpRequest', `const x = new XMLHttpRequest(); x.open('GET', '${url}'); x.withCredentials = true; x.send();`, { url, method: 'GET', initiator: 'xhr', credentials: 'include' }],
  ];
  for (const [name, text, request] of cases) test(name, () => assert.deepEqual(readFetchSnippet(text).request, request));
});

describe('refused with its place', () => {
  /** @type {[string, string, string, { line: number, column: number } | undefined, RegExp][]} */
  const cases = [
    ['a variable', `fetch('${url}',\n  { headers: { Authorization: token } })`, 'not-literal', { line: 2, column: 31 }, /^line 2, column 31: an expression.*; expected literal values$/],
    ['a syntax error', `fetch('${url}', {\n  method: 'PUT'`, 'syntax', { line: 2, column: 16 }, /^line 2, column 16: Unexpected token; expected JavaScript$/],
    ['no request', 'const a = 1;', 'no-request', undefined, /expected fetch\(url/],
  ];
  for (const [name, text, code, at, message] of cases) {
    test(name, () => {
      const error = refusal(text);
      assert.deepEqual([error.code, error.at], [code, at]);
      assert.match(error.message, message);
    });
  }
});

describe('hostile code ends quickly', () => {
  const doubling = (/** @type {string} */ plus) => Array.from({ length: 150 }, (_, at) => `const a${at} = ${plus.replaceAll('x', `a${at + 1}`)};`).join('\n');
  /** @type {[string, string][]} */
  const cases = [
    ['names that stand for twice another', `${doubling('x + x')} const a150 = 'y'; fetch(a0)`],
    ['lists of twice another', `${doubling('[x, x]')} const a150 = 'y'; fetch(a0)`],
    ['templates of twice another', `${doubling('`${x}${x}`')} const a150 = 'y'; fetch(a0)`],
    ['a text that grows', `const a = 'x'.repeat(4e6); fetch(a + a + a)`],
    ['brackets', '['.repeat(1e6)],
    ['parentheses', `fetch(${'('.repeat(4e5)}${')'.repeat(4e5)})`],
    ['unary operators', `fetch(${'!'.repeat(9e5)}1)`],
    ['additions', `fetch(${'1+'.repeat(4e5)}1)`],
    ['megabytes', 'x'.repeat(1e8)],
  ];
  for (const [name, text] of cases) {
    test(name, () => {
      const start = performance.now();
      assert.match(refusal(text).code, /^(?:too-deep|too-long|syntax|not-literal)$/);
      assert.ok(performance.now() - start < 5000);
    });
  }
});
