/** State ⇄ fragment ⇄ scenario, and edits of header text. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyFix } from '../../www/fix.js';
import { decodeFragment, encodeFragment, FragmentError } from '../../www/fragment.js';
import { LAB } from '../../www/place.js';
import { changeHeader, headerLines, headerPairs } from '../../www/headers.js';
import { compact, expand, get, set } from '../../www/state.js';

const scenario = {
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/', method: 'PUT', body: 'x' },
  server: { response: { status: 200, headers: 'A: 1\nB: 2' } },
};

describe('a scenario', () => {
  test('is expanded so that every field has its place', () => {
    const expanded = expand(scenario);
    assert.equal(get(expanded, 'page.url'), 'https://app.example.com/');
    assert.deepEqual(get(expanded, 'request.body'), { kind: 'text', text: 'x' });
    assert.equal(get(expanded, 'server[0].response.status'), 200);
  });
  test('is compacted to what a person would write', () => assert.deepEqual(compact(expand(scenario)), scenario));
  test('keeps what does not belong there, for simulate to say so', () => {
    const odd = { page: 5, request: null, server: [], extra: { a: 1 } };
    assert.deepEqual(compact(expand(odd)), odd);
  });
  test('is changed by copying', () => {
    const before = expand(scenario);
    const after = set(before, 'server[1].response.status', 404);
    assert.deepEqual(get(after, 'server[1]'), { response: { status: 404 } });
    assert.equal(get(before, 'server[1]'), undefined);
    assert.equal('method' in set(before, 'request.method', undefined).request, false);
  });
  test('has no fields but its own', () => {
    assert.equal(get({}, 'constructor.name'), undefined);
    assert.equal(get({}, '__proto__.polluted'), undefined);
  });
});

describe('a fragment', () => {
  test('carries the whole state', () => {
    const state = { scenario: expand({ ...scenario, cookies: [{ name: 'ä', domain: '例え.jp' }] }), snippet: 'fetch(token)\u202e', place: LAB };
    const fragment = encodeFragment(state);
    assert.match(fragment, /^v1=[\w-]+$/);
    assert.deepEqual(decodeFragment(fragment), state);
  });
  test('carries a megabyte', () => {
    const state = { scenario: expand({ ...scenario, page: 'x'.repeat(2 ** 20) }), snippet: null, place: LAB };
    assert.deepEqual(decodeFragment(encodeFragment(state)), state);
  });
  test('can be written by hand, percent-encoded or not', () => {
    const state = { scenario: expand(scenario), snippet: null, place: LAB };
    assert.deepEqual(decodeFragment(`v1=${JSON.stringify(scenario)}`), state);
    assert.deepEqual(decodeFragment(`v1=${encodeURIComponent(JSON.stringify(scenario))}`), state);
    assert.deepEqual(decodeFragment('v1={"page":"100%"}').scenario, { page: { url: '100%' } });
  });
  test('names a place, with its own scenario or another one', () => {
    const place = /** @type {const} */ ({ room: 'lessons', name: 'preflight' });
    const state = { scenario: expand(scenario), snippet: null, place };
    assert.equal(encodeFragment(state, true), 'lessons/preflight');
    assert.deepEqual(decodeFragment('lessons/preflight'), { place, snippet: null });
    assert.match(encodeFragment(state), /^lessons\/preflight&v1=[\w-]+$/);
    assert.deepEqual(decodeFragment(encodeFragment(state)), state);
    assert.deepEqual(decodeFragment('lab'), { place: LAB, snippet: null });
  });
  /** @type {[string, string, string][]} */
  const broken = [
    ['without a version', 'eyJ9', 'version'],
    ['of a later version', 'v2=e30', 'version'],
    ['of a room that is none', 'cellar/1', 'version'],
    ['of a name that every object has', 'constructor', 'version'],
    ['cut short', 'v1=eyJwYWdlIjoiaHR0', 'base64'],
    ['of other characters', 'v1=%%%', 'base64'],
    ['of bytes that are no text', 'v1=_w', 'base64'],
    ['of broken JSON', 'v1={"page":', 'json'],
    ['of a list', 'v1=W10', 'object'],
    ['of nothing', 'v1=', 'base64'],
    ['of what nests without end', `v1={"page":${'['.repeat(9000)}${']'.repeat(9000)}}`, 'object'],
  ];
  for (const [name, fragment, reason] of broken) {
    test(`${name} is refused`, () => assert.throws(() => decodeFragment(fragment), (error) => error instanceof FragmentError && error.message === reason));
  }
});

describe('header text', () => {
  test('from what is none', () => {
    const toString = { toString: 1, valueOf: 1 };
    assert.deepEqual(headerPairs([5, null, ['A', toString]]), [['A', '{"toString":1,"valueOf":1}']]);
    assert.deepEqual(headerPairs({ A: [toString, null] }), [['A', '{"toString":1,"valueOf":1}'], ['A', '']]);
  });
  test('from any form of the contract', () => {
    assert.equal(headerLines('A: 1\r\n odd '), 'A: 1\r\n odd ');
    assert.equal(headerLines([['A', '1'], ['A', '2']]), 'A: 1\nA: 2');
    assert.equal(headerLines({ A: ['1', '2'], B: 3 }), 'A: 1\nA: 2\nB: 3');
    assert.equal(headerLines(undefined), '');
    assert.deepEqual(headerPairs('A: 1:2\n\nB\n C : d '), [['A', '1:2'], ['B', ''], ['C', 'd']]);
  });
  test('is changed line by line, the others untouched', () => {
    const lines = 'Content-Type: text/html\naccess-control-allow-origin:  *\nX:y\nAccess-Control-Allow-Origin: https://a.test';
    assert.equal(changeHeader(lines, { name: 'Access-Control-Allow-Origin', after: 'https://b.test' }), 'Content-Type: text/html\nAccess-Control-Allow-Origin: https://b.test\nX:y');
    assert.equal(changeHeader(lines, { name: 'Access-Control-Allow-Origin', after: null }), 'Content-Type: text/html\nX:y');
    assert.equal(changeHeader('A: 1\n\n', { name: 'Vary', after: 'Origin' }), 'A: 1\nVary: Origin');
    assert.equal(changeHeader('', { name: 'Vary', after: 'Origin' }), 'Vary: Origin');
    assert.equal(changeHeader('A: 1', { name: 'B', after: null }), 'A: 1');
  });
});

describe('a fix is applied', () => {
  const state = expand(scenario);
  /** @param {Record<string, any>} fix */
  const apply = (fix) => applyFix(state, /** @type {any} */ ({ hop: 0, headers: [], ...fix }));
  test('to the response', () => {
    const fixed = apply({ target: 'response', headers: [{ name: 'B', before: ['2'], after: '3' }] });
    assert.equal(get(fixed, 'server[0].response.headers'), 'A: 1\nB: 3');
  });
  test('to a preflight that had no reply of its own', () => {
    const fixed = apply({ target: 'preflight', status: 204, headers: [{ name: 'C', before: [], after: '3' }] });
    assert.deepEqual(get(fixed, 'server[0].preflight'), { status: 204, headers: 'A: 1\nB: 2\nC: 3' });
    assert.equal(get(fixed, 'server[0].response.headers'), 'A: 1\nB: 2');
  });
  test('to the request', () => {
    const fixed = apply({ target: 'request', headers: [{ name: 'X', before: [], after: 'y' }] });
    assert.equal(get(fixed, 'request.headers'), 'X: y');
  });
});
