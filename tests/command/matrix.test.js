/** `corslab matrix` and `corslab probe` against a real server. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { corslab, serve } from './program.js';
import { validSarif } from './sarif-schema.js';

/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
before(async () => {
  server = await serve((request, response) => {
    const origin = request.headers.origin ?? '';
    const path = request.url ?? '/';
    const isIn = path.startsWith('/loose') ? origin.startsWith('http://app.example') : origin === 'http://app.example';
    const cors = { Vary: 'Origin', ...(isIn && { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Credentials': 'true' }) };
    const isThere = /^\/(?:loose|strict)$/.test(path);
    response.writeHead(isThere ? 200 : 404, cors).end();
  });
});
after(() => server.close());

describe('matrix', () => {
  const origins = ['--origins', 'http://app.example,http://evil.example', '--origins', 'null'];
  test('who may do what; nothing is changed', async () => {
    server.asked.length = 0;
    const { status, stdout, stderr } = await corslab(['matrix', `${server.origin}/strict`, ...origins, '--methods', 'GET,PUT', '--credentials', 'omit,include', '--json']);
    assert.deepEqual([status, stderr], [0, '']);
    const { cells } = JSON.parse(stdout);
    const states = cells.map((/** @type {any} */ { origin, state }) => `${origin} ${state}`);
    assert.deepEqual(states, [
      ...['allowed', 'allowed', 'preflight-accepted', 'preflight-accepted'].map((state) => `http://app.example ${state}`),
      ...Array(4).fill('http://evil.example refused'),
      ...Array(4).fill('null refused'),
    ]);
    assert.ok(!server.asked.some((line) => line.startsWith('PUT')));
  });
  test('--unsafe sends them', async () => {
    server.asked.length = 0;
    await corslab(['matrix', `${server.origin}/strict`, '--origins', 'http://app.example', '--methods', 'PUT', '--unsafe']);
    assert.deepEqual(server.asked, ['OPTIONS /strict', 'PUT /strict']);
  });
  test('headers: names, a line, and none', async () => {
    const { stdout } = await corslab(['matrix', `${server.origin}/strict`, '--origins', 'http://app.example', '--headers', 'X-A,X-B', '--headers', 'Accept: text/plain', '--json']);
    assert.deepEqual(JSON.parse(stdout).cells.map((/** @type {any} */ { state }) => state), ['allowed', 'refused', 'allowed']);
  });
  test('expectations: exit code 1 where one is not met', async () => {
    const args = ['matrix', `${server.origin}/strict`, '--allowed', 'http://app.example', '--origins', 'http://evil.example,null'];
    assert.equal((await corslab(args)).status, 0);
    const { status, stdout } = await corslab(['matrix', `${server.origin}/loose`, '--allowed', 'http://app.example', '--origins', 'http://app.example.evil', '--format', 'junit']);
    assert.equal(status, 1);
    assert.match(stdout, /<testsuites tests="2" failures="1"/);
  });
  for (const [format, start] of /** @type {const} */ ([['text', /^CORS policy of/], ['markdown', /^CORS policy[^]*\| Origin/], ['html', /^<!doctype html>/]])) {
    test(format, async () => assert.match((await corslab(['matrix', `${server.origin}/strict`, ...origins, '--format', format])).stdout, start));
  }
  test('nobody answers: exit code 3', async () => {
    const { status, stdout } = await corslab(['matrix', 'http://api.example.com/', '--origins', 'http://app.example', '--resolve', 'http://api.example.com=http://127.0.0.1:9']);
    assert.equal(status, 3);
    assert.match(stdout, /no reply/);
  });
});

describe('probe', () => {
  test('a strict server: exit code 0, and nothing but GET and OPTIONS', async () => {
    server.asked.length = 0;
    const { status, stdout, stderr } = await corslab(['probe', `${server.origin}/strict`, '--allowed', 'http://app.example']);
    assert.deepEqual([status, stderr], [0, ''], stdout);
    assert.match(stdout, /Let in: 1 of 1 allowed origins, 0 of \d+ others\./);
    assert.ok(server.asked.length > 10);
    assert.deepEqual([...new Set(server.asked.map((line) => line.split(' ')[0]))].sort(), ['GET', 'OPTIONS']);
  });
  test('a server that compares the beginning: exit code 1', async () => {
    const { status, stdout } = await corslab(['probe', `${server.origin}/loose`, '--allowed', 'http://app.example', '--json']);
    assert.equal(status, 1);
    const codes = JSON.parse(stdout).findings.map((/** @type {any} */ { code }) => code);
    assert.ok(codes.includes('suffix-allowed'), codes.join());
    assert.ok(!codes.includes('prefix-allowed') && !codes.includes('any-allowed'), codes.join());
  });
  test('sarif, pinned to a file', async () => {
    const { stdout } = await corslab(['probe', `${server.origin}/loose`, '--allowed', 'http://app.example', '--format', 'sarif', '--artifact', 'src/cors.ts']);
    const { runs } = validSarif(stdout);
    assert.ok(runs[0].results.every((/** @type {any} */ { locations }) => locations[0].physicalLocation.artifactLocation.uri === 'src/cors.ts'));
  });
  test('nobody answers: exit code 3', async () => {
    const { status } = await corslab(['probe', 'http://api.example.com/', '--allowed', 'http://app.example', '--resolve', 'http://api.example.com=http://127.0.0.1:9']);
    assert.equal(status, 3);
  });
});
