/** The verdicts against the browsers that are installed here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBrowser } from '../../js/build/browsers.js';
import { FILES, readKept } from './answers.mjs';
import { disagreements, told } from './disagreements.mjs';
import { ENGINES } from './drivers.mjs';
import { playAll } from './run.mjs';

const kept = FILES.flatMap(readKept);
const itemsOf = (some) => some.map(({ item }) => item);

for (const engine of ENGINES) {
  test(`${engine} does what corslab says in ${kept.length} scenarios`, { skip: findBrowser(engine) === undefined && `${engine} is not installed` }, async (t) => {
    const { version, observations } = await playAll(engine, itemsOf(kept));
    t.diagnostic(`${engine} ${version}`);
    const suspects = kept.filter((each, i) => disagreements(engine, each, observations[i], { live: true }).length > 0);
    // A busy machine is not a browser's answer: what differs is asked once more.
    const again = suspects.length > 0 ? await playAll(engine, itemsOf(suspects)) : { observations: [] };
    const found = suspects.flatMap((each, i) => disagreements(engine, each, again.observations[i], { live: true }));
    assert.equal(found.length, 0, told(found));
  });
}
