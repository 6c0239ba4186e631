/** Firefox over WebDriver BiDi. */
import { launch } from '../../recorder/browsers.mjs';
import { NOISE } from '../../recorder/witness.mjs';
import { leadsElsewhere } from './elsewhere.mjs';

/** @typedef {import('./driver.d.ts').Driver} Driver */

/** @param {number} proxyPort @returns {Promise<Driver>} */
export async function launchFirefox(proxyPort) {
  const browser = await launch('firefox', proxyPort);
  // Puppeteer has itself told of every request and line, in scripts of the browser's parent process.
  await browser.connection.send('session.unsubscribe', { events: ['network', 'log'] });
  const evaluateInChrome = await chromeScope(browser);
  await evaluateInChrome(LISTEN);
  return {
    name: 'firefox',
    isAlone: ({ server }) => leadsElsewhere(server),
    version: (await browser.version()).replace(/^\D*/, ''),
    open: () => openTab(browser, evaluateInChrome),
    close: () => browser.close(),
  };
}

/**
 * CORS messages never reach WebDriver's log, so that the browser's own console service is asked. It keeps only the
 * newest messages: a listener keeps them all.
 */
const LISTEN = `
  globalThis.corslabLines = [];
  globalThis.corslabListener = { observe(message) {
    if (!(message instanceof Ci.nsIScriptError) || /^(?:chrome|resource):/.test(message.sourceName)) return;
    corslabLines.push([message.errorMessage, message.category, message.sourceName]);
  } };
  Services.console.registerListener(corslabListener);`;

async function chromeScope(browser) {
  const { connection } = browser;
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const target = { context: tree.result.contexts[0].context };
  return async (expression) => {
    const answer = await connection.send('script.evaluate', { expression, target, awaitPromise: false });
    return answer.result.result?.value;
  };
}

async function openTab(browser, evaluateInChrome) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  return {
    goto: async (url) => { await page.goto(url, { waitUntil: 'load' }); },
    evaluate: (expression) => page.evaluate(expression),
    async takeConsole() {
      const lines = JSON.parse(await evaluateInChrome('JSON.stringify(corslabLines.splice(0))'));
      return lines.filter(([text, category]) => text.includes('corslab-mark:') || !NOISE.has(category)).map(([text, , url]) => ({ text, url }));
    },
    close: () => page.close(),
  };
}
