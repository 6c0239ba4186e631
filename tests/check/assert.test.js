import assert, { AssertionError } from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { simulate } from 'corslab';
import { assertAllowsCors, assertAnswersPreflight, assertExposesHeaders, assertRefusesCors } from 'corslab/check';
import { APP, open, strict } from './servers.js';

const EVIL = 'https://evil.example';
const DOWN = { response: { networkFailure: true } };

/**
 * @param {() => unknown} act
 * @returns {Promise<any>} what it throws
 */
const thrownBy = (act) => Promise.resolve().then(act).then(() => assert.fail('it passes'), (error) => error);

/** @param {Record<string, string>} headers */
const verdictOf = (headers) => simulate({ page: APP, request: 'https://api.example.com/', server: { response: { headers } } });

test('what holds passes, and gives the check', async () => {
  assert.equal((await assertAllowsCors(strict, { from: APP })).allowed, true);
  assert.equal((await assertRefusesCors(strict, { from: EVIL })).allowed, false);
  await assertRefusesCors(strict, { from: EVIL, because: 'missing-allow-origin' });
  await assertExposesHeaders(strict, ['X-Page', 'content-length'], { from: APP });
  await assertAnswersPreflight(strict, { from: APP, method: 'PUT', headers: { 'Content-Type': 'application/json' } });
  await assertAnswersPreflight(strict, { from: APP, allows: { methods: ['PUT', 'POST'], headers: ['Content-Type'], maxAge: 600 } });
});

test('what does not hold throws an AssertionError with all that a person needs', async () => {
  const error = await thrownBy(() => assertAllowsCors(strict, { from: EVIL }));
  assert.ok(error instanceof AssertionError);
  assert.equal(error.operator, 'assertAllowsCors');
  assert.equal(error.actual, 'network-error: missing-allow-origin');
  assert.equal(error.expected, 'allowed');
  assert.equal(/** @type {any} */ (error.cause).cause.code, 'missing-allow-origin');
  assert.match(error.message, /^assertAllowsCors: A page of https:\/\/evil\.example may not read the response from https:\/\/api\.example\.test\/\.\n/);
  for (const part of ['Origin: https://evil.example', 'needed    https://evil.example', 'CORS check', 'blocked by CORS policy', 'TypeError: Failed to fetch', '+ Access-Control-Allow-Origin: https://evil.example']) {
    assert.ok(error.message.includes(part), part);
  }
});

test('what a runner prints of the cause is one line', async () => {
  const error = await thrownBy(() => assertAllowsCors(strict, { from: EVIL }));
  assert.equal(inspect(error.cause), '[Verdict: network-error, missing-allow-origin]');
});

test('a server that is down has neither allowed nor refused', async () => {
  assert.match((await thrownBy(() => assertAllowsCors(DOWN, { from: APP }))).message, /Nobody can tell/);
  assert.match((await thrownBy(() => assertRefusesCors(DOWN, { from: APP }))).message, /Nobody can tell/);
  assert.match((await thrownBy(() => assertAnswersPreflight(DOWN, { from: APP, method: 'PUT' }))).message, /Nothing answered/);
});

test('what the browser does not even send is no refusal', async () => {
  const error = await thrownBy(() => assertRefusesCors(open, { from: APP, mode: 'same-origin' }));
  assert.match(error.message, /the browser sends nothing/);
});

test('an opaque response says nothing about CORS', async () => {
  assert.match((await thrownBy(() => assertAllowsCors(open, { from: APP, mode: 'no-cors' }))).message, /opaque/);
  assert.match((await thrownBy(() => assertRefusesCors(open, { from: APP, mode: 'no-cors' }))).message, /opaque/);
});

test('a refusal for another reason', async () => {
  const error = await thrownBy(() => assertRefusesCors(strict, { from: EVIL, because: 'allow-origin-mismatch' }));
  assert.match(error.message, /But not because of allow-origin-mismatch: because of missing-allow-origin\./);
  assert.equal(error.expected, 'refused: allow-origin-mismatch');
});

test('headers: hidden and missing ones are told apart, and how to expose them', async () => {
  const error = await thrownBy(() => assertExposesHeaders(strict, ['X-Page', 'X-Total', 'X-None'], { from: APP }));
  assert.match(error.message, /X-Page: the script can read it\.\nX-Total: hidden from the script\.\nX-None: the response has no such header\./);
  assert.match(error.message, / {2}- Access-Control-Expose-Headers: X-Page\n {2}\+ Access-Control-Expose-Headers: X-Page, X-Total\n/);
});

test('a preflight: method, header and age that are not allowed', async () => {
  const method = await thrownBy(() => assertAnswersPreflight(strict, { from: APP, allows: { methods: ['PUT', 'DELETE'] } }));
  assert.match(method.message, /rejects the reply to the preflight of DELETE/);
  assert.equal(method.actual, 'rejected: method-not-allowed');
  const header = await thrownBy(() => assertAnswersPreflight(strict, { from: APP, method: 'PUT', allows: { headers: 'X-Key' } }));
  assert.equal(header.actual, 'rejected: header-not-allowed');
  const age = await thrownBy(() => assertAnswersPreflight(strict, { from: APP, method: 'PUT', allows: { maxAge: 3600 } }));
  assert.match(age.message, /chromium keeps the answer for 600 seconds, not for 3600/);
});

test('a verdict is judged at once, so that a missing await hides nothing', () => {
  assert.equal(assertAllowsCors(verdictOf({ 'Access-Control-Allow-Origin': APP })).allowed, true);
  assert.throws(() => assertAllowsCors(verdictOf({})), AssertionError);
  assert.throws(() => assertExposesHeaders(verdictOf({ 'Access-Control-Allow-Origin': '*', 'X-A': '1' }), 'X-A'), /X-A: hidden/);
  assertRefusesCors(verdictOf({ 'Access-Control-Allow-Origin': 'https://app.example.com/' }), { because: 'allow-origin-mismatch' });
  assert.throws(() => assertAnswersPreflight(verdictOf({})), /No preflight was sent/);
});
