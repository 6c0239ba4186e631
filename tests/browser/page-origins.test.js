/** The origin lab, used as people use it, in Chromium and in Firefox. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { ODD_PAIRS, pairOf } from '../../www/origins/odd.js';
import { origins as words } from '../../www/strings.js';
import {
  addressAfter, addressOf, addressWith, BROWSERS, click, control, outcome, paste, press, read, reload, soon, type, valueOf, welcome, whySkip,
} from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

const A = 'URL A';
const B = 'URL B';

/** The answers, short. @param {Page} page */
const answers = (page) => page.$$eval('#questions .short', (all) => all.map((one) => one.textContent));
/** What stands in a row of the table. @param {Page} page @param {string} part */
const row = (page, part) =>
  page.$$eval(
    '#parts tbody tr',
    (rows, wanted) => [...(rows.find((one) => one.querySelector('th')?.firstChild?.textContent === wanted)?.querySelectorAll('td') ?? [])].map((cell) => cell.innerText.replace(/\s+/g, ' ').trim()),
    part,
  );
/** Opens the pair with this lesson by its link. @param {Page} page @param {string} lesson */
async function choosePair(page, lesson) {
  const before = await addressOf(page);
  await click(page, '#odd a', new RegExp(lesson.replace(/[^\w\s]/g, '\\$&')));
  await addressAfter(page, before);
  await page.waitForSelector('#odd a[aria-current]');
}

/** What the standard leaves to a browser, or does not know: the origin here, and Chromium's. @type {Record<string, [string, string]>} */
const CHROMIUMS_OWN = {
  'file:///home/ann/page.html': ['null', 'file://'],
  'file:///home/ann/data.json': ['null', 'file://'],
  'filesystem:https://example.com/temporary/a.txt': ['null', 'https://example.com'],
};

/** In the page: follows each link of the list, and reads what it leads to. */
async function openEachPair() {
  const text = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent);
  const seen = [];
  for (const link of document.querySelectorAll('#odd a')) {
    location.hash = /** @type {HTMLAnchorElement} */ (link).hash;
    while (!link.hasAttribute('aria-current')) await new Promise((resolve) => setTimeout(resolve, 5));
    const urls = ['a', 'b'].map((side) => /** @type {HTMLInputElement} */ (document.getElementById(`url-${side}`)).value);
    seen.push({
      link: link.querySelector('.answers')?.textContent,
      urls,
      short: text('#questions .short'),
      origins: text('#parts tbody:last-child tr:nth-child(2) .value'),
      browserOrigins: urls.map((url) => new URL(url).origin),
      says: text('#browser-says')[0] ?? '',
    });
  }
  return seen;
}

for (const name of BROWSERS) {
  describe(`the origin lab in ${name}`, { skip: whySkip(name) }, () => {
    const { visit } = welcome(name, { fragment: '#origins', until: '#odd' });

    visit('opens with two URLs, taken apart', async (page) => {
      await soon.equal(() => page.title(), 'Origin lab · corslab');
      await soon.equal(() => page.$eval('#lab-view', (lab) => /** @type {HTMLElement} */ (lab).hidden), true);
      await soon.deepEqual(() => answers(page), ['No', 'Yes', 'Yes']);
      await soon.match(() => read(page, '#questions'), /The host and port differ\. .*One scheme, and both hosts belong to example\.com\./);
      await soon.deepEqual(() => row(page, 'Scheme'), ['https', '= equal', 'https']);
      await soon.deepEqual(() => row(page, 'Host'), ['www.example.com', '≠ different: another origin', 'api.example.com']);
      await soon.deepEqual(() => row(page, 'Port'), ['443 the default of https', '≠ different: another origin', '8443']);
      await soon.deepEqual(() => row(page, 'Registrable domain'), ['example.com', '= equal', 'example.com']);
      await soon.deepEqual(() => row(page, 'Public suffix'), ['com of a registry', '= equal', 'com of a registry']);
      await soon.deepEqual(() => row(page, 'Origin header'), ['https://www.example.com', '≠ different: another origin', 'https://api.example.com:8443']);
      await soon.deepEqual(() => row(page, 'Site'), ['https://example.com', '= equal', 'https://example.com']);
      await soon.match(() => read(page, '#browser-says'), /^This browser agrees/);
      await soon.match(() => read(page, '#reasons'), /document\.domain = "example\.com"/);
      await soon.equal(() => page.$eval('#origins-spoken', ({ role, textContent }) => `${role}: ${textContent}`), 'status: Same origin: no. Same site: yes.');
    });

    visit('decides again with every key', async (page) => {
      await type(page, A, 'https://a.example');
      await type(page, B, 'https://a.example:44');
      await soon.deepEqual(() => answers(page), ['No', 'Yes', 'Yes']);
      await page.keyboard.type('3');
      await soon.deepEqual(() => answers(page), ['Yes', 'Yes', 'Yes']);
      await soon.match(() => read(page, '#pieces-b'), /Default port: :443 becomes nothing/);
      await page.keyboard.type('4');
      await soon.deepEqual(() => answers(page), ['No', 'Yes', 'Yes']);
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'url-b', 'the field keeps the focus');
    });

    visit('takes a URL apart, and tells what parsing changed', async (page) => {
      await paste(page, A, 'HTTPS://ann:pw@Bücher.example:443/a/../b?x#y');
      const pieces = await page.$$eval('#pieces-a .piece', (all) => all.map((one) => [...one.children].map(({ textContent }) => textContent).join('·') + (one.getAttribute('data-counts') === 'true' ? '!' : '')));
      assert.deepEqual(pieces, ['https·scheme!', '://', 'ann:pw@·credentials', 'xn--bcher-kva.example·host!', '/b·path', '?x·query', '#y·fragment']);
      await soon.match(() => read(page, '#pieces-a .rewrites'), /^Letter case: HTTPS becomes https\..*Punycode: Bücher\.example becomes xn--bcher-kva\.example\..*Default port: :443 becomes nothing\..*Path: \/a\/\.\.\/b becomes \/b\./);
      await paste(page, A, 'blob:http://0x7f.1/1');
      await soon.deepEqual(() => page.$$eval('#pieces-a [data-counts="true"] .text', (all) => all.map(({ textContent }) => textContent)), ['http', '127.0.0.1']);
      await paste(page, A, 'data:text/html,x');
      await soon.equal(() => page.$('#pieces-a [data-counts="true"]'), null);
      await soon.match(() => read(page, '#pieces-a'), /opaque origin/);
    });

    visit('keeps what is no URL, says so, and greys the last answer', async (page) => {
      await type(page, A, 'example.com');
      await soon.equal(() => valueOf(page, A), 'example.com');
      await soon.match(() => read(page, '#url-a-error'), /^Not a URL\. Expected an absolute URL \(relative URL without a base\)\. This browser refuses it, too\./);
      await soon.equal(() => page.$eval('#url-a', (field) => field.getAttribute('aria-invalid')), 'true');
      await soon.equal(() => page.$('#url-b[aria-invalid]'), null);
      await soon.equal(() => read(page, '#origins-stale'), 'Below is the last answer, from before.');
      assert.equal((await answers(page)).length, 3);
      await type(page, A, 'https://example.com');
      await soon.equal(() => page.$('[aria-invalid]'), null);
      await soon.equal(() => page.$eval('#origins-stale', (note) => /** @type {HTMLElement} */ (note).hidden), true);
    });

    visit('swaps both sides, with their switches', async (page) => {
      await click(page, await control(page, 'B is sandboxed, without allow-same-origin'));
      await soon.deepEqual(() => answers(page), ['No', 'No', 'No']);
      await soon.match(() => read(page, '#reasons'), /b is sandboxed without allow-same-origin: its origin is opaque/i);
      await soon.deepEqual(() => row(page, 'Origin header'), ['https://www.example.com', '≠ different: another origin', 'null opaque: null names none of them']);
      await soon.deepEqual(() => row(page, 'Host'), ['www.example.com', '–', 'opaque: it has none']);
      await soon.match(() => read(page, '#browser-says'), /^This browser agrees/, 'about the URL');
      const [a, b] = [await valueOf(page, A), await valueOf(page, B)];
      await press(page, 'Swap A and B');
      await soon.deepEqual(async () => [await valueOf(page, A), await valueOf(page, B)], [b, a]);
      await soon.deepEqual(() => row(page, 'Origin header'), ['null opaque: null names none of them', '≠ different: another origin', 'https://www.example.com']);
      await soon.equal(() => page.$eval('#sandboxed-a', (flag) => /** @type {HTMLInputElement} */ (flag).checked), true);
      await soon.equal(() => page.$eval('#sandboxed-b', (flag) => /** @type {HTMLInputElement} */ (flag).checked), false);
    });

    visit('the address leads back, after a reload and by the back button', async (page) => {
      await type(page, A, 'https://ä.example/?a=1&v1=2#x');
      await click(page, await control(page, 'A is sandboxed, without allow-same-origin'));
      const typed = await addressWith(page, '/sandboxed-a');
      assert.match(typed, /#origins\/https%3A%2F%2F%C3%A4\.example%2F%3Fa%3D1%26v1%3D2%23x\/https%3A%2F%2Fapi\.example\.com%3A8443%2Fitems\/sandboxed-a$/);
      await reload(page);
      await page.waitForSelector('#odd');
      await soon.equal(() => valueOf(page, A), 'https://ä.example/?a=1&v1=2#x');
      await soon.equal(() => page.$eval('#sandboxed-a', (flag) => /** @type {HTMLInputElement} */ (flag).checked), true);
      await choosePair(page, words.odd.pairs.decimal);
      await soon.equal(() => valueOf(page, A), 'http://2130706433/');
      await soon.deepEqual(() => answers(page), ['Yes', 'Yes', 'Yes']);
      await page.goBack();
      await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('#url-a')).value.includes('ä'));
      await soon.equal(() => addressOf(page), typed);
      await soon.equal(() => valueOf(page, B), 'https://api.example.com:8443/items');
    });

    visit('what was typed just before a pair was chosen is one step back', async (page) => {
      await type(page, A, 'https://just-typed.example/');
      await choosePair(page, words.odd.pairs.www);
      await page.goBack();
      await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.querySelector('#url-a')).value === 'https://just-typed.example/');
    });

    visit('each odd one opens with the answer that its link tells, and this browser’s own origins', async (page) => {
      const pairs = Object.values(ODD_PAIRS).flatMap((group) => Object.values(group)).map(pairOf);
      const seen = await page.evaluate(openEachPair);
      assert.equal(seen.length, pairs.length);
      for (const [at, { a, b }] of pairs.entries()) {
        const { link, urls, short, origins, browserOrigins, says } = seen[at];
        assert.deepEqual(urls, [a.url, b.url]);
        assert.equal(link, `${short[0] === 'Yes' ? '= same origin' : '≠ cross-origin'}${short[1] === 'Yes' ? '= same site' : '≠ cross-site'}`, a.url);
        for (const [index, side] of [a, b].entries()) {
          if (side.sandboxed) assert.equal(origins[index], 'null');
          else assert.deepEqual([origins[index], browserOrigins[index]], CHROMIUMS_OWN[name === 'chromium' ? side.url : ''] ?? [browserOrigins[index], browserOrigins[index]]);
        }
        assert.match(says, name === 'chromium' && a.url in CHROMIUMS_OWN ? /^This browser says otherwise: for A its new URL\(…\)\.origin is / : /^This browser agrees/, a.url);
      }
    });

    visit('by keyboard alone: to a field, a switch, the swap, a pair', async (page) => {
      await page.focus(await control(page, A));
      const stops = [];
      for (let count = 0; count < 7; count++) {
        await page.keyboard.press('Tab');
        stops.push(
          await page.evaluate(() => {
            const at = /** @type {HTMLElement} */ (document.activeElement);
            if (getComputedStyle(at).outlineStyle === 'none') throw new Error(`no focus is to be seen on ${at.outerHTML}`);
            return at.id || at.dataset.action;
          }),
        );
      }
      assert.deepEqual(stops, ['sandboxed-a', 'swap-origins', 'url-b', 'sandboxed-b', 'use-in-lab', 'choose-pair', 'choose-pair']);
      const before = await addressOf(page);
      await page.keyboard.press('Enter');
      await addressAfter(page, before);
      await page.waitForSelector('#odd a[aria-current]');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'answers-title');
      await soon.equal(() => valueOf(page, B), 'http://example.com/');
    });

    visit('hands both URLs to the lab, and the back button returns', async (page) => {
      await choosePair(page, words.odd.pairs.localPorts);
      await click(page, await control(page, 'A is sandboxed, without allow-same-origin'));
      await press(page, words.use);
      await soon.equal(() => valueOf(page, 'Page URL'), 'http://localhost:3000/');
      await soon.equal(() => valueOf(page, 'Request URL'), 'http://localhost:8080/');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.match(() => read(page, '#exchanges'), /Origin: null/);
      await page.goBack();
      await page.waitForFunction(() => !document.getElementById('room')?.hidden);
      await soon.equal(() => valueOf(page, B), 'http://localhost:8080/');
    });

    visit('hostile text stays text, and the page stays quick', async (page) => {
      await paste(page, A, 'https://a.example/<img src=x onerror=alert(1)>\u202e"&#x27;');
      await soon.equal(() => page.$('#room img'), null);
      await paste(page, A, '<script>alert(1)</script>');
      await soon.match(() => read(page, '#url-a-error'), /^Not a URL/);
      await page.evaluate((long) => {
        const field = /** @type {HTMLInputElement} */ (document.getElementById('url-a'));
        field.value = long;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, `https://a.example/${'x'.repeat(2 ** 20)}`);
      const start = Date.now();
      await paste(page, B, 'https://a.example');
      await soon.deepEqual(() => answers(page), ['Yes', 'Yes', 'Yes']);
      assert.ok(Date.now() - start < 10_000, `${Date.now() - start} ms`);
    });

    for (const width of [390, 320]) {
      visit(`nothing scrolls sideways at ${width} pixels`, async (page) => {
        await paste(page, A, `https://${'long-label.'.repeat(15)}example:8443/${'x'.repeat(300)}`);
        await paste(page, B, `HTTP://[::FFFF:127.0.0.1]:08080/${'y'.repeat(300)}?${'z'.repeat(300)}`);
        await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      }, { width, height: 800 });
    }
  });
}
