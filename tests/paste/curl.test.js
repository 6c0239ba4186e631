/** A pasted curl command is read as bash, Windows and curl itself read it. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { CorslabError, simulate } from 'corslab';
import { PasteError, readCurl } from 'corslab/paste';

const run = promisify(execFile);
const url = 'https://api.example.com/items';

/** @param {string} text @param {import('corslab/paste').CurlOptions} [options] */
const request = (text, options) => readCurl(text, options).request;

/** @param {string} text */
function codes(text) {
  return readCurl(text).notes.map(({ code }) => code);
}

/** @param {string} text @returns {PasteError} */
function refusal(text) {
  try {
    readCurl(text);
  } catch (error) {
    assert.ok(error instanceof PasteError, String(error));
    return error;
  }
  assert.fail('it was read');
}

describe('what is written in a command', () => {
  /** @type {[string, string, object][]} */
  const cases = [
    ['a URL alone', `curl ${url}`, { url }],
    ['after a prompt, a variable and sudo', `$ TOKEN=x sudo /usr/bin/curl ${url}`, { url }],
    ['a URL without a scheme', 'curl example.com/x', { url: 'http://example.com/x' }],
    ['--url', `curl --url '${url}' -X DELETE`, { url, method: 'DELETE' }],
    ['letters together, a value right behind one', `curl -sSLXPATCH ${url}`, { url, method: 'PATCH' }],
    ['a method in lower case stays', `curl -X patch ${url}`, { url, method: 'patch' }],
    ['-I', `curl -I ${url}`, { url, method: 'HEAD' }],
    ['headers, in their order and with duplicates', `curl ${url} -H 'X-B: 1' -H "X-A:2" --header 'X-B:  3 '`, { url, headers: [['X-B', '1'], ['X-A', '2'], ['X-B', '3']] }],
    ['an empty header, and one that curl shall leave out', `curl ${url} -d x -H 'X-Empty;' -H 'Content-Type:'`, { url, method: 'POST', headers: [['X-Empty', '']], body: { kind: 'text', text: 'x' } }],
    ['--json', `curl --json '{"a":1}' ${url}`, { url, method: 'POST', headers: [['Content-Type', 'application/json'], ['Accept', 'application/json']], body: { kind: 'text', text: '{"a":1}' } }],
    ['a body and a Content-Type', `curl ${url} -H 'content-type: application/json' --data-raw '{}'`, { url, method: 'POST', headers: [['content-type', 'application/json']], body: { kind: 'text', text: '{}' } }],
    ['a JSON body in a here-document', `curl ${url} -H 'Content-Type: text/plain' -d @- <<'EOF'\n{\n  "a": 1\n}\nEOF\n`, { url, method: 'POST', headers: [['Content-Type', 'text/plain']], body: { kind: 'text', text: '{  "a": 1}' } }],
    ['-r', `curl -r 0-99 ${url}`, { url, headers: [['Range', 'bytes=0-99']] }],
    ['--oauth2-bearer', `curl --oauth2-bearer abc ${url}`, { url, headers: [['Authorization', 'Bearer abc']] }],
    ['line continuations, with the blanks that copying adds', `curl ${url} \\\n  -X PUT \\  \r\n  -H 'X-A: 1'\n`, { url, method: 'PUT', headers: [['X-A', '1']] }],
    ['-T', `curl -T - ${url} <<< hello`, { url, method: 'PUT', body: { kind: 'buffer', text: 'hello\n' } }],
  ];
  for (const [name, text, expected] of cases) test(name, () => assert.deepEqual(request(text), expected));

  test('Origin and Referer are the page', () => {
    const read = readCurl(`curl ${url} -H 'Origin: https://app.example.com' -e https://app.example.com/a?b`);
    assert.equal(read.page, 'https://app.example.com/a?b');
    assert.deepEqual(read.request, { url });
  });
  test('an Origin alone is its root', () => assert.equal(readCurl(`curl ${url} -H 'Origin: https://app.example.com'`).page, 'https://app.example.com/'));
  test('a Referer of another origin does not count', () => {
    assert.equal(readCurl(`curl ${url} -H 'Origin: https://app.example.com' -e https://other.example/`).page, 'https://app.example.com/');
  });
  test('Origin: null is a page of an opaque origin', () => {
    const { page } = readCurl(`curl ${url} -H 'Origin: null'`);
    const verdict = simulate({ page: page ?? '', request: url, server: { response: { headers: { 'Access-Control-Allow-Origin': 'null' } } } });
    assert.equal(verdict.outcome, 'readable');
  });
  test('cookies are those of the browser', () => {
    const { cookies, request, notes } = readCurl(`curl ${url} -b 'a=1; b=x=y' -H 'Cookie: c=3'`);
    assert.deepEqual(cookies.map(({ name, value, domain, secure }) => [name, value, domain, secure]), [
      ['c', '3', 'api.example.com', true],
      ['a', '1', 'api.example.com', true],
      ['b', 'x=y', 'api.example.com', true],
    ]);
    assert.equal(request.credentials, 'include');
    assert.deepEqual(notes.map(({ code }) => code), ['cookies']);
  });
  test('the connection', () => {
    const { network } = readCurl(`curl -kL --resolve api.example.com:443:127.0.0.1 --cacert ca.pem -m 2.5 --connect-timeout 9 ${url}`);
    assert.deepEqual(network, { insecure: true, follow: true, resolve: ['api.example.com:443:127.0.0.1'], connectTo: [], cacert: 'ca.pem', timeout: 2500 });
  });
  test('a file is read by whoever may', () => {
    const readFile = (/** @type {string} */ name) => `<${name}>\n`;
    assert.deepEqual(request(`curl ${url} --data-binary @body.json`, { readFile }).body, { kind: 'text', text: '<body.json>\n' });
    assert.deepEqual(codes(`curl ${url} -d @body.json`), ['file']);
  });
});

describe('what has no part in it is told', () => {
  test('nothing, where only the printing and the connection are meant', () => {
    assert.deepEqual(codes(`curl -isSvfL --compressed --http2 -o /dev/null -w '%{http_code}' --max-time 3 --retry 2 --no-progress-meter ${url}`), []);
  });
  test('a proxy', () => assert.deepEqual(readCurl(`curl -x http://proxy:3128 ${url}`).notes.map(({ code, about }) => [code, about]), [['option-without-part', '-x']]));
  test('an option that curl does not have', () => assert.deepEqual(readCurl(`curl --frobnicate ${url}`).notes.map(({ code, about }) => [code, about]), [['unknown-option', '--frobnicate']]));
  test('a letter that curl does not have', () => assert.deepEqual(codes(`curl -s@ ${url}`), ['unknown-option']));
  test('variables, commands', () => {
    const read = readCurl(`curl ${url} -H "Authorization: Bearer $TOKEN" -H "X: $(cat "a b") \${HOME}"`);
    assert.deepEqual(read.notes.map(({ about }) => about), ['$TOKEN', '$(cat "a b")', '${HOME}']);
    assert.deepEqual(read.request.headers, [['Authorization', 'Bearer $TOKEN'], ['X', '$(cat "a b") ${HOME}']]);
  });
  test('a pipe, a second command', () => assert.deepEqual(codes(`curl ${url} 2>/dev/null | jq .; ls`), ['rest']));
  test('a second URL, a second request', () => {
    assert.deepEqual(codes(`curl ${url} https://other.example/`), ['several-urls']);
    assert.deepEqual(codes(`curl ${url} --next https://other.example/`), ['rest']);
  });
  test('a User-Agent', () => {
    assert.deepEqual(codes(`curl -A me ${url}`), ['user-agent']);
    assert.deepEqual(request(`curl -A me ${url}`), { url });
  });
});

describe('DevTools', () => {
  const chromium = `curl 'https://api.example.com/items?q=1' \\
  -X 'PUT' \\
  -H 'accept: application/json' \\
  -H 'accept-language: en-GB,en;q=0.9' \\
  -H 'authorization: Bearer abc' \\
  -H 'cache-control: no-cache' \\
  -H 'content-type: application/json' \\
  -b 'sid=1; theme=dark' \\
  -H 'origin: https://app.example.com' \\
  -H 'pragma: no-cache' \\
  -H 'priority: u=1, i' \\
  -H 'referer: https://app.example.com/' \\
  -H 'sec-ch-ua: "Chromium";v="156", "Not)A;Brand";v="8"' \\
  -H 'sec-fetch-dest: empty' \\
  -H 'sec-fetch-mode: cors' \\
  -H 'sec-fetch-site: same-site' \\
  -H 'user-agent: Mozilla/5.0 (X11; Linux x86_64)' \\
  -H 'x-trace: 7' \\
  --data-raw $'{"it\\'s":"\\u00e9\\\\n!"}'`;

  test('Copy as cURL (bash): only what the script asked for is left', () => {
    const read = readCurl(chromium);
    assert.deepEqual(read.request, {
      url: 'https://api.example.com/items?q=1',
      method: 'PUT',
      credentials: 'include',
      headers: [['accept', 'application/json'], ['authorization', 'Bearer abc'], ['content-type', 'application/json'], ['x-trace', '7']],
      body: { kind: 'text', text: '{"it\'s":"é\\n!"}' },
    });
    assert.equal(read.page, 'https://app.example.com/');
    assert.deepEqual(read.cookies.map(({ name }) => name), ['sid', 'theme']);
    assert.deepEqual(read.notes, []);
  });

  test('Copy as cURL (cmd)', () => {
    const read = readCurl(
      `curl ^"https://api.example.com/items?a=1^&b=%^20c^" ^\r\n  -X ^"POST^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  -H ^"origin: https://app.example.com^" ^\r\n  -H ^"sec-fetch-mode: cors^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"C:^\\^\\x^\\^",^\n\n^\\^"b^\\^":^\\^"^%^PATH^%^\\^"^}^"`,
    );
    assert.deepEqual(read.request, {
      url: 'https://api.example.com/items?a=1&b=%20c',
      method: 'POST',
      headers: [['content-type', 'application/json']],
      // Chromium doubles every backslash; Windows halves them only before a quote.
      body: { kind: 'text', text: '{"a":"C:\\\\x",\n"b":"%PATH%"}' },
    });
  });

  test('Copy as cURL (cmd) of older versions', () => {
    const read = readCurl(`curl "https://api.example.com/a"^%"20b" ^\n  -H "x: say ""hi""" ^\n  --data "a\\\\b" --compressed`, { shell: 'cmd' });
    assert.deepEqual(read.request, {
      url: 'https://api.example.com/a%20b',
      method: 'POST',
      headers: [['x', 'say "hi"'], ['Content-Type', 'application/x-www-form-urlencoded']],
      body: { kind: 'text', text: 'a\\\\b' },
    });
  });

  /** @type {[string, string, object][]} */
  const elements = [
    ['an image', `-H 'sec-fetch-dest: image' -H 'sec-fetch-mode: no-cors'`, { url, initiator: 'img' }],
    ['an image with crossorigin', `-H 'origin: https://app.example.com' -H 'sec-fetch-dest: image' -H 'sec-fetch-mode: cors'`, { url, initiator: 'img', crossorigin: 'anonymous' }],
    ['a font', `-H 'origin: https://app.example.com' -H 'sec-fetch-dest: font' -H 'sec-fetch-mode: cors'`, { url, initiator: 'font' }],
    ['a navigation', `-H 'sec-fetch-dest: document' -H 'sec-fetch-mode: navigate' -H 'sec-fetch-user: ?1' -H 'upgrade-insecure-requests: 1'`, { url, initiator: 'navigation', userActivation: true }],
    ['an EventSource', `-H 'accept: text/event-stream' -H 'sec-fetch-mode: cors'`, { url, initiator: 'eventsource' }],
    ['fetch with no-cors', `-H 'sec-fetch-dest: empty' -H 'sec-fetch-mode: no-cors'`, { url, mode: 'no-cors' }],
  ];
  for (const [name, headers, expected] of elements) test(name, () => assert.deepEqual(request(`curl '${url}' ${headers}`), expected));
});

describe('a text that is no such command is refused with its place', () => {
  /** @type {[string, string, string, { line: number, column: number } | undefined, RegExp][]} */
  const cases = [
    ['an open quote', `curl ${url} \\\n  -H 'X: 1`, 'unclosed-quote', { line: 2, column: 6 }, /^line 2, column 6: ' is opened here and never closed; expected a closing '$/],
    ['an open $(', 'curl "$(cat', 'unclosed-quote', { line: 1, column: 7 }, /closing \)/],
    ['an open quote of Windows', `curl ^"https://a.example/^" ^\n -H "x`, 'unclosed-quote', { line: 2, column: 5 }, /never closed/],
    ['another command', 'wget https://a.example', 'no-curl', { line: 1, column: 1 }, /"wget"; expected a curl command/],
    ['nothing', '', 'no-curl', { line: 1, column: 1 }, /nothing; expected a curl command/],
    ['no URL', 'curl -s', 'no-url', { line: 1, column: 8 }, /no URL/],
    ['no value', `curl ${url} -X`, 'no-value', { line: 1, column: 36 }, /-X has no value/],
    ['no URL at all', 'curl \\\n "http://[x"', 'invalid-url', { line: 2, column: 2 }, /"http:\/\/\[x"; expected a URL/],
    ['more than anybody pastes', `curl ${'x'.repeat(5 * 2 ** 20)}`, 'too-long', undefined, /at most 4194304/],
  ];
  for (const [name, text, code, at, message] of cases) {
    test(name, () => {
      const error = refusal(text);
      assert.deepEqual([error.code, error.at, error.field], [code, at, 'text']);
      assert.match(error.message, message);
      assert.ok(error instanceof CorslabError);
    });
  }
  test('no text at all', () => assert.equal(refusal(/** @type {any} */ (undefined)).code, 'not-text'));
});

describe('megabytes end quickly', () => {
  /** @type {[string, string][]} */
  const cases = [
    ['quotes', `curl ${`''`.repeat(2e6)}`],
    ['expansions', `curl ${'$a'.repeat(2e6)}`],
    ['parentheses', `curl "$${'('.repeat(4e6)}"`],
    ['carets', `curl ^"${'^'.repeat(4e6)}`],
    ['backslashes', `curl ^"${'\\'.repeat(4e6)}`],
    ['line ends', `curl ${'\\\n'.repeat(2e6)}`],
    ['headers', `curl ${url} ${'-Ha:b '.repeat(6e5)}`],
    ['white space of every kind', `curl \u2003\u00a0\ufeff${url}\u2003${' '.repeat(4e6)}`],
  ];
  for (const [name, text] of cases) {
    test(name, () => {
      const start = performance.now();
      try {
        readCurl(text);
      } catch (error) {
        assert.ok(error instanceof PasteError, String(error));
      }
      assert.ok(performance.now() - start < 5000);
    });
  }
});

describe('bash splits words in the same way', { skip: spawnSync('bash', ['-c', 'true']).status !== 0 && 'there is no bash' }, () => {
  const words = [
    `'single' "double" un\\ quoted mi'x'"e"d`,
    `$'a\\tb\\'c\\\\d\\x41\\101\\u00e9\\xc3\\xa9\\cAe\\q\\?\\"'`,
    `"a\\"b\\\\c\\\`d\\xe\\
f"`,
    `"!" '\\n' "'" '"' "" ''`,
    `a#b 'c'#d`,
    `$"text" \\$HOME "\\$HOME" \\'`,
    `é "ü" $'\\U0001F600'`,
  ];
  for (const text of words) {
    test(text, () => {
      const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${text}`], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
      const values = stdout.split('\0').slice(0, -1);
      // Each word is the value of a header of its own; control characters stay as they are.
      const written = text.replaceAll('\\\n', '');
      const { headers } = request(`curl ${url} --data-raw @ ${values.map(() => '').join('')} ${prefixed(written, values.length)}`);
      assert.deepEqual(/** @type {[string, string][]} */ (headers).slice(0, values.length).map(([, value]) => value), values.map((value) => value.trim()));
    });
  }

  /** `-H` and a name before each of the words, which blanks outside quotes separate. @param {string} text @param {number} count */
  function prefixed(text, count) {
    const split = text.match(/(?:\\.|\$?'(?:\\.|[^'\\])*'|\$?"(?:\\.|[^"\\])*"|[^\s\\'"])+/gs) ?? [];
    assert.equal(split.length, count);
    return split.map((word) => `-H x:${word}`).join(' ').replaceAll('-H x:""', '-H "x;"').replaceAll(`-H x:''`, '-H "x;"');
  }
});

describe('curl sends the same', { skip: spawnSync('curl', ['--version']).status !== 0 && 'there is no curl' }, () => {
  /** @type {{ method?: string, url?: string, headers: Record<string, string | undefined>, body: string }} */
  let seen;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    seen = { method: request.method, url: request.url, headers: /** @type {any} */ (request.headers), body: Buffer.concat(chunks).toString() };
    response.end();
  });
  let origin = '';
  before(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  });
  after(() => server.close());

  const commands = [
    `curl URL/a`,
    `curl URL/a -d a=1 -d 'b= 2'`,
    `curl URL/a?x -G -d a=1 --data-urlencode 'q=a (b)&ü' --data-urlencode '=c d' --data-urlencode 'e f'`,
    `curl URL/a --data-raw @not-a-file`,
    `curl URL/a --data-binary $'a\\nb' -H 'Content-Type: text/plain;charset=utf-8'`,
    `curl URL/a -X QUERY --json '{"a":' --json '1}'`,
    `curl URL/a -u 'user:pä ss'`,
    `curl -u user: URL/a`,
    `curl -b 'a=1;b=2' -b c=3 URL/a`,
    `curl -XPUT -d '' URL/a`,
    `curl -I URL/a`,
    `curl URL/a --url-query 'x=a b' --url-query '+raw=%20'`,
    `curl URL/a -H 'X-A:   two   words  ' -H 'X-None:' -H 'X-Empty;'`,
    `curl URL/a -r 1-2`,
  ];
  for (const command of commands) {
    test(command, async () => {
      const text = command.replace('URL', origin);
      await run('bash', ['-c', text.replace('curl', 'curl -s -o /dev/null')], { timeout: 10_000 });
      const { request, cookies } = readCurl(text);
      const sent = new URL(request.url);
      const named = new Map(/** @type {[string, string][]} */ (request.headers ?? []).map(([name, value]) => [name.toLowerCase(), value]));
      const text_ = typeof request.body === 'object' ? request.body?.text : request.body;
      assert.equal(request.method ?? 'GET', seen.method);
      // Some versions of curl write blanks in a query as +, and hexadecimal digits small.
      const asSeen = seen.url?.replaceAll('+', '%20').replace(/%[\da-f]{2}/g, (code) => code.toUpperCase());
      assert.equal(sent.pathname + sent.search, asSeen);
      assert.equal(text_ ?? '', seen.body);
      for (const name of ['content-type', 'authorization', 'range', 'x-a', 'x-none', 'x-empty']) {
        assert.equal(named.get(name), seen.headers[name], name);
      }
      assert.equal(named.get('accept') ?? '*/*', seen.headers.accept);
      assert.equal(cookies.map(({ name, value }) => `${name}=${value}`).join(';'), (seen.headers.cookie ?? '').replaceAll('; ', ';'));
    });
  }

  test('a form', async () => {
    const text = `curl ${origin}/a -F 'a=1' -F 'b=x;type=text/csv' -F 'c=<y' -F 'd=@y;filename=z.txt' --form-string 'e=@f'`;
    const { request } = readCurl(text, { readFile: () => 'content' });
    await run('bash', ['-c', `cd "$(mktemp -d)" && printf content > y && ${text.replace('curl', 'curl -s -o /dev/null')}`]);
    const boundary = /boundary=(.*)$/.exec(seen.headers['content-type'] ?? '')?.[1] ?? '';
    const { kind, text: body } = /** @type {import('corslab').Body} */ (request.body);
    assert.equal(kind, 'form-data');
    // Newer versions of curl do not guess a type by the name of a file.
    assert.equal(body?.replace('application/octet-stream', 'text/plain'), seen.body.replaceAll(boundary, '----corslab').replace('application/octet-stream', 'text/plain'));
  });
});
