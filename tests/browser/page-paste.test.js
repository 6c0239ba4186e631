/** Pasting, dropping and choosing what one has at hand, as people do it, in Chromium and in Firefox. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { addressWith, BROWSERS, click, outcome, press, read, soon, valueOf, welcome, whySkip, withControl } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

const CHROME = "app.js:3 Access to fetch at 'https://api.shop.test/cart' from origin 'https://www.shop.test' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://shop.test' that is not equal to the supplied origin. Have the server send the header with a valid value.\napp.js:3 GET https://api.shop.test/cart net::ERR_FAILED 200 (OK)";
const PREFLIGHT = "Access to XMLHttpRequest at 'https://api.shop.test/cart' from origin 'https://www.shop.test' has been blocked by CORS policy: Method DELETE is not allowed by Access-Control-Allow-Methods in preflight response.";
const WILDCARD = "Access to fetch at 'https://api.shop.test/me' from origin 'https://www.shop.test' has been blocked by CORS policy: The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
const FIREFOX = 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.shop.test/cart. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.';

/** @param {number} count */
const har = (count) => JSON.stringify({
  log: {
    entries: Array.from({ length: count }, (_, index) => ({
      request: { method: 'GET', url: `https://${index % 3 === 0 ? 'api' : 'www'}.shop.test/items/${index}`, headers: [{ name: 'Origin', value: 'https://www.shop.test' }] },
      response: { status: index % 9 === 0 ? 404 : 200, headers: index % 2 === 0 ? [] : [{ name: 'Access-Control-Allow-Origin', value: '*' }] },
    })),
  },
});

/** As if the text came from the clipboard, while nothing has the focus. @param {Page} page @param {string} text */
async function pasteAnywhere(page, text) {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    // Firefox takes the text by itself.
    const given = /** @type {ClipboardEventInit} */ ({ clipboardData: data, data: pasted, dataType: 'text/plain', bubbles: true, cancelable: true });
    document.body.dispatchEvent(new ClipboardEvent('paste', given));
  }, text);
}

/** Types into the box, and reads it. @param {Page} page @param {string} text */
async function readIt(page, text) {
  await page.$eval('#paste-text', (element, typed) => {
    const box = /** @type {HTMLTextAreaElement} */ (element);
    box.focus();
    box.select();
    document.execCommand('insertText', false, typed);
  }, text);
  await press(page, 'Read it');
}

/** @param {Page} page */
async function understood(page) {
  await page.waitForSelector('.paste-done');
  return read(page, '#paste-report');
}

/** Waits until the page has moved on to the verdict. @param {Page} page */
async function arrived(page) {
  await page.waitForFunction(() => Math.abs(document.querySelector('#verdict')?.getBoundingClientRect().top ?? 999) < 40);
}

/** @param {Page} page */
async function refusal(page) {
  await page.waitForSelector('#paste-error');
  return read(page, '#paste-error');
}

/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.id);

for (const name of BROWSERS) {
  describe(`pasting in ${name}`, { skip: whySkip(name) }, () => {
    // Until then the page may go back to where it was scrolled to.
    const { visit } = welcome(name, { until: '.settled' });
    /** @type {string} */
    let folder;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'corslab-paste-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    visit('from a Chrome error to the working header in under a minute', async (page) => {
      const start = performance.now();
      await pasteAnywhere(page, CHROME);
      assert.match(await understood(page), /^Chrome error understood: Access-Control-Allow-Origin is "https:\/\/shop\.test", not the page's origin/);
      await soon.equal(() => outcome(page), 'Network error');
      await soon.equal(() => focused(page), 'verdict');
      // What comes after the verdict is what helps, and both are in sight.
      await arrived(page);
      await soon.equal(() => page.$eval('#verdict', (verdict) => verdict.parentElement?.nextElementSibling?.id), 'first-fix');
      await soon.ok(() => page.$eval('#first-fix', (fix) => fix.getBoundingClientRect().bottom < innerHeight));
      await soon.match(() => read(page, '#first-fix'), /^The fix: change the server’s response .*Access-Control-Allow-Origin: https:\/\/shop\.test .*Access-Control-Allow-Origin: https:\/\/www\.shop\.test .*Apply/);
      await soon.equal(() => read(page, '#fact-reached'), 'Yes');
      await press(page, 'Apply');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.equal(() => focused(page), 'verdict');
      await soon.ok(() => page.$eval('#verdict', (verdict) => verdict.getBoundingClientRect().bottom < innerHeight));
      await soon.match(() => read(page, '#first-fix'), /^This works.* change the server’s response .*add Access-Control-Allow-Origin: https:\/\/www\.shop\.test/);
      await soon.match(() => valueOf(page, 'Response headers'), /^Access-Control-Allow-Origin: https:\/\/www\.shop\.test/);
      assert.ok(performance.now() - start < 60_000);
    });

    visit('which cookies there were is not known, and said', async (page) => {
      await readIt(page, WILDCARD);
      await understood(page);
      await arrived(page);
      await soon.match(() => read(page, '#first-fix'), /Access-Control-Allow-Credentials: true .* The line names no cookies\. With credentials the browser sends those that it has for this server/);
      await press(page, 'Paste something else');
      await soon.equal(() => focused(page), 'paste-text');
      await readIt(page, CHROME);
      await page.waitForFunction(() => document.querySelector('#first-fix')?.textContent?.includes('The line does not say whether the request asked for credentials'));
    });

    visit('one entry of a HAR is enough', async (page) => {
      await readIt(page, JSON.stringify({ startedDateTime: '2026-11-22T00:00:00.000Z', ...JSON.parse(har(1)).log.entries[0] }));
      assert.match(await understood(page), /^Request of a HAR: GET https:\/\/api\.shop\.test\/items\/0 Filled: the page, the request and the server’s answers\./);
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://www.shop.test/');
      await soon.equal(() => valueOf(page, 'Status'), '404');
    });

    visit('after the reply of a server the page is asked for', async (page) => {
      await readIt(page, 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://www.shop.test/\n\n');
      await understood(page);
      await press(page, 'Enter the page URL');
      await soon.equal(() => focused(page), 'page.url');
    });

    visit('a failed preflight: the request itself never reached the server', async (page) => {
      await readIt(page, PREFLIGHT);
      assert.match(await understood(page), /^Chrome error understood: The method DELETE is not listed/);
      await arrived(page);
      await soon.equal(() => read(page, '#fact-reached'), 'No, it was never sent');
      await soon.equal(() => valueOf(page, 'Made by'), 'xhr');
      await press(page, 'Apply');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.equal(() => read(page, '#fact-reached'), 'Yes');
    });

    visit('a Firefox error says what was assumed', async (page) => {
      await readIt(page, FIREFOX);
      await understood(page);
      await soon.equal(() => valueOf(page, 'Whose rules'), 'firefox');
      await page.focus('#paste-report summary');
      await page.keyboard.press('Enter');
      await soon.match(() => read(page, '#paste-report'), /Firefox’s line does not name the page: https:\/\/app\.example\.com\/ is assumed/);
      await press(page, 'Enter the page URL');
      await soon.equal(() => focused(page), 'page.url');
    });

    visit('a curl command fills the request, asks for the page, and keeps the server', async (page) => {
      await readIt(page, `curl -X PUT https://api.shop.test/cart -H 'Authorization: Bearer abc' -d '{}'`);
      assert.match(await understood(page), /curl command understood: PUT https:\/\/api\.shop\.test\/cart .*A curl command has no page.*It tells nothing of the server/);
      await soon.equal(() => focused(page), 'page.url');
      await soon.equal(() => valueOf(page, 'Method'), 'PUT');
      await soon.equal(() => valueOf(page, 'Response headers'), 'Content-Type: application/json');
      await page.keyboard.type('https://www.shop.test/');
      await soon.match(() => read(page, '#summary'), /https:\/\/www\.shop\.test/);
    });

    visit('a link with a secret in it is copied with a warning', async (page) => {
      await readIt(page, `curl https://api.shop.test/cart -H 'Authorization: Bearer abc'`);
      await understood(page);
      await press(page, 'Copy link');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent);
      const said = await read(page, '#copied');
      if (!said.startsWith('The browser did not allow copying')) assert.match(said, /The link holds the value of Authorization\. Whoever has the link can read it\./);
    });

    visit('curl -i output fills the server, and keeps the request', async (page) => {
      await readIt(page, 'HTTP/2 200\naccess-control-allow-origin: https://app.example.com\nvary: Origin\n\n{}');
      assert.match(await understood(page), /Reply of the server understood: status 200/);
      await soon.equal(() => focused(page), 'paste-understood');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.equal(() => valueOf(page, 'Request URL'), 'https://api.example.com/items');
      await soon.equal(() => valueOf(page, 'Response headers'), 'access-control-allow-origin: https://app.example.com\nvary: Origin');
    });

    visit('Copy as fetch brings its page along', async (page) => {
      await press(page, 'Copy as fetch');
      assert.match(await understood(page), /^Code understood: GET https:\/\/api\.example\.com\/items/);
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://app.example.com/shop');
      await soon.equal(() => valueOf(page, 'Credentials'), 'include');
    });

    visit('a scenario as JSON, and a link', async (page) => {
      const scenario = { page: 'https://a.example/', request: 'https://b.example/x', server: { response: { headers: 'Access-Control-Allow-Origin: *' } } };
      await readIt(page, JSON.stringify(scenario, null, 2));
      await understood(page);
      await soon.equal(() => outcome(page), 'Readable');
      const link = await addressWith(page, 'https://b.example/x');
      await page.goBack();
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Network error');
      await pasteAnywhere(page, link);
      assert.match(await understood(page), /^Link understood/);
      await soon.equal(() => valueOf(page, 'Request URL'), 'https://b.example/x');
    });

    visit('one step back undoes it, and the box is open again', async (page) => {
      await readIt(page, CHROME);
      await understood(page);
      await page.goBack();
      await page.waitForFunction(() => document.querySelector('#paste-report')?.childElementCount === 0);
      await soon.equal(() => valueOf(page, 'Request URL'), 'https://api.example.com/items');
      await soon.ok(() => page.$eval('#paste-text', (box) => box.checkVisibility()));
    });

    visit('what cannot be read stays in the box, with the place; nothing else changes', async (page) => {
      await readIt(page, '{ "page": "https://a.example",\n  "request": }');
      await soon.match(() => refusal(page), /Line 2, column 14: .*Nothing was changed/);
      await soon.equal(() => page.$eval('#paste-text', (box) => /** @type {HTMLTextAreaElement} */ (box).value), '{ "page": "https://a.example",\n  "request": }');
      await soon.equal(() => page.$eval('#paste-text', (box) => box.getAttribute('aria-invalid')), 'true');
      await soon.equal(() => focused(page), 'paste-text');
      await soon.equal(() => valueOf(page, 'Request URL'), 'https://api.example.com/items');
      await page.keyboard.type('x');
      await soon.equal(() => page.$('#paste-error'), null);
      await readIt(page, 'TypeError: Failed to fetch');
      await soon.match(() => refusal(page), /Chrome prints this, but the line does not tell the cause/);
    });

    visit('Ctrl+V in the box reads at once', async (page) => {
      await page.focus('#paste-text');
      await page.keyboard.type(FIREFOX);
      await withControl(page, 'a', 'x', 'v');
      await understood(page);
      await soon.equal(() => valueOf(page, 'Whose rules'), 'firefox');
    });

    visit('what is pasted into another field stays there', async (page) => {
      await page.focus('[id="request.url"]');
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.setData('text/plain', 'curl https://a.example');
        document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      await soon.equal(() => page.$('.paste-done'), null);
    });

    visit('a HAR file with thousands of requests, by keyboard', async (page) => {
      const file = join(folder, 'big.har');
      writeFileSync(file, har(3000));
      await /** @type {import('puppeteer-core').ElementHandle<HTMLInputElement>} */ (await page.$('#paste-file')).uploadFile(file);
      await page.waitForSelector('#har-list li', { timeout: 60_000 });
      await soon.equal(() => focused(page), 'har-filter');
      await soon.match(() => read(page, '#har-list li'), /GET https:\/\/api\.shop\.test\/items\/0 404 cross-origin refused/);
      await soon.equal(() => page.$$eval('#har-list li', (rows) => rows.length), 100);
      await press(page, 'Show 100 more (2,900 left)');
      await soon.equal(() => page.$$eval('#har-list li', (rows) => rows.length), 200);
      await page.focus('#har-filter');
      await page.keyboard.type('items/2997');
      await soon.equal(() => read(page, '#har-count'), '1 of 3,000 requests');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      assert.match(await understood(page), /Request of a HAR: GET https:\/\/api\.shop\.test\/items\/2997/);
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://www.shop.test/');
      await arrived(page);
      await press(page, 'Choose another of the 3,000 requests');
      await page.waitForSelector('#har-list li');
    });

    visit('a HAR file is dropped onto the page', async (page) => {
      await page.evaluate((text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], 'one.har', { type: 'application/json' }));
        document.querySelector('#paste')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      }, har(1));
      assert.match(await understood(page), /Request of a HAR: GET https:\/\/api\.shop\.test\/items\/0/);
      await soon.equal(() => outcome(page), 'Network error');
    });

    visit('hostile text is shown as text', async (page) => {
      const line = (/** @type {string} */ value) => `Access to fetch at 'https://b.example/x' from origin 'https://a.example' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${value}' that is not equal to the supplied origin.`;
      await pasteAnywhere(page, line('https://<img/src=x/onerror=alert(1)>\u202e.example'));
      assert.match(await understood(page), /<img\/src=x\/onerror=alert\(1\)>/);
      await soon.equal(() => page.$('#paste-report img, #results img'), null);
      await soon.doesNotMatch(() => page.$eval('#paste-report', (report) => report.textContent ?? ''), /\u202e/);
    });

    visit('megabytes end with a message, and the page goes on', async (page) => {
      await pasteAnywhere(page, 'lorem ipsum '.repeat(1e6));
      await soon.match(() => refusal(page), /This was not recognised/);
      await soon.ok(() => page.$eval('#paste-text', (box) => /** @type {HTMLTextAreaElement} */ (box).value.length < 10_000));
      await readIt(page, CHROME);
      await understood(page);
      await soon.equal(() => outcome(page), 'Network error');
    });

    visit('a HAR of 50 MB is read', async (page) => {
      await page.evaluate((text) => {
        const big = JSON.parse(text);
        big.log.entries[0].response.content = { text: 'x'.repeat(50 * 2 ** 20) };
        const data = new DataTransfer();
        data.items.add(new File([JSON.stringify(big)], 'big.har'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      }, har(2));
      await page.waitForSelector('#har-list li', { timeout: 60_000 });
      await soon.equal(() => read(page, '#har-count'), '2 requests');
    });

    visit('a narrow screen has no sideways scrolling, with the report and the list', async (page) => {
      const isWithin = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
      await soon.ok(() => isWithin());
      await pasteAnywhere(page, har(30));
      await page.waitForSelector('#har-list li');
      await soon.ok(() => isWithin());
      await click(page, '#har-list button');
      await understood(page);
      await soon.ok(() => isWithin());
    }, { width: 320, height: 640 });

    visit('in a lesson or elsewhere there is no box', async (page) => {
      await soon.equal(() => page.$eval('#paste', (box) => box.checkVisibility()), false);
    }, { fragment: '#origins' });
  });
}
