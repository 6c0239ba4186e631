/**
 * What the tests ask of a page most often, as one message and one answer each. Puppeteer fetches an element by a handle,
 * looks at it, and gives it back without waiting: Firefox then holds its next answer for 40 ms, until TCP has acknowledged
 * that one.
 */
import { eventually, PATIENCE_MS } from './patience.js';

/**
 * A page that gives no handles: what waits in it only waits.
 *
 * @typedef {import('puppeteer-core').Page & {
 *   waitForFunction(holds: Function | string, options?: { timeout?: number }, ...values: unknown[]): Promise<void>,
 *   waitForSelector(selector: string, options?: { timeout?: number, hidden?: boolean, visible?: boolean }): Promise<void>,
 * }} Page
 */

/** @param {import('puppeteer-core').Page} page @returns {Page} the same, with other ways to the same answers */
export function withoutHandles(page) {
  /** @param {unknown} body @param {unknown[]} values */
  const run = (body, values) => page.evaluate(`(${body})(${values.map((value) => JSON.stringify(value) ?? 'undefined').join()})`);
  /** @param {string} selector @param {unknown} body @param {unknown[]} values */
  const at = (selector, body, values) =>
    run(`(selector, ...values) => {
      const element = document.querySelector(selector);
      if (!element) throw new Error('nothing is at ' + selector);
      return (${body})(element, ...values);
    }`, [selector, ...values]);
  /** @param {unknown} body @param {unknown[]} values @param {number} patience @param {string} what */
  const until = (body, values, patience, what) =>
    eventually(async () => {
      if (!(await run(`async (...values) => Boolean(await (${body})(...values))`, values))) throw new Error(`after ${patience} ms still not: ${what}`);
    }, patience);

  return Object.assign(page, {
    /** @param {string} selector @param {unknown} look @param {unknown[]} values */
    $eval: (selector, look, ...values) => at(selector, look, values),
    /** @param {string} selector @param {unknown} look @param {unknown[]} values */
    $$eval: (selector, look, ...values) => run(`(selector, ...values) => (${look})([...document.querySelectorAll(selector)], ...values)`, [selector, ...values]),
    /** @param {string} selector */
    focus: (selector) => at(selector, (/** @type {HTMLElement} */ element) => element.focus(), []),
    /** @param {string} selector @param {string} value */
    select: (selector, value) => at(selector, choose, [value]),
    /** @param {unknown} holds @param {{ timeout?: number }} [options] @param {unknown[]} values */
    waitForFunction: (holds, { timeout = PATIENCE_MS } = {}, ...values) => until(holds, values, timeout, String(holds)),
    /** @param {string} selector @param {{ timeout?: number, hidden?: boolean, visible?: boolean }} [options] */
    waitForSelector: (selector, { timeout = PATIENCE_MS, hidden: isGone = false, visible: isSeen = false } = {}) => {
      const wanted = isGone ? 'gone' : isSeen ? 'seen' : 'there';
      return until(isIt, [selector, wanted], timeout, `${selector} ${wanted}`);
    },
  });
}

/** Runs in the page. @param {string} selector @param {string} wanted gone, there, or seen */
function isIt(selector, wanted) {
  const element = document.querySelector(selector);
  if (wanted === 'there') return element !== null;
  return (element?.checkVisibility({ visibilityProperty: true }) ?? false) === (wanted === 'seen');
}

/** Runs in the page: what a person's choice does there. @param {HTMLSelectElement} select @param {string} value */
function choose(select, value) {
  select.value = value;
  select.dispatchEvent(new Event('input', { bubbles: true }));
  select.dispatchEvent(new Event('change', { bubbles: true }));
}
