/** The gallery, used as people use it, in Chromium and in Firefox. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { addressWith, arrive, BROWSERS, follow, outcome, press, read, soon, type, valueOf, welcome, whySkip } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** The titles of the entries that are to be seen. @param {Page} page @returns {Promise<string[]>} */
const listed = (page) => page.$$eval('#gallery-list h3', (titles) => titles.filter((one) => one.checkVisibility()).map(({ textContent }) => textContent ?? ''));

/** What one reads of a scene's verdict. @param {Page} page @param {number} scene counted from 1 */
const card = (page, scene) => read(page, `.gallery-scene:nth-child(${scene}) .gallery-card`);

/** @param {Page} page @param {string} title */
const titled = (page, title) => page.waitForFunction((wanted) => document.querySelector('#gallery-title')?.textContent === wanted, {}, title);

/** @param {Page} page */
const fragment = (page) => page.evaluate(() => location.hash);

/** What has the focus. @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.textContent);

for (const name of BROWSERS) {
  describe(`the gallery in ${name}`, { skip: whySkip(name) }, () => {
    const { visit: come, server } = welcome(name, { until: '#gallery-title' });
    /** @param {string} title @param {string} fragment @param {(page: Page) => Promise<void>} body @param {{ width: number, height: number }} [size] */
    const visit = (title, fragment, body, size) => come(title, body, { fragment, ...size });

    visit('lists every mistake with its verdict, and no lab', '#gallery', async (page) => {
      await soon.equal(async () => (await listed(page)).length, 17);
      await soon.equal(() => read(page, '#gallery-count'), '17 entries');
      await soon.match(() => read(page, '[data-name="bank"]'), /^Misunderstanding The bank and the evil page .* For evil\.test: Network error$/);
      await soon.match(() => read(page, '[data-name="reflected-origin"]'), /^Security hole .* For evil\.test: Readable$/);
      await soon.match(() => read(page, '[data-name="no-cors"]'), /Opaque$/);
      await soon.equal(() => page.$eval('#lab-view', (lab) => lab.checkVisibility()), false);
      await soon.equal(() => page.title(), 'Gallery of mistakes · corslab');
    });

    visit('is filtered by words and by kind', '#gallery', async (page) => {
      await type(page, 'Filter', 'NGINX proxy');
      await soon.deepEqual(() => listed(page), ['The header sent twice', 'The error that looks like CORS', 'The proxy that needs no CORS']);
      await soon.equal(() => read(page, '#gallery-count'), '3 of 17 entries');
      await press(page, 'Misunderstanding');
      await soon.deepEqual(() => listed(page), ['The proxy that needs no CORS']);
      await soon.equal(() => page.$eval('[data-kind="misunderstanding"][aria-pressed]', (one) => one.getAttribute('aria-pressed')), 'true');
      await type(page, 'Filter', 'samesite');
      await press(page, 'Security hole');
      await soon.ok(async () => (await listed(page)).includes('The forged request'));
      await type(page, 'Filter', '<img src=x onerror=alert(1)>');
      await soon.deepEqual(() => listed(page), []);
      await soon.match(() => read(page, '#gallery-nothing'), /No entry has all of these words/);
      await type(page, 'Filter', '');
      await press(page, 'All');
      await soon.equal(async () => (await listed(page)).length, 17);
    });

    visit('keeps its filter while one reads an entry, and goes back to where one was', '#gallery', async (page) => {
      await type(page, 'Filter', 'vary');
      await follow(page, 'Somebody else’s answer from the cache');
      await titled(page, 'Somebody else’s answer from the cache');
      await soon.equal(() => fragment(page), '#gallery/missing-vary');
      await soon.equal(() => focused(page), 'Somebody else’s answer from the cache');
      await page.goBack();
      await titled(page, 'The classic mistakes');
      await soon.equal(() => valueOf(page, 'Filter'), 'vary');
      await soon.ok(async () => (await listed(page)).length < 17);
      await soon.equal(() => focused(page), 'Somebody else’s answer from the cache');
    });

    visit('tells a story, with each scene’s verdict and the lab below', '#gallery/bank', async (page) => {
      await soon.match(() => card(page, 1), /^As it should be Outcome Network error Reached the server\? Yes Cookies sent\? Yes: session Preflight\? No: not needed The script sees TypeError: Failed to fetch Firefox Cookies sent\? No/);
      await soon.match(() => card(page, 2), /^As it should be Outcome Readable .* The script sees a Response: type "basic", status 200, ok true$/);
      await soon.match(() => card(page, 3), /Reached the server\? No, it was never sent Cookies sent\? No: a preflight carries none Preflight\? Yes/);
      await soon.equal(() => read(page, '.gallery-scene:nth-child(1) .gallery-wire'), 'GET https://bank.example/balance Origin: https://evil.test Cookie: session=a1b2 200 Content-Type: application/json');
      await soon.match(() => read(page, '.gallery-scene:nth-child(3) .gallery-wire'), /^OPTIONS https:\/\/bank\.example\/transfer .* 405 Allow: POST$/);
      await soon.match(() => card(page, 4), /^Not as it should be Outcome Opaque Reached the server\? Yes Cookies sent\? Yes: session/);
      await soon.match(() => read(page, '#gallery-signs'), /Chrome Chromium \d+ Access to fetch at 'https:\/\/bank\.example\/balance' from origin 'https:\/\/evil\.test' has been blocked .* Firefox \d+ ESR Cross-Origin Request Blocked.* Safari WebKitGTK [\d.]+ Origin https:\/\/evil\.test is not allowed/);
      await soon.match(() => read(page, '#gallery-test'), /await expect\(app\)\.toRefuseCors\(\{/);
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://evil.test/');
      await soon.equal(() => outcome(page), 'Network error');
      const targets = await page.$$eval('#gallery-risk a', (links) => links.map((one) => /** @type {HTMLAnchorElement} */ (one).href));
      assert.ok(targets.length > 1 && targets.every((href) => href.startsWith('https://')));
    });

    visit('puts another scene into the lab by its link, and back by the browser’s button', '#gallery/bank', async (page) => {
      await follow(page, 'Open in the lab', 2);
      await page.waitForFunction(() => location.hash === '#gallery/bank/4' && document.querySelector('#outcome')?.textContent === 'Opaque');
      await soon.equal(() => valueOf(page, 'Request URL'), 'https://bank.example/transfer');
      await soon.equal(() => page.$$eval('.gallery-scene [aria-current]', (links) => links.length), 1);
      await soon.match(() => read(page, '.gallery-scene:nth-child(4) .gallery-open'), /In the lab now/);
      await soon.equal(() => focused(page), 'In the lab now');
      await page.goBack();
      await page.waitForFunction(() => location.hash === '#gallery/bank' && document.querySelector('#outcome')?.textContent === 'Network error');
      await soon.match(() => read(page, '.gallery-scene:nth-child(1) .gallery-open'), /In the lab now/);
    });

    visit('a link leads to a scene, which one may change and bring back', '#gallery/wildcard-with-credentials/3', async (page) => {
      await soon.equal(() => outcome(page), 'Readable');
      await soon.equal(() => fragment(page), '#gallery/wildcard-with-credentials/3');
      await type(page, 'Page URL', 'https://evil.test/');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.match(() => read(page, '#gallery-changed'), /You have changed this scene/);
      await soon.match(() => card(page, 3), /Outcome Readable/);
      const link = await addressWith(page, 'https://evil.test/');
      assert.match(new URL(link).hash, /^#gallery\/wildcard-with-credentials\/3&v1=/);
      await arrive(page, link);
      await page.waitForSelector('#gallery-changed a');
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://evil.test/');
      await follow(page, 'Bring it back as it was');
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Readable');
      await soon.equal(() => fragment(page), '#gallery/wildcard-with-credentials/3');
      await soon.equal(() => read(page, '#gallery-changed'), '');
    });

    visit('shows where the browsers differ', '#gallery/new-header/4', async (page) => {
      await soon.match(() => card(page, 4), /^Not as it should be Outcome Readable .* By the standard Outcome Network error Reached the server\? No, it was never sent/);
      await page.goto(`${server().url}#gallery/csrf/3`);
      await titled(page, 'The forged request');
      await soon.match(() => card(page, 3), /Cookies sent\? No: allowed, but no cookie here fits .* Firefox, WebKit Cookies sent\? Yes: session$/);
    });

    visit('leads through all entries by keyboard', '#gallery/bank', async (page) => {
      const seen = [await read(page, '#gallery-title')];
      for (;;) {
        const next = await page.$('.gallery-next');
        if (!next) break;
        await next.focus();
        await page.keyboard.press('Enter');
        await page.waitForFunction((before) => document.querySelector('#gallery-title')?.textContent !== before, {}, seen.at(-1));
        seen.push(await read(page, '#gallery-title'));
        await soon.equal(() => focused(page), seen.at(-1));
        await soon.equal(() => page.$eval('#gallery-title', (title) => title.getBoundingClientRect().top >= 0), true);
      }
      assert.equal(new Set(seen).size, 17);
      await follow(page, 'All mistakes');
      await titled(page, 'The classic mistakes');
      await soon.equal(() => focused(page), seen.at(-1));
    });

    visit('“Go to the lab” goes there', '#gallery/csrf', async (page) => {
      await press(page, 'Go to the lab');
      await soon.equal(() => page.evaluate(() => document.activeElement?.closest('#lab-view') !== null), true);
      await soon.ok(() => page.$eval('#lab-view', (lab) => Math.abs(lab.getBoundingClientRect().top) < 200));
    });

    visit('the code of a test can be copied, or is selected to be', '#gallery/csrf', async (page) => {
      const code = await page.$eval('#gallery-code', (pre) => pre.textContent);
      await page.evaluate(() => {
        const clipboard = { writeText: async (/** @type {string} */ text) => Object.assign(document.body.dataset, { copied: text }) };
        Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
      });
      await press(page, 'Copy the code');
      await page.waitForFunction(() => document.querySelector('#gallery-copied')?.textContent === 'Copied.');
      await soon.equal(() => page.evaluate(() => document.body.dataset.copied), code);
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } }));
      await press(page, 'Copy the code');
      await page.waitForFunction(() => /selected/.test(document.querySelector('#gallery-copied')?.textContent ?? ''));
      await soon.equal(() => page.evaluate(() => String(getSelection()).trim().replace(/\r/g, '')), code?.trim());
    });

    visit('a skip link leaves one in the entry', '#gallery/bank', async (page) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'verdict');
      await soon.equal(() => fragment(page), '#gallery/bank');
      await soon.equal(() => read(page, '#notice'), '');
    });

    for (const odd of ['nobody', 'bank/9', '%3Cimg%20src=x%20onerror=alert(1)%3E', 'x'.repeat(20_000)]) {
      visit(`an unknown name shows the list, and says so: ${odd.slice(0, 20)}`, `#gallery/${odd}`, async (page) => {
        await soon.match(() => read(page, '#room [role="alert"]'), /^The gallery has no entry “/);
        await soon.equal(async () => (await listed(page)).length, 17);
        await soon.equal(() => page.$('#room img'), null);
        await follow(page, 'The bank and the evil page');
        await titled(page, 'The bank and the evil page');
        await soon.equal(() => page.$('#room [role="alert"]'), null);
        await follow(page, 'All mistakes');
        await titled(page, 'The classic mistakes');
        await soon.equal(() => page.$('#room [role="alert"]'), null);
      });
    }

    for (const width of [390, 320]) {
      for (const start of ['#gallery', '#gallery/wildcard-subdomain', '#gallery/csrf/2']) {
        visit(`${start} fits ${width} pixels`, start, async (page) => {
          await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        }, { width, height: 800 });
      }
    }
  });
}
