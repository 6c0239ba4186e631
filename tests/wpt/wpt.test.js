/** The web-platform-tests of a checkout, where CORSLAB_WPT names one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { listTests } from './files.mjs';
import { play } from './play.mjs';
import { failures } from './results.mjs';
import { serve } from './serve.mjs';

const checkout = process.env.CORSLAB_WPT;
const skip = checkout ? false : 'CORSLAB_WPT names no checkout of web-platform-tests';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const expected = Object.fromEntries(Object.entries(read('expected.json')).map(([name, reasons]) => [name, Object.keys(reasons)]));
const chromium = read('chromium.json').files;

describe('the web-platform-tests that need nothing but a fetch', { skip }, () => {
  let hosts;
  before(async () => (hosts = await serve(checkout)));
  after(() => hosts?.stop());

  test('pass by the standard, but for those that are listed with a reason', async () => {
    await runAll(hosts, 'standard', (name) => expected[name] ?? []);
  });

  test('pass by the engine chromium where Chromium passes, and fail where it fails', async () => {
    await runAll(hosts, 'chromium', (name) => chromium[name].failures);
  });
});

/** @param {(name: string) => string[]} expectedOf the subtests of a file that fail */
async function runAll(hosts, engine, expectedOf) {
  const run = (tests) => play({ hosts, tests, client: 'corslab', engine });
  const isSurprise = (result) => result.status !== 'OK' || result.subtests.length === 0 || !sameNames(failed(result), expectedOf(result.name));
  const tests = listTests(checkout);
  let results = await run(tests);
  // Some measure time. What surprises gets a second chance.
  const again = await run(tests.filter(({ name }) => results.some((result) => result.name === name && isSurprise(result))));
  results = results.map((result) => again.find(({ name }) => name === result.name) ?? result);
  const seen = Object.fromEntries(results.map((result) => [result.name, { status: result.status, failed: failed(result) }]));
  const wanted = Object.fromEntries(results.map(({ name }) => [name, { status: 'OK', failed: [...expectedOf(name)].sort() }]));
  assert.deepEqual(seen, wanted);
  assert.ok(results.flatMap(({ subtests }) => subtests).length >= 1200, 'the checkout holds the files that are meant');
}

const failed = (result) => failures(result).map(({ name }) => name).sort();
const sameNames = (a, b) => JSON.stringify(a) === JSON.stringify([...b].sort());
