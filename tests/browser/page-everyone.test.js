/** What every place of the page owes to those who use it with keys, large letters, few colours, or a screen reader. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { BROWSERS, PLACES, soon, welcome, whySkip } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** More than any place has stops. */
const MOST_STOPS = 250;
const FEWEST_STOPS = 5;

/** Where a browser is busy, it may scroll to the focus late. */
const PATIENCE_MS = 2000;
const SIGHT = 'out of sight';

for (const name of BROWSERS) {
  describe(`everybody, in ${name}`, { skip: whySkip(name) }, () => {
    const { visit } = welcome(name);
    for (const place of PLACES) {
      visit(`#${place} has its landmarks, headings and title, and can be walked with the Tab key alone`, async (page) => {
        const { title, lang, landmarks, headings } = await outline(page);
        assert.match(title, place === 'lab' ? /^corslab: / : / · corslab$/);
        assert.equal(lang, 'en-GB');
        assert.deepEqual(landmarks, { banner: 1, main: 1, contentinfo: 1, unnamedNavigation: 0 });
        assert.equal(headings.filter((level) => level === 1).length, 1);
        headings.forEach((level, index) => assert.ok(level <= (headings[index - 1] ?? 0) + 1, `h${headings[index - 1]} is followed by h${level}`));
        await walk(page);
        // In the end the focus is with the browser's own bars.
      }, { ...at(place), isAlone: true });

      visit(`#${place} fits 390 pixels, and 320 by 256: a window of 1280 by 1024 at 400 %`, async (page) => {
        for (const [width, height] of [[390, 844], [320, 256]]) {
          await page.setViewport({ width, height });
          await unfold(page);
          await soon.deepEqual(() => tooWide(page), [], `at ${width} pixels`);
          const covered = await page.evaluate(() => {
            const stuck = [...document.querySelectorAll('body *')].filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position) && element.checkVisibility());
            return stuck.reduce((sum, element) => sum + element.getBoundingClientRect().height, 0) / innerHeight;
          });
          assert.ok(covered <= 0.5, `${Math.round(100 * covered)} % of the screen is covered at ${width} pixels`);
        }
      }, { ...at(place), width: 390, height: 844 });
    }
  });
}

describe('everybody, with settings of their own, in Chromium', { skip: whySkip('chromium') }, () => {
  const { visit } = welcome('chromium');
  for (const place of PLACES) {
    visit(`#${place} in forced colours, with more contrast, without motion, and on paper`, async (page) => {
      const client = await page.createCDPSession();
      const emulate = (/** @type {string} */ feature, /** @type {string} */ value) => client.send('Emulation.setEmulatedMedia', { features: [{ name: feature, value }] });

      await emulate('forced-colors', 'active');
      await soon.equal(() => page.evaluate(() => matchMedia('(forced-colors: active)').matches), true);
      await soon.deepEqual(() => page.evaluate(borderless), [], 'what has no border in forced colours');
      await soon.equal(() => page.evaluate(isCurrentMarked), true, 'the current place looks like the others');
      await walk(page, 30);

      await emulate('prefers-contrast', 'more');
      await soon.deepEqual(() => page.evaluate(faint), [], 'what is faint where more contrast is wanted');

      await emulate('prefers-reduced-motion', 'reduce');
      await soon.deepEqual(() => page.evaluate(moving), [], 'what moves all the same');

      await client.send('Emulation.setEmulatedMedia', { media: 'print', features: [] });
      await page.setViewport({ width: 700, height: 1000 });
      await soon.deepEqual(() => tooWide(page), []);
      await soon.deepEqual(() => page.evaluate(() => [...document.querySelectorAll('body *')].filter((element) => ['fixed', 'sticky'].includes(getComputedStyle(element).position) && element.checkVisibility()).map(({ className }) => className)), []);
    }, { ...at(place), isAlone: true });
  }
});

/** @param {string} place */
function at(place) {
  return { fragment: `#${place}`, until: place === 'lab' ? '#lab-view' : '#room h2' };
}

/** @param {Page} page */
const unfold = (page) => page.$$eval('details', (all) => all.forEach((details) => (details.open = true)));

/** What a screen reader lists. @param {Page} page */
function outline(page) {
  return page.evaluate(() => {
    const seen = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    return {
      title: document.title,
      lang: document.documentElement.lang,
      landmarks: {
        banner: seen('body > header').length,
        main: seen('main').length,
        contentinfo: seen('body > footer').length,
        unnamedNavigation: seen('nav').filter((nav) => !nav.hasAttribute('aria-label') && !nav.hasAttribute('aria-labelledby')).length,
      },
      headings: seen('h1, h2, h3, h4, h5, h6').map(({ localName }) => Number(localName[1])),
    };
  });
}

/** Presses Tab from the first stop to the last: each can be seen, shows the focus, and lets it go. @param {Page} page @param {number} [most] */
async function walk(page, most = MOST_STOPS) {
  await page.evaluate(() => {
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    scrollTo(0, 0);
    /** @type {any} */ (globalThis).visited = new Set();
  });
  for (let count = 0; count < most; count++) {
    await page.keyboard.press('Tab');
    let stop = await page.evaluate(lookAtFocus, PATIENCE_MS);
    // Firefox, on a busy machine, now and then does not scroll to where Tab has come. What a page hides stays hidden.
    if (stop.includes(SIGHT)) {
      await page.keyboard.down('Shift');
      await page.keyboard.press('Tab');
      await page.keyboard.up('Shift');
      await page.keyboard.press('Tab');
      stop = await page.evaluate(lookAtFocus, PATIENCE_MS, true);
    }
    if (stop === 'end') return assert.ok(count > FEWEST_STOPS, `Tab came to an end after ${count} stops`);
    assert.equal(stop, 'fine');
  }
  assert.ok(most < MOST_STOPS, 'Tab never came to an end');
}

/** Runs in the page. @param {number} patience how long the page may take to come to what has the focus, which Firefox does a frame later or two @param {boolean} [isAgain] whether one has been there before */
async function lookAtFocus(patience, isAgain) {
  const at = /** @type {HTMLElement} */ (document.activeElement);
  const { visited } = /** @type {any} */ (globalThis);
  if (!at || at === document.body || at === document.documentElement || (visited.has(at) && !isAgain)) return 'end';
  visited.add(at);
  const what = `${at.localName}#${at.id} “${(at.textContent ?? '').trim().slice(0, 40)}”`;
  // A card or an option may show it all around.
  const styles = [at, at.parentElement, at.parentElement?.parentElement, at.closest('li')].map((element) => element && getComputedStyle(element));
  const isSeen = [...styles, getComputedStyle(at, '::after')].some((style) => style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
  if (!isSeen) return `no focus is to be seen on ${what}`;
  const fault = () => {
    const { left, top, bottom, width } = at.getBoundingClientRect();
    if (!at.isConnected) return 'was taken away';
    if (width === 0 || bottom <= 0 || top >= innerHeight) return `is out of sight, from ${top} to ${bottom} of ${innerHeight}, scrolled to ${scrollY}`;
    const above = document.elementFromPoint(left + Math.min(width, 40) / 2, Math.min(Math.max(top, 0) + 4, innerHeight - 1));
    return above && !at.contains(above) && !above.contains(at) && above.closest('.verdict') ? 'is behind the verdict' : '';
  };
  for (const start = performance.now(); fault() !== '' && performance.now() - start < patience;) await new Promise(requestAnimationFrame);
  return fault() === '' ? 'fine' : `${what} ${fault()}`;
}

/** What reaches beyond the right edge. @param {Page} page */
function tooWide(page) {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
  });
}

/** Controls that only a background tells from the page, which forced colours take away. Runs in the page. */
function borderless() {
  return [...document.querySelectorAll('button, input[type="text"], textarea, select, .verdict, .panel, .chip')]
    .filter((element) => element.checkVisibility())
    .map((element) => element.closest('.editor') ?? element)
    .filter((element) => {
      const { borderTopStyle, borderTopWidth, borderBottomStyle, outlineStyle, textDecorationLine } = getComputedStyle(element);
      return (borderTopStyle === 'none' || parseFloat(borderTopWidth) === 0) && borderBottomStyle === 'none' && outlineStyle === 'none' && !textDecorationLine.includes('underline');
    })
    .map((element) => element.outerHTML.slice(0, 120));
}

/** Runs in the page. */
function isCurrentMarked() {
  const [current, other] = ['a[aria-current]', 'a:not([aria-current])'].map((selector) => getComputedStyle(/** @type {Element} */ (document.querySelector(`#rooms ${selector}`))));
  return current.backgroundColor !== other.backgroundColor || current.borderBottomWidth !== other.borderBottomWidth || current.textDecorationLine !== other.textDecorationLine;
}

/** Borders of fields that are not of the text's own colour. Runs in the page. */
function faint() {
  const ink = getComputedStyle(document.body).color;
  return [...document.querySelectorAll('input[type="text"], textarea, select, .hint, .field > label')]
    .filter((element) => element.checkVisibility() && !element.hasAttribute('aria-invalid'))
    .filter((element) => getComputedStyle(element)[element.matches('.hint, label') ? 'color' : 'borderTopColor'] !== ink)
    .map((element) => element.outerHTML.slice(0, 120));
}

/** Runs in the page. */
function moving() {
  return [...document.querySelectorAll('body *')]
    .filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return transitionDuration.split(',').some((time) => parseFloat(time) > 0.01) || animationName !== 'none';
    })
    .slice(0, 5)
    .map((element) => element.outerHTML.slice(0, 120));
}
