/** Which cookies a page keeps. What is expected was seen in Chromium 156, and is what RFC 6265bis says. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPage } from 'corslab/page';

/**
 * What a page sends after the server has set `lines`.
 *
 * @param {string[]} lines
 * @param {string} [url]
 */
async function sentAfter(lines, url = 'https://app.example.com/') {
  /** @type {(string | null)[]} */
  const sent = [];
  const server = (/** @type {Request} */ request) => {
    sent.push(request.headers.get('cookie'));
    return new Response('', { headers: sent.length === 1 ? lines.map((line) => /** @type {[string, string]} */ (['Set-Cookie', line])) : [] });
  };
  const page = createPage({ url, engine: 'chromium', servers: { '*': server } });
  await page.fetch('/set', { cache: 'no-store' });
  await page.fetch('/see', { cache: 'no-store' });
  await page.close();
  return sent[1];
}

/** @type {Record<string, [lines: string[], sent: string | null, url?: string][]>} */
const CASES = {
  'prefixes of names, whatever their case': [
    [['__secure-a=1; Path=/']],
    [['__host-a=1; Path=/']],
    [['__HOST-a=1; Secure; Path=/; Domain=example.com']],
    [['__Host-a=1; Secure; Path=/; Domain=app.example.com']],
    [['__Http-a=1; Secure; Path=/']],
    [['__Host-Http-a=1; Secure; Path=/']],
  ].map(([lines]) => [lines, null]),
  'prefixes that hold': [
    [['__Host-a=1; Secure; Path=/'], '__Host-a=1'],
    [['__Host-a=1; Secure; Path=/; Domain='], '__Host-a=1'],
    [['__secure-a=1; Secure; Path=/; Domain=example.com'], '__secure-a=1'],
    [['__Http-a=1; Secure; HttpOnly; Path=/'], '__Http-a=1'],
    [['__Host-Http-a=1; Secure; HttpOnly; Path=/'], '__Host-Http-a=1'],
  ],
  'a prefix that a cookie without a name feigns': [
    [['=__Host-a; Path=/'], null],
    [['=__Secure-x=1; Path=/'], null],
    [['__Host-; Path=/'], null],
    [['=a; Path=/'], 'a'],
  ],
  'neither name nor value': [[['; Path=/'], null], [['='], null]],
  'Partitioned without Secure': [[['a=1; Path=/; Partitioned'], null]],
  lengths: [
    [[`a=${'x'.repeat(4095)}; Path=/`], `a=${'x'.repeat(4095)}`],
    [[`a=${'x'.repeat(4096)}; Path=/`], null],
    [[`a=1; Path=/; Domain=${'x'.repeat(1030)}`], 'a=1'],
    [[`a=1; Path=/; Path=/${'x'.repeat(1030)}`], 'a=1'],
  ],
  'a cookie of the host beside one of its domain': [
    [['a=1; Path=/', 'a=2; Domain=app.example.com; Path=/'], 'a=1; a=2'],
    [['a=1; Path=/', 'a=2; Domain=app.example.com; Path=/', 'a=3; Path=/', 'a=4; Domain=app.example.com; Path=/'], 'a=3; a=4'],
    [['a=1; Path=/', 'a=2; Domain=app.example.com; Path=/', 'a=; Max-Age=0; Path=/'], 'a=2'],
  ],
  domains: [
    [['a=1; Domain=..example.com; Path=/'], null],
    [['a=1; Domain=.example.com; Path=/'], 'a=1'],
    [['a=1; Domain=localhost; Path=/'], null, 'http://foo.localhost/'],
    [['a=1; Domain=localhost; Path=/'], 'a=1', 'http://localhost/'],
    [['a=1; Domain=intranet; Path=/'], 'a=1', 'http://intranet/'],
    [['a=1; Domain=co.uk; Path=/'], null, 'https://example.co.uk/'],
    [['a=1; Path=/', '__Host-b=2; Secure; Path=/'], 'a=1; __Host-b=2', 'https://[::1]:8443/'],
  ],
};

for (const [name, cases] of Object.entries(CASES)) {
  describe(name, () => {
    for (const [lines, sent, url] of cases) {
      test(`${url ?? ''} ${lines.join(' | ').slice(0, 80)}`, async () => {
        assert.equal(await sentAfter(lines, url), sent);
      });
    }
  });
}

test('a line with a control character is none', () => {
  const page = createPage('https://app.example.com/');
  for (const line of ['a=\x7f; Path=/', 'a=1; Path=/;\x01', 'a\x01=1']) page.setCookie(line);
  assert.deepEqual(page.cookies(), []);
  page.setCookie('a=1 b; Path=/');
  assert.deepEqual(page.cookies().map(({ name, value }) => [name, value]), [['a', '1 b']]);
});

test('an empty Domain after another leaves the cookie to its host', () => {
  const page = createPage('https://app.example.com/');
  page.setCookie('a=1; Domain=example.com; Domain=; Path=/');
  assert.deepEqual(page.cookies().map(({ domain, includeSubdomains }) => [domain, includeSubdomains]), [['app.example.com', false]]);
});
