/** The steppable fetch: the caller performs the exchanges. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { CorslabError, Fetch, simulate } from 'corslab';

const client = {
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/items', method: 'PUT' },
};
const granted = {
  status: 204,
  headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'PUT', 'Access-Control-Max-Age': '60' },
};
const reply = { headers: { 'Access-Control-Allow-Origin': '*' } };

/** @param {(fetch: Fetch) => void} use */
function withFetch(scenario, use) {
  const fetch = new Fetch(scenario);
  try {
    use(fetch);
  } finally {
    fetch.free();
  }
}

test('a preflight, then the request, then the verdict of simulate', () => {
  withFetch(client, (fetch) => {
    const { kind, hop, request } = fetch.exchange;
    assert.deepEqual({ kind, hop }, { kind: 'preflight', hop: 0 });
    assert.equal(request.method, 'OPTIONS');
    assert.equal(request.url, 'https://api.example.com/items');
    assert.ok(request.headers.some(([name, value]) => name === 'Access-Control-Request-Method' && value === 'PUT'));
    fetch.respond(granted);
    assert.equal(fetch.exchange.kind, 'actual');
    assert.equal(fetch.exchange.request.method, 'PUT');
    fetch.respond(reply);
    assert.equal(fetch.exchange, null);
    const { disagreements, ...verdict } = simulate({ ...client, server: { preflight: granted, response: reply } });
    assert.deepEqual(fetch.verdict(), verdict);
  });
});

test('a redirect is asked for as the next hop', () => {
  withFetch({ ...client, request: '/a' }, (fetch) => {
    fetch.respond({ status: 302, headers: { Location: 'https://api.example.com/b' } });
    const { kind, hop, request } = fetch.exchange;
    assert.deepEqual({ kind, hop, url: request.url }, { kind: 'actual', hop: 1, url: 'https://api.example.com/b' });
    fetch.respond(reply);
    assert.equal(fetch.verdict().response.redirected, true);
  });
});

test('a refused preflight ends it', () => {
  withFetch(client, (fetch) => {
    fetch.respond({ status: 204 });
    assert.equal(fetch.exchange, null);
    assert.equal(fetch.verdict().cause.code, 'missing-allow-origin');
    assert.equal(fetch.verdict().reachedServer, false);
  });
});

test('the verdict can be taken twice, and earlier than the answers', () => {
  withFetch(client, (fetch) => {
    const first = fetch.verdict();
    assert.equal(first.cause.code, 'server-unreachable');
    assert.deepEqual(fetch.verdict(), first);
    assert.notEqual(fetch.verdict(), first);
    assert.equal(fetch.exchange, null);
    assert.throws(() => fetch.respond(granted), { constructor: CorslabError, field: 'reply', value: 'a reply' });
    assert.deepEqual(fetch.verdict(), first);
  });
});

test('no reply is waited for after the last', () => {
  withFetch({ ...client, request: '/a' }, (fetch) => {
    fetch.respond({});
    assert.throws(() => fetch.respond({}), { constructor: CorslabError, field: 'reply', allowed: /waits for no exchange/ });
    assert.equal(fetch.verdict().outcome, 'readable');
  });
});

test('a request that never leaves waits for nothing', () => {
  withFetch({ ...client, request: { url: 'https://api.example.com/', mode: 'same-origin' } }, (fetch) => {
    assert.equal(fetch.exchange, null);
    assert.equal(fetch.verdict().cause.code, 'same-origin-mode');
  });
});

test('a malformed reply is refused by name, and the exchange is still waited for', () => {
  withFetch(client, (fetch) => {
    const refused = (given, field) => assert.throws(() => fetch.respond(given), { constructor: CorslabError, field });
    refused(undefined, 'reply');
    refused(null, 'reply');
    refused('200 OK', 'reply');
    refused({ status: 99 }, 'reply.status');
    refused({ status: '200' }, 'reply.status');
    refused({ headers: 7 }, 'reply.headers');
    refused({ headers: [['a']] }, 'reply.headers[0]');
    refused({ headers: { a: () => 1 } }, 'reply.headers.a');
    refused({ body: '' }, 'reply.body');
    assert.equal(fetch.exchange.kind, 'preflight');
    fetch.respond(granted);
    assert.equal(fetch.exchange.kind, 'actual');
  });
});

test('the time of a reply: a number, or that of the scenario', () => {
  const stored = (...now) => {
    const fetch = new Fetch({ ...client, now: 5000 });
    fetch.respond(granted, ...now);
    fetch.respond(reply);
    const { preflightCache } = fetch.verdict();
    fetch.free();
    return preflightCache[0].stored;
  };
  assert.equal(stored(), 5000);
  assert.equal(stored(undefined), 5000);
  assert.equal(stored(null), 5000);
  assert.equal(stored(0), 0);
  assert.equal(stored(7000), 7000);
  assert.equal(stored(7000.9), 7000);
  assert.equal(stored(-1), -1);
  for (const now of [NaN, Infinity, '7000', 7n, true, new Date(0), {}, [], () => 0, Symbol('now')]) {
    assert.throws(() => stored(now), { constructor: CorslabError, field: 'now' });
  }
});

test('a scenario with server is refused: the caller is the server', () => {
  const expected = { constructor: CorslabError, field: 'server', allowed: /^no such field/ };
  assert.throws(() => new Fetch({ ...client, server: { response: reply } }), expected);
});

test('after free() everything says so, and free() again does nothing', () => {
  const fetch = new Fetch(client);
  fetch.free();
  fetch.free();
  const freed = { constructor: Error, message: /was freed/ };
  assert.throws(() => fetch.exchange, freed);
  assert.throws(() => fetch.respond(granted), freed);
  assert.throws(() => fetch.verdict(), freed);
  withFetch(client, (other) => assert.equal(other.exchange.kind, 'preflight'));
});

test('many at once know nothing of each other', () => {
  const fetches = Array.from({ length: 100 }, (_, index) => new Fetch({ ...client, request: { url: `/${index}` } }));
  for (const [index, fetch] of fetches.entries()) {
    assert.equal(fetch.exchange.request.url, `https://app.example.com/${index}`);
    if (index % 2 === 0) fetch.free();
  }
  for (const [index, fetch] of fetches.entries()) {
    if (index % 2 === 0) continue;
    fetch.respond({ status: 200 + index });
    assert.equal(fetch.verdict().response.status, 200 + index);
    fetch.free();
  }
});

test('its methods belong to it alone', () => {
  assert.throws(() => Fetch.prototype.verdict.call({}), TypeError);
  assert.throws(() => Reflect.get(Fetch.prototype, 'exchange'), TypeError);
  assert.throws(() => Fetch(client), TypeError);
});

test('what nobody freed the garbage collector gives back', () => {
  // A process of its own, to have the collector at hand and the memory for itself.
  const script = `
    const seen = [];
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function (...given) { const made = new Instance(...given); seen.push(made); return made; };
    const { Fetch } = await import('corslab');
    const scenario = { page: 'https://app.example.com/', request: { url: '/', headers: { 'X-A': 'a'.repeat(100_000) } } };
    const survivor = new Fetch(scenario);
    const bytes = [];
    for (let round = 0; round < 20; round++) {
      for (let index = 0; index < 50; index++) new Fetch(scenario);
      gc();
      await new Promise((resolve) => setTimeout(resolve, 5));
      bytes.push(seen[0].exports.memory.buffer.byteLength);
    }
    survivor.respond({});
    console.log(JSON.stringify({ bytes, outcome: survivor.verdict().outcome }));
  `;
  const args = ['--expose-gc', '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname });
  const { bytes, outcome } = JSON.parse(stdout || `"${stderr}"`);
  assert.equal(outcome, 'readable');
  // 1000 of them would need 100 MB for their headers alone.
  assert.ok(bytes.at(-1) < 64 * 1024 * 1024, String(bytes));
  assert.equal(bytes.at(-1), bytes.at(4), String(bytes));
});
