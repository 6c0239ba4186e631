/** Chromium over the DevTools protocol. */
import { launch } from '../../recorder/browsers.mjs';

/** @typedef {import('./driver.d.ts').Driver} Driver */

/** @param {number} proxyPort @returns {Promise<Driver>} */
export async function launchChromium(proxyPort) {
  const browser = await launch('chromium', proxyPort);
  return {
    name: 'chromium',
    version: (await browser.version()).replace(/^\D*/, ''),
    open: () => openTab(browser),
    close: () => browser.close(),
  };
}

/** @param {import('puppeteer-core').Browser} browser */
async function openTab(browser) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  let lines = [];
  const session = await page.createCDPSession();
  session.on('Log.entryAdded', ({ entry }) => { lines.push({ text: entry.text, url: entry.url }); });
  session.on('Runtime.consoleAPICalled', ({ args }) => { lines.push({ text: String(args[0]?.value) }); });
  await session.send('Log.enable');
  await session.send('Runtime.enable');
  return {
    goto: async (url) => { await page.goto(url, { waitUntil: 'load' }); },
    evaluate: (expression) => page.evaluate(expression),
    async takeConsole() {
      const taken = lines;
      lines = [];
      return taken;
    },
    close: () => page.close(),
  };
}
