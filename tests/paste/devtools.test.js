/** What browsers' developer tools really copy and save (devtools/record.js) is read as what the page asked for. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { detect, readCurl, readFetchSnippet, readHar } from 'corslab/paste';
import { REQUESTS } from './devtools/requests.js';

const page = 'http://app.example.com/';

/** Names are compared as HTTP does, and without order. @param {import('corslab').RequestDescription} request */
function comparable({ headers, ...request }) {
  const pairs = /** @type {[string, string][]} */ (headers ?? []);
  return { ...request, headers: pairs.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort() };
}

/**
 * Both double every backslash, but Windows halves only those before a quote: this is what curl sends there.
 *
 * @param {import('corslab').RequestDescription} request
 * @returns {import('corslab').RequestDescription}
 */
function asWindowsSends(request) {
  const { text } = /** @type {import('corslab').Body} */ (request.body ?? {});
  return text === undefined ? request : { ...request, body: { kind: 'text', text: text.replace(/\\+(?!["\\])/g, (run) => run + run) } };
}

/** @type {import('corslab').Engine[]} */
const BROWSERS = ['chromium', 'firefox'];
for (const engine of BROWSERS) {
  const recorded = JSON.parse(readFileSync(new URL(`devtools/${engine}.json`, import.meta.url), 'utf8'));
  const { entries: all } = recorded.har.log;

  /** @param {string} path @param {string} method */
  const copied = (path, method) => {
    const found = recorded.copied.find((/** @type {any} */ one) => one.url === `http://api.example.com${path}` && one.method === method);
    assert.ok(found, `${method} ${path} was not recorded`);
    return found;
  };

  describe(engine, () => {
    for (const { name, path, asked } of REQUESTS) {
      const method = asked.method ?? 'GET';
      const hasCookies = asked.credentials === 'include';

      for (const form of ['curlBash', 'curlCmd']) {
        test(`${name}: Copy as cURL (${form.slice(4)})`, () => {
          const text = copied(path, method)[form];
          assert.equal(detect(text), 'curl');
          const read = readCurl(text);
          assert.deepEqual(comparable(read.request), comparable(form === 'curlCmd' ? asWindowsSends(asked) : asked));
          assert.equal(read.page, page);
          assert.deepEqual(read.cookies.map(({ name, value }) => `${name}=${value}`), hasCookies ? ['sid=1', 'theme=dark'] : []);
          assert.deepEqual(read.notes.filter(({ code }) => code !== 'credentials-unknown'), []);
        });
      }

      // Copied so, it is a fetch, whatever made the request.
      const forms = engine === 'chromium' ? ['fetch', 'fetchNode'] : ['fetch'];
      for (const form of asked.initiator === undefined ? forms : []) {
        test(`${name}: Copy as ${form}`, () => {
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

      test(`${name}: HAR`, () => {
        const [{ scenario, entries }, ...others] = readHar(recorded.har, { url: asked.url });
        assert.deepEqual(others, []);
        const { initiator, ...request } = /** @type {import('corslab').RequestDescription} */ (scenario.request);
        // Firefox does not say which API it was.
        const { initiator: made = engine === 'chromium' && path === '/items?xhr' ? 'xhr' : 'fetch', ...expected } = asked;
        assert.equal(initiator ?? 'fetch', made);
        assert.deepEqual(comparable(request), comparable(expected));
        assert.equal(scenario.page, page);
        const isPreflighted = entries.some((index) => all[index].request.method === 'OPTIONS');
        assert.equal(isPreflighted, method === 'PUT' || method === 'DELETE');
      });

      /** What the browser made of each: what its scripts saw. */
      const causes = /** @type {Record<string, string>} */ ({ '/closed': 'missing-allow-origin', '/unauthorized': 'preflight-requires-auth' });
      test(`${name}: the verdict on the HAR is the browser's`, () => {
        const [{ scenario }] = readHar(recorded.har, { url: asked.url });
        assert.equal(simulate({ ...scenario, engine }).cause?.code ?? null, causes[path] ?? null);
      });
    }

    test('a preflight that was copied is the request that it asks for', () => {
      const { request, notes } = readCurl(copied('/unauthorized', 'OPTIONS').curlBash);
      assert.deepEqual(request, { url: 'http://api.example.com/unauthorized', method: 'DELETE' });
      assert.ok(notes.some(({ code }) => code === 'preflight'));
      assert.deepEqual(comparable(readCurl(copied('/items?q=1&r=%20x', 'OPTIONS').curlCmd).request).headers, ['content-type: application/json', 'x-trace: x']);
    });
    test('each entry of the HAR belongs to one request', () => {
      const used = readHar(recorded.har).flatMap(({ entries }) => entries).sort((a, b) => a - b);
      assert.deepEqual(used, all.map((/** @type {unknown} */ _, /** @type {number} */ index) => index));
    });
    test('a redirect and where it led to', () => {
      const [{ entries }] = readHar(recorded.har, { url: 'http://api.example.com/redirect' });
      assert.deepEqual(entries.map((index) => all[index].request.url), ['http://api.example.com/redirect', 'http://api.example.com/items?after']);
    });
  });
}
