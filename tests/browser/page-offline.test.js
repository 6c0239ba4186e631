/** The page without a network, after one visit; and with a newer build, of which nothing is mixed with the one before. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inRoot } from '../../js/build/root.js';
import { serve } from '../../js/build/serve.js';
import { serveFolder } from '../tools/static-server.js';
import { BROWSERS, click, complaintsOf, newPage, outcome, paste, read, reload, soon, welcome, whySkip } from './page-harness.js';

/** @typedef {import('puppeteer-core').Page} Page */

const BUILT = inRoot('dist/www');
const ROOMS = { lessons: 'Lessons', gallery: 'Gallery of mistakes', origins: 'Origin lab' };

const MAIN = readdirSync(BUILT).find((file) => /^main-\w+\.js$/.test(file)) ?? '';

/** The same page as another build would be: index.html and main.js say that they are newer. */
function newerBuild() {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-newer-'));
  cpSync(BUILT, folder, { recursive: true });
  const other = 'main-NEWERNEW.js';
  renameSync(join(folder, MAIN), join(folder, other));
  rewrite(join(folder, other), (code) => `${code}\nglobalThis.newer = true;\n`);
  rewrite(join(folder, 'index.html'), (html) => html.replace(MAIN, other).replace('<html ', '<html data-newer '));
  rewrite(join(folder, 'worker.js'), (code) => code.replaceAll(MAIN, other).replace(/"build":"\w+"/, '"build":"newer"'));
  return folder;
}

/** @param {string} file @param {(text: string) => string} change */
function rewrite(file, change) {
  const text = readFileSync(file, 'utf8');
  assert.notEqual(change(text), text);
  writeFileSync(file, change(text));
}

/** Waits until the browser has kept the page. @param {Page} page */
const isKept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active !== null));

/** Which build is on the screen, and whether it is all of one. @param {Page} page */
async function buildOf(page) {
  const [html, code] = await page.evaluate(() => ['newer' in document.documentElement.dataset, 'newer' in globalThis]);
  assert.equal(html, code, 'two builds are mixed');
  return html ? 'newer' : 'first';
}

for (const name of BROWSERS) {
  describe(`offline in ${name}`, { skip: whySkip(name) }, () => {
    const { browser } = welcome(name);

    /** @param {string} title @param {(page: Page) => Promise<void>} body */
    function visitor(title, body) {
      test(title, async () => {
        const context = await browser().createBrowserContext();
        try {
          await body(await newPage(context));
        } finally {
          await context.close();
        }
      });
    }

    visitor('every room works after one visit to the lab', async (page) => {
      const server = await serveFolder(BUILT);
      try {
        await page.goto(server.url);
        await isKept(page);
      } finally {
        server.close();
      }
      await reload(page);
      await paste(page, 'Response headers', 'Access-Control-Allow-Origin: *');
      await soon.equal(() => outcome(page), 'Readable');
      await paste(page, 'The request as code', 'fetch("https://b.example/", { method: "PUT" })');
      await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.getElementById('request.method')).value === 'PUT');
      for (const [room, heading] of Object.entries(ROOMS)) {
        await click(page, `#rooms a[href="#${room}"]`);
        await soon.equal(() => page.title(), `${heading} · corslab`);
        await page.waitForSelector('#room h2');
        await reload(page);
        await page.waitForSelector('#room h2');
      }
      await soon.match(() => read(page, '#room'), /\w/);
      assert.deepEqual(complaintsOf(page), []);
    });

    visitor('a newer build is shown at once where there is a network, and no two are ever mixed', async (page) => {
      const newer = newerBuild();
      const first = await serveFolder(BUILT);
      const port = Number(new URL(first.url).port);
      try {
        await page.goto(first.url);
        await isKept(page);
        assert.equal(await buildOf(page), 'first');
        first.close();
        const second = await serveFolder(newer, {}, { port });
        // Where an answer takes long, the worker shows what it has.
        await soon.equal(async () => {
          await reload(page);
          return buildOf(page);
        }, 'newer');
        await page.waitForFunction(async () => {
          const name = (await caches.keys()).find((one) => one.endsWith(' newer'));
          return name && (await caches.open(name)).match('./');
        });
        second.close();
        await reload(page);
        assert.equal(await buildOf(page), 'newer');
      } finally {
        first.close();
        rmSync(newer, { recursive: true });
      }
    });

    visitor('a page and a worker of different builds are not kept together', async (page) => {
      const newer = newerBuild();
      const server = await serveFolder(newer);
      try {
        cpSync(join(BUILT, 'index.html'), join(newer, 'index.html'));
        cpSync(join(newer, 'main-NEWERNEW.js'), join(newer, MAIN));
        await page.goto(server.url);
        await page.waitForSelector('.live');
        await soon.equal(async () => page.evaluate(async () => {
          const { installing } = await navigator.serviceWorker.register('worker.js');
          return installing && new Promise((resolve) => {
            const look = () => installing.state !== 'installing' && resolve(installing.state);
            installing.addEventListener('statechange', look);
            look();
          });
        }), 'redundant');
        await soon.deepEqual(() => page.evaluate(() => caches.keys()), []);
      } finally {
        server.close();
        rmSync(newer, { recursive: true });
      }
    });

    visitor('under `npm start` nothing is kept, not even what a server before left', async (page) => {
      const before = await serveFolder(BUILT);
      await page.goto(before.url);
      await isKept(page);
      before.close();
      const server = await serve(Number(new URL(before.url).port));
      try {
        await page.goto(server.url);
        await page.waitForSelector('.live');
        await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length === 0);
      } finally {
        server.close();
      }
    });

    visitor('where there are no service workers, nothing else is missing', async (page) => {
      const server = await serveFolder(BUILT);
      try {
        await page.evaluateOnNewDocument(() => {
          Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { throw new DOMException('forbidden', 'SecurityError'); } });
        });
        await page.goto(server.url);
        await page.waitForSelector('.live');
        await soon.equal(() => outcome(page), 'Network error');
        assert.deepEqual(complaintsOf(page), []);
      } finally {
        server.close();
      }
    });
  });
}
