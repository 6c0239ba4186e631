import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveFolder } from './static-server.js';

/**
 * Serves a folder, but of its document only what stands before some text, until the rest is released.
 *
 * @param {string} folder
 */
export async function serveHalf(folder) {
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  let half = document;
  let rest = () => {};
  const server = await serveFolder(folder, {}, {
    before: (path, proceed, response) => {
      if (path !== '/') return proceed();
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).write(half);
      rest = () => void response.end(document.slice(half.length));
    },
  });
  /** @param {string} text */
  const holdFrom = (text) => {
    if (!document.includes(text)) throw new Error(`The document has no ${text}`);
    half = document.slice(0, document.indexOf(text));
  };
  return { ...server, holdFrom, release: () => rest() };
}
