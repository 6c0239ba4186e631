/** `corslab explain`: from console lines to causes, with a HAR to the whole verdict. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { corslab } from './program.js';

const chromium = "Access to fetch at 'https://api.example.com/items' from origin 'https://app.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin.";
const firefox = 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/items. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.';

describe('a line', () => {
  test('as the argument', async () => {
    const { status, stdout, stderr } = await corslab(['explain', chromium]);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^allow-origin-mismatch  \(printed by Chromium, about the response\)\n/);
    assert.match(stdout, /URL: +https:\/\/api\.example\.com\/items\n/);
    assert.match(stdout, /\+ Access-Control-Allow-Origin: https:\/\/app\.example\.com\n/);
  });
  test('without quotes around it: a shell made words of it', async () => {
    assert.match((await corslab(['explain', ...chromium.replaceAll("'", '').split(' ')])).stdout, /^allow-origin-mismatch|^The line/);
  });
  test('on the standard input, among others', async () => {
    for (const args of [['explain', '-'], ['explain']]) {
      const { status, stdout } = await corslab(args, { input: `hello\n${firefox}\nUncaught (in promise) TypeError\n` });
      assert.equal(status, 0);
      assert.match(stdout, /^missing-allow-origin  \(printed by Firefox/);
    }
  });
  test('--json', async () => {
    const explanation = JSON.parse((await corslab(['explain', '--json', chromium])).stdout);
    assert.deepEqual([explanation.engine, explanation.code, explanation.origin], ['chromium', 'allow-origin-mismatch', 'https://app.example.com']);
  });
  test('that is none: exit code 1', async () => {
    const { status, stdout, stderr } = await corslab(['explain', 'Hello']);
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^corslab explain: there is no line of a browser's console about CORS/);
  });
  test('nothing that moves the cursor comes out', async () => {
    assert.doesNotMatch((await corslab(['explain', chromium.replace('/items', '/\u001b[2Jitems')])).stdout, /\u001b/);
  });
});

describe('with a HAR', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'corslab-'));
    const list = (/** @type {Record<string, string>} */ headers) => Object.entries(headers).map(([name, value]) => ({ name, value }));
    const entry = (/** @type {string} */ origin, /** @type {Record<string, string>} */ reply) => ({
      request: { method: 'GET', url: 'https://api.example.com/items', headers: list({ Origin: origin, Authorization: 'Bearer topsecret' }) },
      response: { status: 200, headers: list(reply) },
    });
    const preflight = { request: { method: 'OPTIONS', url: 'https://api.example.com/items', headers: list({ Origin: 'https://app.example.com', 'Access-Control-Request-Method': 'GET', 'Access-Control-Request-Headers': 'authorization' }) }, response: { status: 204, headers: list({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'authorization' }) } };
    writeFileSync(join(folder, 'a.har'), JSON.stringify({ log: { entries: [entry('https://other.example', {}), preflight, entry('https://app.example.com', { 'Access-Control-Allow-Origin': 'https://app.example.com/' })] } }));
  });
  after(() => rmSync(folder, { recursive: true }));

  test('the request of that page is found, and judged whole', async () => {
    const { status, stdout } = await corslab(['explain', '--har', 'a.har', chromium], { cwd: folder });
    assert.equal(status, 0);
    assert.match(stdout, /OPTIONS https:\/\/api\.example\.com\/items {2}\(preflight\)[^]*received {2}https:\/\/app\.example\.com\/\n/);
    assert.doesNotMatch(stdout, /topsecret/);
  });
  test('--json is the verdict, as that browser decides', async () => {
    const { engine, cause, exchanges } = JSON.parse((await corslab(['explain', '--har', 'a.har', '--json', chromium], { cwd: folder })).stdout);
    assert.deepEqual([engine, cause.code, exchanges.length], ['chromium', 'allow-origin-mismatch', 2]);
  });
  test('no such request: exit code 1', async () => {
    const { status, stderr } = await corslab(['explain', '--har', 'a.har', chromium.replace('api.example.com', 'nowhere.example')], { cwd: folder });
    assert.equal(status, 1);
    assert.match(stderr, /there is no request of https:\/\/nowhere\.example\/items in it/);
  });
  test('no HAR', async () => {
    writeFileSync(join(folder, 'b.har'), '{');
    const { status, stderr } = await corslab(['explain', '--har', 'b.har', chromium], { cwd: folder });
    assert.equal(status, 2);
    assert.match(stderr, /^corslab explain: --har b\.har: line 1, column \d+: .*expected a HAR, which is JSON\n$/);
  });
});
