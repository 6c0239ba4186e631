/** What the browser itself says about a request besides what the script sees: console lines and, in Chromium, DevTools' reasons. */

/**
 * @typedef {{ console(): Promise<string[]>, devtools(): Promise<object | undefined> }} Witness
 * @param {'chromium' | 'firefox'} name
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('puppeteer-core').Page} page
 * @returns {Promise<Witness>}
 */
export function watch(name, browser, page) {
  return name === 'firefox' ? watchFirefox(browser) : watchChromium(page);
}

/** Lines about other things than the request. */
export const NOISE = new Set([
  'DOM Core', 'HTML parser', 'Layout: Quirks', 'malformed-xml', 'chrome javascript', 'content javascript',
]);

async function watchChromium(page) {
  const lines = [];
  /** @type {{ error: string, blocked?: string, cors?: string, parameter?: string } | undefined} */
  let failure;
  page.on('console', (message) => lines.push(message.text()));
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  session.on('Network.loadingFailed', ({ errorText, blockedReason, corsErrorStatus, type }) => {
    if (type === 'Preflight' && !corsErrorStatus) return;
    failure ??= { error: errorText };
    if (blockedReason) failure.blocked = blockedReason;
    if (corsErrorStatus) failure.cors = corsErrorStatus.corsError;
    if (corsErrorStatus?.failedParameter) failure.parameter = corsErrorStatus.failedParameter;
  });
  return { console: async () => lines, devtools: async () => failure };
}

/** CORS messages never reach WebDriver's log: they are read from the browser's own console service. */
async function watchFirefox(browser) {
  const { connection } = browser;
  const chrome = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const target = { context: chrome.result.contexts[0].context };
  const evaluate = async (expression) => {
    const answer = await connection.send('script.evaluate', { expression, target, awaitPromise: false });
    return answer.result.result;
  };
  await evaluate('Services.console.reset()');
  const messages = 'JSON.stringify(Services.console.getMessageArray()'
    + '.filter((m) => m instanceof Ci.nsIScriptError && !/^(?:chrome|resource):/.test(m.sourceName))'
    + '.map((m) => [m.errorMessage, m.category]))';
  const read = async () => JSON.parse((await evaluate(messages)).value).filter(([, category]) => !NOISE.has(category));
  return {
    console: async () => (await read()).map(([message]) => message),
    devtools: async () => {
      const categories = (await read()).map(([, category]) => category);
      return categories.length === 0 ? undefined : { categories };
    },
  };
}
