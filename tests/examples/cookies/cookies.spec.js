//#region right
import { createPage } from 'corslab/page';
import { expect, test } from 'vitest';
import { app, createApp } from './app.js';

const api = 'https://api.another.example'; // another site than app.example.com

/**
 * Signs in, then asks who is signed in.
 *
 * @param {import('corslab/page').Target} app
 * @param {{ at?: string, login?: RequestCredentials, me?: RequestCredentials }} [how]
 */
async function whoIsSignedIn(app, { at = api, login = 'include', me = 'include' } = {}) {
  const page = createPage({ url: 'https://app.example.com/', servers: { [at]: app }, engine: 'chromium' });
  await page.fetch(`${at}/login`, { method: 'POST', credentials: login });
  return (await page.fetch(`${at}/me`, { credentials: me })).json();
}

test('SameSite=None; Secure, and credentials on both fetches', async () => {
  expect(await whoIsSignedIn(app)).toBe('Ann');
});
//#endregion

//#region fetches
test('each fetch says so for itself: without credentials no cookie is sent', async () => {
  expect(await whoIsSignedIn(app, { me: 'same-origin' })).toBe(null);
});

test('and none is stored', async () => {
  expect(await whoIsSignedIn(app, { login: 'same-origin' })).toBe(null);
});
//#endregion

//#region attributes
/** @type {import('express').CookieOptions[]} */
const useless = [
  { secure: true }, // no SameSite counts as Lax
  { secure: true, sameSite: 'lax' },
  { secure: true, sameSite: 'strict' },
  { sameSite: 'none' }, // Secure is forgotten
];

test.for(useless)('across sites nobody is signed in: %o', async (cookie) => {
  expect(await whoIsSignedIn(createApp(cookie))).toBe(null);
});
//#endregion

//#region same-site
test('a subdomain is the same site: any SameSite will do', async () => {
  const strict = createApp({ secure: true, sameSite: 'strict' });
  expect(await whoIsSignedIn(strict, { at: 'https://api.example.com' })).toBe('Ann');
});

test('but http://app.example.com is another site than https://api.example.com', async () => {
  const page = createPage({ url: 'http://app.example.com/', servers: { 'https://api.example.com': anyOrigin }, engine: 'chromium' });
  await page.setCookie('session=ann; SameSite=Lax; Secure', 'https://api.example.com');
  expect(await (await page.fetch('https://api.example.com/me', { credentials: 'include' })).json()).toBe(null);
});
//#endregion

//#region jar
test('a visitor who is signed in already', async () => {
  const page = createPage({ url: 'https://app.example.com/', servers: { [api]: app } });
  await page.setCookie('session=ann; SameSite=None; Secure; HttpOnly', api);
  expect(page.cookies()).toMatchObject([{ name: 'session', domain: 'api.another.example', sameSite: 'none' }]);

  const verdict = await page.explain(`${api}/me`, { credentials: 'include' });
  expect(verdict.exchanges[0].request.headers).toContainEqual(['Cookie', 'session=ann']);
});
//#endregion

/** @param {Request} request */
function anyOrigin(request) {
  const headers = { 'Access-Control-Allow-Origin': request.headers.get('Origin') ?? '', 'Access-Control-Allow-Credentials': 'true' };
  return Response.json(request.headers.get('Cookie') === 'session=ann' ? 'Ann' : null, { headers });
}
