/** Lighthouse, as it comes: a slow phone, on every place of the built page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import lighthouse from 'lighthouse';
import { PLACES, welcome, whySkip } from '../browser/page-harness.js';
import { isMachineFree } from '../tools/contention.js';
import { servePageCompressed } from '../tools/page-speed.js';

/** How often the lab's speed is measured at most: the best run counts. */
const TRIES = 5;
/** What it is on a machine with nothing else to do: there a slow phone's processor is kept for less than 90 ms. */
const WANTED = 1;
/** What it is where some 200 ms are lost to others, as on a shared machine. */
const LEAST = 0.95;

describe('Lighthouse', { skip: whySkip('chromium') }, () => {
  const { browser, server } = welcome('chromium', { serve: servePageCompressed });

  /** @param {string} fragment @param {string[]} onlyCategories */
  async function report(fragment, ...onlyCategories) {
    const port = Number(new URL(browser().wsEndpoint()).port);
    const result = await lighthouse(server().url + fragment, { port, logLevel: 'error', onlyCategories });
    assert.ok(result);
    const { categories, audits, runtimeError } = result.lhr;
    assert.equal(runtimeError, undefined);
    const faults = Object.values(categories).flatMap(({ id, auditRefs }) =>
      auditRefs.flatMap(({ id: audit, weight }) => (weight > 0 && (audits[audit].score ?? 1) < 1 ? `${id}: ${audit} ${audits[audit].displayValue ?? ''}` : [])));
    return { scores: Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, score])), faults, audits };
  }

  for (const place of PLACES) {
    test(`accessibility, best practices and search at #${place}`, async () => {
      const { scores, faults } = await report(`#${place}`, 'accessibility', 'best-practices', 'seo');
      assert.deepEqual(scores, { accessibility: 1, 'best-practices': 1, seo: 1 }, faults.join('\n'));
    });
  }

  test('performance', async (t) => {
    /** @type {string[]} */
    const runs = [];
    let best = 0;
    let wasFree = false;
    while (runs.length < TRIES && best < WANTED) {
      const free = isMachineFree();
      const { scores, faults, audits } = await report('', 'performance');
      // These do not depend on how fast the machine is.
      assert.equal(audits['cumulative-layout-shift'].numericValue, 0);
      assert.equal(audits['render-blocking-resources'].score, 1);
      assert.ok((audits['total-byte-weight'].numericValue ?? Infinity) < 250_000, audits['total-byte-weight'].displayValue);
      wasFree ||= free();
      best = Math.max(best, scores.performance ?? 0);
      runs.push(`${Math.round(100 * (scores.performance ?? 0))} (${faults.join(', ')})`);
    }
    t.diagnostic(`performance: ${runs.join('; ')}`);
    if (best < LEAST && !wasFree) t.skip(`the machine had other work: ${runs.join('; ')}`);
    else assert.ok(best >= LEAST, runs.join('; '));
  });
});
