/** The answer in words, as people meet it: apply a fix and see what it changed, read the consoles, see what the script sees. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { BROWSERS, choose, exists, outcome, paste, press, read, soon, type, valueOf, welcome, whySkip } from './page-harness.js';

const HEADERS = 'Response headers';
const page = 'https://app.example.com/';
const api = 'https://api.example.com/items';

/** @param {unknown} scenario */
const linkTo = (scenario) => `#v1=${Buffer.from(JSON.stringify(scenario)).toString('base64url')}`;
/** @param {import('puppeteer-core').Page} page @param {string} selector */
const linesOf = (page, selector) => page.$$eval(`${selector} :is(ins, del, span:not(.unseen, .escape))`, (all) => all.map((line) => /** @type {HTMLElement} */ (line).innerText.replace(/\s+/g, ' ').trim()));
/** @param {import('puppeteer-core').Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.id);
/** @param {import('puppeteer-core').Page} page */
const touched = (page) => page.$$eval('.field.touched', (fields) => fields.map((field) => /** @type {HTMLElement} */ (field).dataset.for));

for (const name of BROWSERS) {
  describe(`the answer in words, in ${name}`, { skip: whySkip(name) }, () => {
    const { visit } = welcome(name);

    visit('a fix that is enough says what it changed, and that all is well', async (page) => {
      await press(page, 'Apply');
      await soon.equal(() => focused(page), 'applied');
      await soon.match(() => read(page, '#applied'), /^Applied Send Access-Control-Allow-Origin: https:\/\/app\.example\.com Response headers /);
      await soon.deepEqual(() => linesOf(page, '#applied'), ['Content-Type: application/json', 'added Access-Control-Allow-Origin: https://app.example.com', 'added Vary: Origin']);
      await soon.match(() => read(page, '#applied'), /Nothing else stands in the way\. Undo$/);
      await soon.deepEqual(() => touched(page), ['server[0].response.headers']);
      await soon.deepEqual(() => page.$$eval('.t-line[data-changed]', (lines) => lines.map(({ textContent }) => textContent?.trim())), ['Access-Control-Allow-Origin: https://app.example.com', 'Vary: Origin']);
      await soon.equal(() => exists(page, 'fixes'), false);
    });

    visit('one press takes it back', async (page) => {
      await press(page, 'Apply');
      await press(page, 'Undo');
      await soon.equal(() => valueOf(page, HEADERS), 'Content-Type: application/json');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.equal(() => exists(page, 'applied'), false);
      await soon.deepEqual(() => touched(page), []);
      await soon.equal(() => focused(page), 'verdict');
    });

    visit('so does a step back in the browser’s history', async (page) => {
      await press(page, 'Apply');
      await soon.equal(() => outcome(page), 'Readable');
      await page.goBack();
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Network error');
      await soon.equal(() => valueOf(page, HEADERS), 'Content-Type: application/json');
      await soon.equal(() => exists(page, 'applied'), false);
      await page.goForward();
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Readable');
    });

    visit('a fix that is not enough says what remains, and the next one finishes it', async (page) => {
      await choose(page, 'Example', 'The preflight needs a login');
      await soon.match(() => read(page, '#fixes'), /^How to fix it There are 2 things to change\. Start with the first/);
      await press(page, 'Apply');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.match(() => read(page, '#applied'), /Preflight status removed 401 added 204 One problem remains, with its fix below: The request header authorization is not allowed/);
      await soon.match(() => read(page, '#fixes'), /^How to fix it Send Access-Control-Allow-Headers: authorization/);
      await press(page, 'Apply');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.match(() => read(page, '#applied'), /^Applied Send Access-Control-Allow-Headers: authorization Preflight headers .* added Access-Control-Allow-Headers: authorization Nothing else/);
      await press(page, 'Undo');
      await soon.equal(() => valueOf(page, 'Preflight status'), '204');
      await soon.equal(() => outcome(page), 'Network error');
    });

    visit('an edit of one’s own ends it', async (page) => {
      await press(page, 'Apply');
      await page.waitForSelector('#applied');
      await type(page, HEADERS, 'Access-Control-Allow-Origin: *');
      await soon.equal(() => exists(page, 'applied'), false);
      await soon.deepEqual(() => touched(page), []);
    });

    visit('alternatives stand as such, the recommended first, and advice has no button', async (page) => {
      await choose(page, 'Example', 'A preflight redirected to https');
      await soon.match(() => read(page, '#fixes .fix'), /^Solves preflight-redirect Either of these is enough\. Answer OPTIONS with 204 instead of a redirect Recommended .* Apply or Request https:\/\/api\.example\.com\/items directly By hand /);
      await soon.equal(() => page.$$eval('#fixes .fix:first-child button', (all) => all.length), 1);
      await press(page, 'Apply');
      await soon.match(() => read(page, '#applied'), /Until now the preflight was answered like the request\. It gets a reply of its own\. Preflight status removed 301 added 204 Preflight headers Location:/);
      await soon.deepEqual(() => touched(page), ['server[0].preflight.status', 'server[0].preflight.headers']);
    });

    visit('in long headers only the change is shown', async (page) => {
      await paste(page, HEADERS, Array.from({ length: 40 }, (_, index) => `X-${index}: 1`).join('\n'));
      await press(page, 'Apply');
      await soon.deepEqual(() => linesOf(page, '#applied'), ['38 lines as before', 'X-38: 1', 'X-39: 1', 'added Access-Control-Allow-Origin: https://app.example.com', 'added Vary: Origin']);
    });

    visit('the consoles stand side by side, with versions and copies', async (page) => {
      await soon.deepEqual(() => page.$$eval('.browser h4', (all) => all.map(({ textContent }) => textContent)), ['Chrome Chromium 156', 'Firefox Firefox 153 ESR', 'Safari WebKitGTK 2.50']);
      const tops = await page.$$eval('.browser', (all) => all.map((one) => one.getBoundingClientRect().top));
      assert.equal(new Set(tops).size, 1);
      await soon.deepEqual(() => page.$$eval('.browser[data-engine="webkit"] li', (all) => all.map(({ textContent }) => textContent)), [
        'Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200',
        `Fetch API cannot load ${api} due to access control checks.`,
        'Failed to load resource: Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200',
      ]);
      await soon.equal(() => exists(page, 'disagreements'), false);
    });

    visit('on a narrow screen the consoles stand one below the other', async (page) => {
      const lefts = await page.$$eval('.browser', (all) => all.map((one) => one.getBoundingClientRect().left));
      assert.equal(new Set(lefts).size, 1);
    }, { width: 390, height: 800 });

    visit('where browsers disagree, a table says who does what', async (page) => {
      await choose(page, 'Example', 'Authorization under *');
      await soon.deepEqual(() => page.$$eval('#disagreements th[scope="col"]', (all) => all.map(({ textContent }) => textContent)), ['What', 'The standards Fetch, 2 July 2026', 'Chrome 156', 'Firefox 153 ESR', 'Safari 2.50']);
      await soon.deepEqual(() => page.$$eval('#disagreements tbody tr:first-child > *', (all) => all.map(({ textContent }) => textContent)), ['What the script gets', 'Network error', 'Readable', 'Readable', 'Readable']);
    });

    visit('a browser that goes where there is no answer does not keep the others from being decided', async (page) => {
      await soon.equal(() => outcome(page), 'Network error');
      await soon.match(() => read(page, '#disagreements'), /asks for https:\/\/other\.example\.com\/, which has no answer here/);
    }, {
      fragment: linkTo({
        page,
        request: { url: api, headers: 'Authorization: x' },
        server: { preflight: { status: 204, headers: 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *' }, response: { status: 302, headers: 'Access-Control-Allow-Origin: *\nLocation: https://other.example.com/' } },
      }),
    });

    visit('what the script sees stands there as code', async (page) => {
      await soon.equal(() => read(page, '#response'), 'What JavaScript sees await fetch(…) throws TypeError: Failed to fetch No response at all: nothing about it, not even its status, reaches the script.');
      await choose(page, 'Example', 'A header that JavaScript cannot see');
      const rows = () => page.$$eval('#response .properties > div', (all) => all.map((row) => [...row.children].map(({ textContent }) => textContent).join(' → ')));
      await soon.deepEqual(() => rows(), [
        'response.type → "cors"', 'response.status → 200', 'response.ok → true', `response.url → "${api}"`, 'response.redirected → false', 'await response.text() → the body',
      ]);
      await soon.match(() => read(page, '#response'), /Headers that it can read content-type: application\/json Headers that stay hidden access-control-allow-origin: .* x-total-count: 57 Across origins a script sees only a few harmless headers, and those that Access-Control-Expose-Headers names/);
      await choose(page, 'Mode', 'no-cors');
      await soon.deepEqual(() => rows(), [
        'response.type → "opaque"', 'response.status → 0', 'response.ok → false', 'response.url → ""', 'response.redirected → false', 'await response.text() → "" (the empty string, whatever the server sent)',
      ]);
      await choose(page, 'Mode', 'cors');
      await choose(page, 'Made by', 'XMLHttpRequest');
      await soon.deepEqual(() => rows(), ['xhr.status → 200', `xhr.responseURL → "${api}"`, 'xhr.responseText → the body']);
      await choose(page, 'Made by', '<img>');
      await soon.deepEqual(() => rows(), []);
      await soon.match(() => read(page, '#response'), /^What JavaScript sees load event; .* This is all that the script learns: there is no Response object that it could ask for headers or a body\.$/);
    });

    if (name === 'chromium') {
      for (const [example, most] of /** @type {[string, number][]} */ ([['No CORS headers at all', 2], ['A preflight redirected to https', 3], ['Authorization under *', 2]])) {
        visit(`on paper, “${example}” takes ${most} pages at most`, async (page) => {
          await choose(page, 'Example', example);
          const pdf = Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1');
          const count = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
          assert.ok(count >= 1 && count <= most, `${count} pages`);
        });
      }
      visit('on paper the verdict comes first, in black on white, without buttons, and links have addresses', async (page) => {
        await page.emulateMediaType('print');
        const colours = await page.evaluate(() => ['body', '.side', '.panel', '.verdict', 'ins'].map((selector) => {
          const { color, backgroundColor } = getComputedStyle(/** @type {Element} */ (document.querySelector(selector)));
          return `${color} on ${backgroundColor}`;
        }));
        for (const colour of colours) assert.match(colour, /^rgb\(0, 0, 0\) on (?:rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\))$/);
        const tops = await page.evaluate(() => ['#verdict', '.sides', '#results'].map((selector) => document.querySelector(selector)?.getBoundingClientRect().top ?? 0));
        assert.deepEqual(tops, [...tops].sort((one, other) => one - other));
        await soon.equal(() => page.$$eval('button', (all) => all.some((one) => one.checkVisibility())), false);
        await soon.equal(() => page.$eval('#why .rule a', (link) => getComputedStyle(link, '::after').content.includes('https://fetch.spec.whatwg.org/#concept-cors-check')), true);
        for (const id of ['why', 'fixes', 'exchanges', 'response', 'console']) await soon.equal(() => page.$eval(`#${id}`, (panel) => panel.checkVisibility()), true, id);
      }, { isAlone: true });
    }
    for (const width of [390, 320]) {
      visit(`nothing of it scrolls sideways at ${width} pixels`, async (page) => {
        await choose(page, 'Example', 'Authorization under *');
        await press(page, 'Share');
        await page.waitForSelector('#share-title');
        await page.evaluate(() => document.querySelectorAll('#share details').forEach((one) => (/** @type {HTMLDetailsElement} */ (one).open = true)));
        await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
        await press(page, 'Apply');
        await page.waitForSelector('#applied');
        await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      }, { width, height: 800 });
    }
  });
}
