/**
 * Draws the page's first view, without a browser, and prints it as JSON: `view`, the markup inside <main>; `rules`, the
 * style that its elements have of their own; and `shell`, the words around it. It is the page that draws, by its own
 * modules, and its verdict is what the WebAssembly says; here is only the document that they draw into.
 */
import { JSDOM } from 'jsdom';
import { readFileSync } from 'node:fs';
import { initSync } from 'corslab/slim';
import { shell } from '../../www/strings.js';
import { inRoot } from './root.js';

const PATIENCE_MS = 20_000;

const { window } = new JSDOM(readFileSync(inRoot('www/index.html'), 'utf8'), { url: 'http://localhost/', pretendToBeVisual: true });
const { document } = window;
const main = /** @type {HTMLElement} */ (document.getElementById('main'));

makeGlobal(window);
initSync(readFileSync(inRoot('dist/corslab.wasm')));
await import(String(new URL('../../www/main.js', import.meta.url)));
await live();
leaveOutUnseen();
const rules = moveStyles();
writeValues();
process.stdout.write(JSON.stringify({ view: main.innerHTML, rules, shell }), () => process.exit());

/** What the page's modules expect of a browser. @param {import('jsdom').DOMWindow} window */
function makeGlobal(window) {
  const inert = class { observe() {} unobserve() {} disconnect() {} };
  const missing = {
    matchMedia: () => Object.assign(new window.EventTarget(), { matches: false }),
    CSS: { supports: () => false },
    ResizeObserver: inert,
    IntersectionObserver: inert,
    scrollTo: () => {},
  };
  // The document's events are its own, and so are the classes that its elements are compared with.
  const own = Object.getOwnPropertyNames(window).filter((name) => !(name in globalThis) || /^(?:\w*Event|EventTarget|navigator)$/.test(name));
  for (const name of own) define(name, /** @type {any} */ (window)[name]);
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) define(name, /** @type {any} */ (window)[name].bind(window));
  for (const [name, value] of Object.entries(missing)) define(name, value);
}

/** @param {string} name @param {unknown} value */
function define(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

/** Waits until the page has drawn its verdict. */
async function live() {
  const end = Date.now() + PATIENCE_MS;
  while (!document.documentElement.classList.contains('live')) {
    if (Date.now() > end) throw new Error(`The page drew no verdict: ${main.textContent}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** What is hidden or folded away comes with the live page; its place is kept, by which elements are counted. */
function leaveOutUnseen() {
  for (const element of main.querySelectorAll('[hidden], datalist, details:not([open]) > :not(summary)')) element.replaceChildren();
}

/** The page's policy allows no `style` attribute: what scripts set becomes rules of the style sheet. */
function moveStyles() {
  const styles = [...new Set([...main.querySelectorAll('[style]')].map((element) => element.getAttribute('style') ?? ''))];
  for (const element of main.querySelectorAll('[style]')) {
    element.setAttribute('data-drawn', String(styles.indexOf(element.getAttribute('style') ?? '')));
    element.removeAttribute('style');
  }
  return styles.map((style, index) => `[data-drawn="${index}"]{${style}}`).join('');
}

/** What fields hold, in markup. */
function writeValues() {
  for (const field of main.querySelectorAll('input')) {
    if (field.type === 'checkbox') field.toggleAttribute('checked', field.checked);
    else if (field.value !== '') field.setAttribute('value', field.value);
  }
  for (const area of main.querySelectorAll('textarea')) area.textContent = area.value;
  for (const option of main.querySelectorAll('option')) option.toggleAttribute('selected', option.selected && option.index > 0);
}
