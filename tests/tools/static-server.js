import { createServer } from 'node:http';
import sirv from 'sirv';

/**
 * Serves a folder on a free port of 127.0.0.1.
 *
 * @param {string} folder
 * @param {Record<string, string>} [headers] sent with every answer
 * @returns {Promise<{ url: string, close(): void }>}
 */
export async function serveFolder(folder, headers = {}) {
  const files = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}/`, close };
}
