/** What a pasted text is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { detect, PasteError } from 'corslab/paste';

describe('detect', () => {
  const refused = simulate({ page: 'https://app.example.com', request: 'https://api.example.com', server: { response: {} }, engine: 'firefox' });
  /** @type {[string, ReturnType<typeof detect>][]} */
  const cases = [
    ['curl https://a.example', 'curl'],
    ['  $ sudo curl.exe ^"https://a.example^"', 'curl'],
    ['TOKEN=1 /usr/bin/curl -v x', 'curl'],
    ['fetch("https://a.example")', 'fetch'],
    ['const r = await fetch(\n"https://a.example")', 'fetch'],
    ['await window.fetch(`/a`)', 'fetch'],
    ['const x = new XMLHttpRequest();\nx.open("GET", "/")', 'fetch'],
    ['navigator.sendBeacon("/a")', 'fetch'],
    ['HTTP/1.1 200 OK\r\nA: b\r\n\r\nfetch("x")', 'http-message'],
    ['* Trying\n> GET / HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 200 OK\n', 'http-message'],
    ['Access-Control-Allow-Origin: *\r\nVary: Origin\r\n', 'http-message'],
    ["Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.", 'console'],
    [refused.console[0], 'console'],
    ['{ "log": { "version": "1.2", "entries": [] } }', 'har'],
    ['{ "_priority": "High", "request": { "method": "GET", "httpVersion": "h2" }, "response": {} }', 'har'],
    ['[ { "startedDateTime": "2026-11-22T00:00:00.000Z", "request": {} } ]', 'har'],
    ['{ "request": { "url": "https://b.example", "method": "POST", "body": "{\\"httpVersion\\": 1}" } }', 'scenario'],
    ['[Error] Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200', 'console'],
    ['[1, 2]', null],
    ['{ "page": "https://a.example", "request": "https://b.example", "server": [] }', 'scenario'],
    ['{ "a": 1 }', null],
    ['hello there', null],
    ['', null],
    ['x'.repeat(1e7), null],
  ];
  for (const [text, expected] of cases) test(JSON.stringify(text.slice(0, 60)), () => assert.equal(detect(text), expected));

  test('only texts', () => assert.throws(() => detect(/** @type {any} */ (null)), PasteError));
  test('megabytes end quickly', () => {
    const start = performance.now();
    for (const text of ['a:\n', 'a: ', 'const a = ', 'sudo ', '$ ', '// \n', '\n']) detect(text.repeat(1e6));
    assert.ok(performance.now() - start < 5000);
  });
});
