import { Hono } from 'hono';
import { cors } from 'hono/cors';

//#region hono
export const policy = {
  origin: ['https://app.example.com', 'https://admin.example.com'],
  allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type'],
  exposeHeaders: ['X-Total-Count'],
  credentials: true,
  maxAge: 600,
};

/** @param {NonNullable<Parameters<typeof cors>[0]>} policy */
export function createApp(policy, path = '*') {
  const app = new Hono();
  app.use(path, cors(policy)); // before the routes: what comes later is not asked
  app.get('/items', (context) => context.json(['pen', 'ink'], 200, { 'X-Total-Count': '2' }));
  app.patch('/items/:id', (context) => context.json({ id: context.req.param('id') }));
  return app;
}

export const app = createApp(policy);
//#endregion

//#region handler
const allowed = ['https://app.example.com'];

/**
 * A worker, a route of Deno or Bun, of Next or SvelteKit.
 *
 * @param {Request} request
 */
export async function handler(request) {
  const origin = request.headers.get('Origin') ?? '';
  const headers = new Headers({ Vary: 'Origin' });
  if (allowed.includes(origin)) headers.set('Access-Control-Allow-Origin', origin);
  if (request.method === 'OPTIONS') {
    headers.set('Access-Control-Allow-Methods', 'GET, PUT');
    headers.set('Access-Control-Allow-Headers', 'Content-Type');
    return new Response(null, { status: 204, headers });
  }
  return Response.json(['pen', 'ink'], { headers });
}

export default { fetch: handler };
//#endregion
