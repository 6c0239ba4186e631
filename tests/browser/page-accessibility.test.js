/** axe-core on every view of the page, in both browsers, light and dark. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import { BROWSERS, choose, openBrowser, openPage, paste, servePage, type, whySkip } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** Each view, and how one comes to it. @type {Record<string, (page: Page) => Promise<unknown>>} */
const VIEWS = {
  'the first view': async () => {},
  'everything unfolded': (page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true))),
  'a preflight with its reply': (page) => choose(page, 'Example', 'Lower-case patch'),
  'readable, with cookies': async (page) => {
    await choose(page, 'Example', 'Cookies that travel');
    await page.click('#memory summary');
  },
  'an opaque response': (page) => choose(page, 'Example', 'mode: "no-cors" is no way out'),
  'several answers': (page) => choose(page, 'Example', 'A redirect to a login page'),
  'a redirect without its next answer': async (page) => {
    await type(page, 'Status', '302');
    await paste(page, 'Response headers', 'Location: https://b.example.net/\nAccess-Control-Allow-Origin: *');
    await page.waitForSelector('#next-hop button');
  },
  'a field in error': (page) => type(page, 'Status', 'x'),
  'code in error': (page) => type(page, 'The request as code', 'fetch('),
};

for (const name of BROWSERS) {
  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    describe(`axe in ${name}, ${scheme}`, { skip: whySkip(name) }, () => {
      /** @type {import('puppeteer-core').Browser} */
      let browser;
      /** @type {Awaited<ReturnType<typeof servePage>>} */
      let server;
      before(async () => {
        server = await servePage();
        browser = await openBrowser(name, scheme);
      });
      after(async () => {
        await browser?.close();
        server?.close();
      });

      test('the scheme is the one that was asked for', async () => {
        const page = await openPage(browser, server.url);
        assert.equal(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches), scheme === 'dark');
        await page.close();
      });
      for (const [view, open] of Object.entries(VIEWS)) {
        test(view, async () => {
          const page = await openPage(browser, server.url);
          await open(page);
          assert.deepEqual(await violations(page), []);
          await page.close();
        });
      }
      test('a narrow screen', async () => {
        const page = await openPage(browser, server.url, { width: 390, height: 844 });
        await VIEWS['everything unfolded'](page);
        assert.deepEqual(await violations(page), []);
        await page.close();
      });
    });
  }
}

/** @param {Page} page @returns {Promise<string[]>} */
async function violations(page) {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations: found, incomplete } = await /** @type {any} */ (globalThis).axe.run();
    if (incomplete.some((/** @type {any} */ { error }) => error)) throw new Error('axe could not finish');
    return found.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ { html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
  });
}
