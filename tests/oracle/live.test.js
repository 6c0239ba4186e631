/** The verdicts against the browsers that are installed here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBrowser } from '../../js/build/browsers.js';
import { FILES, readKept } from './answers.mjs';
import { disagreements, told } from './disagreements.mjs';
import { ENGINES } from './drivers.mjs';
import { playAll } from './run.mjs';

const MOST_TURNS = 3;
const kept = FILES.flatMap(readKept);
const itemsOf = (some) => some.map(({ item }) => item);

for (const engine of ENGINES) {
  test(`${engine} does what corslab says in ${kept.length} scenarios`, { skip: findBrowser(engine) === undefined && `${engine} is not installed` }, async (t) => {
    /** @type {any[]} */
    let found = [];
    // A busy machine is not a browser's answer: what differs is asked again.
    for (let turn = 0, suspects = kept; turn < MOST_TURNS && suspects.length > 0; turn++) {
      const { version, observations } = await playAll(engine, itemsOf(suspects));
      if (turn === 0) t.diagnostic(`${engine} ${version}`);
      const differing = suspects.map((each, i) => disagreements(engine, each, observations[i], { live: true }));
      found = differing.flat();
      suspects = suspects.filter((_, i) => differing[i].length > 0);
    }
    assert.equal(found.length, 0, told(found));
  });
}
