/**
 * What browsers' developer tools copy and save: `node tests/paste/devtools/record.js [chromium] [firefox]` writes a
 * file for each beside this one. Never edit these by hand.
 *
 * A page makes the requests of requests.js, and the tools are asked for what their menu would copy of each: cURL (bash),
 * cURL (cmd), fetch, fetch (Node.js), and all as HAR.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { openChromium } from './chromium-tools.js';
import { openFirefox } from './firefox-tools.js';
import { REQUESTS } from './requests.js';

/**
 * @typedef {object} Tools a browser with one page, and the tools for it
 * @property {(url: string) => Promise<void>} visit
 * @property {(script: string) => Promise<void>} run what it throws is of no interest here
 * @property {() => Promise<{ version: string, copied: object[], har: object }>} take
 * @property {() => Promise<void>} close
 */

const names = process.argv.length > 2 ? process.argv.slice(2) : ['chromium', 'firefox'];
for (const name of names) {
  const [pages, api] = [await serve(answerPage), await serve(answerRequest)];
  const tools = await (name === 'firefox' ? openFirefox() : openChromium());
  try {
    await tools.visit(`${pages.origin}/list?q#top`);
    await tools.run(`fetch('${api.origin}/set-cookies', { credentials: 'include' })`);
    for (const { script } of REQUESTS) await tools.run(script.replaceAll('http://api.example.com', api.origin));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const text = JSON.stringify(await tools.take(), null, 1).replaceAll(`localhost:${api.port}`, 'api.example.com').replaceAll(`localhost:${pages.port}`, 'app.example.com');
    const ports = new RegExp(`"(?:${api.port}|${pages.port})"`, 'g');
    writeFileSync(new URL(`${name}.json`, import.meta.url), `${text.replace(ports, '"80"')}\n`);
  } finally {
    await tools.close();
    for (const { server } of [pages, api]) {
      server.close();
      server.closeAllConnections();
    }
  }
}

/** @param {import('node:http').IncomingMessage} _ @param {import('node:http').ServerResponse} response */
function answerPage(_, response) {
  response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Page</title>');
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
function answerRequest(request, response) {
  const { origin } = request.headers;
  const cors = { ...(origin && { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' }), Vary: 'Origin' };
  const path = new URL(request.url ?? '/', 'http://x').pathname;
  const allowed = { 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'content-type, x-trace' };
  if (path === '/set-cookies') return response.writeHead(200, { ...cors, 'Set-Cookie': ['sid=1', 'theme=dark'] }).end();
  if (path === '/closed') return response.writeHead(200).end('x');
  if (path === '/redirect') return response.writeHead(302, { ...cors, Location: '/items?after' }).end();
  if (path === '/unauthorized' && request.method === 'OPTIONS') return response.writeHead(401).end();
  if (request.method === 'OPTIONS') return response.writeHead(204, { ...cors, ...allowed }).end();
  const type = path === '/events' ? 'text/event-stream' : 'application/json';
  return request.resume().on('end', () => response.writeHead(200, { ...cors, 'Content-Type': type, 'X-Two': ['a', 'b'] }).end());
}

/** @param {import('node:http').RequestListener} listener */
async function serve(listener) {
  const server = createServer(listener);
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { server, port, origin: `http://localhost:${port}` };
}
