import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { simulate } from 'corslab';
import { report } from 'corslab/check';

const PAGE = 'https://app.example.com/';

/** @param {Omit<import('corslab').Scenario, 'page'> & { page?: string }} scenario */
const verdictOf = (scenario) => simulate({ page: PAGE, engine: 'chromium', ...scenario });

/** @param {import('corslab').HeadersDescription} headers */
const answered = (headers, request = {}) => verdictOf({ request: { url: 'https://api.example.com/items', ...request }, server: { response: { headers } } });

test('everything that a person needs, in the order in which it is needed', () => {
  const verdict = answered({ 'Access-Control-Allow-Origin': 'https://app.example.com/', Date: 'Sat, 21 Nov 2026 12:00:00 GMT' });
  assert.equal(report(verdict), `Refused: Access-Control-Allow-Origin is "https://app.example.com/", not the page's origin
"https://app.example.com": it has a trailing slash or path; an origin is scheme, host and port only,
and the comparison is byte for byte.

On the wire
  1. GET https://api.example.com/items
       Origin: https://app.example.com
       (and Accept, Referer, Sec-Fetch-Dest, Sec-Fetch-Mode, Sec-Fetch-Site)

     Status 200
     > Access-Control-Allow-Origin: https://app.example.com/
       (and Date)
     Rejected: allow-origin-mismatch

The step that failed
  CORS check: the value equals the request's origin, byte for byte
  https://fetch.spec.whatwg.org/#concept-cors-check

  Access-Control-Allow-Origin:
    received  https://app.example.com/
    needed    https://app.example.com
                                     ^ byte 24: / where the value must end

The console of Chromium 156
  Access to fetch at 'https://api.example.com/items' from origin 'https://app.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin. Have the server send the header with a valid value.
  Failed to load resource: net::ERR_FAILED

JavaScript sees
  TypeError: Failed to fetch

To fix it
  1. Send Access-Control-Allow-Origin: https://app.example.com (server: the response)
     - Access-Control-Allow-Origin: https://app.example.com/
     + Access-Control-Allow-Origin: https://app.example.com
     + Vary: Origin
     Why: The CORS check compares the header with the request's Origin byte for byte. If several
     origins are allowed, Vary keeps caches from mixing the answers.
     Risk: Scripts of that origin can read the response. For public data, * without credentials is
     simpler.

Warnings
  useless: origin-trailing-slash (the response)
     Access-Control-Allow-Origin: https://app.example.com/
     An origin has no trailing slash and no path; this value never matches.
     https://fetch.spec.whatwg.org/#http-new-header-syntax`);
});

test('the first byte that differs is marked, whatever stands before it', () => {
  const marked = (/** @type {string} */ value) => {
    const lines = report(answered([['Access-Control-Allow-Origin', value]])).split('\n');
    const index = lines.findIndex((line) => line.startsWith('    received'));
    return lines.slice(index, index + 3).map((line) => line.slice(14));
  };
  assert.deepEqual(marked('https://app.Example.com'), ['https://app.Example.com', 'https://app.example.com', '            ^ byte 13: E where e is needed']);
  assert.deepEqual(marked('https://app.example.co'), ['https://app.example.co', 'https://app.example.com', '                      ^ byte 23: the value ends here; m is needed']);
  assert.deepEqual(marked('https://app.exa\tmple.com'), ['https://app.exa\\tmple.com', 'https://app.example.com', '               ^ byte 16: \\t where m is needed']);
  assert.deepEqual(marked('http\u00e9://app.example.com'), ['http\\xE9://app.example.com', 'https://app.example.com', '    ^ byte 5: \\xE9 where s is needed']);
});

test('a long value is cut around the first byte that differs', () => {
  const origin = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example`;
  const verdict = verdictOf({ page: origin, request: 'https://api.test/', server: { response: { headers: { 'Access-Control-Allow-Origin': `${origin}x` } } } });
  const [received, needed, mark] = report(verdict).split('\n').filter((line) => /^ {4}(?:received|needed|\s+\^)/.test(line)).map((line) => line.slice(14));
  const end = origin.slice(-60);
  assert.deepEqual([received, needed], [`…${end}x`, `…${end}`]);
  assert.equal(mark, `${' '.repeat(61)}^ byte 138: x where the value must end`);
});

test('a header that is missing, and one that is empty', () => {
  assert.match(report(answered({})), /Access-Control-Allow-Origin:\n {4}received {2}\(no such header\)\n {4}needed {4}https:\/\/app\.example\.com\n/);
  assert.match(report(answered({ 'Access-Control-Allow-Origin': '' })), / {4}received {2}\(empty\)\n/);
  const preflight = { preflight: { status: 204, headers: { 'Access-Control-Allow-Origin': '*' } }, response: {} };
  const unlisted = verdictOf({ request: { url: 'https://api.example.com/', method: 'PUT' }, server: preflight });
  assert.match(report(unlisted), /Access-Control-Allow-Methods:\n {4}received {2}\(no such header\)\n {4}needed {4}PUT\n/);
});

test('what a terminal would obey, or nobody could see, is escaped', () => {
  const evil = '\u001b[31m\u0007\u009b31m\u202e\u2066\u200b\ufeff\u00a0';
  const url = 'https://api.example.com/';
  const verdicts = [
    answered([['Access-Control-Allow-Origin', evil], ['X-\u001b[2J', evil]]),
    verdictOf({ request: { url, method: 'PU\u001bT' }, server: { response: {} } }),
    { ...answered({}), console: [evil], javascript: evil, summary: evil, transportError: { code: evil, message: evil } },
  ];
  for (const verdict of verdicts) {
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(report(verdict), /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/);
  }
  assert.match(report(verdicts[0]), /> Access-Control-Allow-Origin: \\x1B\[31m\\x07\\xC2\\x9B31m\\xE2\\x80\\xAE/);
  assert.match(report(verdicts[2]), /\\x1B\[31m\\x07\\x9B31m\\u\{202E\}\\u\{2066\}\\u\{200B\}\\u\{FEFF\}\\xA0/);
});

test('megabytes become kilobytes', () => {
  const megabyte = 'x'.repeat(2 ** 20);
  const long = answered([['Access-Control-Allow-Origin', megabyte], ['Location', megabyte], [megabyte, '1']]);
  assert.ok(report(long).length < 12_000, String(report(long).length));
  const many = answered(Array.from({ length: 4000 }, (_, index) => [index % 2 ? 'Vary' : `X-${index}`, 'Origin']));
  assert.ok(report(many).split('\n').length < 80);
  assert.match(report(many), /and 1,993 more\)/);
});

test('a chain of redirects is cut in the middle', () => {
  const cors = { 'Access-Control-Allow-Origin': '*' };
  const server = [...Array.from({ length: 15 }, (_, index) => ({ response: { status: 302, headers: { ...cors, Location: `/${index + 1}` } } })), { response: { headers: cors } }];
  const text = report(verdictOf({ request: 'https://api.example.com/0', server }));
  assert.match(text, /… 8 more exchanges/);
  assert.match(text, /1\. GET https:\/\/api\.example\.com\/0\n/);
  assert.match(text, /16\. GET https:\/\/api\.example\.com\/15\n/);
  assert.doesNotMatch(text, /GET https:\/\/api\.example\.com\/7\n/);
});

test('secrets are not shown unless that is asked for', () => {
  const verdict = verdictOf({
    request: { url: 'https://api.example.com/', credentials: 'include', headers: { Authorization: 'Bearer s3cret', 'X-Api-Key': 's3cret' } },
    cookies: [{ name: 'sid', value: 's3cret', domain: 'api.example.com', secure: true, sameSite: 'none' }],
    server: {
      preflight: { status: 204, headers: { 'Access-Control-Allow-Origin': 'https://app.example.com', 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Allow-Headers': 'authorization, x-api-key' } },
      response: { headers: { 'Set-Cookie': 'token=s3cret; HttpOnly; Path=/' } },
    },
  });
  assert.equal(verdict.exchanges.length, 2);
  const text = report(verdict);
  assert.doesNotMatch(text, /s3cret/);
  for (const line of ['authorization: Bearer ***', 'x-api-key: ***', 'Cookie: sid=***', 'Set-Cookie: token=***; HttpOnly; Path=/']) assert.ok(text.toLowerCase().includes(line.toLowerCase()), line);
  assert.match(report(verdict, { secrets: true }), /Cookie: sid=s3cret/);
});

test('colours only when they are asked for, and no other difference', () => {
  const verdict = answered({});
  assert.doesNotMatch(report(verdict), /\u001b/);
  const coloured = report(verdict, { colours: true });
  assert.match(coloured, /\u001b\[31mRefused\u001b\[39m/);
  // eslint-disable-next-line no-control-regex
  assert.equal(coloured.replace(/\u001b\[\d+m/g, ''), report(verdict));
});

test('prose is wrapped at the width, what people copy is not', () => {
  const lines = report(answered({}), { width: 60 }).split('\n');
  const isCopied = (/** @type {string} */ line) => /Access to fetch at|https:\/\/|\(and /.test(line);
  assert.deepEqual(lines.filter((line) => line.length > 60 && !isCopied(line)), []);
  assert.ok(lines.some((line) => line.startsWith("  Access to fetch at 'https://api.example.com/items' from origin") && line.length > 150));
});

test('for snapshots, ports of this machine are named alike', () => {
  const verdict = (/** @type {number} */ port) => verdictOf({ page: 'http://localhost:5173/', request: `http://127.0.0.1:${port}/items`, server: { response: {} } });
  assert.notEqual(report(verdict(40001)), report(verdict(50002)));
  assert.equal(report(verdict(40001), { normalize: true }), report(verdict(50002), { normalize: true }));
  assert.match(report(verdict(40001), { normalize: true }), /GET http:\/\/127\.0\.0\.1:PORT\/items\n {7}Origin: http:\/\/localhost:PORT\n/);
});

test('what is allowed, opaque, or never answered has a headline of its own', () => {
  const first = (/** @type {import('corslab').Verdict} */ verdict) => report(verdict).split(':')[0];
  assert.equal(first(answered({ 'Access-Control-Allow-Origin': '*' })), 'Allowed');
  assert.equal(first(answered({}, { mode: 'no-cors' })), 'Opaque');
  assert.equal(first(verdictOf({ request: { url: PAGE, redirect: 'manual' }, server: { response: { status: 302, headers: { Location: '/x' } } } })), 'Opaque redirect');
  assert.equal(first(verdictOf({ request: 'https://api.example.com/', server: { response: { networkFailure: true } } })), 'Failed');
  assert.equal(first(answered({})), 'Refused');
});

test('engines that decide differently are named', () => {
  const request = { url: 'https://api.example.com/', headers: { Authorization: 'Bearer x' } };
  const server = { response: { headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' } } };
  assert.match(report(verdictOf({ engine: 'standard', request, server })), /Others decide differently\n {2}Chromium \d+: readable\n {2}Firefox [\w ]+: readable\n {2}WebKit [\d.]+: readable$/);
});

test('a verdict from JSON is as good', () => {
  const verdict = answered({});
  assert.equal(report(JSON.parse(JSON.stringify(verdict))), report(verdict));
});

test('every recorded case, in every engine, becomes a report that tells its cause, and nothing that a terminal obeys', () => {
  const folder = new URL('../cases/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  let count = 0;
  for (const { scenario } of files.flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')))) {
    for (const engine of /** @type {const} */ (['standard', 'chromium', 'firefox', 'webkit'])) {
      const verdict = simulate({ ...scenario, engine });
      const text = report(verdict);
      // eslint-disable-next-line no-control-regex
      assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      assert.equal(text.includes('The step that failed'), verdict.cause !== null);
      if (verdict.cause) assert.ok(text.replace(/\s+/g, ' ').includes(verdict.cause.standard.algorithm));
      for (const { request } of verdict.exchanges.slice(0, 4)) assert.ok(text.includes(`. ${request.method} `), text);
      count++;
    }
  }
  assert.ok(count > 2000);
});

test('no reply: the headline says why, and an app that throws is not to be made reachable', () => {
  const failed = verdictOf({ request: 'https://api.example.com/', server: { response: { networkFailure: true } } });
  const refused = report({ ...failed, transportError: { code: 'ECONNREFUSED', message: '127.0.0.1:3000 refuses connections' } });
  assert.match(refused, /^Failed: 127\.0\.0\.1:3000 refuses connections\. This is not a CORS problem\.\n/);
  assert.match(refused, /Make the server reachable/);
  const thrown = report({ ...failed, transportError: { code: 'app-error', message: 'the app failed on GET: Error: boom' } });
  assert.match(thrown, /^Failed: the app failed on GET: Error: boom\. This is not a CORS problem\.\n/);
  assert.doesNotMatch(thrown, /To fix it|DNS/);
});
