/** Chromium's DevTools, open in a tab of their own. */
import { startBrowser } from '../../tools/start-browser.js';

/** @returns {Promise<import('./record.js').Tools>} */
export async function openChromium() {
  const browser = await startBrowser('chromium', { args: ['--remote-allow-origins=*'] });
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const { host } = new URL(browser.wsEndpoint());
  const tools = await browser.newPage();
  await tools.goto(`http://${host}/devtools/inspector.html?ws=${host}/devtools/page/${targetInfo.targetId}&panel=network`);
  await tools.waitForFunction(() => document.body.innerText.includes('Initiator'));
  return {
    visit: async (url) => void (await page.goto(url)),
    run: (script) => page.evaluate(`${script}.then(() => {}, () => {})`).then(() => {}),
    take: async () => ({ version: await browser.version(), ...(await tools.evaluate(copyAll)) }),
    close: () => browser.close(),
  };
}

/** Runs within DevTools: these are the modules of their own front end. */
async function copyAll() {
  const load = (/** @type {string} */ path) => import(new URL(path, location.href).href);
  const [logs, har, network] = await Promise.all(['models/logs/logs.js', 'models/har/har.js', 'panels/network/network.js'].map(load));
  const View = network.NetworkLogView.NetworkLogView;
  const requests = logs.NetworkLog.NetworkLog.instance().requests().filter((/** @type {any} */ request) => !request.url().endsWith('/favicon.ico'));
  const copied = [];
  for (const request of requests) {
    const generateFetch = (/** @type {number} */ style) => View.prototype.generateFetchCall.call(View.prototype, request, style);
    copied.push({
      url: request.url(),
      method: request.requestMethod,
      curlBash: await View.generateCurlCommand(request, 'unix'),
      curlCmd: await View.generateCurlCommand(request, 'win'),
      fetch: await generateFetch(0),
      fetchNode: await generateFetch(1),
    });
  }
  return { copied, har: { log: await har.Log.Log.build(requests, { sanitize: false }) } };
}
