/** The stand-ins for TextDecoder and TextEncoder against the platform's own, which Node has. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Utf8Decoder, Utf8Encoder } from '../../js/utf8.js';

const SAMPLES = {
  empty: '',
  ASCII: 'Access-Control-Allow-Origin: *',
  'the borders of each length': '\u0000\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}',
  'a byte order mark': '\ufefftext',
};

for (const [name, text] of Object.entries(SAMPLES)) {
  test(`UTF-8 of ${name}`, () => {
    const bytes = new TextEncoder().encode(text);
    assert.deepEqual([...new Utf8Encoder().encode(text)], [...bytes]);
    assert.equal(new Utf8Decoder().decode(bytes), text);
  });
}

test('a lone surrogate becomes U+FFFD, wherever it stands', () => {
  for (const text of ['\ud800', 'a\udfffb', '\udc00\ud800']) {
    assert.deepEqual([...new Utf8Encoder().encode(text)], [...new TextEncoder().encode(text)]);
  }
});

test('encodeInto says how much it read and wrote', () => {
  const into = new Uint8Array(8);
  assert.deepEqual(new Utf8Encoder().encodeInto('a€', into), { read: 2, written: 4 });
  assert.deepEqual([...into], [0x61, 0xe2, 0x82, 0xac, 0, 0, 0, 0]);
});
