/** The picture of what happens, stepped through as people do, in Chromium and in Firefox. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BROWSERS, choose, click, openBrowser, openPage, press, read, soon, takeTheClock, type, welcome, whySkip } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

/** @param {unknown} scenario @returns {string} a link as the page makes it */
const linkTo = (scenario) => `#v1=${Buffer.from(JSON.stringify(scenario)).toString('base64url')}`;

const SLASH = 'A trailing slash in the origin';
const STEP = '#picture [aria-current="step"]';

/** @param {Page} page */
const position = (page) => read(page, '#picture-position');
/** @param {Page} page */
const spoken = (page) => page.$eval('#picture-spoken', ({ textContent }) => textContent);
/** @param {Page} page @param {string} label */
const pressNamed = (page, label) => click(page, `#picture button[aria-label="${label}"]`);
/** @param {Page} page */
const later = (page) => page.$$eval('#picture .frame', (all) => all.map((one) => (one.classList.contains('later') ? '·' : '#')).join(''));
/** What is drawn, once one looks at it. @param {Page} page */
async function drawn(page) {
  await page.$eval('#picture-diagram', (diagram) => diagram.scrollIntoView());
  await page.waitForFunction(() => /** @type {HTMLElement} */ (document.querySelector('#picture-diagram')).innerText !== '');
  return read(page, '#picture-diagram');
}
/** From now on it is kept whether a part of the picture moves. @param {Page} page */
const noteMotion = (page) => page.evaluate(() => document.querySelector('#picture')?.addEventListener('animationstart', () => { document.body.dataset.moved = ''; }));
/** @param {Page} page */
const hasMoved = (page) => page.evaluate(() => 'moved' in document.body.dataset);
/** @param {Page} page */
const hasNoSidewaysScrolling = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

for (const name of BROWSERS) {
  describe(`the picture in ${name}`, { skip: whySkip(name) }, () => {
    const { visit, server } = welcome(name);

    visit('is drawn as a whole, at its last step, and says nothing of its own accord', async (page) => {
      await soon.equal(() => position(page), 'Step 5 of 5');
      await soon.equal(() => later(page), '#####');
      const picture = await drawn(page);
      for (const words of ['JavaScript', 'Browser', 'api.example.com', 'GET /items', 'without credentials', '200 refused', 'Reached the server', 'CORS check: stops here', 'TypeError: Failed to fetch']) {
        assert.ok(picture.includes(words), `${words} in ${picture}`);
      }
      await soon.equal(() => spoken(page), '');
    });

    visit('goes back, forth, to the start and to the end, and speaks each step', async (page) => {
      await choose(page, 'Example', SLASH);
      await soon.equal(() => spoken(page), '');
      await pressNamed(page, 'Back');
      await soon.equal(() => position(page), 'Step 4 of 5');
      await soon.equal(() => spoken(page), 'Step 4 of 5: CORS check: the reply fails. The fetch ends here.');
      await pressNamed(page, 'To the start');
      await soon.equal(() => position(page), 'Step 1 of 5');
      await soon.equal(() => later(page), '#····');
      await pressNamed(page, 'Back');
      await soon.equal(() => position(page), 'Step 1 of 5');
      await pressNamed(page, 'Next');
      await soon.equal(() => read(page, '#picture .caption'), 'The browser sends the request, GET, to api.example.com: without credentials.');
      await pressNamed(page, 'To the end');
      await soon.equal(() => position(page), 'Step 5 of 5');
    });

    visit('names the rule and the bytes: one slash too many', async (page) => {
      await choose(page, 'Example', SLASH);
      await pressNamed(page, 'Back');
      await soon.equal(() => read(page, '#picture-step .rule'), 'The rule: CORS check');
      await soon.deepEqual(() => page.$eval('#picture-step .rule a', (link) => [link.textContent, link.getAttribute('href')]), ['CORS check', 'https://fetch.spec.whatwg.org/#concept-cors-check']);
      await soon.equal(() => read(page, '#picture-step .compared'), 'Looked at https://app.example.com/ Compared with https://app.example.com');
      await soon.deepEqual(() => page.$$eval('#picture-step .compared mark', (all) => all.map(({ textContent }) => textContent)), ['/']);
      await soon.equal(() => read(page, '#picture-step .message mark'), 'Access-Control-Allow-Origin: https://app.example.com/');
    });

    visit('says which header is missing', async (page) => {
      await pressNamed(page, 'Back');
      await soon.equal(() => read(page, '#picture-step .compared'), 'Looked at Access-Control-Allow-Origin: missing Compared with https://app.example.com');
    });

    visit('the arrow keys step while the picture has the focus, and only then', async (page) => {
      await page.focus('#picture-diagram');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await soon.equal(() => position(page), 'Step 3 of 5');
      await page.keyboard.press('ArrowRight');
      await soon.equal(() => position(page), 'Step 4 of 5');
      await page.keyboard.press('Home');
      await soon.equal(() => position(page), 'Step 1 of 5');
      await page.keyboard.press('End');
      await soon.equal(() => position(page), 'Step 5 of 5');
      await page.focus('#example');
      await page.keyboard.press('ArrowLeft');
      await page.focus('#snippet');
      await page.keyboard.press('ArrowLeft');
      await soon.match(() => position(page), /^Step (\d) of \1$/);
    });

    visit('the slider is a list of the steps, each by its sentence', async (page) => {
      await page.focus('#picture-slider');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await soon.equal(() => position(page), 'Step 3 of 5');
      const text = await page.$eval('#picture-slider', (slider) => slider.getAttribute('aria-valuetext'));
      assert.equal(text, 'Step 3 of 5: The request has reached api.example.com, which answers with status 200.');
      await soon.equal(() => spoken(page), '', 'the slider speaks for itself');
    });

    visit('a step can be chosen in the picture itself', async (page) => {
      await click(page, '#picture .frame:nth-child(2) .label');
      await soon.equal(() => position(page), 'Step 2 of 5');
    });

    visit('plays from the first step to the last, and pauses', async (page) => {
      const passTime = await takeTheClock(page);
      await press(page, 'Play');
      await soon.equal(() => position(page), 'Step 1 of 5');
      assert.equal(await passTime(), 1);
      await soon.equal(() => position(page), 'Step 2 of 5');
      await press(page, 'Pause');
      await soon.equal(() => read(page, '#picture-play'), 'Play');
      assert.equal(await passTime(), 0);
      await soon.equal(() => position(page), 'Step 2 of 5');
      await pressNamed(page, 'Next');
      await pressNamed(page, 'Next');
      await press(page, 'Play');
      await soon.equal(() => position(page), 'Step 5 of 5');
      await soon.equal(() => read(page, '#picture-play'), 'Pause');
      assert.equal(await passTime(), 1);
      await soon.equal(() => read(page, '#picture-play'), 'Play');
      assert.equal(await passTime(), 0);
      await soon.equal(() => position(page), 'Step 5 of 5');
    });

    visit('what it draws moves', async (page) => {
      await noteMotion(page);
      await pressNamed(page, 'To the start');
      await soon.equal(() => hasMoved(page), true, 'an arrow is being drawn');
    });

    test('where motion is unwanted nothing moves, and play still steps, in real time', async () => {
      const still = await openBrowser(name, 'light', true);
      try {
        const page = await openPage(still, server().url);
        await noteMotion(page);
        await pressNamed(page, 'To the start');
        await soon.equal(() => position(page), 'Step 1 of 5');
        await press(page, 'Play');
        // A step stands for some seconds, and a busy machine may miss one.
        await soon.match(() => position(page), /^Step [2-5] of 5$/);
        await soon.match(() => position(page), /^Step [3-5] of 5$/);
        assert.equal(await hasMoved(page), false);
      } finally {
        await still.close();
      }
    });

    visit('the request after a refused preflight is never sent, in words', async (page) => {
      await choose(page, 'Example', 'Lower-case patch');
      await soon.equal(() => position(page), 'Step 7 of 7');
      await pressNamed(page, 'Back');
      await soon.equal(() => read(page, '#picture .caption'), 'patch https://api.example.com/items/7 is never sent.');
      await soon.equal(() => read(page, `${STEP} .unsent`), 'Never sent');
      const picture = await drawn(page);
      assert.match(picture, /OPTIONS \/items\/7 preflight, without credentials/);
      assert.match(picture, /Preflight reached the server/);
      assert.ok(!picture.includes(' Reached the server'));
    });

    visit('says which cookies travelled, and to which hop', async (page) => {
      await choose(page, 'Example', 'Cookies that travel');
      await soon.match(() => drawn(page), /GET \/items with cookies: session/);
      await choose(page, 'Example', 'A redirect to a login page');
      await soon.deepEqual(() => page.$$eval('#picture .head.server', (all) => all.map(({ textContent }) => textContent)), ['api.example.com', 'login.example.net']);
    });

    visit('is at its end again when the scenario changes, and stays where it is when it does not', async (page) => {
      await pressNamed(page, 'Back');
      await type(page, 'Response headers', '*');
      await soon.match(() => position(page), /^Step (\d) of \1$/);
      await choose(page, 'Example', SLASH);
      await pressNamed(page, 'Back');
      await page.focus('#snippet');
      await page.keyboard.type(' ');
      await soon.equal(() => position(page), 'Step 4 of 5');
    });

    visit('leads to the whole message and to the decision in the list of all', async (page) => {
      await choose(page, 'Example', SLASH);
      await pressNamed(page, 'Back');
      await press(page, 'The whole message');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'exchange-0');
      await press(page, 'In the list of all decisions');
      await soon.match(() => page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).innerText), /byte for byte[^]*https:\/\/app\.example\.com\//);
    });

    // Firefox has no way of showing a page as printed to a test.
    if (name === 'chromium') visit('on paper everything is there, and nothing to press', async (page) => {
      await pressNamed(page, 'To the start');
      await page.emulateMediaType('print');
      const shown = (/** @type {string} */ selector) => page.$eval(selector, (element) => element.checkVisibility());
      await soon.equal(() => shown('#picture .controls'), false);
      await soon.equal(() => shown('#picture-step'), false);
      const tones = await page.$$eval('#picture .gate', ([gate]) => [getComputedStyle(gate).borderTopColor, getComputedStyle(gate).color]);
      assert.equal(tones[0], tones[1], 'the gate has its own colour, not the faint one of what is to come');
    }, { isAlone: true });

    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.example`;
    const open = 'Access-Control-Allow-Origin: *';
    const hops = Array.from({ length: 21 }, (_, index) => ({ response: { status: 302, headers: `${open}\nLocation: https://host-${index}.example.net/${'x'.repeat(200)}` } }));
    const hostile = {
      'long addresses': { page: 'https://app.example.com/', request: `https://${long}/${'y'.repeat(3000)}`, server: { response: { headers: `${open}\nX-${'n'.repeat(300)}: ${'v'.repeat(9000)}` } } },
      'markup in an address': { page: 'https://app.example.com/', request: 'https://api.example.com/?<img src=x onerror=alert(1)>', server: [{ response: { status: 302, headers: `${open}\nLocation: /<b>\u202E` } }, { response: {} }] },
      'twenty-one redirects': { page: 'https://app.example.com/', request: 'https://start.example.net/', server: hops },
    };
    for (const [what, scenario] of Object.entries(hostile)) {
      for (const width of [1280, 390, 320]) {
        visit(`${what}: nothing overflows at ${width} pixels`, async (page) => {
          await soon.ok(() => hasNoSidewaysScrolling(page), 'before one has come to it');
          await pressNamed(page, 'Back');
          await soon.ok(() => hasNoSidewaysScrolling(page));
          const spilt = await page.evaluate(() => {
            const { left, right } = /** @type {Element} */ (document.querySelector('#picture')).getBoundingClientRect();
            return [...document.querySelectorAll('#picture *')].filter((one) => one.checkVisibility() && !one.closest('.unseen, .words') && (one.getBoundingClientRect().left < left || one.getBoundingClientRect().right > right)).map(({ outerHTML }) => outerHTML.slice(0, 200));
          });
          assert.deepEqual(spilt, []);
        }, { fragment: linkTo(scenario), width, height: 800 });
      }
    }
  });
}
