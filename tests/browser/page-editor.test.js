/** Writing headers and code as people do, in Chromium and in Firefox: colours, completion, marks, ready replies. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { BROWSERS, choose, click, control, outcome, paste, press, read, soon, type, valueOf, welcome, whySkip, withControl } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

const HEADERS = 'Response headers';
const PREFLIGHT = 'Preflight headers';
const CODE = 'The request as code';
const OPTIONS = 'To the preflight (OPTIONS)';

/** What moves letters if anything does: long words, tabs, spaces at the end, marks, joiners, both directions. */
const ODD_TEXT = [
  'Access-Control-Allow-Origin: https://app.example.com', `X-Long: ${'abc-def/ghi.'.repeat(40)}`, 'no colon', '', ' folded : x  ',
  'X-E: café e\u0301 \u{1F468}\u200D\u{1F469}\u200D\u{1F467} 1\uFE0F\u20E3 a\u200bb \u00a0 end', 'X-Rtl: \u05d0\u05d1\u05d2 abc \u202etxet\u202c \u0645\u0631\u062d\u0628\u0627',
  `X-Cjk: ${'\u65e5\u672c\u8a9e'.repeat(30)}`, 'X-Tab:\ta\tb', `Sp: ${'a b '.repeat(100)}    `, 'C:\u0301x', 'fi ffl -> => != ://', '', '',
].join('\n');
const ODD_CODE = `const response = await fetch('https://a.example/${'x'.repeat(150)}', {\n\tmethod: 'PUT', // note e\u0301\n  headers: { 'X-\u05d0\u05d1': \`a\nb\` } });\n/* \u65e5\n*/ <img src="x" alt=''>\n\n`;

for (const name of BROWSERS) {
  describe(`the editor in ${name}`, { skip: whySkip(name) }, () => {
    const { visit } = welcome(name);

    visit('the coloured copy lies under the text, letter for letter', async (page) => {
      for (const [label, text] of [[HEADERS, ODD_TEXT], [CODE, ODD_CODE]]) {
        await paste(page, label, text);
        for (const [width, deviceScaleFactor] of [[1280, 1], [333, 1], [900, 1.25]]) {
          await page.setViewport({ width, height: 900, deviceScaleFactor });
          for (const top of [0, 1e6]) assert.ok((await difference(page, label, top, 0)) < 128, `${label} at ${width} × ${deviceScaleFactor}`);
        }
      }
      // One pixel aside is noticed.
      assert.ok((await difference(page, CODE, 0, 1)) > 128);
    });

    visit('colours headers and code as they are written', async (page) => {
      await type(page, HEADERS, 'Vary: Origin\nX-Odd : \u00e9');
      const pieces = async () => page.$eval(await control(page, HEADERS), (area) =>
        [...area.previousElementSibling?.querySelectorAll('[class]:not(.t-line, .t-text)') ?? []].map((piece) => `${piece.className} ${piece.textContent}`));
      await soon.deepEqual(pieces, ['t-name Vary', 't-sign :', 't-name X-Odd', 't-odd  ', 't-sign :', 't-odd \u00e9']);
      const colours = await page.$eval(await control(page, HEADERS), (area) =>
        ['.t-name', '.t-sign', '.t-text', '.t-odd'].map((piece) => getComputedStyle(/** @type {Element} */ (area.previousElementSibling?.querySelector(piece))).color));
      assert.equal(new Set(colours).size, 4);
      await soon.equal(() => page.$eval('#snippet', (area) => area.previousElementSibling?.querySelector('.t-word')?.textContent), 'const');
      await soon.equal(() => page.$eval('#snippet', (area) => area.previousElementSibling?.getAttribute('aria-hidden')), 'true');
    });

    visit('long texts are neither coloured nor completed, and stay as they are', async (page) => {
      for (const text of [`X-A: ${'x'.repeat(2 ** 20)}\nVa`, 'a:\n'.repeat(5000)]) {
        await page.focus(await control(page, HEADERS));
        // Chromium's execCommand would enter each of thousands of lines by itself, which pasting does not.
        await page.$eval(await control(page, HEADERS), (area, value) => {
          /** @type {HTMLTextAreaElement} */ (area).value = value;
          area.dispatchEvent(new Event('input', { bubbles: true }));
        }, text);
        await soon.equal(() => valueOf(page, HEADERS), text);
        await soon.equal(async () => page.$eval(await control(page, HEADERS), (area) => area.previousElementSibling?.textContent), '');
        await soon.notEqual(async () => page.$eval(await control(page, HEADERS), (area) => getComputedStyle(area).webkitTextFillColor), 'rgba(0, 0, 0, 0)');
        await page.keyboard.type('r');
        await soon.deepEqual(() => offers(page), []);
      }
      await paste(page, HEADERS, 'Vary: Origin');
      await soon.equal(async () => page.$eval(await control(page, HEADERS), (area) => area.previousElementSibling?.textContent), 'Vary: Origin\n');
    });

    visit('completes by keys alone, and takes none before one has entered the list', async (page) => {
      await clear(page, HEADERS);
      await page.keyboard.type('access-control-allow-o');
      await soon.deepEqual(() => offers(page), ['Access-Control-Allow-Origin Which origin may read this']);
      await soon.equal(() => active(page), null);
      await page.keyboard.press('ArrowDown');
      await soon.equal(() => active(page), 'Access-Control-Allow-Origin');
      await page.keyboard.press('Enter');
      await soon.equal(() => valueOf(page, HEADERS), 'Access-Control-Allow-Origin: ');
      await soon.equal(async () => (await offers(page))[0], 'https://app.example.com The origin that was sent');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Tab');
      await soon.equal(() => valueOf(page, HEADERS), 'Access-Control-Allow-Origin: https://app.example.com');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.deepEqual(() => offers(page), []);
      // What was completed is undone like what was typed.
      await withControl(page, 'z');
      await page.waitForFunction((selector) => !/** @type {HTMLTextAreaElement} */ (document.querySelector(selector)).value.includes('app.example'), {}, await control(page, HEADERS));
      await withControl(page, 'z');
      await soon.ok(async () => 'access-control-allow-o'.startsWith(await valueOf(page, HEADERS)));
      await soon.equal(() => outcome(page), 'Network error');
    });

    visit('Enter, Tab, Escape and arrows do what they always do while nothing is chosen', async (page) => {
      await clear(page, HEADERS);
      await page.keyboard.type('Va');
      await soon.equal(async () => (await offers(page)).length, 1);
      await page.keyboard.press('Enter');
      await soon.equal(() => valueOf(page, HEADERS), 'Va\n');
      await page.keyboard.type('var');
      await page.keyboard.press('Escape');
      await soon.deepEqual(() => offers(page), []);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('End');
      await page.keyboard.type('ry: Or');
      await soon.deepEqual(() => offers(page), ['Origin The answer depends on who asks']);
      await page.keyboard.press('ArrowLeft');
      await page.waitForSelector('[role=listbox]', { hidden: true });
      await page.keyboard.press('End');
      await page.keyboard.type('i');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await soon.equal(() => active(page), null);
      await page.keyboard.press('Tab');
      await soon.equal(() => valueOf(page, HEADERS), 'Vary: Ori\nvar');
      await soon.notEqual(() => page.evaluate(() => document.activeElement?.id), 'server[0].response.headers');
      await soon.deepEqual(() => offers(page), []);
    });

    visit('the list opens on request too, is told to screen readers, and closes with the field', async (page) => {
      await clear(page, 'Request headers');
      await page.keyboard.down('Alt');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.up('Alt');
      /** @type {string[]} */
      let all = [];
      await soon.ok(async () => (all = await offers(page)).length > 8);
      assert.ok(all[0].startsWith('Content-Type') && !all.some((offer) => offer.startsWith('Access-Control')));
      await soon.deepEqual(() => page.$eval('[id="request.headers"]', (area) => ['aria-autocomplete', 'aria-controls', 'aria-activedescendant'].map((attribute) => area.getAttribute(attribute))),
        ['list', await page.$eval('[role=listbox]', (list) => list.id), null],
      );
      await soon.match(() => page.$$eval('[role=status]', (all) => all.map((one) => one.textContent).join()), new RegExp(`${all.length} suggestions\\. Press the down arrow`));
      await page.focus('[id="request.url"]');
      await soon.deepEqual(() => offers(page), []);
      await soon.equal(() => page.$eval('[id="request.headers"]', (area) => area.getAttribute('aria-controls')), null);
    });

    visit('completes by mouse, and the field keeps the focus', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      await clear(page, PREFLIGHT);
      await page.keyboard.type('Access-Control-Allow-He');
      await click(page, '[role=option]');
      await soon.equal(async () => (await offers(page))[0], 'content-type What the preflight asks for');
      await click(page, '[role=option]');
      await soon.equal(() => valueOf(page, PREFLIGHT), 'Access-Control-Allow-Headers: content-type');
      await soon.equal(() => page.evaluate(() => document.activeElement?.id), 'server[0].preflight.headers');
    });

    visit('a pasted megabyte is laid out plainly at once', async (page) => {
      await paste(page, HEADERS, `X-A: ${'x'.repeat(2 ** 20)}`);
      await soon.equal(async () => page.$eval(await control(page, HEADERS), (area) => getComputedStyle(area).whiteSpace), 'pre');
      await soon.equal(() => outcome(page), 'Network error');
    });

    visit('what is pasted is not interrupted', async (page) => {
      // What completes comes with the first key.
      await clear(page, HEADERS);
      await paste(page, HEADERS, 'Vary: Origin\nAccess-Control-');
      await soon.deepEqual(() => offers(page), []);
    });

    visit('marks stand at their lines, and say in words what is wrong', async (page) => {
      await soon.match(() => notes(page, HEADERS), /^Missing: Access-Control-Allow-Origin: The response has no Access-Control-Allow-Origin header/);
      await paste(page, HEADERS, 'X-A: 1\r\n\r\nAccess-Control-Allow-Origin: https://other.example\r\nVary: Origin');
      await soon.deepEqual(() => marked(page, HEADERS), ['error Access-Control-Allow-Origin: https://other.example\n']);
      await soon.match(() => notes(page, HEADERS), /^Line 3: Access-Control-Allow-Origin is "https:\/\/other\.example", not the page's origin/);
      const described = await page.$eval(await control(page, HEADERS), (area) => area.getAttribute('aria-describedby'));
      assert.equal(described, 'server[0].response.headers-marks');
      await paste(page, HEADERS, 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Origin: *');
      await soon.equal(async () => (await marked(page, HEADERS)).length, 2);
      await soon.match(() => notes(page, HEADERS), /^Lines 1 and 2: /);
      await type(page, 'Status', 'x');
      await soon.deepEqual(() => marked(page, HEADERS), [], 'an old verdict marks nothing');
      await soon.equal(() => notes(page, HEADERS), '');
      await type(page, 'Status', '200');
      await paste(page, HEADERS, 'Access-Control-Allow-Origin: *');
      await soon.deepEqual(() => marked(page, HEADERS), []);
      await soon.equal(async () => page.$eval(await control(page, HEADERS), (area) => area.getAttribute('aria-describedby')), null);
    });

    visit('a mark can be seen without colours', async (page) => {
      await paste(page, HEADERS, 'Access-Control-Allow-Origin: https://other.example');
      const [line, dot] = await page.$eval(await control(page, HEADERS), (area) => {
        const marked = /** @type {Element} */ (area.previousElementSibling?.querySelector('[data-mark=error]'));
        return [getComputedStyle(/** @type {Element} */ (marked.querySelector('.t-text'))).textDecorationStyle, getComputedStyle(marked, '::before').width];
      });
      assert.equal(line, 'wavy');
      assert.equal(dot, '8px');
    });

    visit('OPTIONS is answered as one chooses', async (page) => {
      await choose(page, 'Example', 'JSON makes it preflighted');
      await paste(page, HEADERS, 'Access-Control-Allow-Origin: *');
      await paste(page, PREFLIGHT, 'X-Mine: 1');
      await soon.equal(() => valueOf(page, OPTIONS), 'own');
      await choose(page, OPTIONS, '204 that allows just what was asked');
      await soon.equal(() => outcome(page), 'Readable');
      await soon.equal(() => valueOf(page, 'Preflight status'), '204');
      await soon.match(() => valueOf(page, PREFLIGHT), /^Access-Control-Allow-Origin: https:\/\/app\.example\.com\nAccess-Control-Allow-Methods: POST\nAccess-Control-Allow-Headers: content-type\n/);
      const results = [['204 without CORS headers', /no Access-Control-Allow-Origin/], ['401: wants a login', /status 401/], ['404: no such route', /status 404/],
        ['405: OPTIONS not allowed', /status 405/], ['301: redirect to https or a slash', /redirect \(301\)/], ['Nothing comes back', /did not answer the preflight/]];
      for (const [reply, reason] of /** @type {[string, RegExp][]} */ (results)) {
        await choose(page, OPTIONS, reply);
        await soon.match(() => read(page, '#why'), reason);
        await soon.equal(async () => page.$eval(await control(page, OPTIONS), (select) => /** @type {HTMLSelectElement} */ (select).selectedOptions[0].text), reply);
      }
      await choose(page, OPTIONS, '404: no such route');
      await soon.match(() => read(page, '[id="server[0].preflight.status-marks"]'), /answers OPTIONS with status 404/);
      await type(page, 'Preflight status', '403');
      await soon.equal(() => valueOf(page, OPTIONS), 'own');
      await choose(page, OPTIONS, 'Same as to the request');
      await choose(page, OPTIONS, 'A reply of its own');
      await soon.equal(() => valueOf(page, 'Preflight status'), '403');
    });

    visit('without a preflight there is nothing that a reply could allow', async (page) => {
      const option = () => page.$eval('#preflight-choice-0 [value=allow]', (one) => [one.textContent, /** @type {HTMLOptionElement} */ (one).disabled]);
      await soon.deepEqual(() => option(), ['204 that allows just what was asked (no preflight is sent)', true]);
      await type(page, 'Method', 'PUT');
      await soon.deepEqual(() => option(), ['204 that allows just what was asked', false]);
    });

    visit('hostile text in an editor is text', async (page) => {
      const markup = '<img src=x onerror="window.owned=1"><script>window.owned=1</script>\u202e';
      await paste(page, HEADERS, `Access-Control-Allow-Origin: ${markup}\n${markup}: ${markup}`);
      await paste(page, CODE, `fetch('/${markup}')`);
      await press(page, 'Copy link');
      await soon.equal(() => page.$('main img, main script'), null);
      await soon.equal(() => page.evaluate(() => 'owned' in window), false);
      await soon.equal(async () => page.$eval(await control(page, HEADERS), (area) => area.previousElementSibling?.textContent === `${/** @type {HTMLTextAreaElement} */ (area).value}\n`), true);
    });
  });
}

/** What the list offers; waits for it, because it comes with the first field that one writes in. @param {Page} page */
async function offers(page) {
  return page.evaluate(async () => {
    for (let turn = 0; turn < 10 && !document.querySelector('[role=option]'); turn++) await new Promise(requestAnimationFrame);
    return [...document.querySelectorAll('[role=option]')].map((option) => [...option.children].map(({ textContent }) => textContent).join(' '));
  });
}

/** The option that one is at. @param {Page} page */
function active(page) {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    const option = id ? document.getElementById(id) : null;
    return option && option.getAttribute('aria-selected') === 'true' ? option.querySelector('.text')?.textContent ?? null : null;
  });
}

/** Empties a field and stays in it until its completion has come. @param {Page} page @param {string} label */
async function clear(page, label) {
  await type(page, label, '');
  await page.waitForSelector('#main > [role=status]');
}

/** The lines with a mark. @param {Page} page @param {string} label */
async function marked(page, label) {
  return page.$eval(await control(page, label), (area) =>
    [...area.previousElementSibling?.querySelectorAll('.t-line[data-mark]') ?? []].map((line) => `${line.getAttribute('data-mark')} ${line.textContent}`));
}

/** What is said under a field. @param {Page} page @param {string} label */
async function notes(page, label) {
  return page.$eval(await control(page, label), (area) => {
    const list = document.getElementById(`${area.id}-marks`);
    return list && list.checkVisibility() ? list.innerText.replace(/\s+/g, ' ').trim() : '';
  });
}

/** How much the field's own text, and the copy of it, differ at most in any pixel, when both are black. @param {Page} page @param {string} label @param {number} top @param {number} aside */
async function difference(page, label, top, aside) {
  const area = await page.$(await control(page, label));
  const editor = /** @type {import('puppeteer-core').ElementHandle<HTMLElement>} */ (await area?.evaluateHandle((one) => one.closest('.editor')));
  const shots = [];
  for (const mode of ['copy', 'field']) {
    await editor.evaluate(async (one, seen, y, x) => {
      const sheet = new CSSStyleSheet();
      const hidden = { copy: '.editor > textarea { visibility: hidden }', field: '.editor > .paint { visibility: hidden }' };
      sheet.replaceSync(`${hidden[/** @type {'copy'} */ (seen)]}
        .editor.editor.editor > textarea { color: black; -webkit-text-fill-color: black; translate: ${x === 0 ? 'none' : `${x}px`} }
        .paint, .paint * { color: black !important; background: none !important; box-shadow: none !important; text-decoration: none !important }
        .t-line.t-line::before { display: none } .verdict.verdict { position: static }`);
      document.adoptedStyleSheets = [sheet];
      /** @type {HTMLElement} */ (document.activeElement)?.blur();
      one.scrollTop = y;
      one.scrollIntoView({ block: 'center' });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }, mode, top, aside);
    shots.push(await editor.screenshot({ encoding: 'base64' }));
  }
  await page.evaluate(() => (document.adoptedStyleSheets = []));
  return compare(page, shots);
}

/** @param {Page} page @param {string[]} shots */
function compare(page, shots) {
  return page.evaluate(async (images) => {
    const [one, other] = await Promise.all(images.map(async (image) => {
      const bytes = Uint8Array.from(atob(image), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d'));
      context.drawImage(bitmap, 0, 0);
      return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
    }));
    if (one.length !== other.length) return Infinity;
    return one.reduce((most, value, index) => Math.max(most, Math.abs(value - other[index])), 0);
  }, shots);
}
