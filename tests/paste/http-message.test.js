/** What a terminal shows of replies is read as replies. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { answersOf, PasteError, readHttpMessage } from 'corslab/paste';

/** @param {string} text */
const heads = (text) => readHttpMessage(text).replies.map(({ status, statusText, headers }) => ({ status, statusText, headers }));
/** @param {string} text */
const codes = (text) => readHttpMessage(text).notes.map(({ code }) => code);

describe('curl -i', () => {
  test('a head, its body left out', () => {
    assert.deepEqual(heads('HTTP/1.1 200 OK\r\nVary: Origin\r\nAccess-Control-Allow-Origin:  * \r\nVary:\r\n\r\n{"HTTP/1.1 500": 1}\r\nnot: a header\r\n\r\nHTTP/1.1 500 Oops\r\n\r\n'), [
      { status: 200, statusText: 'OK', headers: [['Vary', 'Origin'], ['Access-Control-Allow-Origin', '*'], ['Vary', '']] },
    ]);
  });
  test('HTTP/2, which has no reason phrase', () => {
    assert.deepEqual(heads('HTTP/2 204 \naccess-control-allow-origin: https://a.example\n'), [{ status: 204, statusText: '', headers: [['access-control-allow-origin', 'https://a.example']] }]);
  });
  test('redirects (-L), interim replies, a proxy', () => {
    const text = 'HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 301 Moved Permanently\r\nLocation: /b\r\n\r\nHTTP/1.1 404 Not Found\r\nX: y\r\n\r\nno';
    assert.deepEqual(heads(text).map(({ status }) => status), [301, 404]);
    assert.deepEqual(codes(text), ['tunnel', 'interim', 'interim']);
  });
  test('a folded line continues the value', () => assert.deepEqual(heads('HTTP/1.1 200 OK\nX: a\n  b\n\n')[0].headers, [['X', 'a b']]));
  test('odd bytes stay', () => assert.deepEqual(heads('HTTP/1.1 200 OK\nX: \u0001é\u00ff\n\n')[0].headers, [['X', '\u0001é\u00ff']]));
  test('header lines alone', () => {
    assert.deepEqual(heads('\nAccess-Control-Allow-Origin: *\nVary: Origin\n'), [{ status: 200, statusText: '', headers: [['Access-Control-Allow-Origin', '*'], ['Vary', 'Origin']] }]);
    assert.deepEqual(codes('A: b'), ['no-status']);
  });
  test('the line of each header', () => assert.deepEqual(readHttpMessage('\nHTTP/1.1 200 OK\nA: 1\nB: 2\n  3\nC: 4\n').replies[0].lines, [3, 4, 6]));
});

describe('curl -v', () => {
  const text = `*   Trying 127.0.0.1:80...
* Connected to api.example.com (127.0.0.1) port 80 (#0)
> OPTIONS /items HTTP/1.1
> Host: api.example.com
> Origin: https://app.example.com
> Access-Control-Request-Method: PUT
> 
< HTTP/1.1 204 No Content
< Access-Control-Allow-Origin: https://app.example.com
< Access-Control-Allow-Methods: PUT
< 
* Connection #0 to host api.example.com left intact
> PUT /items HTTP/1.1
> Host: api.example.com
> Origin: https://app.example.com
> 
} [2 bytes data]
< HTTP/1.1 200 OK
< Access-Control-Allow-Origin: https://app.example.com
< 
{ [5 bytes data]
hello
`;
  test('the requests are told', () => {
    const { replies } = readHttpMessage(text);
    assert.deepEqual(replies.map(({ status, request }) => [status, request?.method, request?.url]), [
      [204, 'OPTIONS', '//api.example.com/items'],
      [200, 'PUT', '//api.example.com/items'],
    ]);
    assert.deepEqual(replies[1].request?.headers, [['Host', 'api.example.com'], ['Origin', 'https://app.example.com']]);
    assert.deepEqual(replies[0].lines, [9, 10]);
  });
  test('a reply to OPTIONS is the preflight of the next', () => {
    const server = answersOf(readHttpMessage(text).replies);
    assert.equal(server.length, 1);
    const verdict = simulate({ page: 'https://app.example.com', request: { url: 'http://api.example.com/items', method: 'PUT' }, server });
    // A page on https may not ask a server on http: that is another matter.
    assert.equal(verdict.cause?.code, 'mixed-content');
    assert.equal(simulate({ page: 'https://app.example.com', request: { url: 'https://api.example.com/items', method: 'PUT' }, server }).outcome, 'readable');
  });
  test('CONNECT', () => {
    assert.deepEqual(heads('> CONNECT a:443 HTTP/1.1\n> \n< HTTP/1.1 200 OK\n< \n> GET / HTTP/2\n> Host: a\n> \n< HTTP/2 403 \n< x: y\n< \n'), [{ status: 403, statusText: '', headers: [['x', 'y']] }]);
  });
});

describe('answersOf', () => {
  const [redirect, last] = readHttpMessage('HTTP/1.1 302 Found\nLocation: https://b.example/\n\nHTTP/1.1 200 OK\nA: b\n').replies;
  test('one answer for each hop', () => {
    assert.deepEqual(answersOf([redirect, last]), [{ response: { status: 302, headers: [['Location', 'https://b.example/']] } }, { response: { status: 200, headers: [['A', 'b']] } }]);
  });
  test('preflights of their own', () => assert.deepEqual(answersOf([redirect, last], [last])[0].preflight, { status: 200, headers: [['A', 'b']] }));
});

describe('refused with its place', () => {
  /** @type {[string, string, { line: number, column: number }, RegExp][]} */
  const cases = [
    ['a line in a head', 'HTTP/1.1 200 OK\nA: b\nwhat is this\n\n', { line: 3, column: 1 }, /^line 3, column 1: "what is this"; expected a header \(Name: value\), or an empty line/],
    ['nothing', '\n\n', { line: 3, column: 1 }, /nothing; expected a status line/],
    ['something else', '\n<html>', { line: 2, column: 1 }, /"<html>"; expected a status line/],
  ];
  for (const [name, text, at, message] of cases) {
    test(name, () => {
      assert.throws(() => readHttpMessage(text), (error) => {
        assert.ok(error instanceof PasteError);
        assert.deepEqual(error.at, at);
        assert.match(error.message, message);
        return true;
      });
    });
  }
});

test('megabytes end quickly', () => {
  const start = performance.now();
  for (const text of ['HTTP/1.1 200 OK\n'.repeat(1e6), `HTTP/1.1 200 OK\n${'a: b\n'.repeat(1e6)}`, `HTTP/1.1 200 OK\na: b\n${' c\n'.repeat(1e5)}`, `a:${' '.repeat(2e7)}x`, '\n'.repeat(2e7)]) {
    try {
      readHttpMessage(text);
    } catch (error) {
      assert.ok(error instanceof PasteError);
    }
  }
  assert.ok(performance.now() - start < 10_000);
});

test('what curl really prints', { skip: spawnSync('curl', ['--version']).status !== 0 && 'there is no curl' }, async () => {
  const { createServer } = await import('node:http');
  const { once } = await import('node:events');
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const server = createServer((request, response) => {
    if (request.url === '/a') {
      response.writeHead(302, [['Location', '/b'], ['X-Hop', '1']]).end('moved');
    } else {
      response.writeEarlyHints({ link: '</c.css>; rel=preload' });
      response.writeHead(200, [['X-Hop', '2'], ['Vary', 'A'], ['Vary', 'B']]).end('body\nHTTP/1.1 500 no\n\n');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/a`;
  try {
    for (const options of [['-siL'], ['-svL']]) {
      const { stdout, stderr } = await promisify(execFile)('curl', [...options, url]);
      const { replies } = readHttpMessage(options[0] === '-siL' ? stdout : stderr);
      assert.deepEqual(replies.map(({ status, headers }) => [status, headers.filter(([name]) => /^(?:x-hop|vary)$/i.test(name))]), [
        [302, [['X-Hop', '1']]],
        [200, [['X-Hop', '2'], ['Vary', 'A'], ['Vary', 'B']]],
      ]);
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
