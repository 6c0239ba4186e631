/** Servers with known policies, written without any CORS library: what they send is what stands here. */

export const APP = 'https://app.example.com';

/**
 * A `(req, res)` listener that lets one origin in, with PUT and Content-Type, for ten minutes.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function strict(request, response) {
  response.setHeader('Vary', 'Origin');
  response.setHeader('X-Total', '3');
  response.setHeader('X-Page', '1');
  if (request.headers.origin === APP) {
    response.setHeader('Access-Control-Allow-Origin', APP);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Access-Control-Expose-Headers', 'X-Page');
  }
  if (request.method === 'OPTIONS') {
    response.setHeader('Access-Control-Allow-Methods', 'PUT');
    response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
    response.setHeader('Access-Control-Max-Age', '600');
    response.writeHead(204).end();
    return;
  }
  response.end('{}');
}

/**
 * A `(Request) => Response` handler for everybody.
 *
 * @param {Request} request
 */
export function open(request) {
  const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': '*', 'Access-Control-Allow-Headers': '*' };
  return new Response(request.method === 'OPTIONS' ? null : '{}', { status: request.method === 'OPTIONS' ? 204 : 200, headers });
}
