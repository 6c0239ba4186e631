/** Odd replies, read as real browsers read them: `replies/seen.json` holds what Chromium and Firefox made of each. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { networkTransport } from '../../js/transport/network.js';
import { replies } from './replies/cases.mjs';

/** @type {Record<string, { chrome: Seen, firefox: Seen }>} */
const seen = JSON.parse(readFileSync(new URL('replies/seen.json', import.meta.url), 'utf8'));

/** Where the browsers differ, the one that is followed, and why. */
const FOLLOWED = [
  // HTTP/0.9 has no head, and so nothing to decide a request across origins by.
  ['chrome', /^only a body$|^another protocol$|^leading junk of 5$|^NUL in /],
  ['chrome', /^lower-case http$|^HTTP\/1\.0 chunked$|^HTTP\/2|^HTTP\/0\.9$|^HTTP\/9\.9$|^spaces in the status line$/],
  // Neither the standard nor Firefox finds a status there.
  ['firefox', /^status line /],
  // The lines of the head go to the machine, which knows both browsers; framing follows Chromium.
  ['chrome', /^names ending|^a fold$|^duplicates$|^CR within|^Content-Length : 30$|^Transfer-Encoding with a space|^Content-Length: \+30$|^Content-Length: (?:42|30|aaaah)[\d, ]* \| /],
  ['chrome', /^chunked/],
  ['chrome', /^coding: (?:an unknown coding of gzip|gzip of an unknown coding|gzip, identity|gzip and an empty coding)$/],
  ['firefox', /^coding: (?:gzip with a parameter|quoted)$/],
];

/** Where neither is followed: refused. */
const REFUSED = new Map([
  ['no version', 'no HTTP/1.1, and to Firefox a body without a head'],
  ['a bad version', 'no HTTP/1.1, and to Firefox a body without a head'],
  ['ICY', 'the protocol of SHOUTcast'],
  ['status 101', 'nobody asked for an upgrade'],
  ['status 101 first', 'nobody asked for an upgrade'],
]);

/** @typedef {{ status: number, statusText: string, headers: [string, string][], body: string | null } | string} Seen */

/** How a server writes: all at once, or so that every packet ends somewhere else. */
const WRITERS = {
  'at once': (socket, bytes) => void socket.end(bytes),
  'byte by byte': (socket, bytes, at = 0) => {
    if (socket.destroyed) return;
    if (at === bytes.length) return void socket.end();
    socket.write(bytes.subarray(at, at + 1));
    setImmediate(WRITERS['byte by byte'], socket, bytes, at + 1);
  },
};

for (const [how, write] of Object.entries(WRITERS)) {
  describe(`replies are read as browsers read them, ${how}`, () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.setNoDelay(true);
      socket.once('data', (data) => {
        const reply = Object.values(replies)[Number(/\/(\d+) /.exec(data.toString('latin1'))?.[1])];
        write(socket, Buffer.from(typeof reply === 'string' ? reply : reply.bytes, 'latin1'));
      });
    });
    before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined))));
    after(() => server.close());

    for (const [index, [name, reply]] of Object.entries(replies).entries()) {
      test(name, async () => {
        const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
        const made = await make(`http://127.0.0.1:${port}/${index}`, typeof reply === 'string' ? 'GET' : reply.method);
        assert.deepEqual(made, expected(name));
      });
    }
  });
}

/** @param {string} name */
function expected(name) {
  const { chrome, firefox } = seen[name];
  if (REFUSED.has(name)) return 'network error';
  if (JSON.stringify(chrome) === JSON.stringify(firefox)) return chrome;
  const browser = FOLLOWED.find(([, names]) => names.test(name))?.[0];
  assert.ok(browser, `${name}: the browsers differ, and nothing says whom to follow`);
  return seen[name][browser];
}

/** What a script would see. @param {string} url @param {string} method */
async function make(url, method) {
  /** @type {import('../../js/transport/wire.js').WireReply} */
  let reply;
  try {
    const request = { kind: 'actual', method, url, headers: [], body: null };
    reply = await networkTransport({ limits: { timeout: 5000 } }).exchange(request, new AbortController().signal);
  } catch (error) {
    assert.equal(error.name, 'TransportError', error.stack);
    assert.notEqual(error.code, 'ETIMEDOUT');
    return 'network error';
  }
  const { status, statusText, headers } = reply;
  return { status, statusText, headers: combined(headers), body: await textOf(reply.body) };
}

/** @param {ReadableStream<Uint8Array> | null} body */
async function textOf(body) {
  if (!body) return '';
  try {
    return Buffer.from(await new Response(body).arrayBuffer()).toString('latin1');
  } catch (error) {
    assert.equal(error.name, 'TransportError', error.stack);
    assert.notEqual(error.code, 'ETIMEDOUT');
    return null;
  }
}

/** As a `Headers` would give them. @param {[string, string][]} headers */
function combined(headers) {
  const values = new Map();
  for (const [name, value] of headers) {
    const key = name.trimEnd().toLowerCase();
    values.set(key, values.has(key) ? `${values.get(key)}, ${value}` : value);
  }
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1));
}
