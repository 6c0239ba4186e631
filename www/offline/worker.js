/**
 * The service worker: keeps one whole build of the page, so that it works offline after the first visit. The build puts
 * `self.kept` before this file: the build's name, its main module, and all files that belong to it. Every file but the page itself has a
 * name that changes with what it holds: an answer that is kept is the right one, whichever build asks for it.
 */
const worker = /** @type {ServiceWorkerGlobalScope & { kept: { build: string, main: string, files: string[] } }} */ (/** @type {unknown} */ (self));

/** Other pages of the same origin have caches too. */
const PREFIX = `corslab ${worker.registration.scope} `;
const CACHE = `${PREFIX}${worker.kept.build}`;
/** How long the network may take to bring a newer page, before the kept one is shown. */
const PATIENCE_MS = 3000;

worker.addEventListener('install', (event) => event.waitUntil(keep()));
// There is no `skipWaiting`: while a page of the build before is open, its files stay.
worker.addEventListener('activate', (event) => event.waitUntil(Promise.all([forgetOthers(), worker.clients.claim()])));
worker.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const path = url.replace(/[?#].*$/s, '').slice(worker.registration.scope.length);
  if (method !== 'GET' || !url.startsWith(worker.registration.scope)) return;
  if (mode === 'navigate' && ['', 'index.html'].includes(path)) event.respondWith(page(event.request));
  // What belongs to no build is none of its business.
  else if (isForever(path) || worker.kept.files.includes(path)) event.respondWith(file(event.request));
});

/** Whether the name says what is in it. @param {string} path */
function isForever(path) {
  return /-\w{8}\.\w+$/.test(path);
}

/** All or nothing: where one file cannot be had, this build is not kept. */
async function keep() {
  const cache = await caches.open(CACHE);
  // The page itself must be the one of this build, and not what the browser remembers from before.
  await cache.addAll(worker.kept.files.map((name) => (isForever(name) ? name : new Request(name, { cache: 'no-cache' }))));
  const html = await (await cache.match('./'))?.text();
  if (html?.includes(worker.kept.main)) return;
  // The network brought two builds: not to be kept together. The next visit tries again.
  await caches.delete(CACHE);
  throw new Error('index.html is of another build');
}

async function forgetOthers() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** The newest page, where the network brings it in time; else the kept one. @param {Request} request */
async function page(request) {
  const fresh = fetch(request).then(async (response) => (response.ok ? response : ((await keptPage()) ?? response)));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(async () => (await keptPage()) ?? fresh);
  return Promise.race([fresh, late]).catch(async (error) => (await keptPage()) ?? Promise.reject(error));
}

/** Of the newest build that is kept whole: its worker may be waiting still. */
async function keptPage() {
  for (const name of (await caches.keys()).filter((one) => one.startsWith(PREFIX)).reverse()) {
    const kept = await (await caches.open(name)).match('./');
    if (kept) return kept;
  }
  return undefined;
}

/** @param {Request} request */
async function file(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
