/** WebKit speaks none of puppeteer's protocols: the recorder's part for its driver. */
import { setTimeout as sleep } from 'node:timers/promises';
import { launchWebkit, OWN } from '../oracle/driver/webkit.mjs';

const PATIENCE = 8000;

/** Hands out tabs, each with a profile of its own. The next one starts while the present case is played. */
export class WebkitBrowser {
  #driver;
  /** @type {Promise<import('../oracle/driver/webkit.mjs').WebkitTab> | undefined} */
  #next;

  constructor(driver) {
    this.#driver = driver;
  }

  /** @param {number} port of the network */
  static async launch(port) {
    return new WebkitBrowser(await launchWebkit(port));
  }

  async version() {
    return this.#driver.version;
  }

  /** @param {string} [url] where the tab begins, if a script could not navigate there */
  async open(url) {
    if (url !== undefined) return this.#driver.open(url);
    const tab = await (this.#next ?? this.#driver.open());
    this.#next = this.#driver.open();
    this.#next.catch(() => {});
    return tab;
  }

  async close() {
    await this.#next?.catch(() => {});
    await this.#driver.close();
  }
}

/**
 * @param {WebkitBrowser} browser
 * @param {import('./play.mjs').Play} play
 * @param {string[]} visits that set cookies
 * @param {() => string} openingUrl
 * @param {number} aftermath how long lines may come late
 */
export async function performInWebkit(browser, play, visits, openingUrl, aftermath) {
  // No script may navigate to a file or to data.
  const isLocal = !/^https?:/.test(play.page.url);
  const tab = await browser.open(isLocal ? openingUrl() : undefined);
  try {
    for (const url of visits) await tab.goto(url);
    if (!isLocal) {
      await tab.takeConsole();
      await tab.goto(openingUrl());
    }
    const observed = await answerOf(play, tab);
    await sleep(aftermath);
    const lines = (await tab.takeConsole()).map(({ text }) => text);
    return { observed, console: lines.filter((text) => !OWN.test(text)) };
  } finally {
    await tab.close();
  }
}

async function answerOf(play, tab) {
  if (play.leavesPage) {
    if (play.request.userActivation) await tab.evaluateWithGesture('document.querySelector("#go").click()');
    await play.silence();
    return { outcome: null, response: null, javascript: null };
  }
  const framed = play.page.topLevel !== undefined;
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    const read = 'globalThis.corslabObserved';
    const observed = await (framed ? tab.evaluateInFrame(read) : tab.evaluate(read)).catch(() => undefined);
    if (observed) return observed;
    await sleep(20);
  }
  throw new Error('the page never answered');
}
