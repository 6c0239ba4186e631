/** The origin lab's odd ones, held to the standards: HTML's origins and sites, URL's parser, the Public Suffix List. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { initSync } from 'corslab/slim';
import { inRoot } from '../../js/build/root.js';
import { decodeFragment, encodeFragment } from '../../www/fragment.js';
import { answerOf } from '../../www/origins/answer.js';
import { ODD_PAIRS, pairOf } from '../../www/origins/odd.js';
import { FIRST_PAIR, readPair, writePair } from '../../www/origins/pair.js';
import { inOneSentence } from '../../www/origins/sentence.js';
import { origins as words } from '../../www/strings.js';

/**
 * By hand: the origins, serialized, and whether they are same origin, same site, schemelessly same site. An opaque
 * origin (`null`) is the same as none but itself, and each of these URLs and sandboxes has a new one.
 *
 * @type {Record<string, [a: string, b: string, answers: 'origin' | 'site' | 'schemeless' | 'nothing']>} the narrowest that is the same
 */
const EXPECTED = {
  path: ['https://example.com', 'https://example.com', 'origin'],
  scheme: ['https://example.com', 'http://example.com', 'schemeless'],
  www: ['https://www.example.com', 'https://example.com', 'site'],
  port: ['https://example.com', 'https://example.com:8443', 'site'],
  credentials: ['https://example.com', 'https://example.com', 'origin'],
  userinfo: ['https://evil.example', 'https://example.com', 'nothing'],
  defaultPort: ['https://example.com', 'https://example.com', 'origin'],
  otherDefault: ['http://example.com:443', 'https://example.com', 'schemeless'],
  upperCase: ['https://example.com', 'https://example.com', 'origin'],
  percent: ['https://example.com', 'https://example.com', 'origin'],
  whiteSpace: ['https://example.com', 'https://example.com', 'origin'],
  backslashes: ['https://example.com', 'https://example.com', 'origin'],
  trailingDot: ['https://example.com.', 'https://example.com', 'nothing'],
  punycode: ['https://xn--bcher-kva.example', 'https://xn--bcher-kva.example', 'origin'],
  fullwidth: ['https://example.com', 'https://example.com', 'origin'],
  lookalike: ['https://xn--pple-43d.example', 'https://apple.example', 'nothing'],
  localhost: ['http://localhost:3000', 'http://127.0.0.1:3000', 'nothing'],
  hexadecimal: ['http://127.0.0.1', 'http://127.0.0.1', 'origin'],
  decimal: ['http://127.0.0.1', 'http://127.0.0.1', 'origin'],
  ipv6: ['http://[::1]', 'http://[::1]', 'origin'],
  mapped: ['http://[::ffff:7f00:1]', 'http://127.0.0.1', 'nothing'],
  noDomain: ['http://10.0.0.1', 'http://10.0.0.2', 'nothing'],
  siblings: ['https://app.example.com', 'https://api.example.com', 'site'],
  tenants: ['https://ann.github.io', 'https://bob.github.io', 'nothing'],
  countries: ['https://ann.co.uk', 'https://bob.co.uk', 'nothing'],
  suffixItself: ['https://github.io', 'https://ann.github.io', 'nothing'],
  schemes: ['https://app.example.com', 'http://api.example.com', 'schemeless'],
  localPorts: ['http://localhost:3000', 'http://localhost:8080', 'site'],
  websocket: ['http://example.com', 'ws://example.com', 'schemeless'],
  blob: ['https://example.com', 'https://example.com', 'origin'],
  data: ['null', 'null', 'nothing'],
  file: ['null', 'null', 'nothing'],
  blank: ['null', 'null', 'nothing'],
  srcdoc: ['null', 'https://example.com', 'nothing'],
  javascript: ['null', 'https://example.com', 'nothing'],
  filesystem: ['null', 'https://example.com', 'nothing'],
  custom: ['null', 'null', 'nothing'],
  sandboxed: ['https://example.com', 'null', 'nothing'],
  bothSandboxed: ['null', 'null', 'nothing'],
};

const ODD = Object.entries(ODD_PAIRS).flatMap(([group, pairs]) => Object.entries(pairs).map(([name, odd]) => ({ group, name, pair: pairOf(odd) })));

/** @param {import('../../www/origins/pair.js').Pair} pair */
function answer(pair) {
  const found = answerOf(pair);
  assert.ok('answer' in found, JSON.stringify(found));
  return found.answer;
}

/** @param {string} a @param {string} b */
const plain = (a, b) => ({ a: { url: a, sandboxed: false }, b: { url: b, sandboxed: false } });

describe('the odd ones', () => {
  before(() => initSync(readFileSync(inRoot('dist/corslab.wasm'))));

  test('the table knows each of them, and no other', () => assert.deepEqual(Object.keys(EXPECTED).sort(), ODD.map(({ name }) => name).sort()));
  for (const { group, name, pair } of ODD) {
    test(`${name}: ${JSON.stringify(pair.a.url)} and ${JSON.stringify(pair.b.url)}`, () => {
      const [a, b, same] = EXPECTED[name];
      const { comparison } = answer(pair);
      assert.deepEqual([comparison.a.origin, comparison.b.origin], [a, b]);
      assert.equal(comparison.sameOrigin, same === 'origin');
      assert.equal(comparison.sameSite, ['origin', 'site'].includes(same));
      assert.equal(comparison.schemelesslySameSite, same !== 'nothing');
      // Turned around, the answers stay.
      const turned = answer({ a: pair.b, b: pair.a }).comparison;
      assert.deepEqual([turned.sameOrigin, turned.sameSite, turned.a.origin], [comparison.sameOrigin, comparison.sameSite, b]);
      assert.match(words.odd.pairs[name], /^.{20,120}\.$/);
      assert.ok(words.odd.groups[group]);
    });
  }
});

describe('an answer', () => {
  test('tells the origin beside an opaque one, part by part', () => {
    const { tuples } = answer({ a: { url: 'https://a.example:8443/', sandboxed: false }, b: { url: 'https://a.example/', sandboxed: true } });
    assert.deepEqual(tuples, { a: { scheme: 'https', host: 'a.example', port: { number: 8443, isDefault: false } }, b: null });
  });
  test('keeps the origin of a sandboxed document’s URL, which the browser is asked about', () => {
    const { urlOrigins } = answer({ a: { url: 'https://a.example/x', sandboxed: true }, b: { url: 'data:,', sandboxed: false } });
    assert.deepEqual(urlOrigins, { a: 'https://a.example', b: 'null' });
  });
  test('names the sides that are no URL, and what is allowed there', () => {
    const relative = 'an absolute URL (relative URL without a base)';
    assert.deepEqual(answerOf(plain('example.com', '')), { errors: { a: relative, b: relative } });
    assert.deepEqual(answerOf(plain('https://a.example', '/x')), { errors: { a: null, b: relative } });
  });
  /** @type {[a: string, b: string, origin: string, site: string, schemeless: string][]} */
  const SENTENCES = [
    ['https://a.example/', 'https://a.example/x', 'Scheme, host and port are equal.', 'One scheme, one host; the port does not count.', 'It is one host.'],
    ['https://a.b.example', 'http://b.example:81', 'The scheme, host and port differ.', 'The hosts belong together, but the schemes differ.', 'Both hosts belong to b.example.'],
    ['https://a.b.example', 'https://c.b.example', 'The host differs.', 'One scheme, and both hosts belong to b.example.', 'Both hosts belong to b.example.'],
    ['https://a.github.io', 'https://127.0.0.1', 'The host differs.', 'a.github.io is not 127.0.0.1.', 'a.github.io is not 127.0.0.1.'],
    ['data:,', 'https://a.example', ...Array(3).fill('An opaque origin is the same as no other.')],
  ];
  for (const [a, b, origin, site, schemeless] of SENTENCES) {
    test(`in one sentence each: ${a} and ${b}`, () => {
      const { comparison } = answer(plain(a, b));
      assert.equal(inOneSentence('sameOrigin', comparison), origin);
      assert.equal(inOneSentence('sameSite', comparison), site);
      assert.equal(inOneSentence('schemelesslySameSite', comparison), schemeless);
    });
  }
});

describe('the address', () => {
  const state = { scenario: { page: 'https://not.kept.example/' }, snippet: null, place: /** @type {const} */ ({ room: 'origins', name: '' }) };

  test('carries both URLs and the switches, and nothing else', () => {
    const origins = { a: { url: 'https://a.example/?x=1&v1=2#y', sandboxed: false }, b: { url: 'ä/ \u202e%', sandboxed: true } };
    const fragment = encodeFragment({ ...state, origins });
    assert.equal(fragment, 'origins/https%3A%2F%2Fa.example%2F%3Fx%3D1%26v1%3D2%23y/%C3%A4%2F%20%E2%80%AE%25/sandboxed-b');
    assert.deepEqual(decodeFragment(fragment), { place: state.place, snippet: null, origins });
  });
  test('without URLs it means the first pair', () => assert.deepEqual(decodeFragment('origins').origins, FIRST_PAIR));
  test('with one URL, the other field is empty', () => {
    assert.deepEqual(readPair('https%3A%2F%2Fa.example'), plain('https://a.example', ''));
    assert.deepEqual(readPair('%/100%'), plain('%', '100%'));
  });
  test('may have been decoded on its way', () => {
    assert.deepEqual(readPair('https://a.example/x/blob:https://b.example/1'), plain('https://a.example/x', 'blob:https://b.example/1'));
    assert.deepEqual(readPair('data:,x/http://[::1]/y/sandboxed-ab'), { a: { url: 'data:,x', sandboxed: true }, b: { url: 'http://[::1]/y', sandboxed: true } });
  });
  test('survives what has no UTF-8', () => assert.equal(writePair(plain('\ud800', 'b')), '%EF%BF%BD/b'));
  for (const { name, pair } of ODD) test(`leads back to the odd one: ${name}`, () => assert.deepEqual(readPair(writePair(pair)), pair));
});
