import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { checkCors } from 'corslab/check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../serve.js';
import { app, open, orders } from './app.js';

const run = promisify(execFile);
const isInstalled = await run('curl', ['--version']).then(() => true, () => false);
if (!isInstalled) console.log('curl is not installed: what it says is skipped');

/** @type {Awaited<ReturnType<typeof serve>>[]} */
let servers;
/** @type {string} */
let api;
/** @type {string} */
let openApi;
beforeAll(async () => {
  servers = [await serve(app), await serve(open)];
  [api, openApi] = servers.map(({ address }) => address);
});
afterAll(() => servers.forEach(({ stop }) => stop()));

/** @param {...string} args */
const curl = async (...args) => (await run('curl', ['--silent', '--show-error', ...args])).stdout;

test.runIf(isInstalled)('curl gets its answer', async () => {
  //#region curl
  expect(await curl(`${api}/items`, '-H', 'Authorization: Bearer secret')).toBe('["pen","ink"]');
  //#endregion
});

test('the browser asks first', async () => {
  //#region preflight
  const { verdict } = await checkCors(api, { from: 'https://app.example.com', path: '/items', headers: { Authorization: 'Bearer secret' } });

  const [preflight] = verdict.exchanges;
  expect(preflight.request.method).toBe('OPTIONS');
  expect(preflight.reply?.status).toBe(401);
  expect(verdict.cause?.code).toBe('preflight-requires-auth');
  expect(verdict.reachedServer).toBe(false); // the GET was never sent
  //#endregion
});

test('the browser keeps the answer to itself', async () => {
  //#region read
  const { verdict } = await checkCors(openApi, { from: 'https://app.example.com', path: '/items' });

  expect(verdict.exchanges[0].reply?.status).toBe(200); // as for curl
  expect(verdict.cause?.code).toBe('missing-allow-origin');
  //#endregion
});

test('a refusal is no protection', async () => {
  //#region write
  const { allowed, verdict } = await checkCors(openApi, { from: 'https://evil.example', path: '/orders', method: 'POST', body: 'one pen' });

  expect(allowed).toBe(false); // evil.example does not see the answer …
  expect(verdict.reachedServer).toBe(true);
  expect(orders).toEqual(['one pen']); // … but the order is made
  //#endregion
});

test.runIf(isInstalled)('curl, asked to be a browser', async () => {
  //#region imitate
  const head = await curl('--include', '-X', 'OPTIONS', `${api}/items`, '-H', 'Origin: https://app.example.com', '-H', 'Access-Control-Request-Method: GET', '-H', 'Access-Control-Request-Headers: authorization');
  expect(head).toMatch(/^HTTP\/1\.1 401 /);
  //#endregion
});
