import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CorslabError } from 'corslab';
import { assertAnswersPreflight, assertExposesHeaders, assertRefusesCors, checkCors, checkPreflight, report } from 'corslab/check';
import { APP, open } from './servers.js';

/** @type {[name: string, field: string, act: () => unknown][]} */
const MALFORMED = [
  ['no options at all', 'options', () => checkCors(open, /** @type {any} */ (undefined))],
  ['no page', 'from', () => checkCors(open, /** @type {any} */ ({}))],
  ['a page that is no URL', 'from', () => checkCors(open, { from: 'app.example.com' })],
  ['a page of another type', 'from', () => checkCors(open, /** @type {any} */ ({ from: 7 }))],
  ['a page whose URL is none', 'from.url', () => checkCors(open, { from: { url: 'app' } })],
  ['a page whose field is malformed', 'from.sandboxed', () => checkCors(open, /** @type {any} */ ({ from: { url: APP, sandboxed: 'yes' } }))],
  ['an unknown option', 'options.origin', () => checkCors(open, /** @type {any} */ ({ from: APP, origin: APP }))],
  ['a mode that is none', 'mode', () => checkCors(open, /** @type {any} */ ({ from: APP, mode: 'corss' }))],
  ['credentials that are none', 'credentials', () => checkCors(open, /** @type {any} */ ({ from: APP, credentials: true }))],
  ['an engine that is none', 'engine', () => checkCors(open, /** @type {any} */ ({ from: APP, engine: 'chrome' }))],
  ['a URL that is none', 'url', () => checkCors(open, { from: APP, url: 'https://' })],
  ['a path of another origin', 'path', () => checkCors(open, { from: APP, path: '//evil.example/x' })],
  ['a path of another type', 'path', () => checkCors(open, /** @type {any} */ ({ from: APP, path: 7 }))],
  ['no target', 'target', () => checkCors(/** @type {any} */ (undefined), { from: APP })],
  ['an address that is none', 'target', () => checkCors('127.0.0.1:3000', { from: APP })],
  ['an empty list of headers', 'names', () => assertExposesHeaders(open, [], { from: APP })],
  ['a cause that is no text', 'because', () => assertRefusesCors(open, /** @type {any} */ ({ from: APP, because: 7 }))],
  ['a malformed preflight', 'credentials', () => checkPreflight(open, /** @type {any} */ ({ from: APP, method: 'PUT', credentials: 'yes' }))],
  ['a preflight that no browser sends', 'method', () => assertAnswersPreflight(open, { from: APP })],
  ['an unknown field of allows', 'allows.origins', () => assertAnswersPreflight(open, /** @type {any} */ ({ from: APP, allows: { origins: [APP] } }))],
  ['seconds that are none', 'allows.maxAge', () => assertAnswersPreflight(open, /** @type {any} */ ({ from: APP, method: 'PUT', allows: { maxAge: '600' } }))],
  ['headers beside which none can be put', 'headers', () => assertAnswersPreflight(open, { from: APP, headers: 'X-A: 1', allows: { headers: ['X-B'] } })],
];

for (const [name, field, act] of MALFORMED) {
  test(`${name}: refused by the name ${field}`, async () => {
    const error = await Promise.resolve()
      .then(act)
      .then(() => assert.fail('not refused'), (thrown) => thrown);
    assert.ok(error instanceof CorslabError, String(error));
    assert.equal(error.field, field);
    assert.ok(error.allowed.length > 5);
  });
}

test('what a body cannot be', async () => {
  const put = { from: APP, method: 'PUT' };
  await assert.rejects(checkCors(open, /** @type {any} */ ({ ...put, body: { name: 'x' } })), { name: 'CorslabError', field: /^body/ });
  await assert.rejects(checkCors(open, { ...put, body: new FormData(), initiator: 'xhr' }), { name: 'CorslabError', field: 'body' });
  await assert.rejects(checkCors(open, /** @type {any} */ ({ ...put, body: new FormData(), mode: 'corss' })), { name: 'CorslabError', field: 'mode' });
});

test('what is no target is refused by that name', async () => {
  for (const target of [42, Symbol('x'), {}, new Date(), class Server {}]) {
    await assert.rejects(checkCors(/** @type {any} */ (target), { from: APP }), { name: 'CorslabError', field: 'target' });
    await assert.rejects(checkPreflight(/** @type {any} */ (target), { from: APP, method: 'PUT' }), { name: 'CorslabError', field: 'target' });
  }
});

test('what is no verdict cannot be reported', () => {
  assert.throws(() => report(/** @type {any} */ (undefined)), { name: 'CorslabError', field: 'verdict' });
  assert.throws(() => report(/** @type {any} */ ({})), { name: 'CorslabError', field: 'verdict' });
});
