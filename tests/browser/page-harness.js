/** The built page in real browsers, driven as a person drives it: by fields' labels, keys and what is to be read. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startBrowser } from '../tools/start-browser.js';
import { findBrowser } from '../../js/build/browsers.js';
import { inRoot } from '../../js/build/root.js';
import { serveFolder } from '../tools/static-server.js';

/** @typedef {'chromium' | 'firefox'} Name */
/** @typedef {import('puppeteer-core').Page} Page */

export const BROWSERS = /** @type {Name[]} */ (['chromium', 'firefox']);

/** Serves what `npm run build` made. */
export const servePage = () => serveFolder(inRoot('dist/www'));

/** @param {Name} name @param {'light' | 'dark'} scheme @returns {Promise<import('puppeteer-core').Browser>} */
export function openBrowser(name, scheme = 'light') {
  const isChromium = name === 'chromium';
  return startBrowser(name, {
    args: isChromium && scheme === 'dark' ? ['--force-dark-mode'] : [],
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': scheme === 'dark' ? 0 : 1 },
  });
}

/** @param {Name} name @returns {string | false} why its tests are skipped */
export function whySkip(name) {
  return findBrowser(name) ? false : `${name} is not installed`;
}

/** What went wrong in a page: errors, refusals by its own policy. @type {WeakMap<Page, string[]>} */
const complaints = new WeakMap();

/**
 * Opens the page and waits for its first verdict.
 *
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {{ width?: number, height?: number }} [size]
 */
export async function openPage(browser, url, { width = 1280, height = 900 } = {}) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const list = [];
  complaints.set(page, list);
  page.on('pageerror', (error) => list.push(String(error)));
  page.on('console', (message) => ['error', 'warn'].includes(message.type()) && list.push(message.text()));
  await page.setViewport({ width, height });
  await page.goto(url);
  await page.waitForFunction(() => !['', 'undecided'].includes(document.querySelector('#verdict')?.getAttribute('data-outcome') ?? '') || document.querySelector('.stale'));
  return page;
}

/** @param {Page} page */
export const complaintsOf = (page) => complaints.get(page) ?? [];

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

/** Replaces what stands in a field by typing, and types nothing where `text` is empty. @param {Page} page @param {string} label @param {string} text */
export async function type(page, label, text) {
  const selector = await control(page, label);
  await page.focus(selector);
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.press('Delete');
  await page.type(selector, text);
}

/** Puts text into a field at once, as pasting does. @param {Page} page @param {string} label @param {string} text */
export async function paste(page, label, text) {
  await page.focus(await control(page, label));
  await page.evaluate((pasted) => {
    const area = /** @type {HTMLTextAreaElement} */ (document.activeElement);
    area.select();
    document.execCommand('insertText', false, pasted);
  }, text);
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

/** Presses the button with this text. @param {Page} page @param {string} text */
export async function press(page, text) {
  const handle = await page.evaluateHandle((wanted) => [...document.querySelectorAll('button')].find((one) => one.textContent === wanted && one.checkVisibility()), text);
  const element = handle.asElement();
  if (!element) throw new Error(`no button says “${text}”`);
  await /** @type {import('puppeteer-core').ElementHandle<HTMLButtonElement>} */ (element).click();
}

/** What one reads at a selector. @param {Page} page @param {string} selector */
export async function read(page, selector) {
  return page.$eval(selector, (element) => /** @type {HTMLElement} */ (element).innerText.replace(/\s+/g, ' ').trim());
}

/** @param {Page} page @param {string} id */
export const exists = async (page, id) => (await page.$(`#${id}`)) !== null;

/** The verdict's first word. @param {Page} page */
export const outcome = (page) => read(page, '#outcome');

/** Waits until the state is in the address. @param {Page} page @param {string} before */
export async function addressAfter(page, before) {
  await page.waitForFunction((old) => location.href !== old, {}, before);
  return page.url();
}

/** Waits until the address no longer changes. @param {Page} page */
export async function settledAddress(page) {
  for (let before = ''; before !== page.url();) {
    before = page.url();
    await sleep(1000);
  }
  return page.url();
}
