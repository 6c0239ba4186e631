/** The published figures and tables are those of the tree. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { documents } from './publish.mjs';
import { strings } from '../../www/strings.js';
import { constants, profiles, settings, switchesOf } from './switches.mjs';

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

test('a version is what it sets, over the version that it is made from', () => {
  const text = `
pub const ONE: Profile = Profile {
    version: "1",
    redirects: RedirectRules {
        // Case a.
        joins_locations: true,
        // Case b.
        many_statuses: true,
        ..STANDARD.redirects
    },
    ..STANDARD
};

pub const TWO: Profile = Profile {
    version: "2",
    redirects: RedirectRules {
        // Case c.
        many_statuses: false,
        ..ONE.redirects
    },
    ..ONE
};`;
  const all = constants(text.split('\n'));
  const short = (name) => settings(all, name).map(({ group, name: field, value, evidence }) => `${group}.${field} = ${value}: ${evidence}`);
  assert.deepEqual(short('ONE'), ['redirects.joins_locations = true: Case a.', 'redirects.many_statuses = true: Case b.']);
  assert.deepEqual(short('TWO'), ['redirects.joins_locations = true: Case a.', 'redirects.many_statuses = false: Case c.']);
});

test('the page names the newest versions', () => {
  for (const engine of ['chromium', 'firefox', 'webkit']) {
    const { version } = profiles().find((each) => each.engine === engine);
    assert.ok(strings.ask.engineHint.includes(version), version);
  }
});
