/** The first view, which is there before any script: what it says, and how the live page takes its place. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inRoot } from '../../js/build/root.js';
import { serveHalf } from '../tools/half-server.js';
import { serveHeld } from '../tools/held-server.js';
import { BROWSERS, choose, click, complaintsOf, isLive, newPage, outcome, press, read, soon, type, valueOf, welcome, whySkip } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

const SCRIPT = /main-\w+\.js/;
const WASM = /\.wasm/;
const SCRIPT_AND_WASM = /main-\w+\.js|\.wasm/;
const READABLE = `#v1=${Buffer.from(JSON.stringify({ page: 'https://a.example/', request: 'https://a.example/', server: { response: {} } })).toString('base64url')}`;

/** Whether what stands in the page is seen. @param {Page} page @param {string} selector */
const isSeen = (page, selector) => page.$eval(selector, (element) => element.checkVisibility({ visibilityProperty: true }));

/** All that is seen or may be scrolled to: each element, its own text or value, its colours and its place. @param {Page} page */
async function layout(page) {
  // Until the page has settled, what is not on the screen has a place that is only estimated.
  await page.$$eval('#results > *', (all) => all.forEach((part) => (/** @type {HTMLElement} */ (part).style.contentVisibility = 'visible')));
  return page.$$eval('main *', (all) => all.filter((element) => element.checkVisibility()).map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { color, backgroundColor, borderColor, font } = getComputedStyle(element);
    const text = [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : '')).join('');
    const { value, checked } = /** @type {HTMLInputElement} */ (element);
    return { what: [element.localName, value ?? text, checked, color, backgroundColor, borderColor, font].join(' '), box: [x, y, width, height] };
  }));
}

/** Runs in the page: where an element comes to rest. @param {Element} element */
async function placeAtRest(element) {
  let top = NaN;
  for (let frame = 0, still = 0; frame < 120 && still < 3; frame++) {
    await new Promise(requestAnimationFrame);
    const now = element.getBoundingClientRect().top;
    still = now === top ? still + 1 : 0;
    top = now;
  }
  return top;
}

for (const name of BROWSERS) {
  describe(`the first view in ${name}`, { skip: whySkip(name) }, () => {
    const { browser, server } = welcome(name, { serve: () => serveHeld(inRoot('dist/www')) });

    /**
     * A test of a page some of whose files do not come before they are released.
     *
     * @param {string} title
     * @param {RegExp} held
     * @param {(page: Page) => Promise<void>} body
     * @param {{ fragment?: string, width?: number, height?: number, except?: RegExp }} [options]
     */
    function visit(title, held, body, { fragment = '', except = /^$/, ...size } = {}) {
      test(title, async () => {
        server().hold(held);
        // A visitor of its own: nothing is kept from a visit before.
        const context = await browser().createBrowserContext();
        const page = await newPage(context, size);
        try {
          // The document is not complete before its scripts have run.
          const complete = page.goto(server().url + fragment);
          complete.catch(() => {});
          await page.waitForSelector('.colophon');
          await body(page);
          server().release();
          await complete;
          assert.deepEqual(complaintsOf(page).filter((line) => !except.test(line)), []);
        } finally {
          server().release();
          await context.close();
        }
      });
    }

    for (const [width, height] of [[1280, 900], [390, 844]]) {
      visit(`is there without a script, and nothing changes when the live page takes its place, at ${width} pixels`, SCRIPT, async (page) => {
        await soon.equal(() => outcome(page), 'Network error');
        await soon.match(() => read(page, '#summary'), /no Access-Control-Allow-Origin header/);
        await soon.equal(() => valueOf(page, 'Response headers'), 'Content-Type: application/json');
        await soon.equal(() => valueOf(page, 'Example'), 'missing');
        const drawn = await layout(page);
        assert.ok(drawn.length > 150);
        server().release();
        await isLive(page);
        const live = await layout(page);
        assert.deepEqual(live.map(({ what }) => what), drawn.map(({ what }) => what));
        // The letters of two texts are set a hair apart from those of one.
        const moved = live.filter(({ box }, index) => box.some((length, side) => Math.abs(length - drawn[index].box[side]) > 0.5));
        assert.deepEqual(moved, []);
      }, { width, height });
    }

    visit('what was typed, chosen and pressed meanwhile is there, and so is the focus', SCRIPT, async (page) => {
      await press(page, 'Add another answer');
      await choose(page, 'Credentials', 'include');
      await click(page, '#more-page summary');
      await type(page, 'Response headers', 'Access-Control-Allow-Origin: *');
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowRight');
      server().release();
      await isLive(page);
      await soon.equal(() => valueOf(page, 'Response headers'), 'Access-Control-Allow-Origin: *');
      await soon.equal(() => valueOf(page, 'Credentials'), 'include');
      assert.equal((await page.$$('.answer')).length, 2);
      await soon.equal(() => page.$eval('#more-page', (details) => /** @type {HTMLDetailsElement} */ (details).open), true);
      await soon.match(() => read(page, '#summary'), /credentials/);
    });

    visit('one types on where one was', SCRIPT, async (page) => {
      await type(page, 'Response headers', 'Access-Control-Allow-Origin: https://app.example.co');
      server().release();
      await isLive(page);
      await page.keyboard.type('m');
      await soon.equal(() => valueOf(page, 'Response headers'), 'Access-Control-Allow-Origin: https://app.example.com');
      await soon.equal(() => outcome(page), 'Readable');
    });

    visit('one stays where one was on the page', SCRIPT, async (page) => {
      await page.evaluate(() => scrollTo(0, 500));
      await page.focus('#fixes button');
      const place = () => page.$eval('#fixes button', placeAtRest);
      const before = await place();
      server().release();
      await isLive(page);
      await page.waitForSelector('.settled');
      await page.evaluate(async () => {
        for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
      });
      await soon.ok(async () => Math.abs((await place()) - before) <= 1, `not at ${before}, where it was`);
      await soon.equal(() => page.evaluate(() => document.activeElement?.getAttribute('data-action')), 'apply-fix');
    });

    visit('the drawn verdict goes as soon as it is no answer any more', WASM, async (page) => {
      await soon.equal(() => outcome(page), 'Network error');
      await type(page, 'Response headers', 'Access-Control-Allow-Origin: *');
      await page.waitForSelector('#verdict[data-outcome="undecided"]');
      await soon.match(() => read(page, '#summary'), /Loading/);
      server().release();
      await isLive(page);
      await soon.equal(() => outcome(page), 'Readable');
    });

    visit('another scenario’s verdict never shows where a link brings its own', SCRIPT_AND_WASM, async (page) => {
      await soon.equal(() => isSeen(page, '#verdict'), false);
      await soon.equal(() => isSeen(page, '#lab-view'), false);
      server().hold(WASM);
      await page.waitForSelector('#verdict[data-outcome="undecided"]', { visible: true });
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://a.example/');
      server().release();
      await isLive(page);
      await soon.equal(() => outcome(page), 'Readable');
    }, { fragment: READABLE });

    visit('a room is entered without the lab being seen before', SCRIPT, async (page) => {
      await soon.equal(() => isSeen(page, '#lab-view'), false);
      server().release();
      await isLive(page);
      await page.waitForSelector('#room h2');
      await soon.equal(() => isSeen(page, '#lab-view'), false);
    }, { fragment: '#lessons' });

    visit('a link that is followed meanwhile leads there', SCRIPT, async (page) => {
      await click(page, '#rooms a[href="#gallery"]');
      await soon.equal(() => isSeen(page, '#lab-view'), false);
      server().release();
      await page.waitForSelector('#room h2');
      await soon.equal(() => isSeen(page, '#lab-view'), false);
    });

    visit('#lab is the first view too', SCRIPT, async (page) => {
      await soon.equal(() => isSeen(page, '#verdict'), true);
    }, { fragment: '#lab' });
  });
}

/** Longer than early.js waits for what it draws. */
const LONGER_THAN_PATIENCE_MS = 1500;

for (const name of BROWSERS) {
  describe(`a document that comes in two pieces in ${name}`, { skip: whySkip(name) }, () => {
    const { browser, server } = welcome(name, { serve: () => serveHalf(inRoot('dist/www')) });

    /**
     * A visitor of its own, whose page comes to life though its document is held back.
     *
     * @param {string} text where the second piece begins
     * @param {(page: Page, complete: Promise<unknown>) => Promise<void>} body while it is held back
     * @param {(page: Page) => Promise<void>} atLast
     */
    async function inTwo(text, body, atLast) {
      const context = await browser().createBrowserContext();
      const page = await newPage(context, { width: 412, height: 823 });
      server().holdFrom(text);
      try {
        const complete = page.goto(server().url);
        complete.catch(() => {});
        await page.waitForFunction(() => location.protocol === 'http:' && document.head?.querySelector('style'));
        await body(page, complete);
        await isLive(page);
        await soon.equal(() => outcome(page), 'Network error');
        assert.equal((await page.$$('main > #lab-view')).length, 1);
        await atLast(page);
      } finally {
        server().release();
        await context.close();
      }
    }

    /** @param {string} text @param {(page: Page) => Promise<void>} body @param {(page: Page) => Promise<void>} [atLast] */
    function late(text, body, atLast = async () => {}) {
      return inTwo(text, async (page, complete) => {
        await body(page);
        server().release();
        await complete;
      }, async (page) => {
        assert.deepEqual(complaintsOf(page), []);
        await atLast(page);
      });
    }

    for (const text of ['<main', '<div class="sides"']) {
      test(`the code waits for ${text}`, async () => {
        await late(text, async (page) => {
          await new Promise((resolve) => setTimeout(resolve, LONGER_THAN_PATIENCE_MS));
          await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('.wasm')));
          assert.equal(await page.$('.live'), null);
        });
      });
    }

    for (const [how, end] of /** @type {[string, (page: Page) => Promise<void>][]} */ ([
      ['whose connection breaks off', async () => server().breakOff()],
      ['that somebody stops', (page) => page.evaluate(() => stop())],
    ])) {
      test(`a document ${how} is seen, and comes to life`, async () => {
        await inTwo('<div class="sides"', async (page) => {
          // Stop would end the loading of the code too.
          await page.waitForFunction(() => performance.getEntriesByType('resource').some((entry) => entry.name.endsWith('.wasm') && /** @type {PerformanceResourceTiming} */ (entry).responseEnd > 0));
          await end(page);
        }, async (page) => {
          // Where nothing is painted there are no frames either.
          await page.waitForSelector('.settled');
        });
      });
    }

    for (const text of ['<a href="#gallery"', '<button type="button" data-action="try-paste"']) {
      test(`nothing moves when ${text} comes late`, { skip: name === 'firefox' && 'it does not report layout shifts' }, async () => {
        await late(text, async (page) => {
          await page.evaluate(() => {
            const moved = /** @type {number[]} */ ([]);
            new PerformanceObserver((list) => moved.push(...list.getEntries().map((entry) => /** @type {any} */ (entry).value))).observe({ type: 'layout-shift', buffered: true });
            Object.assign(globalThis, { moved });
          });
          // Frames in which it would be drawn as far as it is there.
          await new Promise((resolve) => setTimeout(resolve, 300));
        }, async (page) => assert.deepEqual(await page.evaluate(() => /** @type {any} */ (globalThis).moved), []));
      });
    }
  });
}
