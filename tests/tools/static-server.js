import { createServer } from 'node:http';
import sirv from 'sirv';
import { compressed } from '../../js/build/compress.js';

/**
 * Serves a folder on a free port of 127.0.0.1.
 *
 * @param {string} folder
 * @param {Record<string, string>} [headers] sent with every answer
 * @param {object} [options]
 * @param {number} [options.brotli] how well to compress; left out: not at all
 * @param {number} [options.port] where it must be a certain one
 * @param {(path: string, proceed: () => void, response: import('node:http').ServerResponse) => void} [options.before] decides when an answer begins, or gives its own
 * @returns {Promise<{ url: string, close(): void }>}
 */
export async function serveFolder(folder, headers = {}, { brotli, port = 0, before = (_, proceed) => proceed() } = {}) {
  const files = sirv(folder, { dev: true });
  const compress = brotli !== undefined && compressed(folder, brotli);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const plainly = () => files(request, response, () => void response.writeHead(404).end());
    before(request.url ?? '/', () => (compress ? void compress(request, response, plainly) : plainly()), response);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${address.port}/`, close };
}
