#!/usr/bin/env node
/** Takes the README's pictures of the built page, light and dark: `npm run build && node tests/browser/picture/take.js`. */
import { fileURLToPath } from 'node:url';
import { choose, openBrowser, openPage, servePage } from '../page-harness.js';

const EXAMPLE = 'The preflight needs a login';
const WINDOW = { width: 1200, height: 780 };

const server = await servePage();
for (const scheme of /** @type {const} */ (['light', 'dark'])) {
  const browser = await openBrowser('chromium', scheme);
  const page = await openPage(browser, server.url, WINDOW);
  await choose(page, 'Example', EXAMPLE);
  const path = fileURLToPath(new URL(`page-${scheme}.png`, import.meta.url));
  await page.screenshot({ path });
  console.log(path);
  await browser.close();
}
server.close();
