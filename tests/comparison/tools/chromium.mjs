/** Chromium itself: what the others are held to. */
import { rmSync } from 'node:fs';
import { makeChromiumProfile } from '../../tools/chromium-profile.js';
import { startBrowser } from '../../tools/start-browser.js';
import { fetchAll } from '../in-page.mjs';
import { settingCookie } from '../world.mjs';

/** @param {import('../world.mjs').World} world */
export async function open(world) {
  const profile = makeChromiumProfile();
  const browser = await startBrowser('chromium', {
    userDataDir: profile,
    acceptInsecureCerts: true,
    args: [
      `--host-resolver-rules=MAP *:443 127.0.0.1:${world.port('https:')}, MAP *:80 127.0.0.1:${world.port('http:')}`,
      '--ignore-certificate-errors',
      // A page on http stays there.
      '--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable',
    ],
  });
  return {
    version: await browser.version(),
    ask: (/** @type {import('../scenarios/parts.mjs').Scenario} */ scenario) => ask(browser, scenario),
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/**
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('../scenarios/parts.mjs').Scenario} scenario
 */
async function ask(browser, { page: url, sandboxed, cookies = [], fetches }) {
  const profile = await browser.createBrowserContext();
  try {
    const page = await profile.newPage();
    for (const [line, place] of cookies) await page.goto(settingCookie(line, place));
    await page.goto(/** @type {string} */ (url));
    const frame = sandboxed ? await sandbox(page) : page.mainFrame();
    return await frame.evaluate(
      (source, fetches) => new Function(`return ${source}`)()((/** @type {[string, RequestInit]} */ ...given) => fetch(...given), fetches),
      String(fetchAll),
      /** @type {any} */ (fetches),
    );
  } finally {
    await profile.close();
  }
}

/** @param {import('puppeteer-core').Page} page */
async function sandbox(page) {
  const element = await page.evaluateHandle(() => {
    const frame = document.createElement('iframe');
    frame.sandbox.add('allow-scripts');
    frame.srcdoc = '<!doctype html>';
    return new Promise((resolve) => {
      frame.onload = () => resolve(frame);
      document.body.append(frame);
    });
  });
  const frame = await /** @type {import('puppeteer-core').ElementHandle<HTMLIFrameElement>} */ (element).contentFrame();
  if (!frame) throw new Error('The frame is away');
  return frame;
}
