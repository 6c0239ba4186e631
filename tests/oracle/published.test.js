/** The published figures and tables are those of the tree. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { documents } from './publish.mjs';
import { switchesOf } from './switches.mjs';

for (const [path, text] of documents()) {
  test(`${path} is up to date`, () => assert.equal(readFileSync(path, 'utf8'), text, 'run `npm run fidelity -- --publish`'));
}

for (const engine of /** @type {const} */ (['chromium', 'firefox', 'webkit'])) {
  test(`every switch of ${engine} says what it means and how it is known`, () => {
    const switches = switchesOf(engine);
    assert.ok(switches.length > 10);
    for (const { group, name, meaning, evidence } of switches) {
      assert.notEqual(meaning, '', `${group}.${name} has no documentation`);
      assert.notEqual(evidence, '', `${group}.${name} has no evidence in engine/${engine}.rs`);
    }
  });
}
