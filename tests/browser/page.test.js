/** The teaching page, used as people use it, in Chromium and in Firefox. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  addressAfter, BROWSERS, choose, complaintsOf, control, exists, openBrowser, openPage, outcome, paste, press, read, servePage,
  settledAddress, type, valueOf, whySkip,
} from './page-harness.js';

const HEADERS = 'Response headers';
const CODE = 'The request as code';

/** @param {unknown} scenario @returns {string} a link as the page makes it */
const linkTo = (scenario) => `#v1=${Buffer.from(JSON.stringify(scenario)).toString('base64url')}`;

for (const name of BROWSERS) {
  describe(`the page in ${name}`, { skip: whySkip(name) }, () => {
    /** @type {import('puppeteer-core').Browser} */
    let browser;
    /** @type {Awaited<ReturnType<typeof servePage>>} */
    let server;
    before(async () => {
      server = await servePage();
      browser = await openBrowser(name);
    });
    after(async () => {
      await browser?.close();
      server?.close();
    });
    /** A test with a page of its own, which must have nothing to complain about in the end. @param {string} title @param {(page: import('puppeteer-core').Page) => Promise<void>} body @param {{ fragment?: string, width?: number, height?: number, except?: RegExp }} [options] */
    function visit(title, body, { fragment = '', except = /^$/, ...size } = {}) {
      test(title, async () => {
        const page = await openPage(browser, server.url + fragment, size);
        try {
          await body(page);
          assert.deepEqual(complaintsOf(page).filter((line) => !except.test(line)), []);
        } finally {
          await page.close();
        }
      });
    }

    visit('opens with an example and its verdict', async (page) => {
      assert.equal(await valueOf(page, 'Example'), 'missing');
      assert.equal(await outcome(page), 'Network error');
      assert.equal(await read(page, '#fact-reached'), 'Yes');
      assert.equal(await read(page, '#fact-preflight'), 'No: not needed');
      assert.match(await read(page, '#exchanges'), /GET https:\/\/api\.example\.com\/items .*Origin: https:\/\/app\.example\.com/);
      assert.match(await read(page, '#exchanges'), /Access-Control-Allow-Origin: missing/);
      assert.match(await read(page, '#why'), /CORS check/);
      assert.match(await read(page, '#response'), /TypeError/);
    });

    visit('decides again with every key', async (page) => {
      await type(page, HEADERS, 'Access-Control-Allow-Origin: https://app.example.co');
      assert.equal(await outcome(page), 'Network error');
      await page.keyboard.type('m');
      assert.equal(await outcome(page), 'Readable');
      await page.keyboard.type('/');
      assert.equal(await outcome(page), 'Network error');
      assert.match(await read(page, '#why'), /Received Access-Control-Allow-Origin https:\/\/app\.example\.com\/ Expected https:\/\/app\.example\.com/);
    });

    visit('a pasted fetch() fills the fields, and a field rewrites the code', async (page) => {
      await paste(page, CODE, `await fetch("https://api.example.com/items/7", {\n  method: "DELETE",\n  credentials: "include",\n  headers: { "X-Reason": "sold" },\n});`);
      assert.equal(await valueOf(page, 'Request URL'), 'https://api.example.com/items/7');
      assert.equal(await valueOf(page, 'Method'), 'DELETE');
      assert.equal(await valueOf(page, 'Credentials'), 'include');
      assert.equal(await valueOf(page, 'Request headers'), 'X-Reason: sold');
      assert.equal(await read(page, '#fact-preflight'), 'Yes');
      assert.equal(await read(page, '#fact-reached'), 'No, it was never sent');
      await type(page, 'Method', 'PUT');
      assert.match(await valueOf(page, CODE), /method: 'PUT',\n {2}headers: \{\n {4}'X-Reason': 'sold',/);
    });

    visit('markup is code too', async (page) => {
      await paste(page, CODE, '<script type="module" src="https://cdn.example.net/lib.js" crossorigin="use-credentials"></script>');
      assert.equal(await valueOf(page, 'Made by'), 'module');
      assert.equal(await valueOf(page, 'Request URL'), 'https://cdn.example.net/lib.js');
      await paste(page, CODE, '<form method="POST" action="/pay" enctype="multipart/form-data"></form>');
      assert.equal(await valueOf(page, 'Made by'), 'form');
      assert.equal(await valueOf(page, 'Body'), 'form-data');
      await choose(page, 'Made by', '<img>');
      assert.equal(await valueOf(page, CODE), '<img src="/pay" alt="">');
    });

    visit('code that is not understood is kept, through everything', async (page) => {
      const code = 'fetch(target, { method: "PUT" })';
      const start = page.url();
      await paste(page, CODE, code);
      assert.match(await read(page, '#snippet-error'), /^Line 1, column 7: Only literal values/);
      await type(page, 'Method', 'PATCH');
      assert.equal(await valueOf(page, CODE), code);
      const link = await addressAfter(page, start);
      await page.goto('about:blank');
      await page.goto(link);
      await page.waitForSelector('#results:not([hidden])');
      assert.equal(await valueOf(page, CODE), code);
      await press(page, 'Write the code anew from the fields');
      assert.match(await valueOf(page, CODE), /fetch\('https:\/\/api\.example\.com\/items'/);
    });

    visit('a link reproduces the whole state', async (page) => {
      await choose(page, 'Example', 'Lower-case patch');
      await type(page, 'Page URL', 'https://shop.example.com/');
      await choose(page, 'Whose rules', 'Firefox');
      await type(page, 'Preflight status', '299');
      const link = await settledAddress(page);
      const other = await openPage(browser, link);
      for (const label of ['Page URL', 'Whose rules', 'Method', 'Request headers', 'Body text', 'Preflight status', 'Preflight headers', HEADERS, CODE]) {
        assert.equal(await valueOf(other, label), await valueOf(page, label), label);
      }
      assert.equal(await valueOf(other, 'Preflight status'), '299');
      assert.equal(await read(other, '#verdict'), await read(page, '#verdict'));
      await other.close();
    });

    visit('the example that one leaves is a step back in history', async (page) => {
      const before = page.url();
      await type(page, 'Page URL', 'https://mine.example/');
      await addressAfter(page, before);
      await choose(page, 'Example', 'A public API: *');
      assert.equal(await outcome(page), 'Readable');
      await page.goBack();
      assert.equal(await valueOf(page, 'Page URL'), 'https://mine.example/');
      assert.equal(await valueOf(page, 'Example'), '');
    });

    visit('a link to a scenario as plain JSON', async (page) => {
      assert.equal(await valueOf(page, 'Request URL'), '/x');
      assert.equal(await outcome(page), 'Readable');
    }, { fragment: '#v1={"page":"https://a.example/","request":"/x","server":{"response":{}}}' });

    visit('a broken link is explained, and harms nothing', async (page) => {
      assert.match(await read(page, '#notice'), /This link could not be read: .* neither base64url nor JSON/);
      assert.ok(page.url().endsWith('#v1=eyJwYWdlIjoiaHR0'));
      assert.equal(await outcome(page), 'Network error');
      await type(page, HEADERS, 'Access-Control-Allow-Origin: *');
      assert.equal(await outcome(page), 'Readable');
      await page.waitForFunction(() => document.querySelector('#notice')?.childElementCount === 0);
    }, { fragment: '#v1=eyJwYWdlIjoiaHR0' });

    visit('a malformed scenario is explained beside its field', async (page) => {
      assert.match(await read(page, '[id="request.mode-error"]'), /"cross-origin" is not allowed here\. Expected one of .*"cors"/);
      assert.equal(await page.$eval('[id="request.mode"]', (field) => field.getAttribute('aria-invalid')), 'true');
      assert.equal(await valueOf(page, 'Mode'), 'cross-origin');
      assert.match(await read(page, '#verdict'), /Not decided yet .*“Mode”/);
      await choose(page, 'Mode', 'cors');
      assert.equal(await page.$eval('[id="request.mode-error"]', (note) => note.checkVisibility()), false);
      assert.equal(await outcome(page), 'Readable');
    }, { fragment: linkTo({ page: 'https://a.example/', request: { url: 'https://a.example/', mode: 'cross-origin' }, server: { response: {} } }) });

    visit('a scenario of the wrong shape is named, not hidden', async (page) => {
      assert.match(await read(page, '#verdict'), /Not decided yet/);
      await choose(page, 'Example', 'A public API: *');
      assert.equal(await outcome(page), 'Readable');
    }, { fragment: linkTo({ page: [], request: 5, server: 'x', cookies: {}, unknown: '<b>' }) });

    visit('bad input keeps the text and greys the last verdict', async (page) => {
      await type(page, 'Status', '20x');
      assert.equal(await valueOf(page, 'Status'), '20x');
      assert.match(await read(page, '#verdict'), /Not decided yet Something is missing or wrong in “Status”\. Below is the last verdict, from before\.$/);
      assert.match(await read(page, '[id="server[0].response.status-error"]'), /"20x" is not allowed here/);
      assert.ok(await page.$('#results.stale'));
      assert.match(await read(page, '#exchanges'), /GET https:\/\/api\.example\.com\/items/);
      await press(page, 'Copy as test');
      assert.equal(await read(page, '#copied'), 'There is no verdict yet that a test could hold on to.');
      await type(page, 'Status', '404');
      assert.equal(await page.$('#results.stale'), null);
      assert.match(await read(page, '#exchanges'), / 404 /);
    });

    visit('where a browser decides otherwise, it says so, with what it prints and which version was observed', async (page) => {
      const isHinted = () => page.$eval('[id="engine-hint"]', (hint) => hint.checkVisibility());
      const deprecation = 'Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at '
        + 'https://api.example.com/items soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is '
        + 'not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).';
      await choose(page, 'Example', 'Authorization under *');
      assert.equal(await outcome(page), 'Network error');
      assert.equal(await read(page, '#console'), [
        'What the console prints', 'Chrome decides otherwise: Readable nothing',
        `Firefox decides otherwise: Readable ${deprecation}`, 'Safari decides otherwise: Readable nothing',
      ].join(' '));
      assert.equal(await isHinted(), false);
      await choose(page, 'Whose rules', 'Firefox');
      assert.equal(await outcome(page), 'Readable');
      assert.equal(await read(page, '#console'), `What the console prints Chrome nothing Firefox ${deprecation} Safari nothing`);
      assert.equal(await isHinted(), true);
    });

    visit('a redirect asks for the next answer', async (page) => {
      await type(page, 'Status', '302');
      await type(page, HEADERS, 'Location: https://b.example.net/x\nAccess-Control-Allow-Origin: *');
      assert.match(await read(page, '#next-hop'), /What does the server at its Location answer\? .*https:\/\/b\.example\.net\/x/);
      await press(page, 'Add that answer');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'server[1].response.headers');
      await page.keyboard.type('Access-Control-Allow-Origin: *');
      assert.equal(await outcome(page), 'Readable');
      assert.equal(await read(page, '#answer-1'), '2. b.example.net answers');
      await press(page, 'Remove answer 2');
      assert.match(await read(page, '#verdict'), /Not decided yet/);
    });

    visit('a fix can be applied, and then it works', async (page) => {
      await press(page, 'Apply');
      assert.equal(await outcome(page), 'Readable');
      assert.match(await valueOf(page, HEADERS), /^Content-Type: application\/json\n/);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'verdict');
      assert.equal(await exists(page, 'why'), false);
    });

    visit('the preflight can have a reply of its own, and keeps it', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      assert.equal(await read(page, '#fact-reached'), 'No, it was never sent');
      await type(page, 'Preflight headers', 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *');
      assert.equal(await outcome(page), 'Readable');
      await choose(page, 'To the preflight (OPTIONS)', 'Same as to the request');
      assert.equal(await outcome(page), 'Network error');
      await choose(page, 'To the preflight (OPTIONS)', 'A reply of its own');
      assert.equal(await valueOf(page, 'Preflight headers'), 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *');
      assert.equal(await outcome(page), 'Readable');
    });

    visit('a preflight that is remembered is not sent again', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      await press(page, 'Apply');
      assert.equal(await outcome(page), 'Readable');
      assert.equal(await read(page, '#fact-preflight'), 'Yes');
      await page.click('#memory summary');
      await press(page, 'Send it again, remembering this preflight');
      assert.equal(await read(page, '#fact-preflight'), 'No: remembered from before');
      assert.equal((await page.$$('#exchanges .exchange')).length, 1);
      await press(page, 'Forget them');
      assert.equal(await read(page, '#fact-preflight'), 'Yes');
    });

    visit('cookies travel, or not', async (page) => {
      await choose(page, 'Example', 'Cookies that travel');
      assert.equal(await read(page, '#fact-cookies'), 'Yes: session');
      assert.match(await read(page, '#exchanges'), /Cookie: session=a1b2/);
      await choose(page, 'Credentials', 'omit');
      assert.equal(await read(page, '#fact-cookies'), 'No: it goes without credentials');
      await page.click('#memory summary');
      await press(page, 'Remove cookie 1');
      await choose(page, 'Credentials', 'include');
      assert.equal(await read(page, '#fact-cookies'), 'No: allowed, but none fits');
      await press(page, 'Add a cookie');
      assert.equal(await valueOf(page, 'Set by host'), 'api.example.com');
    });

    visit('a failed connection', async (page) => {
      await page.click(await control(page, 'Nothing comes back: connection, DNS or TLS fails'));
      assert.equal(await read(page, '#fact-reached'), 'No');
      assert.match(await read(page, '#exchanges'), /Nothing came back\./);
    });

    visit('the trace unfolds, with a link for every step', async (page) => {
      assert.equal(await page.$('#trace table'), null);
      await page.click('#trace summary');
      await page.waitForSelector('#trace table');
      const steps = await page.$$eval('#trace tbody tr', (rows) => rows.map((row) => row.querySelector('a')?.href ?? ''));
      assert.ok(steps.length > 5);
      assert.ok(steps.every((url) => url.startsWith('https://') && url.includes('#')));
    });

    visit('hostile text is text', async (page) => {
      const markup = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>';
      await paste(page, 'Request URL', `https://api.example.com/${markup}`);
      await paste(page, 'Page URL', `https://app.example.com/?${markup}`);
      await paste(page, 'Request headers', `X-A: ${markup}`);
      await paste(page, HEADERS, `Access-Control-Allow-Origin: ${markup}\u202etxet\nX-B: ${markup}`);
      assert.match(await read(page, '#exchanges'), /<img src=x onerror="window\.owned=1"><script>/);
      assert.match(await read(page, '#exchanges'), /Access-Control-Allow-Origin: <img[^]*<\/script>âU\+0080®txet/);
      await paste(page, CODE, markup);
      await paste(page, CODE, `<iframe srcdoc="${markup}" src="javascript:window.owned=1"></iframe>`);
      assert.equal(await page.evaluate(() => 'owned' in window), false);
      assert.equal(await page.$('main img, main iframe, main script'), null);
      // Chromium says so even of handlers in a document that could run nothing.
    }, { except: /^Executing inline event handler violates/ });

    visit('characters that cannot be seen are shown by number', async (page) => {
      await paste(page, HEADERS, 'Access-Control-Allow-Origin: https://app.\u0001example.com');
      assert.match(await read(page, '#results'), /U\+0001/);
      assert.equal(await page.$eval('#results', (results) => /[\u0001\u202a-\u202e\u2066-\u2069]/.test(results.textContent ?? '')), false);
    });

    visit('megabytes are decided and shortened', async (page) => {
      await page.evaluate(() => {
        const area = /** @type {HTMLTextAreaElement} */ (document.getElementById('server[0].response.headers'));
        area.value = `Access-Control-Allow-Origin: *\nX-A: ${'x'.repeat(2 ** 20)}`;
        area.dispatchEvent(new Event('input', { bubbles: true }));
      });
      assert.equal(await outcome(page), 'Readable');
      assert.match(await read(page, '#exchanges'), /… and 1,04\d,\d{3} more characters/);
      await press(page, 'Copy link');
      assert.match(await read(page, '#notice'), /too long to be kept in the address/);
    });

    visit('keys alone are enough', async (page) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the request');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'example');
      const reached = new Set();
      for (let count = 0; count < 60; count++) {
        await page.keyboard.press('Tab');
        const { what, outline } = await page.evaluate(() => {
          const at = /** @type {HTMLElement} */ (document.activeElement);
          return { what: at.id || at.textContent, outline: getComputedStyle(at).outlineStyle };
        });
        assert.notEqual(outline, 'none', `no focus is to be seen on ${what}`);
        reached.add(what);
        if (what === 'Apply') break;
      }
      for (const stop of ['Copy link', 'page.url', 'engine', 'snippet', 'request.url', 'request.headers', 'preflight-choice-0', 'server[0].response.headers', 'add-hop', 'Apply']) {
        assert.ok(reached.has(stop), `Tab never came to ${stop}`);
      }
      await page.keyboard.press('Enter');
      assert.equal(await outcome(page), 'Readable');
    });

    visit('a field that gets the focus does not hide behind the verdict', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      assert.equal(await page.$eval('#verdict', (verdict) => getComputedStyle(verdict).position), 'sticky');
      for (let count = 0; count < 30; count++) {
        await page.keyboard.press('Tab');
        const covered = await page.evaluate(async () => {
          // Firefox scrolls with the next frame.
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
          const [at, verdict] = [/** @type {Element} */ (document.activeElement), /** @type {Element} */ (document.querySelector('#verdict'))];
          const [field, bar] = [at, verdict].map((element) => element.getBoundingClientRect());
          return !verdict.contains(at) && field.bottom > bar.top && field.top < bar.bottom && (at.id || at.textContent);
        });
        assert.equal(covered, false);
      }
    }, { width: 1000, height: 620 });

    visit('copies: a link, a scenario, a test', async (page) => {
      const paper = async () => {
        await page.focus(await control(page, CODE));
        await page.keyboard.down('Control');
        await page.keyboard.press('a');
        await page.keyboard.press('v');
        await page.keyboard.up('Control');
        return valueOf(page, CODE);
      };
      if (name === 'chromium') await browser.defaultBrowserContext().overridePermissions(server.url, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
      await page.bringToFront();
      await press(page, 'Copy as JSON');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent === 'Scenario copied.');
      const scenario = JSON.parse(await paper());
      assert.deepEqual(scenario, {
        page: 'https://app.example.com/',
        request: 'https://api.example.com/items',
        server: { response: { status: 200, headers: 'Content-Type: application/json' } },
      });
      await press(page, 'Write the code anew from the fields');
      await press(page, 'Copy as test');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent === 'Test copied.');
      assert.match(await paper(), /simulate\(\{[^]*expect\(verdict\.outcome\)\.toBe\("network-error"\);\n {2}expect\(verdict\.cause\?\.code\)\.toBe\("missing-allow-origin"\)/);
      await press(page, 'Write the code anew from the fields');
      await press(page, 'Copy link');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent === 'Link copied.');
      assert.match(await paper(), /^http:\/\/127\.0\.0\.1:\d+\/#v1=[\w-]+$/);
    });

    for (const width of [390, 320]) {
      visit(`nothing scrolls sideways at ${width} pixels`, async (page) => {
        await choose(page, 'Example', 'A redirect to a login page');
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
        await paste(page, HEADERS, `Location: https://login.example.net/\nX-Long: ${'x'.repeat(500)}`);
        await page.waitForSelector('#trace table');
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      }, { width, height: 800 });
    }

    visit('every example decides', async (page) => {
      const options = await page.$$eval('#example option[value]:not([value=""])', (all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value));
      assert.ok(options.length >= 12);
      for (const option of options) {
        await page.select('#example', option);
        assert.equal(await page.$eval('#example', (select) => /** @type {HTMLSelectElement} */ (select).value), option);
        assert.notEqual(await outcome(page), 'Not decided yet', option);
      }
    });
  });
}
