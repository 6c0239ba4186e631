/** `createPage`: the machine over transports, and what outlives a fetch. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CorslabError, createPage, TransportError } from 'corslab/page';
import { OPEN, recorded } from './transports.js';

const APP = 'https://app.example.com/dir/page.html';
const API = 'https://api.example.com';

describe('fetch', () => {
  test('makes a preflight, then the request, and hands over what CORS allows', async () => {
    const server = recorded(({ kind }) => ({
      statusText: 'Fine',
      headers: [...OPEN, ['X-Secret', '1'], ['Content-Type', 'text/plain']],
      body: kind === 'preflight' ? '' : 'hello',
    }));
    const page = createPage({ url: APP, servers: { [API]: server } });
    const response = await page.fetch(`${API}/items`, { method: 'PUT', headers: { 'X-Token': 't' }, body: 'text' });
    assert.deepEqual(server.lines(), [`OPTIONS ${API}/items`, `PUT ${API}/items`]);
    assert.equal(server.asked[0].header('Access-Control-Request-Headers'), 'x-token');
    assert.equal(server.asked[0].body, null);
    assert.equal(server.asked[1].header('Origin'), 'https://app.example.com');
    assert.equal(new TextDecoder().decode(server.asked[1].body), 'text');
    assert.equal(response.type, 'cors');
    assert.equal(response.status, 200);
    assert.equal(response.statusText, 'Fine');
    assert.equal(response.url, `${API}/items`);
    assert.equal(response.headers.get('x-secret'), null);
    assert.equal(response.headers.get('content-type'), 'text/plain');
    assert.equal(await response.text(), 'hello');
    await page.close();
  });

  test("throws the browser's TypeError, whose cause is the verdict", async () => {
    const page = createPage({ url: APP, engine: 'firefox', servers: { [API]: recorded(() => ({})) } });
    await assert.rejects(page.fetch(`${API}/`), (/** @type {any} */ error) => {
      assert.ok(error instanceof TypeError);
      assert.equal(error.message, 'NetworkError when attempting to fetch resource.');
      const verdict = /** @type {any} */ (error.cause);
      assert.equal(verdict.cause.code, 'missing-allow-origin');
      assert.equal(verdict.exchanges[0].reply.status, 200);
      assert.equal(verdict.reachedServer, true);
      return true;
    });
  });

  test('resolves relative URLs against the page, which is same origin with itself', async () => {
    const server = recorded(() => ({ headers: [['X-Any', 'a']] }));
    const { fetch } = createPage({ url: APP, servers: server });
    const response = await fetch('../items?x#y');
    assert.equal(response.type, 'basic');
    assert.equal(response.headers.get('x-any'), 'a');
    assert.deepEqual(server.lines(), ['GET https://app.example.com/items?x']);
  });

  test('gives an opaque response nothing to read', async () => {
    const page = createPage({ url: APP, servers: recorded(() => ({ headers: [['X-Any', 'a']], body: 'secret' })) });
    const response = await page.fetch(API, { mode: 'no-cors' });
    assert.deepEqual([response.type, response.status, response.url, response.body], ['opaque', 0, '', null]);
    assert.deepEqual([...response.headers], []);
    assert.equal(await response.text(), '');
  });

  test('follows redirects, sends bytes again, and drops the body where the standard does', async () => {
    const server = recorded(({ url }) => {
      if (url.endsWith('/a')) return { status: 307, headers: [...OPEN, ['Location', '/b']] };
      if (url.endsWith('/b')) return { status: 303, headers: [...OPEN, ['Location', '/c']] };
      return { headers: OPEN };
    });
    const page = createPage({ url: APP, servers: server });
    const response = await page.fetch(`${API}/a`, { method: 'POST', body: 'text' });
    assert.equal(response.redirected, true);
    assert.equal(response.url, `${API}/c`);
    const sent = server.asked.map(({ method, body }) => [method, body && new TextDecoder().decode(body)]);
    assert.deepEqual(sent, [['POST', 'text'], ['POST', 'text'], ['GET', null]]);
  });

  test('reads data: URLs without a server', async () => {
    const response = await createPage({ url: APP, servers: {} }).fetch('data:text/plain,hello%20there');
    assert.equal(await response.text(), 'hello there');
    assert.equal(response.headers.get('content-type'), 'text/plain');
  });

  test('checks integrity metadata against the body', async () => {
    const page = createPage({ url: APP, servers: recorded(() => ({ headers: OPEN, body: 'hello' })) });
    const integrity = 'sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=';
    assert.equal(await (await page.fetch(API, { integrity })).text(), 'hello');
    const { cause } = await page.explain(API, { integrity: 'sha256-AAAA' });
    assert.equal(cause?.code, 'integrity-mismatch');
    assert.equal(cause?.received?.split(' ')[0], integrity);
  });
});

describe('what a page keeps', () => {
  test('a preflight is not repeated while it lasts', async () => {
    let now = 1_000_000;
    const server = recorded(() => ({ headers: [...OPEN, ['Access-Control-Max-Age', '60']] }));
    const page = createPage({ url: APP, servers: server, now: () => now });
    const put = () => page.fetch(API, { method: 'PUT' });
    await put();
    await put();
    now += 59_999;
    await put();
    assert.deepEqual(server.asked.map(({ method }) => method), ['OPTIONS', 'PUT', 'PUT', 'PUT']);
    now += 1;
    await put();
    assert.equal(server.asked.at(-2).method, 'OPTIONS');
    page.clearPreflightCache();
    assert.deepEqual(page.preflightCache(), []);
    await put();
    assert.equal(server.asked.at(-2).method, 'OPTIONS');
    assert.equal(page.preflightCache()[0].method, '*');
  });

  test('each page has its own', async () => {
    const server = recorded(() => ({ headers: OPEN }));
    for (const url of [APP, APP]) await createPage({ url, servers: server }).fetch(API, { method: 'PUT' });
    assert.equal(server.asked.filter(({ kind }) => kind === 'preflight').length, 2);
  });

  test('cookies that a reply sets travel with the next request, by domain, path, age and SameSite', async () => {
    let now = Date.parse('2026-01-01');
    const server = recorded(({ url }) => ({
      headers: [
        ['Access-Control-Allow-Origin', 'https://app.example.com'],
        ['Access-Control-Allow-Credentials', 'true'],
        ...(url.endsWith('/login') ? /** @type {[string, string][]} */ ([
          ['Set-Cookie', 'session=1; Secure; HttpOnly'],
          ['set-cookie', 'short=1; Max-Age=10'],
          ['Set-Cookie', 'below=1; Path=/deep'],
          ['Set-Cookie', 'all=1; Domain=example.com'],
          ['Set-Cookie', 'evil=1; Domain=com'],
          ['Set-Cookie', '__Host-bad=1; Path=/deep; Secure'],
        ]) : []),
      ],
    }));
    const page = createPage({ url: APP, servers: server, now: () => now });
    const sent = async (/** @type {string} */ url, /** @type {RequestCredentials} */ credentials = 'include') => {
      await page.fetch(url, { credentials });
      return server.asked.at(-1).header('Cookie');
    };
    assert.equal(await sent(`${API}/login`), undefined);
    assert.equal(await sent(`${API}/x`), 'session=1; short=1; all=1');
    assert.equal(await sent(`${API}/deep/x`), 'below=1; session=1; short=1; all=1');
    assert.equal(await sent('/home'), 'all=1');
    assert.equal(await sent(`${API}/x`, 'omit'), undefined);
    now += 10_000;
    assert.equal(await sent(`${API}/x`), 'session=1; all=1');
    assert.deepEqual(page.cookies().map(({ name }) => name).sort(), ['all', 'below', 'session']);
    page.clearCookies();
    assert.equal(await sent(`${API}/x`), undefined);
  });

  test('a cookie of another site is kept only with SameSite=None; Secure', async () => {
    const server = recorded(() => ({
      headers: [['Set-Cookie', 'lax=1; SameSite=Lax'], ['Set-Cookie', 'none=1; SameSite=None; Secure']],
    }));
    const page = createPage({ url: 'https://other.test/', engine: 'chromium', servers: server });
    await page.explain(API, { credentials: 'include' });
    assert.deepEqual(page.cookies().map(({ name, sameSite }) => [name, sameSite]), [['none', 'none']]);
  });

  test('cookies can be given, and set as a server would', async () => {
    const server = recorded(() => ({}));
    const page = createPage({ url: APP, servers: server, cookies: [{ name: 'given', value: '1', domain: 'app.example.com' }] });
    await page.fetch('/');
    assert.equal(server.asked[0].header('Cookie'), 'given=1');
    await page.setCookie('set=2; Path=/');
    await page.setCookie('elsewhere=3', API);
    await page.fetch('/');
    assert.equal(server.asked[1].header('Cookie'), 'given=1; set=2');
  });

  test('a cookie that comes with a redirect travels at the next hop', async () => {
    const server = recorded(({ url }) => url.endsWith('/login')
      ? { status: 302, headers: [['Location', '/home'], ['Set-Cookie', 'session=1']] }
      : {});
    await createPage({ url: APP, servers: server }).fetch('/login', { method: 'POST' });
    assert.equal(server.asked[1].header('Cookie'), 'session=1');
  });

  test('fetches at the same time share the preflight cache', async () => {
    const server = recorded(() => ({ headers: [...OPEN, ['Access-Control-Max-Age', '60']] }));
    const page = createPage({ url: APP, servers: server });
    await Promise.all(['/a', '/b'].map((path) => page.fetch(API + path, { method: 'PUT' })));
    await Promise.all(['/a', '/b'].map((path) => page.fetch(API + path, { method: 'PUT' })));
    assert.equal(server.asked.filter(({ kind }) => kind === 'preflight').length, 2);
  });
});

describe('explain', () => {
  test('gives the verdict with the exchanges that took place, also where fetch would throw', async () => {
    const page = createPage({ url: APP, engine: 'chromium', servers: recorded(({ kind }) => (kind === 'preflight' ? { status: 401 } : {})) });
    const verdict = await page.explain(`${API}/`, { method: 'DELETE' });
    assert.equal(verdict.outcome, 'network-error');
    assert.equal(verdict.cause?.code, 'preflight-requires-auth');
    assert.equal(verdict.exchanges.length, 1);
    assert.equal(verdict.exchanges[0].reply?.status, 401);
    assert.match(verdict.console[0], /^Access to fetch at 'https:\/\/api\.example\.com\/' from origin 'https:\/\/app\.example\.com'/);
    assert.ok(verdict.trace.length > 0);
  });

  test("takes a scenario's request, whatever makes it", async () => {
    const server = recorded(() => ({ headers: [['Content-Type', 'image/png']] }));
    const verdict = await createPage({ url: APP, servers: server }).explain({ url: `${API}/logo.png`, initiator: 'img' });
    assert.equal(verdict.outcome, 'opaque');
    assert.equal(server.asked[0].header('Sec-Fetch-Dest'), 'image');
  });

  test('says why no reply came', async () => {
    const broken = { exchange: () => Promise.reject(new TransportError('ECONNREFUSED', 'connect ECONNREFUSED')) };
    const verdict = await createPage({ url: APP, servers: broken }).explain(API);
    assert.equal(verdict.cause?.code, 'server-unreachable');
    assert.deepEqual(verdict.transportError, { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' });
  });

  test('names the origin that has no server', async () => {
    const verdict = await createPage({ url: APP, servers: { [API]: recorded(() => ({})) } }).explain('https://cdn.example.com/');
    assert.match(verdict.transportError?.message ?? '', /https:\/\/cdn\.example\.com.*https:\/\/api\.example\.com/);
  });
});

describe('the end of a fetch', () => {
  const never = { exchange: (/** @type {any} */ _, /** @type {AbortSignal} */ signal) => new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  }) };

  test('the script aborts it, before and while it waits', async () => {
    const page = createPage({ url: APP, servers: never });
    await assert.rejects(page.fetch('/', { signal: AbortSignal.abort() }), { name: 'AbortError' });
    const controller = new AbortController();
    const waiting = page.fetch('/', { signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 5);
    await assert.rejects(waiting, (reason) => reason === 'enough');
  });

  test('the time limit ends it as a broken connection does', async () => {
    const page = createPage({ url: APP, servers: never, limits: { timeout: 20 } });
    const verdict = await page.explain('/');
    assert.equal(verdict.cause?.code, 'server-unreachable');
    assert.equal(verdict.transportError?.code, 'ETIMEDOUT');
    await assert.rejects(page.fetch('/'), TypeError);
  });

  test('the time limit between two exchanges ends it in the same way', async () => {
    const slow = recorded(({ url }) => new Promise((resolve) => {
      const reply = { status: 302, headers: [['Location', `${url}x`]] };
      // It has come, and time is up before the next request.
      setTimeout(() => {
        const until = Date.now() + 40;
        while (Date.now() < until);
        resolve(/** @type {any} */ (reply));
      }, 5);
    }));
    const page = createPage({ url: APP, servers: slow, limits: { timeout: 20 } });
    assert.equal((await page.explain('/')).transportError?.code, 'ETIMEDOUT');
    await assert.rejects(page.fetch('/'), TypeError);
  });

  test('the time limit holds for the body, too', async () => {
    const endless = new ReadableStream({ pull: () => new Promise(() => {}) });
    const page = createPage({ url: APP, servers: recorded(() => ({ body: endless })), limits: { timeout: 20 } });
    const response = await page.fetch('/');
    await assert.rejects(response.text(), (/** @type {any} */ error) => error instanceof TypeError && error.cause instanceof TransportError);
  });

  test('an abort while the body is read ends the reading with its reason', async () => {
    const controller = new AbortController();
    let cancelled = false;
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(new Uint8Array(3)),
      cancel: () => { cancelled = true; },
    });
    const page = createPage({ url: APP, servers: recorded(() => ({ body })) });
    const response = await page.fetch('/', { signal: controller.signal });
    const reading = response.text();
    controller.abort();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.ok(cancelled);
  });

  test('a reply that no browser takes for one is a network error', async () => {
    const headers = /** @type {[string, string][]} */ (Array.from({ length: 5000 }, (_, i) => [`X-${i}`, '']));
    for (const reply of [{ status: 99 }, { headers }]) {
      const verdict = await createPage({ url: APP, servers: recorded(() => reply) }).explain('/');
      assert.equal(verdict.transportError?.code, 'ERR_INVALID_RESPONSE');
    }
  });

  test('a body that breaks off is a network error to its reader', async () => {
    const body = new ReadableStream({ start: (stream) => stream.error(new TransportError('ECONNRESET', 'reset')) });
    const response = await createPage({ url: APP, servers: recorded(() => ({ body })) }).fetch('/');
    await assert.rejects(response.arrayBuffer(), TypeError);
  });
});

describe('close', () => {
  test('ends what is under way, and nothing begins after it', async () => {
    const endless = { exchange: (/** @type {any} */ _, /** @type {AbortSignal} */ signal) => new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    }) };
    const page = createPage({ url: APP, servers: { [API]: endless, 'https://app.example.com': recorded(() => ({ body: new ReadableStream() })) } });
    const waiting = assert.rejects(page.fetch(API), { name: 'AbortError', message: 'The page was closed' });
    const { body } = await page.fetch('/');
    await page.close();
    await waiting;
    await assert.rejects(/** @type {ReadableStream} */ (body).getReader().read(), { name: 'AbortError' });
    await assert.rejects(page.fetch('/'), { name: 'AbortError' });
    await assert.rejects(page.explain('/'), { name: 'AbortError' });
    await page.close();
  });
});

describe('options', () => {
  for (const [options, field] of /** @type {[any, string][]} */ ([
    [undefined, 'options'],
    [{}, 'url'],
    ['app.example.com', 'page.url'],
    ['localhost:3000/path', 'url'],
    [{ url: APP, sandboxed: 'yes' }, 'page.sandboxed'],
    [{ url: APP, engine: 'ie6' }, 'engine'],
    [{ url: APP, server: {} }, 'server'],
    [{ url: APP, servers: { 'https://api.example.com/path': API } }, 'servers["https://api.example.com/path"]'],
    [{ url: APP, servers: { 'ftp://api.example.com': API } }, 'servers["ftp://api.example.com"]'],
    [{ url: APP, network: 'yes' }, 'network'],
    [{ url: APP, cookies: [{ value: '1' }] }, 'cookies[0].domain'],
    [{ url: APP, now: 5 }, 'now'],
    [{ url: APP, limits: { timeout: -1 } }, 'limits.timeout'],
  ])) {
    test(`${JSON.stringify(options)} is refused by the name of the field`, () => {
      assert.throws(() => createPage(options), (error) => error instanceof CorslabError && (assert.equal(error.field, field), true));
    });
  }

  test('servers go by origin, by subdomain, and for all', async () => {
    const named = (/** @type {string} */ name) => recorded(() => ({ headers: OPEN, body: name }));
    const page = createPage({ url: APP, servers: {
      'https://API.example.com:443': named('exact'),
      'https://*.example.com': named('below'),
      'https://*.example.com:8443': named('port'),
      'http://*': named('plain'),
      '*': named('all'),
    } });
    const who = async (/** @type {string} */ url) => (await page.fetch(url)).text();
    assert.equal(await who('https://api.example.com/'), 'exact');
    assert.equal(await who('https://a.b.example.com/'), 'below');
    assert.equal(await who('https://www.example.com:8443/'), 'port');
    assert.equal(await who('https://example.com/'), 'all');
    assert.equal(await who('https://badexample.com/'), 'all');
    assert.equal(await who('data:text/plain,none'), 'none');
    const plain = createPage({ url: 'http://app.example.com/', servers: { 'http://*': named('plain') } });
    assert.equal(await (await plain.fetch('http://any.test:8080/')).text(), 'plain');
  });

  test('a sandboxed page has the origin null', async () => {
    const server = recorded(() => ({ headers: [['Access-Control-Allow-Origin', 'null']] }));
    const page = createPage({ url: APP, sandboxed: true, servers: server });
    assert.equal(page.origin, 'null');
    assert.equal((await page.fetch('/')).type, 'cors');
    assert.equal(server.asked[0].header('Origin'), 'null');
  });
});
