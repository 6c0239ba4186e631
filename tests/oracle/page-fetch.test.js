/**
 * A page of `corslab/page` against what Chromium was recorded to do with the same scripts and servers: what the script
 * sees, and every request on the wire.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FILES, readKept } from './answers.mjs';
import { compareObservations } from './compare.mjs';
import { told } from './disagreements.mjs';
import { PageDriver } from './page-fetch.mjs';

const ENGINE = 'chromium';
const driver = new PageDriver();

before(() => driver.start());
after(() => driver.stop());

for (const file of FILES) {
  const kept = readKept(file).filter(({ browsers }) => browsers[ENGINE]);
  test(`page.fetch, XMLHttpRequest and page.explain over sockets: the ${kept.length} scenarios of answers/${file}.jsonl`, async () => {
    assert.ok(kept.length > 0, 'no answers are stored');
    const found = [];
    for (const { item, browsers } of kept) {
      const differences = compareObservations(browsers[ENGINE], await driver.play(item, ENGINE));
      if (differences.length > 0) found.push({ engine: ENGINE, item, differences });
    }
    assert.equal(found.length, 0, told(found));
  });
}
