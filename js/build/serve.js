/** A static server for dist/www that tells an open page when it was built anew. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import sirv from 'sirv';
import { compressed } from './compress.js';
import { inRoot } from './root.js';

const HOST = '127.0.0.1';
const PORTS_TO_TRY = 100;

// Both are of the page's own origin, as its Content-Security-Policy demands of scripts and connections.
const SCRIPT_PATH = '/.live-reload.js';
const EVENTS_PATH = '/.live-reload';
// Here a page must always be the newest: instead of the worker that keeps one, this one takes itself and it away.
const WORKER_PATH = '/worker.js';
const NO_WORKER = `addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(
  Promise.all([registration.unregister(), caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))])));
`;
const SCRIPT = `new EventSource('${EVENTS_PATH}').onmessage = () => location.reload();\n`;

/**
 * @param {number} port the first one to try
 * @returns {Promise<{ url: string, reload(): void, close(): void }>}
 */
export async function serve(port) {
  /** @type {Set<import('node:http').ServerResponse>} */
  const pages = new Set();
  const files = sirv(inRoot('dist/www'), { dev: true });
  const compress = compressed(inRoot('dist/www'), 5);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', `http://${HOST}`);
    if (pathname === EVENTS_PATH) keepInformed(response, pages);
    else if (pathname === SCRIPT_PATH) response.setHeader('content-type', 'text/javascript').end(SCRIPT);
    else if (pathname === WORKER_PATH) response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' }).end(NO_WORKER);
    else if (pathname === '/' || pathname === '/index.html') void sendPage(response);
    else void compress(request, response, () => files(request, response));
  });
  const listening = await listen(server, port);
  return {
    url: `http://${HOST}:${listening}/`,
    reload: () => pages.forEach((page) => page.write('data: reload\n\n')),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Set<import('node:http').ServerResponse>} pages
 */
function keepInformed(response, pages) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  pages.add(response);
  response.on('close', () => pages.delete(response));
}

/** @param {import('node:http').ServerResponse} response */
async function sendPage(response) {
  try {
    const html = await readFile(inRoot('dist/www/index.html'), 'utf8');
    response.setHeader('content-type', 'text/html; charset=utf-8').setHeader('cache-control', 'no-store');
    // An HTML parser takes what follows `</html>` as the end of the body.
    response.end(`${html}<script type="module" src="${SCRIPT_PATH}"></script>\n`);
  } catch {
    response.writeHead(503, { 'content-type': 'text/plain' }).end('The page is not built: see the terminal.\n');
  }
}

/**
 * Listens on `port` or the next free one.
 *
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
async function listen(server, port) {
  for (let candidate = port; candidate < port + PORTS_TO_TRY; candidate++) {
    if (await isFree(server, candidate)) return candidate;
  }
  throw new Error(`No free port between ${port} and ${port + PORTS_TO_TRY - 1}`);
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<boolean>} whether the server listens on it now
 */
function isFree(server, port) {
  return new Promise((resolve, reject) => {
    /** @param {NodeJS.ErrnoException} error */
    const refused = (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error));
    server.once('error', refused);
    server.listen(port, HOST, () => {
      server.off('error', refused);
      resolve(true);
    });
  });
}
