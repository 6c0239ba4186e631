/** How fast the built page is in Chromium on a slow phone: a slow network and a slow processor, emulated over CDP. */
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from '../../js/build/root.js';
import { serveFolder } from './static-server.js';

/**
 * What “fast 3G” is taken for: by Lighthouse's estimate, and by the presets of the developer tools, whose latency is
 * that of a whole request on a new connection. Bytes a second.
 */
export const NETWORKS = {
  'Lighthouse (150 ms)': { latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 },
  'DevTools (562.5 ms)': { latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_000 },
};

export const SLOW_PROCESSOR = 4;

/**
 * @typedef {object} Visit
 * @property {number} firstVerdict milliseconds from the navigation to the frame that shows a verdict
 * @property {number} live milliseconds until every field and button answers
 * @property {string[]} layoutShifts what moved, from where to where
 * @property {Record<string, number>} bytes what each file took on the wire, headers included
 */

/** Serves the page as a host of static pages does, compressed as well as it can be. */
export async function servePageCompressed() {
  const server = await serveFolder(inRoot('dist/www'), {}, { brotli: 11 });
  // Compressing takes a second, which a host takes once.
  const html = await (await fetch(server.url)).text();
  const files = ['', ...[...html.matchAll(/(?:href|src|content)="([^"#: ]+\.\w+)"/g)].map(([, file]) => file)];
  await Promise.all(files.map(async (file) => (await fetch(server.url + file, { headers: { 'accept-encoding': 'br' } })).arrayBuffer()));
  return server;
}

/**
 * A first visit, by somebody whose browser has nothing of the page.
 *
 * @template T
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {{ network?: typeof NETWORKS[keyof typeof NETWORKS], processor?: number }} slow left out: as fast as it gets
 * @param {(page: import('puppeteer-core').Page) => Promise<T>} [afterwards]
 * @returns {Promise<Visit & { more: T | undefined }>}
 */
export async function visit(browser, url, { network, processor = 1 }, afterwards) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 412, height: 823 });
    const client = await page.createCDPSession();
    const bytes = await countBytes(client);
    if (network) await client.send('Network.emulateNetworkConditions', { offline: false, ...network });
    await client.send('Emulation.setCPUThrottlingRate', { rate: processor });
    await page.evaluateOnNewDocument(watch);
    await page.goto(url, { waitUntil: 'networkidle0' });
    await page.waitForSelector('.live');
    // Whatever the page asks for when it is idle.
    await sleep(500);
    const { firstVerdict, live, layoutShifts } = await page.evaluate(() => /** @type {any} */ (globalThis).seen);
    return { firstVerdict, live, layoutShifts, bytes, more: await afterwards?.(page) };
  } finally {
    await context.close();
  }
}

/** @param {import('puppeteer-core').CDPSession} client */
async function countBytes(client) {
  await client.send('Network.enable');
  /** @type {Map<string, string>} */
  const names = new Map();
  /** @type {Record<string, number>} */
  const bytes = {};
  client.on('Network.requestWillBeSent', ({ requestId, request }) => names.set(requestId, new URL(request.url).pathname));
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = names.get(requestId) ?? requestId;
    bytes[name] = (bytes[name] ?? 0) + encodedDataLength;
  });
  return bytes;
}

/** Runs in the page, before anything of it: notes when a verdict is on the screen, and what moves. */
function watch() {
  const seen = { firstVerdict: 0, live: 0, layoutShifts: /** @type {string[]} */ ([]) };
  /** @type {any} */ (globalThis).seen = seen;
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, sources, value } of /** @type {any[]} */ (list.getEntries())) if (!hadRecentInput) seen.layoutShifts.push(`${value}: ${sources.map(moved)}`);
  }).observe({ type: 'layout-shift', buffered: true });
  const place = (/** @type {DOMRect} */ { x, y, width, height }) => `${x},${y} ${width}×${height}`;
  const moved = (/** @type {any} */ { node, previousRect, currentRect }) => `${(node?.outerHTML ?? node?.nodeValue ?? 'what is gone').slice(0, 60)} from ${place(previousRect)} to ${place(currentRect)}`;
  const look = () => {
    const verdict = document.getElementById('verdict');
    const isShown = verdict?.checkVisibility({ visibilityProperty: true }) && !['', 'undecided'].includes(verdict.dataset.outcome ?? '');
    // The frame that is being made is on the screen when the next one begins.
    if (isShown && seen.firstVerdict === 0) requestAnimationFrame((now) => (seen.firstVerdict = now));
    if (document.querySelector('.live') && seen.live === 0) seen.live = performance.now();
    if (seen.live === 0) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/**
 * What a key costs in a field, in milliseconds, sorted: `verdict`, until the new verdict is laid out; `rest`, what lies
 * below it, drawn and laid out in the task after the frame that shows the verdict.
 *
 * @param {import('puppeteer-core').Page} page
 * @param {number} count
 * @returns {Promise<{ verdict: number[], rest: number[] }>}
 */
export function updates(page, count) {
  return page.evaluate(async (times) => {
    const area = /** @type {HTMLTextAreaElement} */ (document.getElementById('server[0].response.headers'));
    const text = 'Access-Control-Allow-Origin: https://app.example.com';
    const sorted = (/** @type {number[]} */ all) => all.sort((left, right) => left - right);
    /** @type {number[]} */
    const verdict = [];
    /** @type {number[]} */
    const rest = [];
    area.focus();
    for (let at = 0; at < times; at++) {
      let begin = 0;
      // Its task is asked for before the page's own, and begins before it.
      requestAnimationFrame(() => setTimeout(() => (begin = performance.now())));
      area.value = `Content-Type: application/json\n${text.slice(0, 1 + (at % text.length))}`;
      const start = performance.now();
      area.dispatchEvent(new Event('input', { bubbles: true }));
      document.body.getBoundingClientRect();
      verdict.push(performance.now() - start);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      document.body.getBoundingClientRect();
      rest.push(performance.now() - begin);
    }
    return { verdict: sorted(verdict), rest: sorted(rest) };
  }, count);
}

/** @param {number[]} sorted @param {number} share */
export const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
