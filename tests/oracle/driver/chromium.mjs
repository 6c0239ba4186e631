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
  const listen = async (session) => {
    session.on('Log.entryAdded', ({ entry }) => { lines.push({ text: entry.text, url: entry.url }); });
    session.on('Runtime.consoleAPICalled', ({ args }) => { lines.push({ text: String(args[0]?.value) }); });
    // A frame of another site has a process of its own, and a log.
    session.on('sessionattached', (child) => { listen(child).catch(() => {}); });
    await Promise.all([session.send('Log.enable'), session.send('Runtime.enable')]);
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  };
  await listen(await page.createCDPSession());
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
