import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { simulate } from 'corslab';
import { checkCors, checkPreflight } from 'corslab/check';
import { createPage } from 'corslab/page';
import { APP, open, strict } from './servers.js';

const json = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: '{}' };

test('a listener is asked as a browser would: preflight, then request', async () => {
  const check = await checkCors(strict, { from: APP, path: '/items', ...json, credentials: 'include' });
  assert.equal(check.allowed, true);
  const asked = check.verdict.exchanges.map(({ request }) => `${request.method} ${request.url}`);
  assert.deepEqual(asked, ['OPTIONS https://api.example.test/items', 'PUT https://api.example.test/items']);
  assert.ok(check.exposed.includes('x-page'));
  assert.ok(check.hidden.includes('x-total') && !check.exposed.includes('x-total'));
});

test('another origin is refused, with the cause', async () => {
  const { allowed, verdict } = await checkCors(strict, { from: 'https://evil.example' });
  assert.equal(allowed, false);
  assert.equal(verdict.cause?.code, 'missing-allow-origin');
});

test('the page may be an origin, a URL, a URL object, a sandboxed frame, or more', async () => {
  const sent = async (/** @type {any} */ from) => {
    const { verdict } = await checkCors(open, { from });
    return new Map(verdict.exchanges[0].request.headers).get('Origin');
  };
  assert.equal(await sent(APP), APP);
  assert.equal(await sent(`${APP}/deep/page?x#y`), APP);
  assert.equal(await sent(new URL(APP)), APP);
  assert.equal(await sent('null'), 'null');
  assert.equal(await sent({ url: APP, sandboxed: true }), 'null');
});

test('the engine is a browser unless another is asked for', async () => {
  // By the text of the standard * does not cover Authorization; no browser follows it.
  const request = { from: APP, headers: { Authorization: 'Bearer x' } };
  assert.equal((await checkCors(open, request)).verdict.engine, 'chromium');
  assert.equal((await checkCors(open, request)).allowed, true);
  assert.equal((await checkCors(open, { ...request, engine: 'standard' })).verdict.cause?.code, 'authorization-not-listed');
});

test('headers that a script needs count', async () => {
  assert.equal((await checkCors(strict, { from: APP, expose: 'X-Page' })).allowed, true);
  assert.equal((await checkCors(strict, { from: APP, expose: ['X-Page', 'X-Total'] })).allowed, false);
});

test('scripted answers, one per hop', async () => {
  const moved = { response: { status: 302, headers: { Location: '/b', 'Access-Control-Allow-Origin': '*' } } };
  const there = { response: { headers: { 'Access-Control-Allow-Origin': '*' } } };
  const { allowed, verdict } = await checkCors([moved, there], { from: APP, path: '/a' });
  assert.equal(allowed, true);
  assert.deepEqual(verdict.exchanges.map(({ request }) => request.url), ['https://api.example.test/a', 'https://api.example.test/b']);
});

test('an address is its own URL, or stands behind another', async (t) => {
  /** @type {(string | undefined)[]} */
  const hosts = [];
  const server = createServer((request, response) => {
    hosts.push(request.headers.host);
    strict(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const address = `http://127.0.0.1:${port}`;
  const plain = await checkCors(address, { from: APP, path: '/items' });
  assert.equal(plain.allowed, true);
  assert.equal(plain.verdict.exchanges[0].request.url, `${address}/items`);
  const named = await checkCors(address, { from: APP, url: 'http://localhost/items' });
  assert.equal(named.allowed, true);
  assert.equal(named.verdict.exchanges[0].request.url, 'http://localhost/items');
  assert.deepEqual(hosts, [`127.0.0.1:${port}`, 'localhost']);
});

test('a page asks with what it has', async () => {
  const page = createPage({ url: `${APP}/`, engine: 'firefox', servers: { 'https://api.example.com': strict } });
  const check = await checkCors(page, { url: 'https://api.example.com/items' });
  assert.equal(check.allowed, true);
  assert.equal(check.verdict.engine, 'firefox');
  await assert.rejects(checkCors(page, /** @type {any} */ ({ url: 'https://api.example.com/', from: APP })), { field: 'from' });
  await page.close();
});

test('a verdict is its own answer', async () => {
  const verdict = simulate({ page: APP, request: 'https://api.example.com/', server: { response: { headers: { 'Access-Control-Allow-Origin': '*' } } } });
  assert.equal((await checkCors(verdict)).allowed, true);
  await assert.rejects(checkCors(verdict, /** @type {any} */ ({ from: APP })), { name: 'CorslabError', field: 'from' });
});

test('a connection that fails is told', async () => {
  const { allowed, verdict } = await checkCors({ response: { networkFailure: true } }, { from: APP });
  assert.equal(allowed, false);
  assert.equal(verdict.cause?.code, 'server-unreachable');
  assert.equal(typeof verdict.transportError?.message, 'string');
});

test('a preflight alone: the request is not sent', async () => {
  /** @type {(string | undefined)[]} */
  const methods = [];
  const watched = (/** @type {any} */ request, /** @type {any} */ response) => {
    methods.push(request.method);
    strict(request, response);
  };
  const accepted = await checkPreflight(watched, { from: APP, ...json });
  assert.equal(accepted.verdict.performed, 'preflight');
  assert.match(accepted.report({ width: 200 }), /^The preflight is accepted: a browser goes on to PUT https:\/\/api\.example\.test\/, which was not sent here\./);
  const refused = await checkPreflight(watched, { from: APP, method: 'DELETE' });
  assert.equal(refused.verdict.performed, undefined);
  assert.equal(refused.verdict.cause?.code, 'method-not-allowed');
  const unneeded = await checkPreflight(watched, { from: APP, method: 'POST' });
  assert.match(unneeded.report(), /^No preflight is needed: a browser goes on to POST/);
  assert.deepEqual(methods, ['OPTIONS', 'OPTIONS']);
});

test('bodies of the platform go as they would into fetch(), and decide about the preflight', async () => {
  /** @type {[string | undefined, string | undefined][]} */
  const seen = [];
  const app = (/** @type {import('node:http').IncomingMessage} */ request, /** @type {import('node:http').ServerResponse} */ response) => {
    seen.push([request.method, request.headers['content-type']?.split(';')[0]]);
    strict(request, response);
  };
  const post = { from: APP, method: 'POST' };
  assert.equal((await checkCors(app, { ...post, body: new URLSearchParams({ a: '1' }) })).allowed, true);
  assert.equal((await checkCors(app, { ...post, body: new Blob(['{}'], { type: 'application/json' }) })).allowed, true);
  assert.deepEqual(seen.splice(0), [['POST', 'application/x-www-form-urlencoded'], ['OPTIONS', undefined], ['POST', 'application/json']]);
  const json = await checkPreflight(app, { ...post, body: new Blob(['{}'], { type: 'application/json' }) });
  assert.equal(new Map(json.verdict.exchanges[0].request.headers).get('Access-Control-Request-Headers'), 'content-type');
  await checkPreflight(app, { ...post, body: new FormData() });
  assert.deepEqual(seen, [['OPTIONS', undefined]]);
});
