#!/usr/bin/env node
/** `npm run pictures`: takes the README's pictures of the built page (`npm run build` first). */
import { fileURLToPath } from 'node:url';
import { choose, openBrowser, openPage, servePage } from '../page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

const WIDE = { width: 1200, height: 800 };
const NARROW = { width: 390, height: 844 };

/** @type {Record<string, { fragment: string, size: typeof WIDE, prepare?(page: Page): Promise<unknown> }>} */
const VIEWS = {
  lab: { fragment: '', size: { width: 1200, height: 1900 }, prepare: (page) => choose(page, 'Example', 'The preflight needs a login') },
  narrow: { fragment: '', size: NARROW, prepare: (page) => page.$eval('.diagram', (diagram) => diagram.scrollIntoView({ block: 'center' })) },
  lesson: { fragment: '#lessons/preflighted', size: WIDE },
  gallery: { fragment: '#gallery', size: WIDE },
  origins: { fragment: '#origins', size: WIDE },
};

const server = await servePage();
for (const scheme of /** @type {const} */ (['light', 'dark'])) {
  const browser = await openBrowser('chromium', scheme);
  for (const [name, { fragment, size, prepare }] of Object.entries(VIEWS)) {
    const page = await openPage(browser, server.url + fragment, size);
    await prepare?.(page);
    // What moves in comes to rest.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const path = fileURLToPath(new URL(`page-${name}-${scheme}.webp`, import.meta.url));
    await page.screenshot({ path: /** @type {`${string}.webp`} */ (path), type: 'webp', quality: 75 });
    console.log(path);
    await page.close();
  }
  await browser.close();
}
server.close();
