/** happy-dom: its window's `fetch`, over the wire, for an answer of its interceptor skips its CORS rules. */
import { readFileSync } from 'node:fs';
import { Browser, VirtualConsole } from 'happy-dom';
import { fetchAll } from '../in-page.mjs';
import { settingCookie } from '../world.mjs';

export const version = JSON.parse(readFileSync(new URL('../node_modules/happy-dom/package.json', import.meta.url), 'utf8')).version;

export function open() {
  /** @param {import('../scenarios/parts.mjs').Scenario} scenario */
  const ask = async ({ page: url, sandboxed, cookies = [], fetches }) => {
    const browser = new Browser({ console: new VirtualConsole(/** @type {any} */ ({ log() {}, push() {}, print() {} })) });
    try {
      const page = browser.newPage();
      for (const [line, place] of cookies) await page.goto(settingCookie(line, place));
      // It knows no sandboxed frame; about:blank is its way to the origin null.
      await page.goto(sandboxed ? 'about:blank' : /** @type {string} */ (url));
      const { window } = page.mainFrame;
      return await fetchAll(/** @type {any} */ (window).fetch.bind(window), fetches);
    } finally {
      await browser.close();
    }
  };
  return { ask, version };
}
