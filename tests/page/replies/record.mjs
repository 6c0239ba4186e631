/** Shows the raw replies to Chromium and Firefox and writes what they made of them: `node tests/page/replies/record.mjs`. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { startBrowser } from '../../tools/start-browser.js';
import { replies } from './cases.mjs';

const PAGE = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<!doctype html>';
const names = Object.keys(replies);

const server = createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', (data) => {
    const index = /^\w+ \/reply\/(\d+) /.exec(data.toString('latin1'))?.[1];
    const reply = index === undefined ? PAGE : replies[names[Number(index)]];
    socket.end(typeof reply === 'string' ? reply : reply.bytes, 'latin1');
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

/** What a script sees. Runs in the page. */
async function see(url, method) {
  const bytes = (buffer) => Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
  const within = (promise) => Promise.race([promise, new Promise((_, reject) => setTimeout(reject, 4000, new Error('hangs')))]);
  let response;
  try {
    response = await within(fetch(url, { method, cache: 'no-store' }));
  } catch (error) {
    return error.message === 'hangs' ? 'hangs' : 'network error';
  }
  const seen = { status: response.status, statusText: response.statusText, headers: [...response.headers] };
  try {
    return { ...seen, body: bytes(await within(response.arrayBuffer())) };
  } catch {
    return { ...seen, body: null };
  }
}

const seen = Object.fromEntries(names.map((name) => [name, {}]));
for (const [browser, installed] of /** @type {const} */ ([['chrome', 'chromium'], ['firefox', 'firefox']])) {
  const running = await startBrowser(installed);
  const page = await running.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  for (const [index, name] of names.entries()) {
    const reply = replies[name];
    seen[name][browser] = await page.evaluate(see, `/reply/${index}`, typeof reply === 'string' ? 'GET' : reply.method);
  }
  console.log(browser, await running.version());
  await running.close();
}
server.close();
writeFileSync(new URL('seen.json', import.meta.url), `${JSON.stringify(seen, null, 1)}\n`);
