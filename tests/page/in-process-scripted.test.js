/** Answers written down beforehand. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CorslabError } from 'corslab';
import { ask, PREFLIGHT } from './ask.js';

/** @param {any} target @param {import('./ask.js').Asked} [request] */
const replyTo = (target, request) => ask(target, request).then(({ status, headers }) => [status, headers]);

describe('scripted answers', () => {
  test('have a reply to the preflight and one to the request', async () => {
    const answer = { preflight: { status: 204, headers: { 'Access-Control-Max-Age': 5 } }, response: { status: 201, headers: 'X-Raw:  1 \r\nx-raw: caf\xe9' } };
    assert.deepEqual(await replyTo(answer, PREFLIGHT), [204, [['Access-Control-Max-Age', '5']]]);
    assert.deepEqual(await replyTo(answer), [201, [['X-Raw', '1'], ['x-raw', 'caf\xe9']]]);
  });

  test('give a preflight what the request gets, where it has no reply of its own', async () => {
    const answer = { response: { headers: [['A', '1'], ['a', '2']] } };
    assert.deepEqual(await replyTo(answer, PREFLIGHT), [200, [['A', '1'], ['a', '2']]]);
  });

  test('belong to a hop each; a lone one to every hop', async () => {
    const list = [{ response: { status: 302 } }, { response: { status: 200 } }];
    assert.deepEqual(await replyTo(list), [302, []]);
    assert.deepEqual(await replyTo(list, { hop: 1 }), [200, []]);
    assert.deepEqual(await replyTo(list), [302, []]);
    assert.deepEqual(await replyTo(list[1], { hop: 3 }), [200, []]);
  });

  test('that are missing are named', async () => {
    await assert.rejects(ask([{ response: {} }], { hop: 1, url: 'https://api.example.com/next' }), (/** @type {any} */ error) => {
      assert.ok(error instanceof CorslabError);
      assert.equal(error.field, "servers['https://api.example.com'][1]");
      assert.match(error.allowed, /hop 1, which leads to GET https:\/\/api\.example\.com\/next/);
      return true;
    });
  });

  test('may be that nothing comes back', async () => {
    const answer = { preflight: { status: 204 }, response: { networkFailure: true } };
    assert.deepEqual(await replyTo(answer, PREFLIGHT), [204, []]);
    await assert.rejects(ask(answer), { name: 'TransportError', code: 'scripted-failure' });
  });

  for (const [what, target, field, allowed] of /** @type {[string, any, string, RegExp][]} */ ([
    ['a status', { response: { status: 99 } }, '.response.status', /from 200 to 999/],
    ["a preflight's status", { response: {}, preflight: { status: 'no' } }, '.preflight.status', /from 200 to 999/],
    ['a field', [{ response: {} }, { response: { header: {} } }], '[1].response.header', /status, headers, networkFailure/],
    ['a header', { response: { headers: { A: Symbol.iterator } } }, '.response.headers.A', /plain data/],
    ['a response that is missing', [{ preflight: {} }], '[0].response', /a reply/],
    ['an answer', [7], '[0]', /an answer/],
    ['an empty list', [], '', /at least one/],
  ])) {
    test(`are refused when they are made: ${what}`, async () => {
      await assert.rejects(async () => ask(target), (/** @type {any} */ error) => {
        assert.ok(error instanceof CorslabError, error.stack);
        assert.equal(error.field, `servers['https://api.example.com']${field}`);
        assert.match(error.allowed, allowed);
        return true;
      });
    });
  }
});
