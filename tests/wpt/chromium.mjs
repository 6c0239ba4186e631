/** The same files in a real Chromium, for something to compare with. */
import { createHash } from 'node:crypto';
import { connect } from 'node:tls';
import { startBrowser } from '../tools/start-browser.js';
import { onlyFetches } from './files.mjs';
import { DOMAINS, originOf } from './serve.mjs';

/** How long a file may take, and one that says it takes long. */
const TIMEOUT = 20_000;
const LONG_TIMEOUT = 80_000;

/**
 * @param {import('./serve.mjs').Hosts} hosts
 * @param {import('./files.mjs').TestFile[]} tests
 * @param {(result: import('./results.mjs').FileResult) => void} onResult
 * @returns {Promise<string>} the browser's version
 */
export async function runInChromium(hosts, tests, onResult) {
  const rules = [...DOMAINS, ...DOMAINS.map((domain) => `*.${domain}`)].map((domain) => `MAP ${domain} 127.0.0.1`).join(', ');
  const args = [
    `--host-resolver-rules=${rules}`,
    `--ignore-certificate-errors-spki-list=${await keyHash(hosts.ports.https[0])}`,
  ];
  const browser = await startBrowser('chromium', { args });
  try {
    for (const test of tests) onResult(await runFile(browser, hosts, test));
    return await browser.version();
  } finally {
    await browser.close();
  }
}

/**
 * Each file gets a context of its own: nobody's cookies, cache or credentials.
 *
 * @param {import('puppeteer-core').Browser} browser
 * @param {import('./serve.mjs').Hosts} hosts
 * @param {import('./files.mjs').TestFile} test
 * @returns {Promise<import('./results.mjs').FileResult>}
 */
async function runFile(browser, hosts, test) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    page.on('dialog', (dialog) => dialog.dismiss());
    const completed = new Promise((resolve) => page.exposeFunction('corslabCompleted', resolve));
    await page.evaluateOnNewDocument(reportCompletion);
    await page.goto(`${originOf(hosts, test.flavour)}/${test.name}`, { waitUntil: 'domcontentloaded' });
    const limit = test.isLong ? LONG_TIMEOUT : TIMEOUT;
    const late = new Promise((resolve) => setTimeout(resolve, limit, { status: 'TIMEOUT', message: `nothing within ${limit} ms`, subtests: [] }).unref());
    return onlyFetches({ name: test.name, .../** @type {any} */ (await Promise.race([completed, late])) });
  } finally {
    await context.close();
  }
}

/** In the page, before its scripts: waits for the harness to name its function for those who want the results. */
function reportCompletion() {
  if (window !== window.top) return;
  const HARNESS = ['OK', 'ERROR', 'TIMEOUT', 'PRECONDITION_FAILED'];
  const SUBTEST = ['PASS', 'FAIL', 'TIMEOUT', 'NOTRUN', 'PRECONDITION_FAILED'];
  Object.defineProperty(window, 'add_completion_callback', {
    configurable: true,
    set(addCompletionCallback) {
      Object.defineProperty(window, 'add_completion_callback', { value: addCompletionCallback, writable: true });
      // Before its script ends, the harness is not ready to be asked.
      queueMicrotask(() => addCompletionCallback((tests, { status, message }) => {
        const subtests = tests.map((test) => ({ name: test.name, status: SUBTEST[test.status], message: test.message ?? undefined }));
        window.corslabCompleted({ status: HARNESS[status], message: message ?? undefined, subtests });
      }));
    },
  });
}

/** What Chromium knows the server's certificate by. @param {number} port @returns {Promise<string>} */
function keyHash(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername: DOMAINS[0], rejectUnauthorized: false }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      socket.destroy();
      resolve(createHash('sha256').update(key ?? '').digest('base64'));
    }).once('error', reject);
  });
}
