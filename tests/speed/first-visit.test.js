/** What the first visit weighs, and how soon it shows a verdict on a slow phone, in Chromium. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { welcome, whySkip } from '../browser/page-harness.js';
import { isMachineFree } from '../tools/contention.js';
import { NETWORKS, servePageCompressed, SLOW_PROCESSOR, visit } from '../tools/page-speed.js';

/** All that the browser asks for until the page is idle, compressed. */
const MOST_BYTES = 250_000;
const LATEST_VERDICT_MS = 1000;
/** The best of these counts: the machine has other work to do, and so has every phone. */
const TRIES = 6;

describe('the first visit', { skip: whySkip('chromium') }, () => {
  const { browser, server } = welcome('chromium', { serve: servePageCompressed });

  test(`weighs less than ${MOST_BYTES} bytes, each of them once`, async (t) => {
    const { bytes } = await visit(browser(), server().url, {});
    const total = Object.values(bytes).reduce((sum, count) => sum + count, 0);
    t.diagnostic(`${total} bytes: ${JSON.stringify(bytes)}`);
    const wasm = Object.entries(bytes).filter(([file]) => file.endsWith('.wasm'));
    assert.equal(wasm.length, 1);
    // Neither plain nor fetched twice.
    assert.ok(wasm[0][1] > 150_000 && wasm[0][1] < 210_000, `${wasm[0][1]} bytes of WebAssembly`);
    assert.ok(total < MOST_BYTES, `${total} bytes: ${JSON.stringify(bytes)}`);
  });

  for (const [name, network] of Object.entries(NETWORKS)) {
    test(`shows its verdict within a second on a slow phone, and nothing moves: ${name}`, async (t) => {
      /** @type {number[]} */
      const times = [];
      const wasFree = isMachineFree();
      while (times.length < TRIES && !times.some((time) => time < LATEST_VERDICT_MS)) {
        const { firstVerdict, layoutShifts } = await visit(browser(), server().url, { network, processor: SLOW_PROCESSOR });
        assert.deepEqual(layoutShifts, []);
        // A request takes at least this; what comes sooner was not slowed down.
        assert.ok(firstVerdict > network.latency, `${firstVerdict} ms`);
        times.push(Math.round(firstVerdict));
      }
      const best = Math.min(...times);
      t.diagnostic(`first verdict after ${best} ms (${times.join(', ')})`);
      if (best >= LATEST_VERDICT_MS && !wasFree()) t.skip(`the machine had other work: ${times.join(', ')} ms`);
      else assert.ok(best < LATEST_VERDICT_MS, `${times.join(', ')} ms`);
    });
  }
});
