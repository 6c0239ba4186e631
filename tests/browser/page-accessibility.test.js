/** axe-core on every view of the page, in both browsers, and in the dark. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import axe from 'axe-core';
import { BROWSERS, choose, click, goTo, paste, press, read, soon, type, welcome, whySkip } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** Each view, and how one comes to it. @type {Record<string, (page: Page) => Promise<unknown>>} */
const VIEWS = {
  'the first view': async () => {},
  'everything unfolded': (page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true))),
  'a preflight with its reply': (page) => choose(page, 'Example', 'Lower-case patch'),
  'readable, with cookies': async (page) => {
    await choose(page, 'Example', 'Cookies that travel');
    await click(page, '#memory summary');
  },
  'an opaque response': (page) => choose(page, 'Example', 'mode: "no-cors" is no way out'),
  'several answers': (page) => choose(page, 'Example', 'A redirect to a login page'),
  'a redirect without its next answer': async (page) => {
    await type(page, 'Status', '302');
    await paste(page, 'Response headers', 'Location: https://b.example.net/\nAccess-Control-Allow-Origin: *');
    await page.waitForSelector('#next-hop button');
  },
  'the picture at a middle step': async (page) => {
    await choose(page, 'Example', 'Lower-case patch');
    await click(page, '#picture button[aria-label="To the start"]');
    await click(page, '#picture button[aria-label="Next"]');
    await soon.match(() => read(page, '#picture-position'), /^Step 2 /);
  },
  'marks and suggestions': async (page) => {
    await choose(page, 'Example', 'Lower-case patch');
    await type(page, 'Preflight headers', 'Vary : \u00e9\nodd\nAccess-Control-Allow-Origin: https://other.example\n');
    await page.waitForSelector('#main > [role=status]');
    await page.keyboard.type('Access-');
    await page.waitForSelector('[role=option]');
    await page.keyboard.press('ArrowDown');
  },
  'a field in error': (page) => type(page, 'Status', 'x'),
  'a pasted error, understood': async (page) => {
    await press(page, 'a Firefox error');
    await page.waitForSelector('.paste-done');
    await page.evaluate(() => document.querySelectorAll('.paste details').forEach((one) => ((/** @type {HTMLDetailsElement} */ (one)).open = true)));
  },
  'a paste that cannot be read': async (page) => {
    await page.type('#paste-text', '{ "page": ');
    await press(page, 'Read it');
    await page.waitForSelector('#paste-error');
  },
  'the list of a HAR': async (page) => {
    const entry = (/** @type {string} */ url) => ({ request: { method: 'GET', url, headers: [{ name: 'Origin', value: 'https://a.example' }] }, response: { status: 200, headers: [] } });
    await page.focus('#paste-text');
    await page.$eval('#paste-text', (box, text) => {
      /** @type {HTMLTextAreaElement} */ (box).select();
      document.execCommand('insertText', false, text);
    }, JSON.stringify({ log: { entries: ['https://a.example/', 'https://b.example/', 'https://c.example/'].map(entry) } }));
    await press(page, 'Read it');
    await page.waitForSelector('#har-list li');
  },
  'the gallery': (page) => enter(page, '#gallery'),
  'a mistake of the gallery, changed in the lab': async (page) => {
    await enter(page, '#gallery/csrf/3');
    await type(page, 'Page URL', 'https://bank.example/');
    await page.waitForSelector('#gallery-changed a');
  },
  'an unknown name in the gallery': (page) => enter(page, '#gallery/nobody'),
  'the list of lessons': (page) => enter(page, '#lessons', '#lessons-list li'),
  'a lesson with its question open': (page) => enter(page, '#lessons/credentials', '.option'),
  'a lesson whose question was answered wrong, with a hint': async (page) => {
    await enter(page, '#lessons/allow-origin', '.option');
    await click(page, '.option input');
    await press(page, 'Check my prediction');
    await press(page, 'Show a hint');
    await page.waitForSelector('.hints li');
  },
  'a lesson that is solved': async (page) => {
    await enter(page, '#lessons/sent-and-withheld', '.option');
    await press(page, 'Show me anyway');
    await paste(page, 'Response headers', 'Access-Control-Allow-Origin: *');
    await page.waitForSelector('.success');
  },
  'a lesson whose task was broken': async (page) => {
    await enter(page, '#lessons/redirects', '.option');
    await press(page, 'Show me anyway');
    await paste(page, 'Page URL', 'https://api.example.com/');
    await page.waitForSelector('[data-state="broken"]');
  },
  'a fix applied, and a problem left': async (page) => {
    await choose(page, 'Example', 'A preflight redirected to https');
    await press(page, 'Apply');
    await page.waitForSelector('#applied');
  },
  'browsers that disagree': (page) => choose(page, 'Example', 'Authorization under *'),
  'everything to share': async (page) => {
    await press(page, 'Share');
    await page.waitForSelector('#share-title');
    await page.evaluate(() => document.querySelectorAll('#share details').forEach((one) => (/** @type {HTMLDetailsElement} */ (one).open = true)));
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } }));
    await press(page, 'Copy as curl');
    await page.waitForSelector('#by-hand textarea');
  },
  'code in error': (page) => type(page, 'The request as code', 'fetch('),
  'the origin lab': (page) => enterOrigins(page, '#origins'),
  'the origin lab, with an opaque origin and rewritten URLs': (page) => enterOrigins(page, '#origins/HTTP%3A%5C%5C0x7f.1%3A080%2F/about%3Ablank/sandboxed-b'),
  'the origin lab, with an error': async (page) => {
    await enterOrigins(page, '#origins');
    await type(page, 'URL A', 'x');
  },
};

/** @param {Page} page @param {string} hash */
async function enterOrigins(page, hash) {
  await goTo(page, hash);
  await page.waitForSelector('#odd');
}

/** The dark colours are the same in both, so that one tells. */
const SCHEMES = /** @type {const} */ ({ chromium: ['light', 'dark'], firefox: ['light'] });

for (const name of BROWSERS) {
  describe(`axe in ${name}`, { skip: whySkip(name) }, () => {
    const { visit } = welcome(name, { goesOn: true });
    for (const [view, open] of Object.entries(VIEWS)) {
      visit(view, async (page) => {
        await tidyUp(page);
        await open(page);
        await judge(page, SCHEMES[name]);
      });
    }
    visit('a narrow screen', async (page) => {
      await tidyUp(page);
      await VIEWS['everything unfolded'](page);
      await judge(page, SCHEMES[name]);
    }, { width: 390, height: 844 });
  });
}

/** Leaves nothing in the lab of the view before. @param {Page} page */
async function tidyUp(page) {
  await goTo(page, '#origins');
  await goTo(page, '');
  if (await page.$eval('#share', (panel) => panel.checkVisibility())) await press(page, 'Share');
  await page.$$eval('details', (all) => all.forEach((one) => (one.open = false)));
}

/** Goes to a room. @param {Page} page @param {string} fragment @param {string} [selector] what is there once one is there */
async function enter(page, fragment, selector = '#room h2') {
  await goTo(page, fragment);
  await page.waitForSelector(selector);
}

/** Nothing is to be found in any of these schemes. @param {Page} page @param {readonly ('light' | 'dark')[]} schemes */
async function judge(page, schemes) {
  // It takes longer to come in than to look.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  for (const scheme of schemes) {
    if (schemes.length > 1) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await soon.equal(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches), scheme === 'dark');
    await page.evaluate(holdStill);
    assert.deepEqual(await violations(page), [], scheme);
  }
}

/** Runs in the page: colours that fade into others have every contrast in between. */
async function holdStill() {
  if (document.adoptedStyleSheets.length === 0) {
    const still = new CSSStyleSheet();
    still.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
    document.adoptedStyleSheets = [still];
  }
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  // Those that a script began.
  document.getAnimations().forEach((one) => one.finish());
}

/** @param {Page} page @returns {Promise<string[]>} */
function violations(page) {
  return page.evaluate(async () => {
    const { violations: found, incomplete } = await /** @type {any} */ (globalThis).axe.run({ resultTypes: ['violations'] });
    if (incomplete.some((/** @type {any} */ { error }) => error)) throw new Error('axe could not finish');
    return found.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ { html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`));
  });
}
