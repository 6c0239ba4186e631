/** What a fix changes, line by line; which fixes are alternatives; where browsers differ, header by header. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { differences } from '../../www/differences.js';
import { alternatives, applied, difference } from '../../www/fix.js';
import { examples } from '../../www/examples.js';
import { expand, get } from '../../www/state.js';

/** @param {ReturnType<typeof difference>} lines */
const written = (lines) => lines.map(({ kind, text }) => `${{ same: ' ', added: '+', removed: '-' }[kind]}${text}`);
/** @param {string} name */
const example = (name) => expand(/** @type {any} */ (examples.find((one) => one.name === name)).scenario);

describe('a difference', () => {
  /** @type {[string, string, string, string[], string[]][]} */
  const cases = [
    ['of nothing', '', '', ['A'], []],
    ['of a first line', '', 'A: 1', ['A'], ['+A: 1']],
    ['of a line at the end', 'X: 1', 'X: 1\nA: 1', ['A'], [' X: 1', '+A: 1']],
    ['of a line replaced, and one added', 'X: 1\na: 0\nY: 2', 'X: 1\nA: 1\nY: 2\nVary: Origin', ['A', 'Vary'], [' X: 1', '-a: 0', '+A: 1', ' Y: 2', '+Vary: Origin']],
    ['of two lines made one', 'A: 1\nX: 1\nA: 2\nY: 1', 'A: 3\nX: 1\nY: 1', ['A'], ['-A: 1', '+A: 3', ' X: 1', '-A: 2', ' Y: 1']],
    ['of a line taken away', 'X: 1\nA: 1', 'X: 1', ['A'], [' X: 1', '-A: 1']],
    ['of all taken away', 'A: 1', '', ['A'], ['-A: 1']],
    ['of a line that stays as it is', 'A: 1\nB: 1', 'A: 1\nB: 2', ['A', 'B'], [' A: 1', '-B: 1', '+B: 2']],
    ['with empty lines within', 'X: 1\n\nA: 1', 'X: 1\n\nA: 2', ['A'], [' X: 1', ' ', '-A: 1', '+A: 2']],
    ['with empty lines at the end', 'X: 1\n\n', 'X: 1\nA: 1', ['A'], [' X: 1', '-', '-', '+A: 1']],
    ['with Windows’ line ends', 'X: 1\r\nA: 1', 'X: 1\nA: 2', ['A'], [' X: 1', '-A: 1', '+A: 2']],
  ];
  for (const [name, before, after, names, expected] of cases) test(name, () => assert.deepEqual(written(difference(before, after, names)), expected));
  test('of a hundred thousand lines takes no time', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `X-${index}: 1`).join('\n');
    const started = performance.now();
    assert.equal(difference(`${lines}\nA: 1`, `A: 2\n${lines}`, ['A']).length, 100_002);
    assert.ok(performance.now() - started < 2000);
  });
});

describe('a fix that was applied', () => {
  test('keeps what was there, and says which fields it changed', () => {
    const before = example('slash');
    const [fix] = simulate(/** @type {any} */ (before)).fixes;
    const result = applied(before, fix, 'fetch(');
    assert.equal(result.before, before);
    assert.equal(result.snippet, 'fetch(');
    assert.equal(result.isOwn, false);
    assert.deepEqual(result.changes.map(({ path, lines }) => [path, written(lines)]), [
      ['server[0].response.headers', [' Content-Type: application/json', '-Access-Control-Allow-Origin: https://app.example.com/', '+Access-Control-Allow-Origin: https://app.example.com', ' Vary: Origin']],
    ]);
    assert.match(String(get(result.after, 'server[0].response.headers')), /https:\/\/app\.example\.com\nVary/);
  });
  test('says that the preflight got a reply of its own, and a status', () => {
    const before = example('redirect');
    const [fix] = simulate(/** @type {any} */ (before)).fixes;
    const { isOwn, changes } = applied(before, fix, null);
    assert.equal(isOwn, true);
    assert.deepEqual(changes.map(({ path, lines }) => [path, written(lines)]), [
      ['server[0].preflight.status', ['-301', '+204']],
      ['server[0].preflight.headers', [' Location: https://api.example.com/items', '+Access-Control-Allow-Origin: http://app.example.com', '+Vary: Origin']],
    ]);
  });
});

describe('fixes of one problem', () => {
  /** @param {string} name */
  const groups = (name) => alternatives(simulate(/** @type {any} */ (example(name)))).map((group) => group.map(({ fix, index }) => `${index} ${fix.who} ${fix.code} ${fix.target}`));
  test('are alternatives', () =>
    assert.deepEqual(groups('redirect'), [
      ['0 server preflight-redirect preflight', '1 client preflight-redirect request'],
      ['2 server header-not-allowed preflight'],
      ['3 server missing-allow-origin response'],
    ]));
  test('belong to it, though it shows at another hop', () =>
    assert.deepEqual(groups('login'), [['0 server redirect-to-login response']]));
  test('are none where all is well', () => assert.deepEqual(groups('wildcard'), []));
  test('with one code in preflight and response are two', () => {
    const problem = { code: 'missing-allow-origin', hop: 0 };
    const fix = { code: 'missing-allow-origin', hop: 0 };
    const verdict = { problems: [{ ...problem, phase: 'preflight' }, { ...problem, phase: 'response' }], fixes: [{ ...fix, target: 'response' }, { ...fix, target: 'preflight' }, { ...fix, target: 'response' }] };
    assert.deepEqual(alternatives(/** @type {any} */ (verdict)).map((group) => group.map(({ index }) => index)), [[0, 2], [1]]);
  });
});

describe('differences between browsers', () => {
  /** @param {string} name */
  const rows = (name) => differences(simulate(/** @type {any} */ (example(name))).disagreements ?? []).map(({ what, answers }) => [what, ...answers]);
  test('in a header', () => assert.deepEqual(rows('redirect'), [['Sent: Sec-Fetch-Mode', 'none', 'cors', 'none', 'none']]));
  test('in what is sent, and in the outcome', () => {
    const preflight = 'OPTIONS https://api.example.com/items';
    const both = `${preflight}\nGET https://api.example.com/items`;
    assert.deepEqual(rows('authorization'), [
      ['What the script gets', 'Network error', 'Readable', 'Readable', 'Readable'],
      ['What is sent', preflight, both, both, both],
    ]);
  });
  test('of the second request', () => assert.deepEqual(rows('login').map(([what]) => what), ['Sent, request 2: Sec-Fetch-Dest', 'Sent, request 2: Sec-Fetch-Mode', 'Sent, request 2: Sec-Fetch-Site']));
  test('in the response, property by property', () => {
    const response = { type: 'cors', url: 'https://a.test/', redirected: false, status: 200, headers: [['a', '1']], hiddenHeaders: [], bodyReadable: true };
    const engines = [response, { ...response, status: 206, headers: [['a', '1'], ['b', '2']] }, response, null].map((answer) => ({ engine: 'standard', version: '', answer }));
    assert.deepEqual(differences(/** @type {any} */ ([{ about: 'response', engines }])).map(({ what, answers }) => [what, ...answers]), [
      ['response.status', '200', '206', '200', 'nothing'],
      ['response.headers', 'a: 1', 'a: 1\nb: 2', 'a: 1', 'nothing'],
    ]);
  });
  test('where one goes elsewhere', () => {
    const engines = ['readable', { hop: 1, url: 'https://b.test/' }].map((answer) => ({ engine: 'standard', version: '', answer }));
    assert.deepEqual(differences(/** @type {any} */ ([{ about: 'outcome', engines }]))[0].answers, ['Readable', 'asks for https://b.test/, which has no answer here']);
  });
  test('are none where all agree', () => assert.deepEqual(rows('missing'), []));
});
