/** A server in a thread of its own: the one that makes a synchronous request waits, and cannot answer it. */
import { createServer } from 'node:http';
import { parentPort } from 'node:worker_threads';

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  const { method, url = '', headers } = request;
  const { pathname, searchParams } = new URL(url, 'http://server');
  if (pathname === '/refuse') return response.end('secret');
  if (pathname === '/hang') return;
  response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
  response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Allow-Headers', 'x-token');
  if (method === 'OPTIONS') return response.end();
  if (pathname === '/redirect') return response.writeHead(307, { Location: searchParams.get('to') ?? '/echo' }).end();
  if (pathname === '/cookie') return response.writeHead(200, { 'Set-Cookie': 'a=1; Path=/' }).end();
  if (pathname === '/broken') {
    response.writeHead(200, { 'Content-Length': '100' });
    return response.write('half', () => response.destroy());
  }
  response.writeHead(200, 'Fine', { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ method, url, body, cookie: headers.cookie, token: headers['x-token'] }));
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
