/** “Copy as test”: what is copied is run by Vitest as it stands, and must hold; with another verdict it must not. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { simulate } from 'corslab';
import { inRoot } from '../../js/build/root.js';
import { asTest } from '../../www/share/test.js';
import { expanded, SCENARIOS } from './page-share-scenarios.js';

/** @type {string} */
let folder;
/** @type {Map<string, { status: string, title: string, message: string }>} */
let results;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'corslab-share-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(inRoot('.'), join(folder, 'node_modules', 'corslab'));
  symlinkSync(inRoot('node_modules/vitest'), join(folder, 'node_modules', 'vitest'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const name of Object.keys(SCENARIOS)) writeFileSync(join(folder, `${name}.test.js`), asTest(expanded(name), simulate(/** @type {any} */ (SCENARIOS[name]))));
  const allowed = { ...SCENARIOS.plain, server: { response: { headers: 'Access-Control-Allow-Origin: *' } } };
  writeFileSync(join(folder, 'wrong.test.js'), asTest(expanded('plain'), simulate(/** @type {any} */ (allowed))));
  results = run();
});
after(() => rmSync(folder, { recursive: true, force: true }));

function run() {
  const report = join(folder, 'report.json');
  spawnSync(process.execPath, [inRoot('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--reporter=json', `--outputFile=${report}`, '--maxWorkers=1'], { encoding: 'utf8' });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return new Map(testResults.map((/** @type {any} */ { name, assertionResults, status, message }) => [
    /([^/]+)\.test\.js$/.exec(name)?.[1],
    { status: assertionResults[0]?.status ?? status, title: assertionResults[0]?.title ?? '', message: assertionResults[0]?.failureMessages.join() ?? message },
  ]));
}

for (const name of Object.keys(SCENARIOS)) {
  test(`the test of “${name}” is green as pasted`, () => assert.deepEqual({ status: results.get(name)?.status, message: results.get(name)?.message }, { status: 'passed', message: '' }));
}

test('a test with another verdict is red', () => {
  assert.equal(results.get('wrong')?.status, 'failed');
  assert.match(results.get('wrong')?.message ?? '', /expected 'network-error' to be 'readable'/);
});

test('a title stays short, whatever it quotes', () => assert.ok((results.get('hostileAnswer')?.title.length ?? Infinity) < 130));

test('no character in the source reads otherwise than it runs', () => {
  const body = asTest(expanded('body'), simulate(/** @type {any} */ (SCENARIOS.body)));
  assert.match(body, /\\u202etxet\\u2066/);
  assert.equal(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(body), false);
});
