/** `corslab check` against real servers, pasted commands, replies and HARs. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { corslab, serve } from './program.js';
import { validSarif } from './sarif-schema.js';

const page = 'http://app.example.com';
const from = ['--from', page];

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
/** @type {Record<string, string | string[] | undefined>[]} */
let received = [];
/** @type {string} */
let body = '';

before(async () => {
  server = await serve((request, response) => {
    received.push({ ...request.headers });
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    if (path === '/open') return void response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'X-Total': '3', 'Access-Control-Expose-Headers': 'Link', Link: '<a>' }).end('hi');
    if (path === '/closed') return void response.writeHead(200).end('hi');
    if (path === '/away') return void response.writeHead(302, { Location: `http://localhost:${server.port}/open`, 'Access-Control-Allow-Origin': '*' }).end();
    if (path === '/port') return void response.writeHead(302, { Location: 'http://127.0.0.1/open', 'Access-Control-Allow-Origin': '*' }).end();
    if (path === '/upgrade') return void response.writeHead(302, { Location: 'https://api.example.com/open', 'Access-Control-Allow-Origin': '*' }).end();
    if (path === '/hostile') {
      const hostile = 'https://\x9b31m\u202e\x85evil\x7f';
      response.socket?.end(`HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: ${Buffer.from(hostile).toString('latin1')}\x1b]0;\x07\r\nContent-Length: 0\r\n\r\n`, 'latin1');
      return;
    }
    if (path === '/here') return void response.writeHead(302, { Location: '/open', 'Access-Control-Allow-Origin': '*' }).end();
    /** @type {Record<string, string>} */
    const cors = { 'Access-Control-Allow-Origin': request.headers.origin ?? '', 'Access-Control-Allow-Credentials': 'true', Vary: 'Origin' };
    if (request.method === 'OPTIONS') return void response.writeHead(204, { ...cors, 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'Content-Type, Authorization, X-Api-Key' }).end();
    if (path === '/secrets') cors['Set-Cookie'] = 'sid=topsecret; Path=/';
    body = '';
    request.setEncoding('utf8').on('data', (text) => (body += text)).on('end', () => response.writeHead(200, cors).end('done'));
  });
});
after(() => server.close());

/** What the server was asked by one run. @param {string[]} args @param {Parameters<typeof corslab>[1]} [options] */
async function checked(args, options) {
  server.asked.length = 0;
  received = [];
  const ended = await corslab(['check', ...args], options);
  return { ...ended, asked: [...server.asked], received };
}

describe('a server', () => {
  test('that allows it: exit code 0', async () => {
    const { status, stdout, stderr, asked, received } = await checked([`${server.origin}/open`, ...from]);
    assert.match(stdout, /^Allowed: /);
    assert.match(stdout, /Origin: http:\/\/app\.example\.com/);
    assert.deepEqual([status, stderr, asked], [0, '', ['GET /open']]);
    assert.equal(received[0].origin, page);
  });
  test('that refuses it: exit code 1, the console line and the fix', async () => {
    const { status, stdout } = await checked([`${server.origin}/closed`, ...from]);
    assert.equal(status, 1);
    assert.match(stdout, /^Refused: /);
    assert.match(stdout, /has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present/);
    assert.match(stdout, /\+ Access-Control-Allow-Origin: http:\/\/app\.example\.com/);
  });
  test('that hides a header: exit code 1', async () => {
    const { status, stdout } = await checked([`${server.origin}/open`, ...from, '--expose', 'X-Total, link']);
    assert.equal(status, 1);
    assert.match(stdout, /Hidden from the script: X-Total \(--expose\)/);
    assert.equal((await checked([`${server.origin}/open`, ...from, '--expose', 'Link'])).status, 0);
  });
  test('that is not there: exit code 3', async () => {
    const lost = createTcpServer().listen(0, '127.0.0.1');
    await once(lost, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (lost.address());
    lost.close();
    const { status, stdout } = await checked([`http://127.0.0.1:${port}/`, ...from]);
    assert.equal(status, 3);
    assert.match(stdout, /ECONNREFUSED/);
  });
  test('without a scheme in the URL', async () => assert.equal((await checked([`127.0.0.1:${server.port}/open`, ...from])).status, 0));
  test('with a URL as browsers take it: a blank, a fragment, relative to the page', async () => {
    assert.deepEqual((await checked([`${server.origin}/open?a b#c`, ...from])).asked, ['GET /open?a%20b']);
    assert.deepEqual((await checked(['/open', '--from', `${server.origin}/page`])).asked, ['GET /open']);
  });
  test('for a sandboxed page', async () => {
    const { received } = await checked([`${server.origin}/open`, '--from', 'null']);
    assert.equal(received[0].origin, 'null');
  });
  test('--resolve, both ways', async () => {
    for (const where of [`http://api.example.com=${server.origin}`, `api.example.com:80:127.0.0.1`]) {
      const port = where.includes('=') ? '' : `:${server.port}`;
      const { status, received } = await checked([`http://api.example.com${port}/open`, ...from, '--resolve', where.replace(':80:', `:${server.port}:`)]);
      assert.equal(status, 0, where);
      assert.equal(received[0].host, `api.example.com${port}`);
    }
  });
  test('no-cors is opaque, and no failure', async () => {
    const { status, stdout } = await checked([`${server.origin}/closed`, ...from, '--mode', 'no-cors']);
    assert.equal(status, 0);
    assert.match(stdout, /^Opaque/);
  });
  test('an image', async () => {
    const { received } = await checked([`${server.origin}/closed`, ...from, '--initiator', 'img', '-s']);
    assert.equal(received[0].origin, undefined);
  });
  test('-s prints nothing', async () => {
    const { status, stdout, stderr } = await checked([`${server.origin}/closed`, ...from, '-s']);
    assert.deepEqual([status, stdout, stderr], [1, '', '']);
  });
  test('-v tells every decision', async () => {
    const { stdout } = await checked([`${server.origin}/closed`, ...from, '-v']);
    assert.match(stdout, /\n {2}fail 0 CORS check: /);
  });
  test('every engine', async () => {
    const { status, stdout, asked } = await checked([`${server.origin}/open`, ...from, '--engine', 'all']);
    assert.deepEqual(stdout.match(/── \w+/g), ['── chromium', '── firefox', '── webkit', '── standard']);
    assert.deepEqual([status, asked.length], [0, 4]);
  });
  test('User-Agent', async () => assert.equal((await checked([`${server.origin}/open`, ...from, '-A', 'me/1'])).received[0]['user-agent'], 'me/1'));
});

describe('nothing is changed on a server unless that is asked for', () => {
  const put = ['-X', 'PUT', '-H', 'Content-Type: application/json', '-d', '{"a":1}'];
  test('the preflight alone is sent, and judged: exit code 0', async () => {
    const { status, stdout, stderr, asked } = await checked([`${server.origin}/items`, ...from, ...put]);
    assert.deepEqual([status, asked], [0, ['OPTIONS /items']]);
    assert.match(stdout, /^The preflight is accepted/);
    assert.equal(stderr, 'note: PUT may change something on the server, so it was not sent; --unsafe sends it\n');
  });
  test('a preflight that fails: exit code 1', async () => {
    const { status, asked, stdout } = await checked([`${server.origin}/items`, ...from, '-X', 'DELETE']);
    assert.deepEqual([status, asked], [1, ['OPTIONS /items']]);
    assert.match(stdout, /method-not-allowed/);
  });
  test('without a preflight nothing can be told: exit code 3', async () => {
    const { status, asked, stderr } = await checked([`${server.origin}/items`, ...from, '-d', 'a=1']);
    assert.deepEqual([status, asked], [3, []]);
    assert.match(stderr, /--unsafe sends it/);
  });
  test('--unsafe sends it, body and all', async () => {
    const { status, asked } = await checked([`${server.origin}/items`, ...from, ...put, '--unsafe']);
    assert.deepEqual([status, asked, body], [0, ['OPTIONS /items', 'PUT /items'], '{"a":1}']);
  });
  test('a beacon is a POST', async () => {
    const args = [`${server.origin}/items`, ...from, '--initiator', 'beacon'];
    assert.deepEqual((await checked(args)).asked, []);
    assert.deepEqual((await checked([...args, '--unsafe'])).asked, ['POST /items']);
  });
  test('HEAD is safe', async () => assert.deepEqual((await checked([`${server.origin}/items`, ...from, '-X', 'HEAD'])).asked, ['HEAD /items']));
  test('get in lower case, too: it is GET', async () => assert.deepEqual((await checked([`${server.origin}/items`, ...from, '-X', 'get'])).asked, ['GET /items']));
});

describe('nothing is sent elsewhere', () => {
  test('a redirect to another host is not followed: exit code 3', async () => {
    const { status, stdout, stderr, asked } = await checked([`${server.origin}/away`, ...from]);
    assert.deepEqual([status, asked], [3, ['GET /away']]);
    assert.match(stdout, new RegExp(`a redirect leads to http://localhost:${server.port}`));
    assert.match(stderr, /--location follows redirects/);
    assert.doesNotMatch(stdout, /DNS|Make the server reachable/);
  });
  test('--location follows it', async () => {
    const { status, asked, received } = await checked([`${server.origin}/away`, ...from, '-L']);
    assert.deepEqual([status, asked], [0, ['GET /away', 'GET /open']]);
    assert.deepEqual(received.map(({ origin }) => origin), [page, 'null']);
  });
  test('nor one to another port of the host', async () => {
    const { status, stdout } = await checked([`${server.origin}/port`, ...from]);
    assert.equal(status, 3);
    assert.match(stdout, /^Failed: a redirect leads to http:\/\/127\.0\.0\.1, and nothing is sent there without --location/);
  });
  test('nor one to the real host of what --resolve moves', async () => {
    const { status, stdout } = await checked(['http://api.example.com/upgrade', ...from, '--resolve', `http://api.example.com=${server.origin}`]);
    assert.equal(status, 3);
    assert.match(stdout, /^Failed: a redirect leads to https:\/\/api\.example\.com, and nothing is sent there/);
  });
  test('on the same server it is followed', async () => assert.deepEqual((await checked([`${server.origin}/here`, ...from])).asked, ['GET /here', 'GET /open']));
});

describe('cookies and credentials', () => {
  const secure = 'https://app.example.com';
  /** @param {string[]} args */
  const cookie = async (args) => (await checked([`${server.origin}/items`, '--from', `http://127.0.0.1:${server.port + 1}`, ...args])).received[0].cookie;
  test('travel with --credentials', async () => assert.equal(await cookie(['-b', 'a=1; b=2', '--credentials', '--same-site', 'strict']), 'a=1; b=2'));
  test('and not without', async () => assert.equal(await cookie(['-b', 'a=1', '--credentials=omit']), undefined));
  test('another site gets no strict ones', async () => {
    const { received } = await checked([`${server.origin}/items`, '--from', secure, '-b', 'a=1', '--credentials', '--same-site', 'strict', '--engine', 'standard']);
    assert.equal(received[0].cookie, undefined);
  });
  test('over http none is SameSite=None: from the same site they travel all the same', async () => assert.equal(await cookie(['-b', 'a=1', '--credentials']), 'a=1'));
  test('a note tells that none travels', async () => {
    const { stderr } = await checked([`${server.origin}/items`, '--from', secure, '-b', 'a=1', '--credentials']);
    assert.match(stderr, /^note: no cookie of -b travels: /);
  });
  for (const format of ['text', 'json', 'markdown', 'junit', 'sarif']) {
    test(`are not shown unless asked for: ${format}`, async () => {
      const secrets = ['-b', 'sid=topsecret', '-H', 'Authorization: Bearer topsecret', '-H', 'X-Api-Key: topsecret'];
      const { stdout, received } = await checked([`${server.origin}/secrets`, '--from', `http://127.0.0.1:${server.port + 1}`, ...secrets, '--credentials', '-v', '--format', format]);
      assert.equal(received.at(-1)?.cookie, 'sid=topsecret');
      assert.equal(received.at(-1)?.authorization, 'Bearer topsecret');
      assert.doesNotMatch(stdout, /topsecret/);
      // What decided about them is no secret.
      if (format === 'json') assert.deepEqual(JSON.parse(stdout).trace.flatMap(({ step, value }) => (/^credentials mode is include$/.test(step) ? value : [])), ['include']);
    });
  }
  test('are shown where that is asked for', async () => {
    const args = [`${server.origin}/items`, '--from', `http://127.0.0.1:${server.port + 1}`, '-b', 'sid=topsecret', '--credentials', '--same-site', 'lax'];
    assert.match((await checked([...args, '--show-secrets'])).stdout, /topsecret/);
    assert.match((await checked([...args, '--show-secrets', '--json'])).stdout, /topsecret/);
  });
});

describe('what a server sends never reaches the terminal as it is', () => {
  for (const format of ['text', 'json', 'markdown', 'junit', 'sarif']) {
    test(format, async () => {
      const { stdout, stderr, status } = await checked([`${server.origin}/hostile`, ...from, '-v', '--format', format]);
      assert.equal(status, 1);
      assert.doesNotMatch(stdout + stderr, /(?!\n)[\p{Cc}\p{Cf}]/u);
      if (format === 'json') assert.match(JSON.parse(stdout).cause.received, /\x1b\]0;\x07$/);
    });
  }
  test('nor what was pasted', async () => {
    const { stderr, status } = await checked([...from, 'https://api.example.com/', '--reply', '-'], { input: Buffer.from('\x9b31m\x85\xad', 'latin1') });
    assert.equal(status, 2);
    assert.doesNotMatch(stderr, /(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});

describe('pasted', () => {
  test('a curl command as the argument: its Origin is the page', async () => {
    const { status, received } = await checked([`curl '${server.origin}/items' -H 'Origin: https://b.example' -H 'X-Odd;'`, '--engine', 'chromium']);
    assert.equal(received[0].origin, 'https://b.example');
    assert.equal(received[0]['access-control-request-headers'], 'x-odd');
    assert.equal(status, 1);
  });
  test('--curl, with options over it', async () => {
    const { asked, stderr } = await checked(['--curl', `curl -x proxy:1 -X POST --json '{"a":1}' ${server.origin}/items`, ...from, '-X', 'PUT', '--unsafe']);
    assert.deepEqual(asked, ['OPTIONS /items', 'PUT /items']);
    assert.equal(body, '{"a":1}');
    assert.match(stderr, /^note: -x has no part/);
  });
  test("curl's own --connect-to", async () => {
    const { status, asked } = await checked(['--curl', `curl --connect-to other.example:80:127.0.0.1:1 --connect-to api.example.com::127.0.0.1:${server.port} http://api.example.com/open`, ...from]);
    assert.deepEqual([status, asked], [0, ['GET /open']]);
  });
  test('Copy as fetch on the standard input', async () => {
    const input = `fetch("${server.origin}/items", {\n  "headers": { "accept": "*/*", "sec-fetch-mode": "cors" },\n  "referrer": "http://pasted.example/",\n  "body": null,\n  "method": "GET",\n  "mode": "cors",\n  "credentials": "include"\n});`;
    const { status, received } = await checked(['-'], { input });
    assert.deepEqual([status, received[0].origin], [0, 'http://pasted.example']);
  });
  test('a file, a form with a file, curl\'s own -k and -m', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corslab-'));
    try {
      writeFileSync(join(folder, 'upload.txt'), 'file content');
      writeFileSync(join(folder, 'command.sh'), `curl -k -m 5 ${server.origin}/items \\\n  -F 'a=1' -F 'f=@upload.txt;type=text/plain'`);
      const { status, asked, received } = await checked(['@command.sh', ...from, '--unsafe'], { cwd: folder });
      assert.deepEqual([status, asked], [0, ['POST /items']]);
      const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(String(received[0]['content-type']))?.[1];
      assert.equal(body, `--${boundary}\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="upload.txt"\r\nContent-Type: text/plain\r\n\r\nfile content\r\n--${boundary}--\r\n`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  test('something else', async () => {
    const { status, stderr } = await checked(['-', ...from], { input: 'HTTP/1.1 200 OK\n\n' });
    assert.equal(status, 2);
    assert.match(stderr, /holds no curl command and no fetch\(\): it is a reply; give it as --reply/);
  });
});

describe('replies and HARs instead of a server', () => {
  const url = 'https://api.example.com/items';
  const page = 'https://app.example.com';
  test('--reply - with curl -i', async () => {
    const { status, stdout } = await corslab(['check', url, '--from', page, '--reply', '-'], { input: `HTTP/2 200 \r\naccess-control-allow-origin: ${page}/\r\n\r\nbody` });
    assert.equal(status, 1);
    assert.match(stdout, /allow-origin-mismatch/);
  });
  test('bytes stay bytes', async () => {
    const { stdout } = await corslab(['check', url, '--from', page, '--reply', '-', '--json'], { input: Buffer.from('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: \xe9\xff\r\n\r\n', 'latin1') });
    assert.equal(JSON.parse(stdout).cause.received, '\xe9\xff');
  });
  test('a preflight and redirects', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corslab-'));
    try {
      writeFileSync(join(folder, 'p'), `HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: ${page}\nAccess-Control-Allow-Methods: PUT\n\n`);
      writeFileSync(join(folder, 'r'), `HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ${page}\n\n`);
      const { status, stdout } = await corslab(['check', url, '--from', page, '-X', 'PUT', '--preflight-reply', 'p', '--reply', 'r', '--json'], { cwd: folder });
      assert.equal(status, 0);
      assert.deepEqual(JSON.parse(stdout).exchanges.map((/** @type {any} */ each) => [each.kind, each.reply.status]), [['preflight', 204], ['actual', 200]]);
      const without = await corslab(['check', url, '--from', page, '-X', 'PUT', '--reply', 'r'], { cwd: folder });
      assert.equal(without.status, 1);
      assert.match(without.stdout, /method-not-allowed/);
      const missing = await corslab(['check', url, '--from', page, '--reply', '-'], { input: 'HTTP/1.1 302 Found\nLocation: /b\nAccess-Control-Allow-Origin: *\n\n' });
      assert.equal(missing.status, 2);
      assert.match(missing.stderr, /server\[1\] is missing|server: /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  test('a line that is no header', async () => {
    const { status, stderr } = await corslab(['check', url, '--from', page, '--reply', '-'], { input: 'HTTP/1.1 200 OK\nnonsense\n\n' });
    assert.equal(status, 2);
    assert.match(stderr, /--reply -: line 2, column 1: "nonsense"; expected a header/);
  });
  test('--har', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'corslab-'));
    try {
      const list = (/** @type {Record<string, string>} */ headers) => Object.entries(headers).map(([name, value]) => ({ name, value }));
      const entry = (/** @type {string} */ url, /** @type {Record<string, string>} */ reply) => ({ request: { method: 'GET', url, headers: list({ Origin: page }) }, response: { status: 200, headers: list(reply) } });
      writeFileSync(join(folder, 'a.har'), JSON.stringify({ log: { entries: [entry(url, {}), entry(`${url}/7`, { 'Access-Control-Allow-Origin': '*' })] } }));
      const all = await corslab(['check', '--har', 'a.har'], { cwd: folder });
      assert.equal(all.status, 1);
      assert.match(all.stdout, /Refused[^]*Allowed/);
      assert.equal((await corslab(['check', `${url}/7`, '--har', 'a.har'], { cwd: folder })).status, 0);
      const none = await corslab(['check', 'https://nowhere.example/', '--har', 'a.har'], { cwd: folder });
      assert.deepEqual([none.status, none.stdout], [2, '']);
      assert.match(none.stderr, /there is no request with "https:\/\/nowhere\.example\/" in its URL/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('formats', () => {
  test('--json is the verdict', async () => {
    const { status, stdout } = await checked([`${server.origin}/closed`, ...from, '--json']);
    const verdict = JSON.parse(stdout);
    assert.equal(status, 1);
    assert.deepEqual([verdict.outcome, verdict.cause.code, verdict.exchanges.length, verdict.engine], ['network-error', 'missing-allow-origin', 1, 'chromium']);
  });
  test('junit', async () => {
    const { stdout } = await checked([`${server.origin}/closed`, ...from, '--format', 'junit', '--engine', 'all']);
    assert.match(stdout, /<testsuite name="corslab check" tests="4" failures="4"/);
    assert.match(stdout, /<testcase classname="firefox" name="GET http:\/\/127\.0\.0\.1:\d+\/closed">/);
    assert.match((await checked([`${server.origin}/open`, ...from, '--format', 'junit'])).stdout, /tests="1" failures="0"/);
  });
  test('sarif', async () => {
    const { stdout } = await checked([`${server.origin}/closed`, ...from, '--format', 'sarif']);
    const [{ tool, results }] = validSarif(stdout).runs;
    assert.equal(tool.driver.name, 'corslab');
    assert.deepEqual(results.map((/** @type {any} */ { ruleId, level }) => [ruleId, level]), [['missing-allow-origin', 'error']]);
    assert.equal(results[0].locations[0].physicalLocation.artifactLocation.uri, `${server.origin}/closed`);
    assert.equal(tool.driver.rules[results[0].ruleIndex].id, 'missing-allow-origin');
  });
  test('markdown', async () => assert.match((await checked([`${server.origin}/closed`, ...from, '--format', 'markdown'])).stdout, /^### chromium \d+: GET http:\S+\n\n```text\nRefused: [^]*\n```\n$/));
});

describe('hostile servers end in a clear error within the time given', () => {
  /** @param {(socket: import('node:net').Socket) => void} listener @param {string[]} [args] */
  async function hostile(listener, args = []) {
    const tcp = createTcpServer((socket) => {
      socket.on('error', () => {});
      listener(socket);
    }).listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (tcp.address());
    const start = performance.now();
    const ended = await corslab(['check', `http://127.0.0.1:${port}/`, ...from, '--timeout', '1', ...args]);
    const time = performance.now() - start;
    tcp.close();
    return { ...ended, time };
  }
  /** @type {[string, (socket: import('node:net').Socket) => void, RegExp][]} */
  const cases = [
    ['silence', () => {}, /ETIMEDOUT|timeout|within 1000 ms/],
    ['a reset', (socket) => void socket.on('data', () => socket.resetAndDestroy()), /ECONNRESET/],
    ['an end without a reply', (socket) => void socket.on('data', () => socket.end()), /The connection/],
    ['no HTTP', (socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'), /The connection/],
    ['a head without end', (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write(`X: ${'y'.repeat(10_000)}\r\n`), 1);
      socket.on('close', () => clearInterval(timer));
    }, /The connection/],
  ];
  for (const [name, listener, message] of cases) {
    test(name, async () => {
      const { status, stdout, stderr, time } = await hostile(listener);
      assert.equal(status, 3, stdout);
      assert.match(stdout, message);
      assert.doesNotMatch(stderr, /should not happen|\n\s+at /);
      assert.ok(time < 10_000);
    });
  }
  test('what would move the cursor is escaped', async () => {
    const { stdout } = await hostile((socket) => void socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: \u001b[2J\u001b[31mAllowed\r\nContent-Length: 0\r\n\r\n')));
    assert.doesNotMatch(stdout, /\u001b/);
  });
  test('a redirect without end', async () => {
    const loop = await serve((_, response) => void response.writeHead(302, { Location: '/again', 'Access-Control-Allow-Origin': '*' }).end());
    try {
      const { status, stdout } = await corslab(['check', `${loop.origin}/`, ...from]);
      assert.equal(status, 1);
      assert.match(stdout, /too-many-redirects/);
    } finally {
      loop.close();
    }
  });
});

test('the examples of the help name options that exist', () => {
  const help = readFileSync(new URL('help/check.txt', import.meta.url), 'utf8');
  const [options, examples] = [help.slice(0, help.indexOf('Examples:')), help.slice(help.indexOf('Examples:'))];
  for (const [name] of examples.matchAll(/(?<= )--?[a-z][a-z-]*/gi)) {
    if (!/^-si$/.test(name)) assert.match(options, new RegExp(`(?:^|[ ,])${name}(?=[ ,=[]|$)`, 'm'), name);
  }
});

test('what no page can be, or says two things', async () => {
  for (const from of ['localhost:3000', '127.0.0.1:5173/app']) {
    const { status, stderr, asked } = await checked([`${server.origin}/open`, '--from', from]);
    assert.deepEqual([status, asked], [2, []]);
    assert.ok(stderr.includes(`"${from}" has no scheme; write http://${from} or https://${from}`), stderr);
  }
  const { status, stderr } = await checked([`${server.origin}/open`, ...from, '--json', '--format', 'sarif']);
  assert.equal(status, 2);
  assert.match(stderr, /either --json or --format sarif, and not both/);
});

test('a note that many exchanges have is told once, and with -s not at all', async () => {
  const entry = (/** @type {number} */ id) => ({ request: { method: 'GET', url: `https://api.example.com/${id}`, httpVersion: 'HTTP/1.1', headers: [{ name: 'Origin', value: 'https://app.example.com' }, { name: 'Sec-Fetch-Mode', value: 'cors' }] }, response: { status: 200, headers: [{ name: 'Access-Control-Allow-Origin', value: '*' }] } });
  const input = JSON.stringify({ log: { entries: [entry(1), entry(2)] } });
  const { stderr } = await corslab(['check', '--har', '-'], { input });
  assert.equal(stderr.split('\n').filter((line) => line.startsWith('note: No cookie was sent')).length, 1);
  assert.equal((await corslab(['check', '--har', '-', '-s'], { input })).stderr, '');
});
