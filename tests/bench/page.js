#!/usr/bin/env node
/** `npm run bench:page`: how soon the teaching page shows a verdict, answers, and follows a key. Needs Chromium and a build. */
import { startBrowser } from '../tools/start-browser.js';
import { NETWORKS, quantile, servePageCompressed, SLOW_PROCESSOR, updates, visit } from '../tools/page-speed.js';

const VISITS = 5;
const KEYS = 200;

const server = await servePageCompressed();
const browser = await startBrowser('chromium');
try {
  for (const [name, network] of Object.entries(NETWORKS)) {
    /** @type {import('../tools/page-speed.js').Visit[]} */
    const visits = [];
    for (let count = 0; count < VISITS; count++) visits.push(await visit(browser, server.url, { network, processor: SLOW_PROCESSOR }));
    console.log(`${name}, processor ÷ ${SLOW_PROCESSOR}, ${VISITS} first visits`);
    console.log(`  first verdict   ${spread(visits.map(({ firstVerdict }) => firstVerdict))}`);
    console.log(`  interactive     ${spread(visits.map(({ live }) => live))}`);
    console.log(`  layout shifts   ${visits.flatMap(({ layoutShifts }) => layoutShifts).join('; ') || 'none'}`);
  }
  for (const processor of [1, SLOW_PROCESSOR]) {
    const { more, bytes } = await visit(browser, server.url, { processor }, (page) => updates(page, KEYS));
    if (processor === 1) print(bytes);
    for (const [what, times] of Object.entries(more ?? {})) {
      console.log(`a key, processor ÷ ${processor}, ${what.padEnd(7)} ${quantile(times, 0.5).toFixed(1)} ms at the median, ${quantile(times, 0.95).toFixed(1)} ms at the 95th percentile of ${KEYS}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}

/** @param {number[]} times */
function spread(times) {
  const sorted = times.toSorted((left, right) => left - right);
  return `${Math.round(quantile(sorted, 0.5))} ms at the median (${sorted.map(Math.round).join(', ')})`;
}

/** @param {Record<string, number>} bytes */
function print(bytes) {
  console.log('first visit, on the wire');
  for (const [file, count] of Object.entries(bytes)) console.log(`  ${String(count).padStart(7)}  ${file}`);
  console.log(`  ${String(Object.values(bytes).reduce((sum, count) => sum + count, 0)).padStart(7)}  in all`);
}
