/** What Chromium's DevTools really copy and save (devtools/record.js) is read as what the page asked for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { detect, readCurl, readFetchSnippet, readHar } from 'corslab/paste';
import { REQUESTS } from './devtools/requests.js';

const recorded = JSON.parse(readFileSync(new URL('devtools/chromium.json', import.meta.url), 'utf8'));
const page = 'http://app.example.com/';

/** Names are compared as HTTP does, and without order. @param {import('corslab').RequestDescription} request */
function comparable({ headers, ...request }) {
  const pairs = /** @type {[string, string][]} */ (headers ?? []);
  return { ...request, headers: pairs.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort() };
}

/**
 * Chromium doubles every backslash, but Windows halves only those before a quote: this is what curl sends there.
 *
 * @param {import('corslab').RequestDescription} request
 * @returns {import('corslab').RequestDescription}
 */
function asWindowsSends(request) {
  const { text } = /** @type {import('corslab').Body} */ (request.body ?? {});
  return text === undefined ? request : { ...request, body: { kind: 'text', text: text.replace(/\\+(?!["\\])/g, (run) => run + run) } };
}

/** @param {string} path @param {string} method */
function copied(path, method) {
  const found = recorded.copied.find((/** @type {any} */ one) => one.url === `http://api.example.com${path}` && one.method === method);
  assert.ok(found, `${method} ${path} was not recorded`);
  return found;
}

for (const { name, path, asked } of REQUESTS) {
  const method = asked.method ?? 'GET';
  const hasCookies = asked.credentials === 'include';

  describe(name, () => {
    for (const form of ['curlBash', 'curlCmd']) {
      test(`Copy as ${form === 'curlBash' ? 'cURL (bash)' : 'cURL (cmd)'}`, () => {
        const text = copied(path, method)[form];
        assert.equal(detect(text), 'curl');
        const read = readCurl(text);
        assert.deepEqual(comparable(read.request), comparable(form === 'curlCmd' ? asWindowsSends(asked) : asked));
        assert.equal(read.page, page);
        assert.deepEqual(read.cookies.map(({ name, value }) => `${name}=${value}`), hasCookies ? ['sid=1', 'theme=dark'] : []);
        assert.deepEqual(read.notes.filter(({ code }) => code !== 'credentials-unknown'), []);
      });
    }

    for (const form of ['fetch', 'fetchNode']) {
      // It is a fetch now, whatever it was.
      test(`Copy as ${form}`, { skip: asked.initiator !== undefined && 'what made the request is lost' }, () => {
        const text = copied(path, method)[form];
        assert.equal(detect(text), 'fetch');
        const read = readFetchSnippet(text);
        const { mode: _, credentials, ...request } = read.request;
        const { mode: __, credentials: ___, ...expected } = asked;
        assert.deepEqual(comparable(request), comparable({ ...expected, method }));
        assert.equal(read.page, page);
        if (hasCookies) assert.equal(credentials, 'include');
      });
    }

    test('HAR', () => {
      const [{ scenario, entries }, ...others] = readHar(recorded.har, { url: asked.url });
      assert.deepEqual(others, []);
      const { initiator, ...request } = /** @type {import('corslab').RequestDescription} */ (scenario.request);
      const { initiator: made = path === '/items?xhr' ? 'xhr' : 'fetch', ...expected } = asked;
      assert.equal(initiator ?? 'fetch', made);
      assert.deepEqual(comparable(request), comparable(expected));
      assert.equal(scenario.page, page);
      const kinds = entries.map((index) => recorded.har.log.entries[index]._resourceType === 'preflight');
      assert.equal(kinds.includes(true), method === 'PUT' || method === 'DELETE');
    });
  });
}

describe('preflights, redirects, refusals', () => {
  test('a preflight that was copied is the request that it asks for', () => {
    const { request, notes } = readCurl(copied('/unauthorized', 'OPTIONS').curlBash);
    assert.deepEqual(request, { url: 'http://api.example.com/unauthorized', method: 'DELETE' });
    assert.ok(notes.some(({ code }) => code === 'preflight'));
    assert.deepEqual(comparable(readCurl(copied('/items?q=1&r=%20x', 'OPTIONS').curlCmd).request).headers, ['content-type: application/json', 'x-trace: x']);
  });

  /** What Chromium made of each: the scripts' own results. */
  const causes = { '/closed': 'missing-allow-origin', '/unauthorized': 'preflight-requires-auth' };
  for (const { name, path, asked } of REQUESTS) {
    test(`the verdict on the HAR's ${name} is Chromium's`, () => {
      const [{ scenario }] = readHar(recorded.har, { url: asked.url });
      const verdict = simulate({ ...scenario, engine: 'chromium' });
      assert.equal(verdict.cause?.code ?? null, /** @type {Record<string, string>} */ (causes)[path] ?? null);
    });
  }

  test('each entry belongs to one request', () => {
    const all = readHar(recorded.har).flatMap(({ entries }) => entries).sort((a, b) => a - b);
    assert.deepEqual(all, recorded.har.log.entries.map((/** @type {unknown} */ _, /** @type {number} */ index) => index));
  });
  test('the redirect and where it led to', () => {
    const [{ entries }] = readHar(recorded.har, { url: 'http://api.example.com/redirect' });
    assert.deepEqual(entries.map((index) => recorded.har.log.entries[index].request.url), ['http://api.example.com/redirect', 'http://api.example.com/items?after']);
  });
});
