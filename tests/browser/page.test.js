/** The teaching page, used as people use it, in Chromium and in Firefox. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import {
  addressAfter, addressOf, addressWith, arrive, BROWSERS, choose, click, control, exists, outcome, paste, press, read, soon, type, understood,
  valueOf, welcome, whySkip, withControl,
} from './page-harness.js';

const HEADERS = 'Response headers';
const CODE = 'The request as code';

/** @param {unknown} scenario @returns {string} a link as the page makes it */
const linkTo = (scenario) => `#v1=${Buffer.from(JSON.stringify(scenario)).toString('base64url')}`;

for (const name of BROWSERS) {
  describe(`the page in ${name}`, { skip: whySkip(name) }, () => {
    const { visit, browser, server } = welcome(name);

    visit('opens with an example and its verdict', async (page) => {
      await soon.equal(() => valueOf(page, 'Example'), 'missing');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.equal(() => read(page, '#fact-reached'), 'Yes');
      await soon.equal(() => read(page, '#fact-preflight'), 'No: not needed');
      await soon.match(() => read(page, '#exchanges'), /GET https:\/\/api\.example\.com\/items .*Origin: https:\/\/app\.example\.com/);
      await soon.match(() => read(page, '#exchanges'), /Access-Control-Allow-Origin: missing/);
      await soon.match(() => read(page, '#why'), /CORS check/);
      await soon.match(() => read(page, '#response'), /TypeError/);
    });

    visit('decides again with every key', async (page) => {
      await type(page, HEADERS, 'Access-Control-Allow-Origin: https://app.example.co');
      await soon.equal(() => outcome(page), 'Network error');
      await page.keyboard.type('m');
      await soon.equal(() => outcome(page), 'Readable');
      await page.keyboard.type('/');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.match(() => read(page, '#why'), /Received Access-Control-Allow-Origin https:\/\/app\.example\.com\/ Expected https:\/\/app\.example\.com/);
    });

    visit('while one types the verdict comes first, and what lies below it when that is on the screen', async (page) => {
      const seen = await page.evaluate(async () => {
        const area = /** @type {HTMLTextAreaElement} */ (document.getElementById('server[0].response.headers'));
        const read = () => ['#summary', '#why-and-how'].map((selector) => document.querySelector(selector)?.textContent ?? '');
        const write = (/** @type {string} */ text) => {
          area.value = text;
          area.dispatchEvent(new Event('input', { bubbles: true }));
          return read();
        };
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        const before = read();
        const typed = write('Access-Control-Allow-Origin: *');
        await frame();
        const after = read();
        write('X: y');
        const again = write('Access-Control-Allow-Origin: https://other.example');
        dispatchEvent(new Event('beforeprint'));
        return { before, typed, after, again, printed: read() };
      });
      assert.match(seen.before[1], /no Access-Control-Allow-Origin header/);
      assert.notEqual(seen.typed[0], seen.before[0]);
      assert.equal(seen.typed[1], seen.before[1]);
      assert.equal(seen.after[0], seen.typed[0]);
      assert.doesNotMatch(seen.after[1], /no Access-Control-Allow-Origin header/);
      assert.equal(seen.again[1], seen.after[1]);
      assert.match(seen.printed[1], /https:\/\/other\.example/);
    });

    visit('what is pressed before that is drawn does nothing that one has not seen', async (page) => {
      const seen = await page.evaluate(() => {
        const area = /** @type {HTMLTextAreaElement} */ (document.getElementById('server[0].response.headers'));
        const apply = () => /** @type {HTMLElement} */ (document.querySelector('#fixes button[data-action="apply-fix"]'));
        const [old, before] = [apply(), apply().ariaLabel];
        area.value = 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *';
        area.dispatchEvent(new Event('input', { bubbles: true }));
        old.click();
        return { text: area.value, before, after: apply().ariaLabel };
      });
      assert.equal(seen.text, 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *');
      assert.notEqual(seen.after, seen.before);
      await click(page, '#fixes button[data-action="apply-fix"]');
      await soon.equal(() => outcome(page), 'Readable');
    });

    visit('a pasted fetch() fills the fields, and a field rewrites the code', async (page) => {
      await paste(page, CODE, `await fetch("https://api.example.com/items/7", {\n  method: "DELETE",\n  credentials: "include",\n  headers: { "X-Reason": "sold" },\n});`);
      await soon.equal(() => valueOf(page, 'Request URL'), 'https://api.example.com/items/7');
      await soon.equal(() => valueOf(page, 'Method'), 'DELETE');
      await soon.equal(() => valueOf(page, 'Credentials'), 'include');
      await soon.equal(() => valueOf(page, 'Request headers'), 'X-Reason: sold');
      await soon.equal(() => read(page, '#fact-preflight'), 'Yes');
      await soon.equal(() => read(page, '#fact-reached'), 'No, it was never sent');
      await type(page, 'Method', 'PUT');
      await soon.match(() => valueOf(page, CODE), /method: 'PUT',\n {2}headers: \{\n {4}'X-Reason': 'sold',/);
    });

    visit('markup is code too', async (page) => {
      await paste(page, CODE, '<script type="module" src="https://cdn.example.net/lib.js" crossorigin="use-credentials"></script>');
      await soon.equal(() => valueOf(page, 'Made by'), 'module');
      await soon.equal(() => valueOf(page, 'Request URL'), 'https://cdn.example.net/lib.js');
      await paste(page, CODE, '<form method="POST" action="/pay" enctype="multipart/form-data"></form>');
      await soon.equal(() => valueOf(page, 'Made by'), 'form');
      await soon.equal(() => valueOf(page, 'Body'), 'form-data');
      await choose(page, 'Made by', '<img>');
      await soon.equal(() => valueOf(page, CODE), '<img src="/pay" alt="">');
    });

    visit('code that is not understood is kept, through everything', async (page) => {
      const code = 'fetch(target, { method: "PUT" })';
      const start = await addressOf(page);
      await paste(page, CODE, code);
      // The reader comes with the first code that is written.
      await page.waitForSelector('#snippet-error:not([hidden])');
      await soon.match(() => read(page, '#snippet-error'), /^Line 1, column 7: Only literal values/);
      await type(page, 'Method', 'PATCH');
      await soon.equal(() => valueOf(page, CODE), code);
      const link = await addressAfter(page, start);
      await page.goto('about:blank');
      await page.goto(link);
      await page.waitForSelector('#results:not([hidden])');
      await soon.equal(() => valueOf(page, CODE), code);
      await press(page, 'Write the code anew from the fields');
      await soon.match(() => valueOf(page, CODE), /fetch\('https:\/\/api\.example\.com\/items'/);
    });

    visit('a link reproduces the whole state', async (page) => {
      await choose(page, 'Example', 'Lower-case patch');
      await type(page, 'Page URL', 'https://shop.example.com/');
      await choose(page, 'Whose rules', 'Firefox');
      await type(page, 'Preflight status', '299');
      const all = async () => {
        const labels = ['Page URL', 'Whose rules', 'Method', 'Request headers', 'Body text', 'Preflight status', 'Preflight headers', HEADERS, CODE];
        const values = [];
        for (const label of labels) values.push([label, await valueOf(page, label)]);
        return { ...Object.fromEntries(values), verdict: [await outcome(page), await read(page, '#summary'), await read(page, '.facts')] };
      };
      await soon.equal(() => valueOf(page, 'Preflight status'), '299');
      const before = await all();
      await arrive(page, await addressWith(page, '"status":299'));
      await soon.deepEqual(() => all(), before);
    });

    visit('the example that one leaves is a step back in history', async (page) => {
      const before = await addressOf(page);
      await type(page, 'Page URL', 'https://mine.example/');
      await addressAfter(page, before);
      await choose(page, 'Example', 'A public API: *');
      await soon.equal(() => outcome(page), 'Readable');
      await page.goBack();
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://mine.example/');
      await soon.equal(() => valueOf(page, 'Example'), '');
    });

    visit('a link that is followed right after an edit is not overwritten by it', async (page) => {
      await page.focus(await control(page, 'Page URL'));
      await page.evaluate((link) => {
        document.execCommand('insertText', false, 'x');
        location.hash = link;
        // The edit is saved before the page hears of its new address.
        dispatchEvent(new Event('pagehide'));
      }, '#v1={"page":"https://a.example/","request":"/x","server":{"response":{}}}');
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Readable');
      await soon.equal(() => valueOf(page, 'Request URL'), '/x');
    });

    visit('a link to a scenario as plain JSON', async (page) => {
      await soon.equal(() => valueOf(page, 'Request URL'), '/x');
      await soon.equal(() => outcome(page), 'Readable');
    }, { fragment: '#v1={"page":"https://a.example/","request":"/x","server":{"response":{}}}' });

    visit('a broken link is explained, and harms nothing', async (page) => {
      await soon.match(() => read(page, '#notice'), /This link could not be read: .* neither base64url nor JSON/);
      await soon.match(() => addressOf(page), /#v1=eyJwYWdlIjoiaHR0$/);
      await soon.equal(() => outcome(page), 'Network error');
      await type(page, HEADERS, 'Access-Control-Allow-Origin: *');
      await soon.equal(() => outcome(page), 'Readable');
      await page.waitForFunction(() => document.querySelector('#notice')?.childElementCount === 0);
    }, { fragment: '#v1=eyJwYWdlIjoiaHR0' });

    visit('a malformed scenario is explained beside its field', async (page) => {
      await soon.match(() => read(page, '[id="request.mode-error"]'), /"cross-origin" is not allowed here\. Expected one of .*"cors"/);
      await soon.equal(() => page.$eval('[id="request.mode"]', (field) => field.getAttribute('aria-invalid')), 'true');
      await soon.equal(() => valueOf(page, 'Mode'), 'cross-origin');
      await soon.match(() => read(page, '#verdict'), /Not decided yet .*“Mode”/);
      await choose(page, 'Mode', 'cors');
      await soon.equal(() => page.$eval('[id="request.mode-error"]', (note) => note.checkVisibility()), false);
      await soon.equal(() => outcome(page), 'Readable');
    }, { fragment: linkTo({ page: 'https://a.example/', request: { url: 'https://a.example/', mode: 'cross-origin' }, server: { response: {} } }) });

    visit('a field that there is not is named, in a sentence of its own; headers of another shape are too', async (page) => {
      await soon.match(() => read(page, '#summary'), /^response: .* engine\. Below is/);
      await page.goto(server().url + linkTo({ page: 'https://a.example/', request: { url: 'https://b.example/', headers: [{ name: 'a', value: 'b' }] }, server: { response: {} } }));
      await page.waitForFunction(() => /“Request headers”/.test(document.querySelector('#summary')?.textContent ?? ''));
    }, { fragment: linkTo({ page: 'https://a.example/', request: 'https://b.example/', server: { response: {} }, response: {} }) });

    visit('a scenario of the wrong shape is named, not hidden', async (page) => {
      await soon.match(() => read(page, '#verdict'), /Not decided yet/);
      await choose(page, 'Example', 'A public API: *');
      await soon.equal(() => outcome(page), 'Readable');
    }, { fragment: linkTo({ page: [], request: 5, server: 'x', cookies: {}, unknown: '<b>' }) });

    visit('bad input keeps the text and greys the last verdict', async (page) => {
      await type(page, 'Status', '20x');
      await soon.equal(() => valueOf(page, 'Status'), '20x');
      await soon.match(() => read(page, '#verdict'), /Not decided yet Something is missing or wrong in “Status”\. Below is the last verdict, from before\.$/);
      await soon.match(() => read(page, '[id="server[0].response.status-error"]'), /"20x" is not allowed here/);
      await soon.ok(() => page.$('#results.stale'));
      await soon.match(() => read(page, '#exchanges'), /GET https:\/\/api\.example\.com\/items/);
      await press(page, 'Share');
      await page.waitForSelector('#share-title');
      await press(page, 'Copy as test');
      await soon.equal(() => read(page, '#copied'), 'There is no verdict yet that it could hold on to: mend the scenario first.');
      await type(page, 'Status', '404');
      await soon.equal(() => page.$('#results.stale'), null);
      await soon.match(() => read(page, '#exchanges'), / 404 /);
    });

    visit('where a browser decides otherwise, it says so, with what it prints and which version was observed', async (page) => {
      const isHinted = () => page.$eval('[id="engine-hint"]', (hint) => hint.checkVisibility());
      const deprecation = 'Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at '
        + 'https://api.example.com/items soon. (Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is '
        + 'not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).';
      await choose(page, 'Example', 'Authorization under *');
      await soon.equal(() => outcome(page), 'Network error');
      await soon.equal(() => read(page, '#console'), [
        'What the consoles print Word for word, as observed in these versions. Other versions may use other words.',
        'Chrome Chromium 156 Decides otherwise: Readable It prints nothing.',
        `Firefox Firefox 153 ESR Copy Decides otherwise: Readable ${deprecation}`,
        'Safari WebKitGTK 2.50 Decides otherwise: Readable It prints nothing.',
      ].join(' '));
      await soon.equal(() => isHinted(), false);
      await choose(page, 'Whose rules', 'Firefox');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.match(() => read(page, '#console'), /Chromium 156 It prints nothing\. Firefox Firefox 153 ESR Copy Cross-Origin Request Warning: .* Safari WebKitGTK 2\.50 It prints nothing\.$/);
      await soon.equal(() => isHinted(), true);
    });

    visit('a redirect asks for the next answer', async (page) => {
      await type(page, 'Status', '302');
      await type(page, HEADERS, 'Location: https://b.example.net/x\nAccess-Control-Allow-Origin: *');
      await soon.match(() => read(page, '#next-hop'), /What does the server at its Location answer\? .*https:\/\/b\.example\.net\/x/);
      await press(page, 'Add that answer');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'server[1].response.headers');
      await page.keyboard.type('Access-Control-Allow-Origin: *');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.equal(() => read(page, '#answer-1'), '2. b.example.net answers');
      await press(page, 'Remove answer 2');
      await soon.match(() => read(page, '#verdict'), /Not decided yet/);
    });

    visit('a fix can be applied, and then it works', async (page) => {
      await press(page, 'Apply');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.match(() => valueOf(page, HEADERS), /^Content-Type: application\/json\n/);
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'applied');
      await soon.equal(() => exists(page, 'why'), false);
    });

    visit('the preflight can have a reply of its own, and keeps it', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      await soon.equal(() => read(page, '#fact-reached'), 'No, it was never sent');
      await type(page, 'Preflight headers', 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *');
      await soon.equal(() => outcome(page), 'Readable');
      await choose(page, 'To the preflight (OPTIONS)', 'Same as to the request');
      await soon.equal(() => outcome(page), 'Network error');
      await choose(page, 'To the preflight (OPTIONS)', 'A reply of its own');
      await soon.equal(() => valueOf(page, 'Preflight headers'), 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Headers: *');
      await soon.equal(() => outcome(page), 'Readable');
    });

    visit('a preflight that is remembered is not sent again', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      await press(page, 'Apply');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.equal(() => read(page, '#fact-preflight'), 'Yes');
      await click(page, '#memory summary');
      await press(page, 'Send it again, remembering this preflight');
      await soon.equal(() => read(page, '#fact-preflight'), 'No: remembered from before');
      assert.equal((await page.$$('#exchanges .exchange')).length, 1);
      await press(page, 'Forget them');
      await soon.equal(() => read(page, '#fact-preflight'), 'Yes');
    });

    visit('cookies travel, or not', async (page) => {
      await choose(page, 'Example', 'Cookies that travel');
      await soon.equal(() => read(page, '#fact-cookies'), 'Yes: session');
      await soon.match(() => read(page, '#exchanges'), /Cookie: session=a1b2/);
      await choose(page, 'Credentials', 'omit');
      await soon.equal(() => read(page, '#fact-cookies'), 'No: it goes without credentials');
      await click(page, '#memory summary');
      await press(page, 'Remove cookie 1');
      await choose(page, 'Credentials', 'include');
      await soon.equal(() => read(page, '#fact-cookies'), 'No: allowed, but no cookie here fits');
      await press(page, 'Add a cookie');
      await soon.equal(() => valueOf(page, 'Set by host'), 'api.example.com');
    });

    visit('a failed connection', async (page) => {
      const box = await control(page, 'Nothing comes back: connection, DNS or TLS fails');
      // The verdict covers the end of the window.
      await page.$eval(box, (element) => element.scrollIntoView({ block: 'center' }));
      await click(page, box);
      await soon.equal(() => read(page, '#fact-reached'), 'No');
      await soon.match(() => read(page, '#exchanges'), /Nothing came back\./);
    });

    visit('the trace unfolds, with a link for every step', async (page) => {
      await soon.equal(() => page.$('#trace table'), null);
      await click(page, '#trace summary');
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
      await soon.match(() => read(page, '#exchanges'), /<img src=x onerror="window\.owned=1"><script>/);
      await soon.match(() => read(page, '#exchanges'), /Access-Control-Allow-Origin: <img[^]*<\/script>âU\+0080®txet/);
      await paste(page, CODE, markup);
      await paste(page, CODE, `<iframe srcdoc="${markup}" src="javascript:window.owned=1"></iframe>`);
      await soon.equal(() => page.evaluate(() => 'owned' in window), false);
      await soon.equal(() => page.$('main img, main iframe, main script'), null);
      // Chromium says so even of handlers in a document that could run nothing.
    }, { except: /^Executing inline event handler violates/ });

    visit('characters that cannot be seen are shown by number', async (page) => {
      await paste(page, HEADERS, 'Access-Control-Allow-Origin: https://app.\u0001example.com');
      await soon.match(() => read(page, '#results'), /U\+0001/);
      await soon.equal(() => page.$eval('#results', (results) => /[\u0001\u202a-\u202e\u2066-\u2069]/.test(results.textContent ?? '')), false);
    });

    visit('megabytes are decided and shortened', async (page) => {
      await page.evaluate(() => {
        const area = /** @type {HTMLTextAreaElement} */ (document.getElementById('server[0].response.headers'));
        area.value = `Access-Control-Allow-Origin: *\nX-A: ${'x'.repeat(2 ** 20)}`;
        area.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await soon.equal(() => outcome(page), 'Readable');
      await soon.match(() => read(page, '#exchanges'), /… and 1,04\d,\d{3} more characters/);
      await press(page, 'Copy link');
      await soon.match(() => read(page, '#notice'), /too long to be kept in the address/);
    });

    visit('keys alone are enough', async (page) => {
      await page.keyboard.press('Tab');
      await soon.equal(() => page.evaluate(() => document.activeElement?.textContent), 'Skip to the content');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'paste-text');
      await soon.equal(() => page.$eval('#notice', (notice) => notice.childElementCount), 0);
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
      for (const stop of ['Choose a HAR file …', 'example', 'Copy link', 'page.url', 'engine', 'snippet', 'request.url', 'request.headers', 'preflight-choice-0', 'server[0].response.headers', 'add-hop', 'Apply']) {
        assert.ok(reached.has(stop), `Tab never came to ${stop}`);
      }
      await page.keyboard.press('Enter');
      await soon.equal(() => outcome(page), 'Readable');
    });

    for (const [width, height] of [[1280, 900], [390, 844]]) {
      visit(`whether the request reached the server, and with cookies, stays in sight at ${width} pixels`, async (page) => {
        for (const place of ['.sides', '#picture', '#console', '#trace']) {
          await page.$eval(place, (element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
          for (const fact of ['#fact-reached', '#fact-cookies']) {
            await page.waitForFunction((selector) => {
              const { top, bottom } = /** @type {Element} */ (document.querySelector(selector)).getBoundingClientRect();
              return top >= 0 && bottom <= innerHeight;
            }, {}, fact);
          }
        }
      }, { width, height });
    }

    visit('a field that gets the focus does not hide behind the verdict', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      await soon.equal(() => page.$eval('.verdict', (verdict) => getComputedStyle(verdict).position), 'sticky');
      for (let count = 0; count < 30; count++) {
        await page.keyboard.press('Tab');
        // Firefox scrolls with the next frame, or the one after.
        await soon.equal(() => page.evaluate(() => {
          const [at, verdict] = [/** @type {Element} */ (document.activeElement), /** @type {Element} */ (document.querySelector('.verdict'))];
          const [field, bar] = [at, verdict].map((element) => element.getBoundingClientRect());
          return !verdict.contains(at) && field.bottom > bar.top && field.top < bar.bottom && (at.id || at.textContent);
        }), false);
      }
    }, { width: 1000, height: 620 });

    visit('copies: a link, a scenario, a test', async (page) => {
      const paper = async () => {
        await page.focus(await control(page, CODE));
        await withControl(page, 'a', 'v');
        await understood(page);
        return valueOf(page, CODE);
      };
      if (name === 'chromium') await browser().defaultBrowserContext().overridePermissions(server().url, ['clipboard-read', 'clipboard-write', 'clipboard-sanitized-write']);
      await page.bringToFront();
      await press(page, 'Share');
      await page.waitForSelector('#share-title');
      await press(page, 'Copy as JSON');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent === 'Scenario copied.');
      await soon.deepEqual(async () => JSON.parse(await paper()), {
        page: 'https://app.example.com/',
        request: 'https://api.example.com/items',
        server: { response: { status: 200, headers: 'Content-Type: application/json' } },
      });
      await press(page, 'Write the code anew from the fields');
      await press(page, 'Copy as test');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent === 'Test copied.');
      await soon.match(() => paper(), /simulate\(\{[^]*expect\(verdict\.outcome\)\.toBe\('network-error'\);\n {2}expect\(verdict\.cause\?\.code\)\.toBe\('missing-allow-origin'\)/);
      await press(page, 'Write the code anew from the fields');
      await press(page, 'Copy link');
      await page.waitForFunction(() => document.querySelector('#copied')?.textContent?.startsWith('Link copied.'));
      await soon.match(() => paper(), /^http:\/\/127\.0\.0\.1:\d+\/#v1=[\w-]+$/);
    });

    for (const width of [390, 320]) {
      visit(`nothing scrolls sideways at ${width} pixels`, async (page) => {
        await choose(page, 'Example', 'A redirect to a login page');
        await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
        await paste(page, HEADERS, `Location: https://login.example.net/\nX-Long: ${'x'.repeat(500)}`);
        await page.waitForSelector('#trace table');
        await soon.equal(() => page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
      }, { width, height: 800 });
    }

    visit('every example decides', async (page) => {
      const options = await page.$$eval('#example option[value]:not([value=""])', (all) => all.map((one) => /** @type {HTMLOptionElement} */ (one).value));
      assert.ok(options.length >= 12);
      for (const option of options) {
        await page.select('#example', option);
        await soon.equal(() => page.$eval('#example', (select) => /** @type {HTMLSelectElement} */ (select).value), option);
        await soon.notEqual(() => outcome(page), 'Not decided yet', option);
      }
    });
  });
}
