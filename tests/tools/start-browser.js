/** Starts a browser that is installed, on a machine that may be slow. */
import puppeteer, { TimeoutError } from 'puppeteer-core';
import { findBrowser } from '../../js/build/browsers.js';

/** Firefox's first start on a cold disk beside a second browser has taken more than puppeteer's 30 seconds. */
const TIMEOUT_MS = 90_000;

/** What a window's address bar offers are pages too, which Chromium loads at its start: a second of work for nobody. */
const WITHOUT_ADDRESS_BAR = '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup';

/**
 * As `puppeteer.launch`, without a window, with more patience, and once more where the browser said nothing in that
 * time (puppeteer ends the first).
 *
 * @param {'chromium' | 'firefox'} name
 * @param {import('puppeteer-core').LaunchOptions} [options]
 */
export async function startBrowser(name, { args = [], ...options } = {}) {
  const executablePath = findBrowser(name);
  if (executablePath === undefined) throw new Error(`${name} is not installed`);
  // Chromium's sandbox refuses to run as root, which is who runs tests in a container.
  const isForbidden = process.getuid?.() === 0;
  const own = name === 'chromium' ? [WITHOUT_ADDRESS_BAR, ...(isForbidden ? ['--no-sandbox'] : [])] : [];
  /** @type {import('puppeteer-core').LaunchOptions} */
  const all = {
    browser: name === 'chromium' ? 'chrome' : 'firefox',
    executablePath,
    headless: true,
    timeout: TIMEOUT_MS,
    ...options,
    args: [...args, ...own],
  };
  try {
    return await puppeteer.launch(all);
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error;
    console.error(`${executablePath} did not start in time; trying once more.`);
    return puppeteer.launch(all);
  }
}
