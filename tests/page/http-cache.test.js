/** A page's HTTP cache. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPage } from 'corslab/page';
import { OPEN, recorded } from './transports.js';

const APP = 'https://app.example.com/';
const API = 'https://api.example.com/';

/**
 * A server whose first reply has these headers, and which says 304 to whoever has it.
 *
 * @param {[string, string][]} headers
 * @param {[string, string][]} [update] those of the 304
 */
function versioned(headers, update = []) {
  let count = 0;
  return recorded((request) => {
    const isKnown = request.headers.some(([name]) => name === 'If-None-Match');
    if (isKnown) return { status: 304, headers: update, body: null };
    return { headers: [...headers], body: request.kind === 'preflight' ? '' : `body ${++count}` };
  });
}

/** @param {any} page @param {object} [init] */
const text = async (page, init) => (await page.fetch(API, init)).text();

describe('the HTTP cache', () => {
  test('answers with what is fresh, until it is stale', async () => {
    let now = 1_000_000;
    const server = versioned([...OPEN, ['Cache-Control', 'max-age=10']]);
    const page = createPage({ url: APP, servers: server, now: () => now });
    assert.equal(await text(page), 'body 1');
    now += 9_000;
    assert.equal(await text(page), 'body 1');
    assert.equal(server.asked.length, 1);
    now += 2_000;
    assert.equal(await text(page), 'body 2');
  });

  test('says in the verdict that no server was asked', async () => {
    const page = createPage({ url: APP, servers: versioned([...OPEN, ['Cache-Control', 'max-age=10']]) });
    await text(page);
    const verdict = await page.explain(API);
    assert.deepEqual(verdict.exchanges.map(({ httpCache }) => httpCache), ['answered']);
    assert.equal(verdict.outcome, 'readable');
  });

  test('asks again with a validator, and a 304 updates the headers that CORS looks at', async () => {
    const server = versioned(
      [['Access-Control-Allow-Origin', '*'], ['ETag', '"1"'], ['X-A', 'old'], ['Access-Control-Expose-Headers', 'x-none']],
      [['Access-Control-Expose-Headers', 'x-a'], ['X-A', 'new']],
    );
    const page = createPage({ url: APP, servers: server });
    const first = await page.fetch(API);
    assert.deepEqual([await first.text(), first.headers.get('x-a')], ['body 1', null]);
    const second = await page.fetch(API);
    assert.deepEqual([second.status, await second.text(), second.headers.get('x-a')], [200, 'body 1', 'new']);
    assert.equal(server.asked[1].header('If-None-Match'), '"1"');
  });

  test('lets a 304 take the permission away', async () => {
    const server = versioned([...OPEN, ['ETag', '"1"']], [['Access-Control-Allow-Origin', 'https://other.example']]);
    const page = createPage({ url: APP, servers: server });
    await text(page);
    await assert.rejects(page.fetch(API), (/** @type {any} */ { cause }) => {
      assert.equal(cause.cause.code, 'allow-origin-mismatch');
      assert.equal(cause.exchanges[0].httpCache, 'revalidated');
      return true;
    });
  });

  test('does not answer a request that differs where the reply varies', async () => {
    const server = versioned([...OPEN, ['Cache-Control', 'max-age=10'], ['Vary', 'X-Token']]);
    const page = createPage({ url: APP, servers: server });
    assert.equal(await text(page, { headers: { 'X-Token': 'a' } }), 'body 1');
    assert.equal(await text(page, { headers: { 'X-Token': 'a' } }), 'body 1');
    assert.equal(await text(page, { headers: { 'X-Token': 'b' } }), 'body 2');
  });

  test('follows the cache modes', async () => {
    const server = versioned([...OPEN, ['Cache-Control', 'max-age=10']]);
    const page = createPage({ url: 'https://api.example.com/page', servers: server });
    await assert.rejects(page.fetch(API, { cache: 'only-if-cached', mode: 'same-origin' }), (/** @type {any} */ { cause }) => {
      assert.equal(cause.transportError.code, 'ERR_CACHE_MISS');
      return true;
    });
    assert.equal(await text(page, { cache: 'no-store' }), 'body 1');
    assert.equal(await text(page), 'body 2');
    assert.equal(await text(page, { cache: 'no-store' }), 'body 3');
    assert.equal(await text(page), 'body 2');
    assert.equal(await text(page, { cache: 'reload' }), 'body 4');
    assert.equal(await text(page, { cache: 'only-if-cached', mode: 'same-origin' }), 'body 4');
    assert.equal(await text(page, { cache: 'no-cache' }), 'body 5');
  });

  test('forgets a resource that a request changes', async () => {
    const page = createPage({ url: APP, servers: versioned([...OPEN, ['Cache-Control', 'max-age=10']]) });
    assert.equal(await text(page), 'body 1');
    assert.equal(await text(page, { method: 'POST' }), 'body 2');
    assert.equal(await text(page), 'body 3');
  });

  test('sets no cookie twice', async () => {
    const page = createPage({ url: API, servers: versioned([['Cache-Control', 'max-age=10'], ['Set-Cookie', 'a=1']]) });
    await text(page);
    page.clearCookies();
    await text(page);
    assert.deepEqual(page.cookies(), []);
  });

  test('can be emptied, or be absent', async () => {
    const headers = /** @type {[string, string][]} */ ([...OPEN, ['Cache-Control', 'max-age=10']]);
    const page = createPage({ url: APP, servers: versioned(headers) });
    assert.equal(await text(page), 'body 1');
    page.clearHttpCache();
    assert.equal(await text(page), 'body 2');
    const without = createPage({ url: APP, servers: versioned(headers), httpCache: false });
    assert.equal(await text(without), 'body 1');
    assert.equal(await text(without), 'body 2');
    assert.throws(() => createPage({ url: APP, httpCache: /** @type {any} */ (1) }), { field: 'httpCache' });
  });
});
