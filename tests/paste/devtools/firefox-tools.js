/** Firefox's toolbox, asked through its own modules in the parent process. */
import { startBrowser } from '../../tools/start-browser.js';

/** @returns {Promise<import('./record.js').Tools>} */
export async function openFirefox() {
  const browser = await startBrowser('firefox', { args: ['--remote-allow-system-access'] });
  const { connection } = /** @type {any} */ (browser);
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const target = { context: tree.result.contexts[0].context };
  /** @param {string} expression */
  const inParent = async (expression) => {
    const { result } = await connection.send('script.evaluate', { expression, target, awaitPromise: true });
    if (result.type === 'exception') throw new Error(result.exceptionDetails.text);
    return result.result.value;
  };
  const [page] = await browser.pages();
  await inParent(`(async () => { ${TOOLBOX} await gDevTools.showToolboxForTab(tab, { toolId: 'netmonitor' }); })()`);
  return {
    visit: async (url) => void (await page.goto(url)),
    run: (script) => page.evaluate(`${script}.then(() => {}, () => {})`).then(() => {}),
    take: async () => JSON.parse(await inParent(`(async () => { ${TOOLBOX} ${COPY_ALL} })()`)),
    close: () => browser.close(),
  };
}

const TOOLBOX = `
  const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = require('devtools/client/framework/devtools');
  const tab = Services.wm.getMostRecentWindow('navigator:browser').gBrowser.selectedTab;`;

/** What the menu of the list does, without the clipboard. */
const COPY_ALL = `
  const toolbox = gDevTools.getToolboxForTab(tab);
  const monitor = await toolbox.getNetMonitorAPI();
  const { windowRequire } = toolbox.getPanel('netmonitor').panelWin;
  const Menu = (windowRequire ?? require)('devtools/client/netmonitor/src/widgets/RequestListContextMenu');
  const { Curl } = require('devtools/client/shared/curl');
  const menu = new Menu({ connector: monitor.connector });
  const copied = [];
  for (const { id, url, method, httpVersion } of monitor.store.getState().requests.requests) {
    if (url.endsWith('/favicon.ico')) continue;
    const { headers } = await monitor.connector.requestData(id, 'requestHeaders');
    const body = await monitor.connector.requestData(id, 'requestPostData');
    const data = { url, method, headers, responseHeaders: [], httpVersion, postDataText: body ? body.postData.text : '' };
    copied.push({
      url,
      method,
      curlBash: Curl.generateCommand(data, 'Linux'),
      curlCmd: Curl.generateCommand(data, 'WINNT'),
      fetch: await menu.generateFetchString(id, url, method),
    });
  }
  const har = await monitor.getHar();
  har.log.entries = har.log.entries.filter(({ request }) => !request.url.endsWith('/favicon.ico'));
  return JSON.stringify({ version: 'Firefox/' + Services.appinfo.version, copied, har });`;
