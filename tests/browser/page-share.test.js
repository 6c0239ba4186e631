/** Sharing, as people do it: each button says what it copied, and what is shown is what is copied. */
import assert from 'node:assert/strict';
import { before, describe } from 'node:test';
import { arrive, BROWSERS, choose, click, control, outcome, paste, press, read, soon, type, understood, valueOf, welcome, whySkip, withControl } from './page-harness.js';

const CODE = 'The request as code';
const FORMS = ['Copy this link', 'Copy as curl', 'Copy as test', 'Copy as Markdown', 'Copy as JSON'];

/** @param {import('puppeteer-core').Page} page */
async function openShare(page) {
  await press(page, 'Share');
  await page.waitForSelector('#share-title');
}

/** Shows what the form with this button copies. @param {import('puppeteer-core').Page} page @param {string} form */
async function preview(page, form) {
  return page.evaluate(async (wanted) => {
    const item = [...document.querySelectorAll('#share li')].find((one) => one.querySelector('button')?.textContent === wanted);
    const details = /** @type {HTMLDetailsElement} */ (item?.querySelector('details'));
    if (!details.open) {
      const isOpen = new Promise((resolve) => details.addEventListener('toggle', resolve, { once: true }));
      details.querySelector('summary')?.click();
      await isOpen;
    }
    return details.querySelector('pre')?.textContent ?? '';
  }, form);
}

for (const name of BROWSERS) {
  describe(`sharing in ${name}`, { skip: whySkip(name) }, () => {
    const { visit, browser, server } = welcome(name);
    if (name === 'chromium') {
      before(() => browser().defaultBrowserContext().overridePermissions(server().url, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']));
    }
    /** Presses the button, waits for what it says, and pastes what it copied. @param {import('puppeteer-core').Page} page @param {string} form @param {string} said @param {string} text */
    async function isCopied(page, form, said, text) {
      await press(page, form);
      await page.waitForFunction((words) => document.querySelector('#copied')?.textContent === words, {}, said);
      await soon.equal(async () => {
        await page.focus(await control(page, CODE));
        await withControl(page, 'a', 'v');
        return valueOf(page, CODE);
      }, text);
      await understood(page);
      if (await page.$('button[data-action="replace-snippet"]')) await press(page, 'Write the code anew from the fields');
    }

    visit('the forms come when they are asked for, and go again', async (page) => {
      await soon.equal(() => page.$('#share-title'), null);
      await openShare(page);
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'share-title');
      await soon.deepEqual(() => page.$$eval('#share button', (all) => all.map(({ textContent }) => textContent)), FORMS);
      await soon.match(() => read(page, '#share'), /^Share Nothing is sent anywhere/);
      await soon.equal(() => page.$eval('#share-button', (opener) => opener.getAttribute('aria-expanded')), 'true');
      await press(page, 'Share');
      await soon.equal(() => page.$eval('#share', (panel) => panel.checkVisibility()), false);
      await soon.equal(() => page.$eval('#share-button', (opener) => opener.getAttribute('aria-expanded')), 'false');
    });

    visit('every form can be looked at, and is what is copied', async (page) => {
      await openShare(page);
      /** @type {[string, string, RegExp][]} */
      const expected = [
        ['Copy this link', 'Link copied.', /^http:\/\/127\.0\.0\.1:\d+\/#v1=[\w-]+$/],
        ['Copy as curl', 'curl commands copied.', /^# 1 The request itself\ncurl -i 'https:\/\/api\.example\.com\/items' \\\n {2}-H 'Accept: \*\/\*' \\\n[^]*-H 'Origin: https:\/\/app\.example\.com'/],
        ['Copy as test', 'Test copied.', /^import \{ expect, test \} from 'vitest';\n/],
        ['Copy as Markdown', 'Report copied.', /^### The script gets a network error\n[^]*```diff\n\+Access-Control-Allow-Origin: https:\/\/app\.example\.com\n[^]*\[Open this scenario in corslab\]\(<http:\/\/127/],
        ['Copy as JSON', 'Scenario copied.', /^\{\n {2}"page": "https:\/\/app\.example\.com\/",/],
      ];
      for (const [form, said, pattern] of expected) {
        const shown = await preview(page, form);
        assert.match(shown, pattern);
        await isCopied(page, form, said, shown);
      }
    });

    visit('what is shown follows the scenario', async (page) => {
      await openShare(page);
      await soon.match(() => preview(page, 'Copy as curl'), /api\.example\.com\/items/);
      await choose(page, 'Example', 'Lower-case patch');
      await soon.match(() => preview(page, 'Copy as curl'), /^# 1 The preflight, by which the browser asks first\ncurl -i -X OPTIONS 'https:\/\/api\.example\.com\/items\/7'/);
      await type(page, 'Status', 'x');
      await soon.equal(() => preview(page, 'Copy as curl'), 'There is no verdict yet that it could hold on to: mend the scenario first.');
    });

    visit('a copied link opens the same scenario', async (page) => {
      await choose(page, 'Example', 'Lower-case patch');
      await openShare(page);
      const link = await preview(page, 'Copy this link');
      await arrive(page, link);
      await soon.equal(() => valueOf(page, 'Method'), 'patch');
      await soon.equal(() => outcome(page), 'Network error');
    });

    visit('a console’s lines are copied as they are', async (page) => {
      const lines = await page.$$eval('.browser[data-engine="firefox"] li', (all) => all.map(({ textContent }) => textContent));
      await click(page, '.browser[data-engine="firefox"] button');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent === 'What Firefox prints is copied.');
      await paste(page, CODE, '');
      await withControl(page, 'v');
      await soon.equal(() => valueOf(page, CODE), lines.join('\n'));
    });

    visit('where the clipboard is refused, the text is there to be copied by hand', async (page) => {
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } }));
      await openShare(page);
      const shown = await preview(page, 'Copy as Markdown');
      await press(page, 'Copy as Markdown');
      await page.waitForSelector('#by-hand textarea');
      await soon.equal(() => page.$eval('#by-hand textarea', (area) => /** @type {HTMLTextAreaElement} */ (area).value), shown);
      await soon.match(() => read(page, '#by-hand'), /^The browser did not allow copying\./);
      await soon.equal(() => page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
    });

    visit('hostile text is shown as text, and megabytes are shortened', async (page) => {
      await openShare(page);
      await page.evaluate(() => {
        const area = /** @type {HTMLTextAreaElement} */ (document.getElementById('server[0].response.headers'));
        area.value = `Access-Control-Allow-Origin: <img src=x onerror="window.owned=1">\u202e\nX-A: ${'x'.repeat(2 ** 20)}`;
        area.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await soon.match(() => preview(page, 'Copy as Markdown'), /<img/);
      await soon.match(() => preview(page, 'Copy as JSON'), /U\+202E.*… and 1,04\d,\d{3} more characters$/s);
      await soon.equal(() => preview(page, 'Copy this link'), 'The scenario is too long for a link. “Copy as JSON” still works.');
      await soon.equal(() => page.$('#share img'), null);
      await soon.equal(() => page.evaluate(() => 'owned' in window), false);
    });
  });
}
