/** The lessons, walked as a person walks them, in Chromium and in Firefox. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { inRoot } from '../../js/build/root.js';
import {
  addressAfter, addressOf, addressWith, arrive, BROWSERS, choose, click, control, follow, outcome, paste, press, read, reload, soon, type, welcome,
  whySkip, withControl,
} from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

const HEADERS = 'Response headers';
const APP = 'Access-Control-Allow-Origin: https://app.example.com';

/**
 * Title, what one predicts for each question (as one reads it) and whether that is right, and how one solves the task.
 *
 * @type {[name: string, title: string, predictions: [string, boolean][], solve: (page: Page) => Promise<unknown>][]}
 */
const WALK = [
  ['origin', 'What is an origin?', [['The answer, to be read', false], ['The answer, to be read', true]],
    (page) => type(page, 'Request URL', 'https://shop.example.com/items')],
  ['same-origin', 'At home, no permission is needed', [['No', true], ['An error', false]],
    (page) => type(page, 'Page URL', 'https://www.example.com/')],
  ['sent-and-withheld', 'Sent is not the same as readable', [['No, the browser stops it before', false], ['An error, and nothing else', true]],
    (page) => type(page, HEADERS, 'Access-Control-Allow-Origin: *')],
  ['allow-origin', 'Access-Control-Allow-Origin', [['An error', true]],
    (page) => type(page, HEADERS, `${APP}\nVary: Origin`)],
  ['preflighted', 'Sent at once, or asked first?', [['Yes, by a preflight', true], ['Yes, by a preflight', false]],
    (page) => type(page, 'Request headers', 'Content-Type: text/plain')],
  ['preflight', 'Reading a preflight', [['accept,content-type,x-request-id', false], ['No', true]],
    (page) => paste(page, 'Preflight headers', `${APP}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: Content-Type, X-Request-Id`)],
  ['credentials', 'Credentials', [['No', false], ['No', true]],
    (page) => type(page, HEADERS, `${APP}\nAccess-Control-Allow-Credentials: true`)],
  ['no-cors', '“no-cors” is no way out', [['A response with its contents hidden', true], ['200', false]],
    async (page) => {
      await choose(page, 'Mode', 'cors');
      await type(page, HEADERS, APP);
    }],
  ['exposed-headers', 'Which headers a script may read', [['Only Content-Type', true], ['All six', false]],
    (page) => paste(page, HEADERS, `X-Total-Count: 57\nX-Served-By: web-3\n${APP}\nAccess-Control-Allow-Credentials: true\nAccess-Control-Expose-Headers: X-Total-Count`)],
  ['redirects', 'Redirects', [['https://app.example.com', false]],
    async (page) => {
      // The second answer's headers.
      await page.focus(await control(page, HEADERS, 1));
      await withControl(page, 'a');
      await page.keyboard.type('Access-Control-Allow-Origin: *');
    }],
  ['caches', 'Answers that are kept', [['No, the browser remembers', false], ['An error', true]],
    async (page) => {
      await paste(page, 'Preflight headers', `${APP}\nAccess-Control-Allow-Headers: X-Client\nAccess-Control-Max-Age: 600\nVary: Origin`);
      await paste(page, HEADERS, `${APP}\nVary: Origin`);
    }],
  ['not-protected', 'What CORS does not protect', [['Yes', true], ['No', false]],
    async (page) => {
      await click(page, '#memory summary');
      await choose(page, 'SameSite', 'Lax');
    }],
];

/** @param {Page} page @param {string} option */
async function predict(page, option) {
  /** @type {string | undefined} */
  let id;
  await soon.ok(async () => (id = await page.evaluate((text) => [.../** @type {NodeListOf<HTMLLabelElement>} */ (document.querySelectorAll('.option label'))].find((label) => label.textContent === text)?.htmlFor, option)), `no answer says “${option}”`);
  await click(page, `[id="${id}"]`);
  await press(page, 'Check my prediction');
  // The answer takes the place of the options.
  await page.waitForFunction((gone) => document.getElementById(gone) === null, {}, id);
}

/** Sees the answer without a prediction, which leads to the verdict. @param {Page} page */
async function showAnyway(page) {
  await press(page, 'Show me anyway');
  await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'verdict');
}

/** @param {Page} page @param {string} selector */
const isSeen = (page, selector) => page.$eval(selector, (element) => element.checkVisibility());

/** @param {Page} page */
const checks = (page) => page.$$eval('.checks li', (all) => all.map((one) => one.getAttribute('data-state')));

/** @param {Page} page @param {string} title */
const untilLesson = (page, title) => page.waitForFunction((wanted) => document.querySelector('#lesson-title')?.textContent === wanted, {}, title);

test('the lessons come late, and are small', () => {
  const parts = readdirSync(inRoot('dist/www/parts')).filter((file) => file.endsWith('.js')).map((file) => readFileSync(inRoot(`dist/www/parts/${file}`)));
  const holding = parts.filter((part) => part.includes('Sent is not the same as readable'));
  assert.equal(holding.length, 1);
  assert.ok(brotliCompressSync(holding[0]).length < 20_000);
});

for (const name of BROWSERS) {
  describe(`the lessons in ${name}`, { skip: whySkip(name) }, () => {
    const { visit } = welcome(name, { fragment: '#lessons', until: '#lessons-list li, #lesson-title' });

    visit('the whole path: predict, solve, go on', async (page) => {
      assert.equal((await page.$$('#lessons-list li')).length, WALK.length);
      await follow(page, /^Start with the first lesson/);
      for (const [index, [lesson, title, predictions, solve]] of WALK.entries()) {
        await untilLesson(page, title);
        await soon.equal(() => page.evaluate(() => location.hash), `#lessons/${lesson}`);
        await soon.match(() => read(page, '.eyebrow'), new RegExp(`^Lesson ${index + 1} of 12$`));
        await soon.equal(() => isSeen(page, '#verdict'), false, lesson);
        await soon.equal(() => page.$('.checks'), null);
        for (const [at, [option, isRight]] of predictions.entries()) {
          await predict(page, option);
          await soon.match(() => read(page, `#question-${at} .explanation`), isRight ? /^As you predicted\. .+ (?:The verdict|A preflight is needed): .+/ : /^Not as you predicted\. .+ (?:The verdict|A preflight is needed): .+/);
          await soon.ok(() => page.evaluate(() => document.activeElement?.classList.contains('explanation')));
        }
        await soon.equal(() => isSeen(page, '#verdict'), true, lesson);
        await soon.equal(() => isSeen(page, '#results'), true, lesson);
        assert.ok((await checks(page)).includes('unmet'), `${lesson} is open`);
        await solve(page);
        await soon.deepEqual(async () => [...new Set(await checks(page))], ['met'], `${lesson} is done`);
        await soon.match(() => page.$eval('#lesson-said', (said) => said.textContent ?? ''), /^Done\. ./);
        await soon.match(() => read(page, '#verdict'), /Done\./);
        const marks = await page.$eval('.lesson', (story) => /** @type {HTMLElement} */ (story).innerText.match(/`|\]\(|\*\w/g));
        assert.equal(marks, null, 'no mark of the catalogue is left in the text');
        await follow(page, index + 1 < WALK.length ? /^Next lesson: / : /^This was the last lesson/);
      }
      await page.waitForSelector('#gallery-list');
      await click(page, '#rooms a[href="#lessons"]');
      await page.waitForSelector('#lessons-list');
      await soon.match(() => read(page, '.how-far'), /12 of 12 lessons done/);
      await soon.equal(() => page.$$eval('#lessons-progress a', (links) => links.map((one) => one.hash).join(' ')), `#lessons/${WALK[0][0]} #gallery`);
    });

    visit('the prediction is not given away, unless one asks', async (page) => {
      for (const id of ['verdict', 'results']) await soon.equal(() => isSeen(page, `#${id}`), false, id);
      await soon.match(() => read(page, '#cover'), /predict first/);
      await soon.equal(() => page.$('.marks li, .line[data-mark]'), null);
      await press(page, 'To the question');
      await soon.equal(() => page.evaluate(() => document.activeElement?.getAttribute('type')), 'radio');
      await press(page, 'Check my prediction');
      await soon.equal(() => read(page, '.question-place .error'), 'Choose one of the answers first.');
      await showAnyway(page);
      await soon.equal(() => page.$('#cover'), null);
      await soon.ok(() => page.$('.marks li'));
      await soon.equal(() => outcome(page), 'Network error');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'verdict');
      assert.ok((await checks(page)).includes('unmet'));
      await predict(page, 'An error');
      await soon.match(() => read(page, '.explanation'), /^As you predicted\./);
    }, { fragment: '#lessons/allow-origin' });

    visit('what the task forbids is said in words, and can be put back', async (page) => {
      await showAnyway(page);
      await type(page, 'Page URL', 'https://api.example.com/');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.match(() => read(page, '.checks [data-state="broken"]'), /Broken: The page and its request are as they were\./);
      await soon.match(() => read(page, '#verdict'), /Task: 2 of 3 met\. Broken: The page and its request are as they were\./);
      await press(page, 'Put the lab back to the start');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.deepEqual(() => checks(page), ['unmet', 'met', 'met']);
      await type(page, HEADERS, 'Access-Control-Allow-Origin: *');
      await soon.deepEqual(() => checks(page), ['met', 'unmet', 'met']);
      await soon.match(() => read(page, '#verdict'), /Task: 2 of 3 met\. Open: A script of https:\/\/other\.example could not read the same answer\./);
    }, { fragment: '#lessons/allow-origin' });

    visit('hints unfold one at a time', async (page) => {
      await showAnyway(page);
      await press(page, 'Show a hint');
      await soon.equal(() => page.$$eval('.hints li', (all) => all.length), 1);
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'hint-0');
      await press(page, 'Show another hint (2 of 3)');
      await press(page, 'Show another hint (3 of 3)');
      await soon.match(() => read(page, '.hints li:last-child'), /Access-Control-Allow-Origin: \*/);
      await soon.equal(() => page.$('[data-action="lesson-hint"]'), null);
    }, { fragment: '#lessons/sent-and-withheld' });

    visit('progress survives a reload, and can be forgotten', async (page) => {
      await follow(page, /^What is an origin/);
      await untilLesson(page, 'What is an origin?');
      await predict(page, 'An error');
      await predict(page, 'The answer, to be read');
      const before = await addressOf(page);
      await type(page, 'Request URL', '/items');
      await addressAfter(page, before);
      await reload(page);
      await page.waitForSelector('.success');
      await soon.equal(() => isSeen(page, '#verdict'), true);
      await soon.match(() => read(page, '#question-0 .explanation'), /^As you predicted\./);
      await soon.deepEqual(async () => [...new Set(await checks(page))], ['met']);
      await follow(page, /^Next lesson: At home/);
      await untilLesson(page, 'At home, no permission is needed');
      await follow(page, /^All lessons$/);
      await page.waitForSelector('#lessons-list');
      await soon.match(() => read(page, '#lessons-list li:first-child'), /What is an origin\? .* Done$/);
      await follow(page, /^Continue where you stopped: At home/);
      await untilLesson(page, 'At home, no permission is needed');
      await follow(page, /^All lessons$/);
      await press(page, 'Forget my progress');
      await soon.equal(() => read(page, '#lessons-said'), 'Your progress is forgotten.');
      await reload(page);
      await page.waitForSelector('#lessons-list li');
      await soon.match(() => read(page, '#lessons-progress'), /^Start with the first lesson/);
      await soon.equal(() => page.$('#lessons-list .chip'), null);
    });

    visit('an unknown name shows the list, and says so', async (page) => {
      await soon.equal(() => read(page, '#room p.notice[role="alert"]'), 'There is no lesson “%3Cimg%20src=x%3E”. Here are all that there are.');
      await soon.equal(() => page.$$eval('#lessons-list li', (all) => all.length), WALK.length);
      await follow(page, /^Start with the first lesson/);
      await untilLesson(page, 'What is an origin?');
      await soon.equal(() => page.$('#room p.notice, #room img'), null);
    }, { fragment: '#lessons/%3Cimg%20src=x%3E' });

    visit('a lesson can be started again', async (page) => {
      await predict(page, 'An error');
      await type(page, HEADERS, APP);
      await soon.match(() => read(page, '.success'), /^Done\./);
      await press(page, 'Reset this lesson');
      await soon.equal(() => isSeen(page, '#verdict'), false);
      assert.equal((await page.$$('.option')).length, 2);
      await soon.match(async () => page.$eval(await control(page, HEADERS), (field) => /** @type {HTMLTextAreaElement} */ (field).value), /example\.com\/\nVary: Origin$/);
      await page.waitForFunction(() => location.hash === '#lessons/allow-origin');
    }, { fragment: '#lessons/allow-origin' });

    visit('a link to an edited lesson brings back what was edited', async (page) => {
      await showAnyway(page);
      await type(page, HEADERS, 'Access-Control-Allow-Origin: https://app.example.co');
      const url = await addressWith(page, 'https://app.example.co"');
      assert.match(url, /#lessons\/allow-origin&v1=[\w-]+$/);
      // Somebody else has done nothing yet.
      await page.evaluate(() => localStorage.clear());
      await arrive(page, url);
      await untilLesson(page, 'Access-Control-Allow-Origin');
      await soon.equal(async () => page.$eval(await control(page, HEADERS), (field) => /** @type {HTMLTextAreaElement} */ (field).value), 'Access-Control-Allow-Origin: https://app.example.co');
      await soon.equal(() => isSeen(page, '#verdict'), false);
      await showAnyway(page);
      await page.focus(await control(page, HEADERS));
      await withControl(page, 'End');
      await page.keyboard.type('m');
      await soon.match(() => read(page, '.success'), /^Done\./);
    }, { fragment: '#lessons/allow-origin' });

    visit('without storage it works, and says so', async (page) => {
      await page.evaluateOnNewDocument(() => Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('no', 'SecurityError'); } }));
      await reload(page);
      await page.waitForSelector('#lessons-list li');
      await soon.match(() => read(page, '#lessons-kept'), /This browser keeps nothing for this page/);
      await follow(page, /^Access-Control-Allow-Origin$/);
      await untilLesson(page, 'Access-Control-Allow-Origin');
      await predict(page, 'An error');
      await type(page, HEADERS, APP);
      await soon.match(() => read(page, '.success'), /^Done\./);
      await follow(page, /^All lessons$/);
      await page.waitForSelector('#lessons-list');
      await soon.match(() => read(page, '#lessons-progress'), /1 of 12 lessons done/);
    }, { isAlone: true });

    visit('rubbish in the storage does no harm', async (page) => {
      await page.evaluate(() => localStorage.setItem('corslab-lessons', '{"last":5,"lessons":{"origin":{"answers":[1]'));
      await reload(page);
      await page.waitForSelector('#lessons-list li');
      await soon.match(() => read(page, '#lessons-progress'), /^Start with the first lesson/);
      await page.evaluate(() => localStorage.setItem('corslab-lessons', JSON.stringify({ last: 'origin', lessons: { origin: { answers: { port: '<b>x</b>' } } } })));
      await reload(page);
      await follow(page, /^Continue where you stopped: What is an origin/);
      await untilLesson(page, 'What is an origin?');
      await soon.match(() => read(page, '#question-0 .explanation'), /^Not as you predicted\./);
    });

    visit('leaving a lesson leaves nothing of it in the lab', async (page) => {
      await soon.ok(() => page.$('#cover'));
      await click(page, '#rooms a[href="#lab"]');
      await page.waitForFunction(() => document.querySelector('#room')?.hasAttribute('hidden'));
      await soon.equal(() => isSeen(page, '#verdict'), true);
      await soon.equal(() => page.$('#cover, #standing'), null);
    }, { fragment: '#lessons/preflight' });

    visit('a name that is none leads to the list', async (page) => {
      await page.waitForSelector('#lessons-list li');
      await soon.equal(() => isSeen(page, '#lab-view'), false);
    }, { fragment: '#lessons/constructor' });

    visit('keys alone are enough to predict, and the focus is where one goes on', async (page) => {
      await page.focus('#lesson-title');
      const tabTo = async (/** @type {string} */ selector) => {
        for (let count = 0; count < 40; count++) {
          await page.keyboard.press('Tab');
          const { isThere, outline } = await page.evaluate((wanted) => {
            const at = /** @type {HTMLElement} */ (document.activeElement);
            const ring = at.matches('.option input') ? /** @type {HTMLElement} */ (at.parentElement) : at;
            return { isThere: at.matches(wanted), outline: getComputedStyle(ring).outlineStyle };
          }, selector);
          assert.notEqual(outline, 'none');
          if (isThere) return;
        }
        throw new Error(`Tab never came to ${selector}`);
      };
      await tabTo('.option input');
      await page.keyboard.press(' ');
      await page.keyboard.press('ArrowDown');
      await tabTo('[data-action="lesson-predict"]');
      await page.keyboard.press('Enter');
      await soon.match(() => read(page, '.explanation'), /^As you predicted\./);
      await tabTo('[data-action="lesson-hint"]');
      await page.keyboard.press('Enter');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'hint-0');
    }, { fragment: '#lessons/allow-origin' });

    visit('the next lesson begins at its heading', async (page) => {
      await showAnyway(page);
      await click(page, '.lesson-path li:nth-child(5) a');
      await untilLesson(page, 'Sent at once, or asked first?');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'lesson-title');
      await soon.equal(() => page.$eval('#lesson-title', (title) => { const { top } = title.getBoundingClientRect(); return top >= 0 && top < innerHeight; }), true);
    }, { fragment: '#lessons/allow-origin' });

    for (const width of [390, 320]) {
      visit(`nothing scrolls sideways at ${width} pixels, and the story comes first`, async (page) => {
        const isWide = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        await soon.equal(() => isWide(), false);
        for (const [lesson, title] of WALK) {
          await page.evaluate((at) => { location.hash = `#lessons/${at}`; }, lesson);
          await untilLesson(page, title);
          await soon.equal(() => isWide(), false, lesson);
          await showAnyway(page);
          await soon.equal(() => isWide(), false, lesson);
        }
        await soon.equal(() => page.evaluate(() => /** @type {Element} */ (document.querySelector('.lesson')).getBoundingClientRect().bottom <= /** @type {Element} */ (document.querySelector('.sides')).getBoundingClientRect().top), true);
      }, { width, height: 800 });
    }
  });
}
