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
  // The URL that each request began with: a line about a redirect may name only where that leads.
  const begun = new Map();
  const listen = async (session) => {
    session.on('Network.requestWillBeSent', ({ requestId, request }) => { if (!begun.has(requestId)) begun.set(requestId, request.url); });
    session.on('Log.entryAdded', ({ entry }) => { lines.push({ text: entry.text, url: `${entry.url} ${begun.get(entry.networkRequestId)}` }); });
    session.on('Runtime.consoleAPICalled', ({ args }) => { lines.push({ text: String(args[0]?.value) }); });
    // A frame of another site has a process of its own, and a log.
    session.on('sessionattached', (child) => { listen(child).catch(() => {}); });
    await Promise.all([session.send('Log.enable'), session.send('Runtime.enable'), session.send('Network.enable')]);
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true });
  };
  await listen(await page.createCDPSession());
  return {
    goto: async (url) => { await page.goto(url, { waitUntil: 'load' }); },
    evaluate: (expression) => page.evaluate(expression),
    async takeConsole() {
      const taken = lines;
      lines = [];
      begun.clear();
      return taken;
    },
    close: () => page.close(),
  };
}
