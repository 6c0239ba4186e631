import assert from 'node:assert/strict';
import { after } from 'node:test';
import { launch } from '../tools/browser.js';
import { serveFolder } from '../tools/static-server.js';
import { EXPECTED } from './sandbox.js';

const browser = launch('chromium');
after(async () => (await browser)?.close());

/** Why a test that needs Chromium is skipped, or `false`. */
export const skip = (await browser) ? false : 'Chromium is not installed';

/**
 * Opens a page of `folder` in Chromium and expects the report there.
 *
 * @param {string} folder
 * @param {string} path
 * @param {Record<string, string>} [headers] sent with every answer
 */
export async function expectReport(folder, path, headers) {
  const server = await serveFolder(folder, headers);
  const page = await /** @type {import('puppeteer-core').Browser} */ (await browser).newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await page.goto(server.url + path);
    await page.waitForFunction('globalThis.report', { timeout: 10_000 }).catch(() => {});
    const report = await page.evaluate('globalThis.report');
    assert.deepEqual({ report, complaints }, { report: EXPECTED, complaints: [] });
  } finally {
    await page.close();
    server.close();
  }
}
