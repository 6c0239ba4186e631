/** “Copy as curl”: what is copied is run by real shells with the real curl, and read by corslab/paste. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { simulate } from 'corslab';
import { readCurl } from 'corslab/paste';
import { asCurl } from '../../www/share/curl.js';
import { expand } from '../../www/state.js';
import { expanded, HOSTILE, SCENARIOS } from './page-share-scenarios.js';

const run = promisify(execFile);
const hasCurl = await run('curl', ['--version']).then(() => true, () => false);

/** @typedef {{ start: string, headers: string[], body: Buffer }} Received */

/** Answers anything, and keeps what it got, byte by byte: an HTTP server would refuse half of it. */
function recorder() {
  /** @type {Received[]} */
  const received = [];
  const server = createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [start, ...headers] = bytes.toString('latin1', 0, end).split('\r\n');
      const length = Number(headers.find((line) => /^content-length:/i.test(line))?.slice(15) ?? 0);
      if (bytes.length < end + 4 + length) return;
      received.push({ start, headers, body: bytes.subarray(end + 4) });
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  return { server, received };
}

/** A scenario's URLs, moved to the recorder. @param {import('../../www/state.js').Scenario} scenario @param {number} port */
function moved(scenario, port) {
  const local = `http://127.0.0.1:${port}`;
  return expand(JSON.parse(JSON.stringify(scenario).replaceAll('https://api.example.com', local).replaceAll('"domain":"api.example.com","secure":true,"sameSite":"none"', '"domain":"127.0.0.1"').replaceAll('https://app.example.com', `http://127.0.0.1:1`)));
}

describe('in a shell', { skip: hasCurl ? false : 'curl is not installed' }, () => {
  const { server, received } = recorder();
  /** @type {string} */
  let folder;
  /** @type {number} */
  let port;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'corslab-curl-'));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs what is copied, and holds what arrived against what the verdict says is sent. @param {import('../../www/state.js').Scenario} scenario @param {(Buffer | null)[]} bodies @param {string} shell */
  async function arrives(scenario, bodies, shell = 'bash') {
    const verdict = simulate(/** @type {any} */ (scenario));
    received.length = 0;
    const { stdout } = await run(shell, ['-c', asCurl(scenario, verdict)], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8' } });
    assert.equal(received.length, verdict.exchanges.length);
    assert.equal(stdout.match(/^HTTP\/1\.1 200 OK/gm)?.length, received.length, 'the raw answers are shown');
    verdict.exchanges.forEach(({ request }, index) => {
      const { start, headers, body } = received[index];
      const path = request.url.slice(new URL(request.url).origin.length);
      assert.equal(start, `${request.method} ${path} HTTP/1.1`);
      const own = headers.filter((line) => !/^(?:host|user-agent):/i.test(line)).sort();
      assert.deepEqual(own, request.headers.map(([name, value]) => (value === '' ? `${name}:` : `${name}: ${value}`)).sort());
      assert.deepEqual(body, bodies[index] ?? Buffer.alloc(0));
    });
    assert.deepEqual(readdirSync(folder), [], 'nothing else was run');
  }

  test('a GET', () => arrives(moved(SCENARIOS.plain, port), []));
  test('a GET, in the plainest of shells', () => arrives(moved(SCENARIOS.plain, port), [], 'sh'));
  test('a preflight and a DELETE', () => arrives(moved(SCENARIOS.preflighted, port), []));
  test('quotes in a plain shell', () => arrives(moved(SCENARIOS.preflighted, port), [], 'sh'));
  test('a body of everything that a shell would act on, an empty header, brackets in the URL, a cookie', () =>
    arrives(moved(SCENARIOS.body, port), [null, Buffer.from(HOSTILE.join('\n'))]));
  test('a body that stays behind after a 303', () => arrives(moved(SCENARIOS.redirected, port), [Buffer.from('a=1')]));
  test('a body that goes along after a 307', () => arrives(moved(SCENARIOS.kept, port), [Buffer.from('a=1'), Buffer.from('a=1')]));
  test('bytes in a header', () =>
    arrives(moved({ ...SCENARIOS.plain, request: { url: 'https://api.example.com/', headers: [['X-A', "\u0003\u001bé\u0085\u00ff !'\\1"]] }, server: { response: { headers: 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *' } } }, port), []));
  test('NUL in a body', () => arrives(moved({ ...SCENARIOS.plain, request: { url: 'https://api.example.com/', method: 'POST', body: "a\0b%s\\n'é\u0003" } }, port), [Buffer.from("a\0b%s\\n'é\u0003")]));
  test('a HEAD, which waits for no body', () => arrives(moved({ ...SCENARIOS.plain, request: { url: 'https://api.example.com/', method: 'HEAD' } }, port), []));
  test('a blob without a type gets none', () =>
    arrives(moved({ ...SCENARIOS.plain, request: { url: 'https://api.example.com/', method: 'POST', body: { kind: 'blob', text: 'x' } } }, port), [Buffer.from('x')]));
  test('a method that is none of the known', () => {
    const granted = { response: { headers: 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: *' } };
    return arrives(moved({ ...SCENARIOS.plain, request: { url: 'https://api.example.com/', method: "X'`!$" }, server: granted }, port), []);
  });
  test('a body that is not known is left to be added', async () => {
    const scenario = moved({ ...SCENARIOS.plain, request: { url: 'https://api.example.com/', method: 'POST', body: { kind: 'buffer', length: 9 } } }, port);
    const text = asCurl(scenario, simulate(/** @type {any} */ (scenario)));
    assert.match(text, /^# 1 The request itself\n# The scenario does not say what the body is\. Add it with --data-raw\ncurl -i -X POST /);
    assert.doesNotMatch(text, /Content-Length/);
  });
});

describe('in a terminal', () => {
  for (const name of Object.keys(SCENARIOS)) {
    test(`“${name}”: no control character, nothing invisible, and comments of plain words`, () => {
      const text = asCurl(expanded(name), simulate(/** @type {any} */ (SCENARIOS[name])));
      assert.equal(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text), false);
      const comments = text.split('\n').filter((line) => line.startsWith('# '));
      // A shell that knows no comments when it is typed to would run them.
      for (const comment of comments) assert.match(comment, /^# [\w ,.-]+$/);
      assert.ok(comments.length > 0);
    });
  }
});

describe('pasted into corslab', () => {
  /** @param {string} name @returns {string} the last command */
  const lastOf = (name) => /** @type {string} */ (asCurl(expanded(name), simulate(/** @type {any} */ (SCENARIOS[name]))).split(/^# \d+ .*\n/m).at(-1));
  for (const name of ['plain', 'preflighted', 'body', 'kept']) {
    test(`“${name}” comes back as the same request`, () => {
      const { request, page, cookies, notes } = readCurl(lastOf(name));
      const url = name === 'kept' ? 'https://api.example.com/b' : undefined;
      const again = simulate(/** @type {any} */ ({ ...SCENARIOS[name], page, request, cookies, ...(url && { server: SCENARIOS[name].server[1] }) }));
      const before = simulate(/** @type {any} */ (SCENARIOS[name]));
      const sent = /** @param {import('corslab').Verdict} verdict */ ({ exchanges }) => {
        const { method, url: to, headers } = /** @type {import('corslab').Exchange} */ (exchanges.at(-1)).request;
        return { method, url: to, headers: [...headers].sort() };
      };
      assert.deepEqual(sent(again), sent(before));
      // curl sends cookies or none, and has no word for credentials.
      assert.deepEqual(notes.filter(({ code }) => code !== 'credentials-unknown'), []);
    });
  }
  test('the body, byte for byte', () => assert.equal(/** @type {any} */ (readCurl(lastOf('body')).request.body).text, HOSTILE.join('\n')));
});

test('where nothing is sent, it says so', () => assert.equal(asCurl(expanded('nothingSent'), simulate(/** @type {any} */ (SCENARIOS.nothingSent))), '# The browser sends nothing here.\n'));
