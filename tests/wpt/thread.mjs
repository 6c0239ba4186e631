/** The thread of one file: a window without a document, as far as a fetch can see one. Sends the file's results. */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { runInThisContext } from 'node:vm';
import { loadDocument } from './document.mjs';
import { HARNESS_STATUS, SUBTEST_STATUS } from './results.mjs';
import { originOf } from './serve.mjs';

/** @type {{ hosts: import('./serve.mjs').Hosts, test: import('./files.mjs').TestFile, client: string, engine: string, limit: number }} */
const { hosts, test, client, engine, limit } = workerData;
const url = `${originOf(hosts, test.flavour)}/${test.name}`;
const [{ title, scripts }, { openPage }] = await Promise.all([loadDocument(hosts, url), import(`./client/${client}.mjs`)]);
const page = openPage(hosts, url, engine);
const events = new EventTarget();

Object.assign(globalThis, page.globals, {
  self: globalThis,
  window: globalThis,
  META_TITLE: title,
  addEventListener: events.addEventListener.bind(events),
  removeEventListener: events.removeEventListener.bind(events),
  dispatchEvent: events.dispatchEvent.bind(events),
});
// Node reveals only some of what it has under these names to a worker, or lets nobody assign to it.
Object.defineProperty(globalThis, 'location', { value: new URL(url), configurable: true });

// For `responseXML` alone. jsdom takes its time, so it is loaded by whoever asks.
Object.defineProperty(globalThis, 'DOMParser', {
  get: () => new (createRequire(import.meta.url)('jsdom').JSDOM)().window.DOMParser,
  configurable: true,
});

process.on('uncaughtException', (error) => report({ status: 'ERROR', message: String(error?.stack ?? error), subtests: [] }));

for (const script of scripts) {
  const isHarness = script.url.endsWith('/resources/testharness.js');
  runInThisContext(script.source, { filename: script.url });
  if (isHarness) harnessIsThere();
}
events.dispatchEvent(new Event('load'));

/** A harness that sees a document would write into it, so it comes after the harness. */
function harnessIsThere() {
  Object.defineProperty(globalThis, 'document', { value: emptyDocument(), configurable: true });
  const { add_completion_callback: addCompletionCallback, timeout } = /** @type {any} */ (globalThis);
  addCompletionCallback((tests, { status, message }) => report({
    status: HARNESS_STATUS[status],
    message: message ?? undefined,
    subtests: tests.map((each) => ({ name: each.name, status: SUBTEST_STATUS[each.status], message: each.message ?? undefined })),
  }));
  setTimeout(() => timeout(), limit);
}

function emptyDocument() {
  return {
    title: title ?? '',
    URL: url,
    baseURI: url,
    location: /** @type {any} */ (globalThis).location,
    referrer: '',
    getElementsByTagName: () => [],
    getElementById: () => null,
    get cookie() {
      return page.cookie.get();
    },
    set cookie(line) {
      page.cookie.set(line);
    },
  };
}

function report(result) {
  parentPort?.postMessage({ name: test.name, ...result });
}
