import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFolder } from './static-server.js';

/**
 * Serves a folder, but of its document only what stands before some text, until the rest is released or the connection
 * breaks off.
 *
 * @param {string} folder
 */
export async function serveHalf(folder) {
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  let half = document;
  /** @type {import('node:http').ServerResponse | undefined} */
  let held;
  const server = await serveFolder(folder, {}, {
    before: (path, proceed, response) => {
      if (path !== '/') return proceed();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write(half);
      held = response;
    },
  });
  /** @param {string} text */
  const holdFrom = (text) => {
    if (!document.includes(text)) throw new Error(`The document has no ${text}`);
    half = document.slice(0, document.indexOf(text));
  };
  return { ...server, holdFrom, release: () => void held?.end(document.slice(half.length)), breakOff: () => void held?.destroy() };
}
