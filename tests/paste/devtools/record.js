/**
 * What Chromium's DevTools copy and save: `node tests/paste/devtools/record.js` writes chromium.json beside this file.
 *
 * A page makes requests, and DevTools, open in a tab of their own, are asked for what their menu would copy: cURL (bash),
 * cURL (cmd), fetch, fetch (Node.js), all as HAR. Never edit the file by hand.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import puppeteer from 'puppeteer-core';
import { findBrowser } from '../../../js/build/browsers.js';
import { REQUESTS } from './requests.js';

/** @typedef {{ curlBash: string, curlCmd: string, fetch: string, fetchNode: string }} Copied */

const pages = await serve((_, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Page</title>'));
const api = await serve((request, response) => {
  const { origin } = request.headers;
  const cors = { ...(origin && { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' }), Vary: 'Origin' };
  const path = new URL(request.url ?? '/', 'http://x').pathname;
  if (path === '/set-cookies') return void response.writeHead(200, { ...cors, 'Set-Cookie': ['sid=1', 'theme=dark'] }).end();
  if (path === '/closed') return void response.writeHead(200).end('x');
  if (path === '/redirect') return void response.writeHead(302, { ...cors, Location: '/items?after' }).end();
  if (path === '/unauthorized' && request.method === 'OPTIONS') return void response.writeHead(401).end();
  if (request.method === 'OPTIONS') return void response.writeHead(204, { ...cors, 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Allow-Headers': 'content-type, x-trace' }).end();
  const type = path === '/events' ? 'text/event-stream' : 'application/json';
  request.resume().on('end', () => response.writeHead(200, { ...cors, 'Content-Type': type, 'X-Two': ['a', 'b'] }).end());
});

const browser = await puppeteer.launch({ executablePath: findBrowser('chromium'), args: ['--no-sandbox', '--remote-allow-origins=*'] });
try {
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const { host } = new URL(browser.wsEndpoint());
  const tools = await browser.newPage();
  await tools.goto(`http://${host}/devtools/inspector.html?ws=${host}/devtools/page/${targetInfo.targetId}&panel=network`);
  await tools.waitForFunction(() => document.body.innerText.includes('Initiator'));
  await page.goto(`${pages.origin}/list?q#top`);
  await page.evaluate((api) => fetch(`${api}/set-cookies`, { credentials: 'include' }).then(() => {}), api.origin);
  for (const { script } of REQUESTS) await page.evaluate(script.replaceAll('http://api.example.com', api.origin)).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const found = await tools.evaluate(copyAll);
  const version = await browser.version();
  const text = JSON.stringify({ version, ...found }, null, 1);
  const named = text.replaceAll(`localhost:${api.port}`, 'api.example.com').replaceAll(`localhost:${pages.port}`, 'app.example.com');
  writeFileSync(new URL('chromium.json', import.meta.url), `${named.replaceAll(`"${api.port}"`, '"80"').replaceAll(`"${pages.port}"`, '"80"')}\n`);
} finally {
  await browser.close();
  for (const { server } of [pages, api]) {
    server.close();
    server.closeAllConnections();
  }
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

/** @param {import('node:http').RequestListener} listener */
async function serve(listener) {
  const server = createServer(listener);
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { server, port, origin: `http://localhost:${port}` };
}
