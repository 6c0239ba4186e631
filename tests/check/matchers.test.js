import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from 'corslab';
import { matchers } from 'corslab/check';
import { APP, strict } from './servers.js';

const EVIL = 'https://evil.example';
const DOWN = { response: { networkFailure: true } };

/**
 * What a test runner makes of `expect(target)[.not][name](...given)`.
 *
 * @param {boolean} isNot
 * @param {keyof typeof matchers} name
 * @param {unknown} target
 * @param {any[]} given
 */
async function passes(isNot, name, target, ...given) {
  const { pass, message } = await matchers[name].call({ isNot }, target, ...given);
  return { passes: pass !== isNot, message: message() };
}

/** @type {[title: string, expected: [plain: boolean, not: boolean], name: keyof typeof matchers, target: any, ...given: any[]][]} */
const TABLE = [
  ['allowed', [true, false], 'toAllowCors', strict, { from: APP }],
  ['refused', [false, true], 'toAllowCors', strict, { from: EVIL }],
  ['down', [false, false], 'toAllowCors', DOWN, { from: APP }],
  ['refused', [true, false], 'toRefuseCors', strict, { from: EVIL }],
  ['allowed', [false, true], 'toRefuseCors', strict, { from: APP }],
  ['down', [false, false], 'toRefuseCors', DOWN, { from: APP }],
  ['another cause', [false, true], 'toRefuseCors', strict, { from: EVIL, because: 'allow-origin-mismatch' }],
  ['exposed', [true, false], 'toExposeHeaders', strict, 'X-Page', { from: APP }],
  ['hidden', [false, true], 'toExposeHeaders', strict, 'X-Total', { from: APP }],
  ['one of two exposed', [false, false], 'toExposeHeaders', strict, ['X-Page', 'X-Total'], { from: APP }],
  ['refused', [false, false], 'toExposeHeaders', strict, 'X-Total', { from: EVIL }],
  ['answered', [true, false], 'toAnswerPreflight', strict, { from: APP, method: 'PUT' }],
  ['not answered', [false, true], 'toAnswerPreflight', strict, { from: EVIL, method: 'PUT' }],
  ['down', [false, false], 'toAnswerPreflight', DOWN, { from: APP, method: 'PUT' }],
];

for (const [title, [plain, not], name, target, ...given] of TABLE) {
  test(`${name}, ${title}: it ${plain ? 'passes' : 'fails'}, and .not ${not ? 'passes' : 'fails'}`, async () => {
    assert.equal((await passes(false, name, target, ...given)).passes, plain);
    assert.equal((await passes(true, name, target, ...given)).passes, not);
  });
}

test('.not says what is, and shows the exchange', async () => {
  const { message } = await passes(true, 'toAllowCors', strict, { from: APP });
  assert.match(message, /^expect\(…\)\.not\.toAllowCors: A page of https:\/\/app\.example\.com may read the response from https:\/\/api\.example\.test\/\.\n\nAllowed: /);
  assert.match(message, /Access-Control-Allow-Origin: https:\/\/app\.example\.com/);
});

test('a verdict is matched without a promise', () => {
  const verdict = simulate({ page: APP, request: 'https://api.example.com/', server: { response: {} } });
  const result = matchers.toAllowCors.call({ isNot: false }, verdict);
  assert.equal('pass' in result && result.pass, false);
});

test('matchers work where `this` is not given', async () => {
  const match = /** @type {any} */ (matchers).toAllowCors;
  assert.equal((await match.call(undefined, strict, { from: APP })).pass, true);
});
