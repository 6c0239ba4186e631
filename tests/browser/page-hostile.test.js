/** Links that were made to break the page: it must go on, show what they say as text, and complain of nothing. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { BROWSERS, complaintsOf, control, goTo, newPage, openBrowser, openPage, outcome, paste, press, read, servePage, soon, takeTheClock, valueOf, whySkip, withControl } from './page-harness.js';

const right = { page: 'https://a.example', request: 'https://b.example/x', server: { response: { headers: 'Access-Control-Allow-Origin: *' } } };
const many = (/** @type {number} */ count, /** @type {(index: number) => unknown} */ make) => Array.from({ length: count }, (_, index) => make(index));
const odd = { toString: 1, valueOf: 1 };

/** By what they do: what stands after `#v1=`, and what is read beside the fields or above them. @type {Record<string, [unknown, RegExp]>} */
const LINKS = {
  'lists of what is no pair': [{ ...right, request: { url: 'https://b.example', headers: [5, null, ['a', 'b', 'c']] } }, /request\.headers\[0\].* is not allowed here/],
  'objects that have no text': [{ page: { url: odd }, request: { url: odd, method: odd, initiator: odd, headers: { A: odd }, body: { kind: odd } }, server: [{ response: { headers: [[odd, odd]], status: odd } }] }, /an object is not allowed here/],
  'names that every object has': [{ ...right, engine: 'toString', request: { url: 'https://b.example', initiator: '__proto__', body: { kind: 'constructor' } } }, /"toString" is not allowed here|"constructor" is not allowed here/],
  'what nests without end': [`{"page":${'['.repeat(9000)}${']'.repeat(9000)}}`, /it holds no scenario/],
  'a name of a hundred thousand parts': [{ ...right, ['a.'.repeat(50_000)]: 1 }, /Expected no such field/],
  'a thousand answers': [{ ...right, server: many(1000, (index) => ({ response: { status: 302, headers: `Location: https://h${index}.example/` } })) }, /970 more answers/],
  'two thousand cookies': [{ ...right, cookies: many(2000, (index) => ({ name: `n${index}`, value: '1', domain: 'b.example' })) }, /1,950 more cookies/],
  'markup with a handler': [{ ...right, snippet: '<img src="/x" onerror="document.title = 1" style="color: red">' }, /Readable/],
  'lines that end as on Windows': [{ ...right, server: { response: { headers: 'Access-Control-Allow-Origin: *\r\nX-A: 1' } } }, /Readable/],
};

for (const name of BROWSERS) {
  describe(`a hostile link in ${name}`, { skip: whySkip(name) }, () => {
    /** @type {Awaited<ReturnType<typeof servePage>>} */
    let server;
    /** @type {import('puppeteer-core').Browser} */
    let browser;
    before(async () => {
      [server, browser] = await Promise.all([servePage(), openBrowser(name)]);
    });
    after(async () => {
      await browser?.close();
      server?.close();
    });

    /** The page, but for what is lost on the way. @param {(path: string) => boolean} isLost */
    async function serveWithout(isLost) {
      const lossy = createServer(async ({ url }, reply) => {
        if (isLost(String(url))) return reply.writeHead(404).end();
        const { headers, body } = await fetch(new URL(String(url), server.url));
        reply.writeHead(200, { 'content-type': headers.get('content-type') ?? '' });
        for await (const chunk of /** @type {any} */ (body)) reply.write(chunk);
        reply.end();
      }).listen(0, '127.0.0.1');
      await once(lossy, 'listening');
      const close = () => {
        lossy.closeAllConnections();
        lossy.close();
      };
      return { url: `http://127.0.0.1:${/** @type {any} */ (lossy.address()).port}/`, close };
    }

    test('is read, and the page goes on', async () => {
      const page = await openPage(browser, server.url);
      const say = (/** @type {unknown} */ scenario) => goTo(page, `#v1=${Buffer.from(typeof scenario === 'string' ? scenario : JSON.stringify(scenario)).toString('base64url')}`);
      for (const [what, [scenario, expected]] of Object.entries(LINKS)) {
        await say(scenario);
        await page.evaluate(() => document.querySelector('#memory')?.setAttribute('open', ''));
        await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('main')?.innerText ?? ''), {}, expected.source)
          .catch(() => assert.fail(`${what}: ${expected} is not to be read`));
        // Another one is read as ever.
        await say({ ...right, page: `https://${Object.keys(LINKS).indexOf(what)}.example` });
        await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Readable');
        await soon.equal(() => valueOf(page, 'Page URL'), `https://${Object.keys(LINKS).indexOf(what)}.example`);
        assert.deepEqual(complaintsOf(page), [], what);
      }
      await page.close();
    });

    test('a paste of five thousand lines, and of a method that never ends: all is kept, and all else stays in sight', async () => {
      const page = await openPage(browser, server.url);
      await page.evaluate(() => {
        const source = document.createElement('textarea');
        source.value = 'X-A: b\n'.repeat(5000);
        source.id = 'source';
        document.body.append(source);
      });
      await page.focus('#source');
      await withControl(page, 'a', 'c');
      const headers = await control(page, 'Response headers');
      await page.focus(headers);
      await withControl(page, 'a', 'v');
      await page.waitForFunction((selector) => /** @type {any} */ (document.querySelector(selector)).value.length === 35_000, {}, headers);
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Not decided yet');
      await soon.match(() => read(page, '[id="server[0].response.headers-error"]'), /Expected at most 4096 headers/);
      await page.evaluate(() => document.querySelector('#source')?.remove());

      await page.evaluate((text) => { location.hash = text; }, `v1=${JSON.stringify(right)}`);
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Readable');
      await paste(page, 'Method', `A ${'\u202e'.repeat(20_000)}`);
      await page.waitForFunction(() => document.querySelector('#outcome')?.textContent === 'Network error');
      const height = await page.$eval('#verdict', (verdict) => verdict.getBoundingClientRect().height);
      assert.ok(height < 450, `the verdict is ${height} px high`);
      assert.equal((await valueOf(page, 'Method')).length, 20_002);
      assert.deepEqual(complaintsOf(page), []);
      await page.close();
    });

    test('does without the parts of the page that do not come', async () => {
      let isOff = true;
      const lame = await serveWithout((path) => isOff && /parts|worker/.test(path));
      const page = await openPage(browser, lame.url);
      const isSaid = () => page.waitForFunction(() => document.querySelector('#notice')?.textContent?.startsWith('This part of the page could not be loaded'));
      await press(page, 'Share');
      await isSaid();
      await page.evaluate(() => { location.hash = '#gallery'; });
      await isSaid();
      isOff = false;
      await page.evaluate(() => { location.hash = '#lessons'; });
      await page.waitForSelector('#lessons-title');
      await page.waitForFunction(() => document.querySelector('#notice')?.textContent === '');
      assert.deepEqual(complaintsOf(page).filter((one) => !/404|Failed to load|Loading (?:failed|module)/.test(one)), []);
      await page.close();
      lame.close();
    });

    test('says so where its code does not come, wherever one wants to go', async () => {
      const bare = await serveWithout((path) => /main-/.test(path));
      for (const place of ['', '#lessons']) {
        const page = await newPage(browser);
        await page.goto(bare.url + place);
        await soon.match(() => read(page, '#notice'), /^corslab’s code could not be loaded\. What you see is one example/);
        await page.waitForSelector('#notice', { visible: true });
        await soon.equal(() => outcome(page), 'Network error');
        await page.close();
      }
      bare.close();
    });

    test('and another tab do not undo what was learnt', async () => {
      const tabs = [await openPage(browser, `${server.url}#lessons/origin`), await openPage(browser, `${server.url}#lessons/preflight`)];
      for (const [turn, tab] of [tabs[0], tabs[1], tabs[0]].entries()) {
        await tab.bringToFront();
        // Tabs may be processes, of which each hears a little later what another has kept.
        if (turn === 2) await tab.waitForFunction(() => JSON.parse(localStorage.getItem('corslab-lessons') ?? '{}').lessons?.preflight?.isShown);
        const action = tab === tabs[0] && (await tab.$('[data-action="lesson-show"]')) === null ? 'lesson-hint' : 'lesson-show';
        await tab.waitForSelector(`[data-action="${action}"]`);
        await tab.$eval(`[data-action="${action}"]`, (button) => /** @type {HTMLElement} */ (button).click());
      }
      const kept = await tabs[0].evaluate(() => JSON.parse(localStorage.getItem('corslab-lessons') ?? '{}').lessons);
      assert.deepEqual([kept.origin.isShown, kept.origin.hints, kept.preflight.isShown], [true, 1, true]);
      for (const tab of tabs) await tab.close();
    });

    test('or one who types is not spoken to at every key', async () => {
      const page = await openPage(browser, server.url);
      await page.evaluate(() => {
        const said = /** @type {any} */ (globalThis).said = /** @type {unknown[]} */ ([]);
        const spoken = /** @type {Element} */ (document.querySelector('#spoken'));
        new MutationObserver(() => said.push(spoken.textContent)).observe(spoken, { childList: true, subtree: true });
      });
      const passTime = await takeTheClock(page, 500);
      await page.focus(await control(page, 'Page URL'));
      await withControl(page, 'a');
      await page.keyboard.type('https://other.example/');
      await soon.equal(() => valueOf(page, 'Page URL'), 'https://other.example/');
      const said = () => page.evaluate(() => /** @type {any} */ (globalThis).said.map(String));
      assert.deepEqual(await said(), []);
      await passTime();
      await soon.match(async () => (await said()).join('|'), /^[^|]*https:\/\/other\.example may not[^|]*$/);
      await page.close();
    });

    test('that is the first thing the page sees does not keep it from starting', async () => {
      for (const what of ['lists of what is no pair', 'what nests without end']) {
        const [scenario] = LINKS[what];
        const page = await openPage(browser, `${server.url}#v1=${Buffer.from(typeof scenario === 'string' ? scenario : JSON.stringify(scenario)).toString('base64url')}`);
        assert.deepEqual(complaintsOf(page), [], what);
        await page.close();
      }
    });
  });
}
