import { prepare, serve } from './server.js';

const from = 'https://app.example.com';
const headers = { Authorization: 'Bearer secret' };
let url = '';

/** @type {Awaited<ReturnType<typeof serve>> | undefined} */
let server;

/** Starts the server, or answers why it cannot. */
export async function start() {
  const { python, missing } = prepare();
  if (missing !== undefined) return missing;
  server = await serve(python, 'wrong:app');
  url = server.url;
  return undefined;
}

export const stop = () => server?.stop();

/**
 * @param {string} name the part of the path
 * @param {Omit<import('../pages.js').Wrong, 'app'>} entry
 */
function configuration(name, { asked, ...entry }) {
  return {
    name,
    ...entry,
    get app() {
      return url;
    },
    asked: { ...asked, path: `/${name}${asked.path}` },
  };
}

/** Configurations that look right, all in wrong.py. `finding` is the code of what is wrong. */
/** @type {import('../pages.js').Wrong[]} */
export const wrong = [
  configuration('error', {
    what: '`add_middleware(CORSMiddleware, …)`: the answer to an exception comes from outside of it',
    asked: { from, path: '/broken' },
    finding: 'server-error',
  }),
  configuration('methods', {
    what: 'no `allow_methods`, and the page sends PATCH: Starlette answers 400',
    asked: { from, path: '/items/7', method: 'PATCH' },
    finding: 'preflight-status',
  }),
  configuration('slash', {
    what: '`allow_origins=["https://app.example.com/"]`, with a slash at its end',
    asked: { from, path: '/items' },
    finding: 'missing-allow-origin',
  }),
  configuration('star', {
    what: '`allow_origins=["*"], allow_credentials=True`: whoever has a cookie is let in from every site',
    asked: {
      from: 'https://evil.example',
      path: '/items',
      credentials: 'include',
      cookies: [{ name: 'session', value: '1', domain: '127.0.0.1', sameSite: 'none', secure: true }],
    },
    finding: 'reflected-origin-with-credentials',
  }),
  configuration('sign-in', {
    what: 'a sign-in middleware before `CORSMiddleware`',
    asked: { from, path: '/items', headers },
    finding: 'preflight-requires-auth',
  }),
  configuration('header', {
    what: 'no `allow_headers`, and the page sends `Authorization`: again 400',
    asked: { from, path: '/items', headers },
    finding: 'preflight-status',
  }),
];
