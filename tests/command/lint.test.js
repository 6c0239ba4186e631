/** `corslab lint`: mistakes in headers, with their lines. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { corslab } from './program.js';
import { validSarif } from './sarif-schema.js';

/** @param {string} input @param {string[]} [args] */
async function findings(input, args = []) {
  const { status, stdout, stderr } = await corslab(['lint', '--json', ...args], { input });
  assert.notEqual(status, 2, stderr);
  const { findings } = JSON.parse(stdout);
  return { status, findings: findings.map((/** @type {any} */ { level, code, line }) => [level, code, line]) };
}

const ok = 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\nContent-Type: text/plain\n';

describe('what is right', () => {
  test('nothing is found: exit code 0', async () => {
    const { status, stdout, stderr } = await corslab(['lint'], { input: ok });
    assert.deepEqual([status, stdout, stderr], [0, 'Nothing was found.\n', '']);
  });
  test('for one page', async () => assert.deepEqual(await findings(ok, ['--from', 'https://app.example.com']), { status: 0, findings: [] }));
  test('a reply to OPTIONS', async () => {
    const input = 'HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin\nAccess-Control-Allow-Methods: GET, PUT\nAccess-Control-Allow-Headers: content-type, x-a\nAccess-Control-Max-Age: 600\n';
    assert.deepEqual(await findings(input), { status: 0, findings: [] });
  });
  test('no CORS at all is a note', async () => assert.deepEqual(await findings('HTTP/1.1 200 OK\nA: b\n'), { status: 0, findings: [['note', 'no-cors-headers', undefined]] }));
});

describe('what is wrong, with its line: exit code 1', () => {
  /** @type {[string, string, string[], [string, string, number | undefined][]][]} */
  const cases = [
    ['two origins', 'Access-Control-Allow-Origin: https://a.example, https://b.example\n', [], [['error', 'multiple-allow-origin', 1]]],
    ['a slash at the end', 'HTTP/1.1 200 OK\nVary: Origin\nAccess-Control-Allow-Origin: https://a.example/\n', [], [['error', 'allow-origin-mismatch', 3]]],
    ['* with credentials', 'HTTP/1.1 200 OK\n\naccess-control-allow-origin: *\n'.replace('\n\n', '\n') + 'Access-Control-Allow-Credentials: true\n', [], [['error', 'wildcard-with-credentials', 2]]],
    ['True', `${ok}Access-Control-Allow-Credentials: True\n`, [], [['error', 'invalid-allow-credentials', 5]]],
    ['null', 'Access-Control-Allow-Origin: null\nVary: Origin\n', [], [['error', 'null-origin', 1]]],
    ['another page', ok, ['--from', 'https://other.example'], [['error', 'allow-origin-mismatch', 2]]],
    ['nothing for that page', 'HTTP/1.1 200 OK\nA: b\n', ['--from', 'https://other.example'], [['error', 'missing-allow-origin', undefined]]],
    ['a status for OPTIONS', 'HTTP/1.1 302 Found\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n', [], [['error', 'preflight-redirect', undefined]]],
    ['a list of methods', 'HTTP/1.1 204 No Content\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT DELETE\n', [], [['error', 'invalid-allow-methods', 3]]],
  ];
  for (const [name, input, args, expected] of cases) {
    test(name, async () => {
      const { status, findings: found } = await findings(input, args);
      for (const one of expected) assert.ok(found.some((/** @type {any} */ each) => JSON.stringify(each) === JSON.stringify(one)), JSON.stringify(found));
      assert.equal(status, 1);
    });
  }
  test('each is told once', async () => {
    const { findings: found } = await findings('Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true\n');
    assert.equal(new Set(found.map(([, code]) => code)).size, found.length, JSON.stringify(found));
  });
  test('a missing Vary is a warning', async () => {
    const { status, findings: found } = await findings('Access-Control-Allow-Origin: https://app.example.com\n');
    assert.deepEqual([status, found], [1, [['warning', 'missing-vary-origin', 1]]]);
  });
  test('--preflight and --response say what it is', async () => {
    const input = 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: PUT\n';
    assert.deepEqual((await findings(input, ['--preflight'])).findings, []);
    assert.deepEqual((await findings(input, ['--response'])).findings.map(([, code]) => code), ['preflight-only-header']);
  });
});

describe('files and formats', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'corslab-'));
  test('text names file and line', async () => {
    const cwd = folder();
    try {
      writeFileSync(join(cwd, 'good.txt'), ok);
      writeFileSync(join(cwd, 'bad.txt'), 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://a.example/\nVary: Origin\n');
      const { status, stdout } = await corslab(['lint', 'good.txt', 'bad.txt'], { cwd });
      assert.equal(status, 1);
      assert.match(stdout, /^bad\.txt:2: error: allow-origin-mismatch\n {2}Access-Control-Allow-Origin: https:\/\/a\.example\/\n/);
      assert.match(stdout, /\n\n1 error(?:, 1 warning)?(?:, \d notes?)?\n$/);
      assert.doesNotMatch(stdout, /good/);
      const { runs } = validSarif((await corslab(['lint', 'bad.txt', '--format', 'sarif'], { cwd })).stdout);
      const { physicalLocation } = runs[0].results[0].locations[0];
      assert.deepEqual(physicalLocation, { artifactLocation: { uri: 'bad.txt' }, region: { startLine: 2 } });
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });
  test('no headers at all: exit code 2, with the place', async () => {
    const { status, stderr } = await corslab(['lint'], { input: '\n<html>' });
    assert.equal(status, 2);
    assert.match(stderr, /^corslab lint: the standard input: line 2, column 1: "<html>"; expected a status line/);
  });
  test('curl -v, both replies', async () => {
    const input = '> OPTIONS / HTTP/1.1\n> Host: api.example.com\n> Origin: https://app.example.com\n> \n< HTTP/1.1 401 Unauthorized\n< Access-Control-Allow-Origin: *\n< \n> GET / HTTP/1.1\n> Host: a\n> Origin: https://app.example.com\n> \n< HTTP/1.1 200 OK\n< Access-Control-Allow-Origin: https://app.example.com\n< Vary: Origin\n< \n';
    assert.deepEqual((await findings(input)).findings, [['error', 'preflight-requires-auth', undefined]]);
  });
});
