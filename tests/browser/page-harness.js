/** The built page in real browsers, driven as a person drives it: by fields' labels, keys and what is to be read. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from '../tools/start-browser.js';
import { findBrowser } from '../../js/build/browsers.js';
import { inRoot } from '../../js/build/root.js';
import { serveFolder } from '../tools/static-server.js';
import { mistakes } from '../../www/gallery/mistakes.js';
import { path } from '../../www/lessons/path.js';
import { eventually } from './patience.js';
import { withoutHandles } from './without-handles.js';

/** @typedef {'chromium' | 'firefox'} Name */
/** @typedef {import('puppeteer-core').Browser} Browser */
/** @typedef {import('./without-handles.js').Page} Page */

export const BROWSERS = /** @type {Name[]} */ (['chromium', 'firefox']);

/** Every place of the page, as it is written in the address; with a name, where one is in a list. */
export const PLACES = ['lab', 'lessons', `lessons/${path[1].name}`, 'gallery', `gallery/${mistakes[0].name}`, 'origins'];

/** Serves what `npm run build` made. */
export const servePage = () => serveFolder(inRoot('dist/www'));

/** @param {Name} name @param {'light' | 'dark'} scheme @param {boolean} isStill whether it asks for reduced motion @returns {Promise<Browser>} */
export function openBrowser(name, scheme = 'light', isStill = false) {
  const isChromium = name === 'chromium';
  return startBrowser(name, {
    args: isChromium ? [scheme === 'dark' ? '--force-dark-mode' : '', isStill ? '--force-prefers-reduced-motion' : ''].filter(Boolean) : [],
    extraPrefsFirefox: { 'ui.prefersReducedMotion': isStill ? 1 : 0, 'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1 },
  });
}

/** @param {Name} name @returns {string | false} why its tests are skipped */
export function whySkip(name) {
  return findBrowser(name) ? false : `${name} is not installed`;
}

/** What went wrong in a page: errors, refusals by its own policy. @type {WeakMap<Page, string[]>} */
const complaints = new WeakMap();

/** A page whose complaints are kept. @param {Browser | import('puppeteer-core').BrowserContext} browser @param {{ width?: number, height?: number }} [size] */
export async function newPage(browser, { width = 1280, height = 900 } = {}) {
  const page = withoutHandles(await browser.newPage());
  /** @type {string[]} */
  const list = [];
  complaints.set(page, list);
  page.on('pageerror', (error) => list.push(String(error)));
  page.on('console', (message) => ['error', 'warn'].includes(message.type()) && list.push(message.text()));
  await page.setViewport({ width, height });
  page.setDefaultTimeout(90_000);
  return page;
}

/** @param {Page} page */
export const complaintsOf = (page) => complaints.get(page) ?? [];

/** Loads the page anew, even where only the fragment differs from where one is, and waits for its first verdict. @param {Page} page @param {string} url */
export async function arrive(page, url) {
  if (page.url() !== 'about:blank') await page.goto('about:blank');
  await page.goto(url);
  await isLive(page);
}

/** What the build drew looks the same before; from now on it answers. @param {Page} page */
export async function isLive(page) {
  await page.waitForSelector('.live');
  await page.waitForFunction(() => !['', 'undecided'].includes(document.querySelector('#verdict')?.getAttribute('data-outcome') ?? '') || document.querySelector('.stale'));
}

/** @param {Page} page */
export async function reload(page) {
  await page.evaluate(() => { /** @type {any} */ (globalThis).isOld = true; });
  await page.reload();
  // Firefox may take the end of something before for the end of this.
  await page.waitForFunction(() => !('isOld' in globalThis));
  await page.waitForSelector('.live');
}

/** Goes to another place by the fragment alone, as by a link. @param {Page} page @param {string} fragment */
export async function goTo(page, fragment) {
  await page.evaluate((to) => new Promise((resolve) => {
    if (location.hash === to) return resolve(undefined);
    addEventListener('hashchange', () => setTimeout(resolve), { once: true });
    location.hash = to;
  }), fragment);
}

/** Forgets what the tab's page has kept, and leaves it. @param {Page} page */
async function leave(page) {
  if (page.url().startsWith('http')) await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  complaintsOf(page).length = 0;
}

/**
 * @typedef {object} Visit
 * @property {string} [fragment] where one arrives
 * @property {string} [until] what is there once one has arrived
 * @property {number} [width]
 * @property {number} [height]
 * @property {RegExp} [except] complaints that are none
 * @property {boolean} [goesOn] in the page as the visit before left it, by the fragment alone: where a new load would cost more than it tells
 * @property {boolean} [isAlone] with a past and a tab of its own: for a test that leaves more behind than a new load takes away
 */

/**
 * One visitor for all tests of a `describe`: starts the server, the browser and one tab before them. In that tab each
 * `visit` loads the page anew, with nothing in its storage, and must leave nothing to complain about.
 *
 * @template {{ url: string, close(): void }} Server
 * @param {Name} name
 * @param {Visit & { serve?: () => Promise<Server> }} [usual] how visits are, unless they say otherwise
 */
export function welcome(name, { serve = /** @type {() => Promise<any>} */ (servePage), ...usual } = {}) {
  /** @type {Browser} */
  let browser;
  /** @type {Server} */
  let server;
  /** @type {Page | undefined} */
  let tab;
  before(async () => {
    server = await serve();
    browser = await openBrowser(name);
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  /** @param {string} title @param {(page: Page) => Promise<unknown>} body @param {Visit} [own] */
  function visit(title, body, own) {
    const { fragment = '', until = 'main', width = 1280, height = 900, except, goesOn, isAlone } = { ...usual, ...own };
    test(title, async () => {
      const page = isAlone ? await newPage(await browser.createBrowserContext()) : (tab ?? (await newPage(browser)));
      // After a failure nobody knows what a tab is in the middle of.
      tab = isAlone ? tab : undefined;
      try {
        await page.setViewport({ width, height });
        if (goesOn && page.url().startsWith(server.url)) await goTo(page, fragment);
        else {
          await leave(page);
          await arrive(page, server.url + fragment);
        }
        await page.waitForSelector(until);
        await body(page);
        assert.deepEqual(complaintsOf(page).filter((line) => !except?.test(line)), []);
        if (!isAlone) tab = page;
      } finally {
        if (isAlone) await page.browserContext().close();
        else if (!tab) await page.close();
      }
    });
  }
  return { visit, browser: () => browser, server: () => server };
}

/** Opens the page in a tab of its own. @param {Browser} browser @param {string} url @param {{ width?: number, height?: number }} [size] */
export async function openPage(browser, url, size) {
  const page = await newPage(browser, size);
  await arrive(page, url);
  return page;
}

/** The selector of the control with this label. @param {Page} page @param {string} label @param {number} [nth] */
export async function control(page, label, nth = 0) {
  const id = await page.evaluate(
    (wanted, index) => [...document.querySelectorAll('label')].filter(({ textContent }) => textContent === wanted)[index]?.htmlFor,
    label,
    nth,
  );
  if (!id) throw new Error(`no field is labelled “${label}”`);
  return `[id="${id}"]`;
}

/** Replaces what stands in a field: by typing its last letter, after all the others came at once, for every key costs two frames. @param {Page} page @param {string} label @param {string} text */
export async function type(page, label, text) {
  const last = [...text].at(-1) ?? '';
  await insert(page, label, text.slice(0, text.length - last.length));
  await page.keyboard.type(last);
  await understood(page);
}

/** Code is read by a part that comes when it is needed. @param {Page} page */
export const understood = (page) => page.waitForFunction(() => document.querySelector('#snippet')?.getAttribute('aria-busy') !== 'true');

/** Puts text into a field at once, as pasting does. @param {Page} page @param {string} label @param {string} text */
export async function paste(page, label, text) {
  await insert(page, label, text);
  await understood(page);
}

/** @param {Page} page @param {string} label @param {string} text */
async function insert(page, label, text) {
  await page.$eval(await control(page, label), (element, inserted) => {
    const field = /** @type {HTMLTextAreaElement} */ (element);
    field.focus();
    field.select();
    document.execCommand(inserted === '' ? 'delete' : 'insertText', false, inserted);
  }, text);
}

/** Chromium's keyboard shortcuts are its window's, which it has none of here. @type {Record<string, string | undefined>} */
const EDITING_COMMANDS = { a: 'SelectAll', v: 'Paste', x: 'Cut' };

/** Presses keys, one after the other, while Control is held. @param {Page} page @param {...import('puppeteer-core').KeyInput} keys */
export async function withControl(page, ...keys) {
  await page.keyboard.down('Control');
  for (const key of keys) await page.keyboard.press(key, { commands: [EDITING_COMMANDS[key] ?? []].flat() });
  await page.keyboard.up('Control');
}

/** @param {Page} page @param {string} label @param {string} option the option's own text */
export async function choose(page, label, option) {
  const selector = await control(page, label);
  const value = await page.$eval(selector, (select, text) => [.../** @type {HTMLSelectElement} */ (select).options].find((one) => one.text === text)?.value, option);
  if (value === undefined) throw new Error(`“${label}” has no option “${option}”`);
  await page.select(selector, value);
}

/** @param {Page} page @param {string} label */
export async function valueOf(page, label) {
  return page.$eval(await control(page, label), (field) => /** @type {HTMLInputElement} */ (field).value);
}

/**
 * Assertions about what comes to be seen: the page answers in steps, a frame or more after a key, so what does not hold yet is looked at
 * again, for as long as a person would wait.
 *
 * @typedef {() => Promise<any>} Look reads the page, and changes nothing in it
 */
export const soon = {
  /** @param {Look} look @param {unknown} expected @param {string} [message] */
  equal: (look, expected, message) => untilIt(look, (seen) => assert.equal(seen, expected, message)),
  /** @param {Look} look @param {unknown} expected @param {string} [message] */
  notEqual: (look, expected, message) => untilIt(look, (seen) => assert.notEqual(seen, expected, message)),
  /** @param {Look} look @param {unknown} expected @param {string} [message] */
  deepEqual: (look, expected, message) => untilIt(look, (seen) => assert.deepEqual(seen, expected, message)),
  /** @param {Look} look @param {RegExp} expected @param {string} [message] */
  match: (look, expected, message) => untilIt(look, (seen) => assert.match(seen, expected, message)),
  /** @param {Look} look @param {RegExp} expected @param {string} [message] */
  doesNotMatch: (look, expected, message) => untilIt(look, (seen) => assert.doesNotMatch(seen, expected, message)),
  /** @param {Look} look @param {string} [message] */
  ok: (look, message) => untilIt(look, (seen) => assert.ok(seen, message)),
};

/** @param {Look} look @param {(seen: any) => void} holds throws where it does not */
const untilIt = (look, holds) => eventually(async () => holds(await look()));

/** Presses the button with this text. @param {Page} page @param {string} text */
export const press = (page, text) => click(page, 'button', text);

/** Follows the link with this text. @param {Page} page @param {string | RegExp} text @param {number} [nth] */
export const follow = (page, text, nth) => click(page, 'main a', text, nth);

/**
 * Clicks on what is to be seen, once it is there and has come to rest: what comes into sight may be laid out only then, and what stays
 * in sight may lie above an element at the edge.
 *
 * @param {Page} page
 * @param {string} selector
 * @param {string | RegExp} [text] all of its text, or what is in it
 * @param {number} [nth] of those that fit
 */
export async function click(page, selector, text = /^/, nth = 0) {
  const wanted = text instanceof RegExp ? text.source : `^${text.replace(/[^\w\s]/g, '\\$&')}$`;
  const { x, y } = await eventually(async () => {
    const found = await page.evaluate(whereToClick, selector, wanted, nth);
    if (typeof found === 'string') throw new Error(`${selector} that says “${text}” ${found}`);
    return found;
  });
  await page.mouse.click(x, y);
  // Firefox says that it has clicked before the page hears of it.
  await page.evaluate(() => /** @type {any} */ (globalThis).pressed).catch(() => {});
}

/** Runs in the page: a point to click at, or why there is none. @param {string} selector @param {string} pattern @param {number} nth */
async function whereToClick(selector, pattern, nth) {
  const fits = (/** @type {Element} */ one) => new RegExp(pattern).test(one.textContent?.trim() ?? '') && one.checkVisibility();
  const element = [...document.querySelectorAll(selector)].filter(fits)[nth];
  if (!element) return 'is not there';
  const isSettling = () => document.documentElement.matches('.live:not(.settled)');
  for (let frame = 0, still = 0, before = ''; frame < 120 && (still < 2 || isSettling()); frame++) {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    await new Promise(requestAnimationFrame);
    const { x, y, width, height } = element.getBoundingClientRect();
    const now = [x, y, width, height].join();
    still = now === before ? still + 1 : 0;
    before = now;
  }
  // A link may go on in the next line: between its parts there is nothing to click.
  const [box] = element.getClientRects();
  if (!box) return 'was taken away';
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  if (!element.contains(hit)) return `is behind ${hit?.outerHTML.slice(0, 80)}`;
  /** @type {any} */ (globalThis).pressed = new Promise((resolve) => addEventListener('pointerup', () => setTimeout(resolve), { once: true, capture: true }));
  return { x, y };
}

/** From now on what waits in the page for so long waits for the function given back, which tells how many did. @param {Page} page @param {number} [least] in milliseconds */
export async function takeTheClock(page, least = 1000) {
  const clock = await page.evaluateHandle((long) => {
    const { setTimeout: later, clearTimeout: notLater } = globalThis;
    /** @type {Map<unknown, () => void>} */
    const waiting = new Map();
    Object.assign(globalThis, {
      setTimeout: (/** @type {() => void} */ what, /** @type {number} */ ms = 0) => {
        const id = later(what, ms < long ? ms : 2 ** 30);
        if (ms >= long) waiting.set(id, what);
        return id;
      },
      clearTimeout: (/** @type {number} */ id) => {
        waiting.delete(id);
        notLater(id);
      },
    });
    return waiting;
  }, least);
  return () => clock.evaluate((waiting) => {
    const due = [...waiting.values()];
    waiting.clear();
    for (const what of due) what();
    return due.length;
  });
}

/** What one reads at a selector. @param {Page} page @param {string} selector */
export async function read(page, selector) {
  return page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText.replace(/\s+/g, ' ').trim());
}

/** @param {Page} page @param {string} id */
export const exists = async (page, id) => (await page.$(`#${id}`)) !== null;

/** The verdict's first word. @param {Page} page */
export const outcome = (page) => read(page, '#outcome');

/** Where the page is, by its own account: puppeteer may hear of it later. @param {Page} page */
export const addressOf = (page) => page.evaluate(() => location.href);

/** Waits until the state is in the address. @param {Page} page @param {string} before */
export async function addressAfter(page, before) {
  await page.waitForFunction((old) => location.href !== old, {}, before);
  return addressOf(page);
}

/** Waits until the address holds this text, in a scenario or as it stands. @param {Page} page @param {string} text */
export async function addressWith(page, text) {
  await page.waitForFunction((wanted) => {
    const { hash } = location;
    const [, packed = ''] = /(?:^#|&)v1=([\w-]+)$/.exec(hash) ?? [];
    const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    return hash.includes(wanted) || new TextDecoder().decode(bytes).includes(wanted);
  }, {}, text);
  return addressOf(page);
}
