/** Brotli for the servers of dist/www, as hosts of static pages give it: what is measured here is what travels there. */
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

/** What shrinks, and its type. @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** @type {(bytes: Uint8Array, options: import('node:zlib').BrotliOptions) => Promise<Buffer>} */
const brotli = promisify(brotliCompress);

/**
 * Answers for the files of a folder that shrink, to those who take brotli; all else goes to `next`.
 *
 * @param {string} folder
 * @param {number} quality 0 to 11: 5 is quick, 11 is what a host does once for all
 */
export function compressed(folder, quality) {
  /** @type {Map<string, Promise<Buffer>>} by the file and when it was written */
  const made = new Map();
  return async (/** @type {import('node:http').IncomingMessage} */ request, /** @type {import('node:http').ServerResponse} */ response, /** @type {() => void} */ next) => {
    const file = fileOf(folder, request.url ?? '/');
    const type = TYPES[extname(file)];
    const written = type && /\bbr\b/.test(String(request.headers['accept-encoding'])) && file.startsWith(normalize(folder + sep)) && (await stat(file).catch(() => undefined));
    if (!written || !written.isFile()) return next();
    const key = `${file} ${written.mtimeMs}`;
    const body = made.get(key) ?? readFile(file).then((bytes) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
    made.set(key, body);
    const content = await body;
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', vary: 'accept-encoding', 'content-length': content.length });
    response.end(request.method === 'HEAD' ? undefined : content);
  };
}

/** @param {string} folder @param {string} url */
function fileOf(folder, url) {
  const { pathname } = new URL(url, 'http://localhost');
  return join(folder, decodeURI(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
}
