/** The verdicts against what browsers were recorded to do. Needs no browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILES, readKept } from './answers.mjs';
import { disagreements, told } from './disagreements.mjs';
import { ENGINES } from './drivers.mjs';

for (const file of FILES) {
  const kept = readKept(file);
  for (const engine of ENGINES) {
    const answered = kept.filter(({ browsers }) => browsers[engine]);
    test(`${engine}: the ${answered.length} scenarios of answers/${file}.jsonl`, () => {
      assert.ok(answered.length > 0, 'no answers are stored');
      const found = answered.flatMap((each) => disagreements(engine, each, each.browsers[engine]));
      assert.equal(found.length, 0, told(found));
    });
  }
}
