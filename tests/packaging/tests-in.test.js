/** The suites' own search for tests, in a folder that an installed package leads back into. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { root } from '../../js/build/root.js';
import { testsIn } from '../../js/build/tests-in.js';

const folder = mkdtempSync(join(tmpdir(), 'corslab-tests-in-'));
const path = relative(root, folder);
after(() => rmSync(folder, { recursive: true, force: true }));

test('tests are found at every depth, not in what is installed nor behind links', () => {
  for (const inside of ['b/deep', 'node_modules/package', 'without']) mkdirSync(join(folder, inside), { recursive: true });
  for (const file of ['b/deep/z.test.js', 'b/a.test.js', 'b/a.js', 'c.test.js', 'node_modules/package/own.test.js']) writeFileSync(join(folder, file), '');
  symlinkSync(folder, join(folder, 'node_modules/loop'), 'dir');
  symlinkSync(folder, join(folder, 'b/loop'), 'dir');
  assert.deepEqual(testsIn(path), [`${path}/b/a.test.js`, `${path}/b/deep/z.test.js`, `${path}/c.test.js`]);
});

test('a folder without tests is a mistake', () => {
  assert.throws(() => testsIn(`${path}/without`), /holds no \*\.test\.js/);
  assert.throws(() => testsIn(`${path}/absent`), /holds no \*\.test\.js/);
});
