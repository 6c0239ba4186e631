/** What goes out: the bytes of a request, and what may not be among them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { networkTransport } from '../../js/transport/network.js';
import { exchange, rawServer, reply, textOf } from './raw-server.js';

/**
 * What the server read until it had `enough`.
 *
 * @param {import('node:test').TestContext} t
 * @param {Partial<import('../../js/transport/wire.js').WireRequest>} request
 * @param {(text: string) => boolean} [enough]
 */
async function sent(t, { url = '/', ...request }, enough = () => true, options = {}) {
  let text = '';
  const server = await rawServer(t, (socket, start) => {
    const read = (data) => {
      text += data.toString('latin1');
      if (enough(text)) socket.write(reply('done'));
    };
    read(Buffer.from(start, 'latin1'));
    socket.on('data', read);
  });
  const { body } = await exchange(new URL(url, server.url).href, request, options);
  assert.equal(await textOf(body), 'done');
  return text.replaceAll(String(server.port), 'PORT');
}

const USUAL = `User-Agent: corslab test\r\nAccept-Encoding: gzip, deflate, br${'createZstdDecompress' in (await import('node:zlib')) ? ', zstd' : ''}\r\nAccept-Language: en-US,en;q=0.9\r\n\r\n`;
const options = { userAgent: 'corslab test' };

describe('the head of a request', () => {
  test('has the lines of a browser, those of the machine among them as they are', async (t) => {
    const text = await sent(t, { url: '/a%20b?c=d', headers: [['Accept', '*/*'], ['oRIGIN', 'https://app.example.com'], ['X-A', ''], ['x-a', 'b']] }, undefined, options);
    assert.equal(text, `GET /a%20b?c=d HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: keep-alive\r\nAccept: */*\r\noRIGIN: https://app.example.com\r\nX-A: \r\nx-a: b\r\n${USUAL}`);
  });

  test('repeats nothing that the machine gives', async (t) => {
    const headers = [['host', 'other.example'], ['user-agent', 'mine'], ['ACCEPT-ENCODING', 'identity'], ['Accept-Language', 'fr'], ['connection', 'close']];
    const text = await sent(t, { headers: /** @type {[string, string][]} */ (headers) });
    assert.equal(text, 'GET / HTTP/1.1\r\nhost: other.example\r\nuser-agent: mine\r\nACCEPT-ENCODING: identity\r\nAccept-Language: fr\r\nconnection: close\r\n\r\n');
  });

  test('carries every byte that Fetch allows in a value', async (t) => {
    const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => ![0, 10, 13].includes(byte)));
    assert.equal(bytes.length, 253);
    const text = await sent(t, { headers: [['X-Odd', `a${bytes}z`]] });
    assert.ok(text.includes(`\r\nX-Odd: a${bytes}z\r\n`));
  });

  test('has the method as given, and no fragment', async (t) => {
    const text = await sent(t, { method: 'pAtCh', url: '/a#b' }, undefined, options);
    assert.equal(text, `pAtCh /a HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: keep-alive\r\n${USUAL}`);
  });

  for (const [method, length] of /** @type {const} */ ([['POST', true], ['PUT', true], ['PATCH', false], ['DELETE', false], ['GET', false], ['OPTIONS', false]])) {
    test(`${method} without a body ${length ? 'says so' : 'says nothing of a body'}`, async (t) => {
      const text = await sent(t, { method });
      assert.equal(text.includes('\r\nContent-Length: 0\r\n'), length);
      assert.equal(/content-length|transfer-encoding/i.test(text), length);
    });
  }
});

describe('the body of a request', () => {
  test('bytes go out with their length', async (t) => {
    const body = Buffer.from('\0\xff four', 'latin1');
    const text = await sent(t, { method: 'POST', body: new Uint8Array(body) }, (text) => text.endsWith('four'), options);
    assert.equal(text, `POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: keep-alive\r\nContent-Length: 7\r\n${USUAL}\0\xff four`);
  });

  test('no bytes are a body, too', async (t) => {
    assert.match(await sent(t, { method: 'DELETE', body: new Uint8Array() }), /\r\nContent-Length: 0\r\n/);
  });

  test('a part of a buffer is only that part', async (t) => {
    const body = new Uint8Array(Buffer.from('not this, that, nor this')).subarray(10, 14);
    const text = await sent(t, { method: 'POST', body }, (text) => text.endsWith('that'));
    assert.ok(text.endsWith('\r\n\r\nthat'));
  });

  test('a length that the machine gives is not repeated', async (t) => {
    const text = await sent(t, { method: 'POST', headers: [['content-length', '2']], body: new Uint8Array(2) }, (text) => text.endsWith('\0\0'));
    assert.equal(text.match(/content-length/gi)?.length, 1);
  });

  test('a stream goes out in chunks', async (t) => {
    const pieces = ['one', '', 'x'.repeat(30)].map((piece) => new TextEncoder().encode(piece));
    const body = new ReadableStream({ pull: (controller) => (pieces.length > 0 ? controller.enqueue(pieces.shift()) : controller.close()) });
    const text = await sent(t, { method: 'POST', body }, (text) => text.endsWith('\r\n0\r\n\r\n'), options);
    assert.equal(text, `POST / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n${USUAL}3\r\none\r\n1e\r\n${'x'.repeat(30)}\r\n0\r\n\r\n`);
  });
});

describe('nothing in a request can begin another one', () => {
  const stream = new ReadableStream();
  /** @type {Record<string, [Partial<import('../../js/transport/wire.js').WireRequest>, RegExp]>} */
  const smugglers = {
    'CR LF in the method': [{ method: 'GET / HTTP/1.1\r\n\r\nGET' }, /method/],
    'a space in the method': [{ method: 'G T' }, /method/],
    'no method': [{ method: '' }, /method/],
    'CR LF in the URL': [{ url: 'http://127.0.0.1/\r\n\r\nGET /' }, /url/],
    'a space in the URL': [{ url: 'http://127.0.0.1/ HTTP/1.1' }, /url/],
    'another scheme': [{ url: 'ftp://127.0.0.1/' }, /url/],
    'no URL': [{ url: 'http://' }, /url/],
    'CR LF in a name': [{ headers: [['X-A', 'b'], ['X\r\nY', 'a']] }, /headers\[1\]/],
    'a colon in a name': [{ headers: [['Host: a', 'b']] }, /headers\[0\]/],
    'an empty name': [{ headers: [['', 'b']] }, /headers\[0\]/],
    'LF in a value': [{ headers: [['X', 'a\nY: b']] }, /headers\[0\] \(X\)/],
    'CR in a value': [{ headers: [['X', 'a\rY: b']] }, /headers\[0\] \(X\)/],
    'NUL in a value': [{ headers: [['X', 'a\0']] }, /headers\[0\] \(X\)/],
    'what becomes LF as a byte': [{ headers: [['X', 'a\u010aY: b']] }, /headers\[0\] \(X\)/],
    'a wrong length': [{ method: 'POST', body: new Uint8Array(10), headers: [['content-Length', '3']] }, /expected .*10/],
    'a length without a body': [{ method: 'POST', headers: [['Content-Length', '3']] }, /expected .*0/],
    'a length of a stream': [{ method: 'POST', body: stream, headers: [['Content-Length', '3']] }, /stream/],
    'two lengths': [{ headers: [['Content-Length', '0'], ['Content-Length', '0']] }, /one line/],
    'two hosts': [{ headers: [['Host', 'a'], ['host', 'b']] }, /one line/],
    'chunks that are none': [{ method: 'POST', body: new Uint8Array(10), headers: [['Transfer-Encoding', 'chunked']] }, /length is known/],
    'another transfer coding': [{ method: 'POST', body: stream, headers: [['Transfer-Encoding', 'gzip, chunked']] }, /chunked/],
  };
  for (const [name, [request, message]] of Object.entries(smugglers)) {
    test(name, async (t) => {
      let connections = 0;
      const { url } = await rawServer(t, () => {}, { onConnection: () => connections++ });
      await assert.rejects(exchange(request.url ?? url, request), (error) => {
        assert.equal(error.name, 'TransportError');
        assert.equal(error.code, 'malformed-request');
        assert.match(error.message, message);
        return true;
      });
      await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(connections, 0);
    });
  }
});

describe('options that make no sense are refused by name', () => {
  for (const [options, field] of /** @type {[any, string][]} */ ([
    [{ address: 'http://127.0.0.1' }, 'network.address'],
    [{ address: { port: 1, tls: false } }, 'network.address.host'],
    [{ address: { host: 'a', port: 0, tls: false } }, 'network.address.port'],
    [{ address: { host: 'a', port: '80', tls: false } }, 'network.address.port'],
    [{ address: { host: 'a', port: 80 } }, 'network.address.tls'],
    [{ ca: './ca.pem' }, 'network.ca'],
    [{ ca: [Buffer.from('no certificate')] }, 'network.ca'],
    [{ rejectUnauthorized: 0 }, 'network.rejectUnauthorized'],
    [{ userAgent: 'a\nb' }, 'network.userAgent'],
    [{ acceptLanguage: 7 }, 'network.acceptLanguage'],
    [{ lookup: '127.0.0.1' }, 'network.lookup'],
    [{ rejectUnauthorised: false }, 'network.rejectUnauthorised'],
    [{ limits: 5 }, 'network.limits'],
    [{ limits: { timeout: 0 } }, 'network.limits.timeout'],
    [{ limits: { timeout: 2 ** 31 } }, 'network.limits.timeout'],
    [{ limits: { headBytes: NaN } }, 'network.limits.headBytes'],
    [{ limits: { bodyBytes: -1 } }, 'network.limits.bodyBytes'],
    [{ limits: { timeOut: 5 } }, 'network.limits.timeOut'],
  ])) {
    test(`${field}: ${JSON.stringify(options)}`, () => {
      assert.throws(() => networkTransport(options), (error) => {
        assert.equal(error.name, 'CorslabError');
        assert.equal(error.field, field);
        return true;
      });
    });
  }
});
