/** The second look at test files that fail: what it forgives, and what it does not. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { root } from '../../js/build/root.js';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'corslab-second-look-')));
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(join(folder, 'mark'), { force: true }));

const path = (/** @type {string} */ name) => `${relative(root, folder)}/${name}.test.js`;
/** Fails, leaves a mark, and passes where one is. @param {string} mark */
const failsOnce = (mark) => `describe('d', () => test('fails once', () => { const isMarked = existsSync(${mark}); writeFileSync(${mark}, ''); assert.ok(isMarked); }));`;
const mark = (/** @type {string} */ name) => JSON.stringify(join(folder, name));

const FILES = {
  passing: `test('passes', () => {});`,
  failing: `test('fails', () => assert.fail());`,
  crashing: `throw new Error();`,
  // The runner is this one's parent: it comes to no end, as when memory is short.
  killing: `test('kills', () => new Promise(() => setTimeout(() => process.kill(process.ppid, 'SIGKILL'), 1000)));`,
  later: `test('is to be done', { todo: true }, () => assert.fail());`,
  chance: failsOnce(mark('mark')),
  // Told before `killing`, as it comes before it in the alphabet.
  early: failsOnce(mark('early')),
  ...Object.fromEntries([1, 2, 3, 4].map((index) => [`many${index}`, `test('fails', () => assert.fail());`])),
};
const IMPORTS = `import assert from 'node:assert/strict'; import { existsSync, writeFileSync } from 'node:fs'; import { describe, test } from 'node:test';\n`;
for (const [name, text] of Object.entries(FILES)) writeFileSync(join(root, path(name)), IMPORTS + text);

/** @param {string[]} names @returns {Promise<string>} what it prints, and what it answers at last */
async function look(...names) {
  const script = `import { runWithSecondLook } from './js/build/second-look.js';
    const say = await runWithSecondLook(${JSON.stringify(names.map(path))}, { concurrency: 2 }).catch((error) => error.constructor.name);
    console.log('ANSWER ' + say);`;
  // Without NODE_TEST_CONTEXT the runner inside would report to the one outside.
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env: { ...process.env, NODE_TEST_CONTEXT: undefined } });
  return stdout;
}

test('what passes is looked at once', async () => {
  const said = await look('passing');
  assert.match(said, /ANSWER undefined/);
  assert.equal(said.match(/✔ passes/g)?.length, 1);
});

test('what fails once is said, and nothing else runs again', async () => {
  const said = await look('passing', 'chance');
  assert.ok(said.includes(`ANSWER ${path('chance')} passed only the second time`), said);
  assert.equal(said.match(/✔ passes/g)?.length, 1);
});

test('what fails twice has failed, and so has what goes with it', async () => {
  assert.match(await look('failing'), /ANSWER CommandFailed/);
  assert.match(await look('crashing'), /ANSWER CommandFailed/);
  assert.match(await look('chance', 'failing'), /ANSWER CommandFailed/);
});

test('what a runner that was killed has not told is not forgiven', async () => {
  assert.match(await look('early', 'killing'), /ANSWER CommandFailed/);
});

test('what is yet to be done does not fail', async () => {
  const said = await look('later', 'chance');
  assert.ok(said.includes(`ANSWER ${path('chance')} passed only the second time`), said);
});

test('many failures are no chance', async () => {
  const said = await look('many1', 'many2', 'many3', 'many4');
  assert.match(said, /ANSWER CommandFailed/);
  assert.doesNotMatch(said, /run once more/);
});
