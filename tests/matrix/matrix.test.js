import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { corsMatrix } from 'corslab/matrix';
import { APP, policy } from './policies.js';

const EVIL = 'https://evil.example';
const strict = policy((origin) => origin === APP, { credentials: false });

/** @param {import('corslab/matrix').CorsMatrix} matrix */
const states = ({ cells }) => cells.map(({ origin, request, state, code }) => [origin, request, code ?? state]);

test('origins against requests, row by row', async () => {
  const requests = ['/items', { path: '/items', method: 'PUT' }, { path: '/items', credentials: /** @type {const} */ ('include') }];
  const matrix = await corsMatrix(strict, { origins: [APP, EVIL, 'null'], requests });
  assert.deepEqual(states(matrix), [
    [APP, 'GET /items', 'allowed'],
    [APP, 'PUT /items', 'allowed'],
    [APP, 'GET /items, with credentials', 'missing-allow-credentials'],
    [EVIL, 'GET /items', 'missing-allow-origin'],
    [EVIL, 'PUT /items', 'missing-allow-origin'],
    [EVIL, 'GET /items, with credentials', 'missing-allow-origin'],
    ['null', 'GET /items', 'missing-allow-origin'],
    ['null', 'PUT /items', 'missing-allow-origin'],
    ['null', 'GET /items, with credentials', 'missing-allow-origin'],
  ]);
});

test('every combination of lists', async () => {
  const matrix = await corsMatrix(strict, { origins: [APP], paths: ['/a', '/b'], methods: ['GET', 'PATCH'], headers: [/** @type {any} */ (undefined), { 'X-A': '1' }], credentials: ['omit'] });
  assert.deepEqual(matrix.requests, [
    'GET /a, credentials omit',
    'GET /a, X-A: 1, credentials omit',
    'PATCH /a, credentials omit',
    'PATCH /a, X-A: 1, credentials omit',
    'GET /b, credentials omit',
    'GET /b, X-A: 1, credentials omit',
    'PATCH /b, credentials omit',
    'PATCH /b, X-A: 1, credentials omit',
  ]);
  assert.deepEqual(matrix.cells.slice(0, 4).map(({ code }) => code), [null, 'header-not-allowed', 'method-not-allowed', 'method-not-allowed']);
});

test('each cell begins with an empty preflight cache', async () => {
  let preflights = 0;
  const answer = (/** @type {URL} */ _, /** @type {Request} */ { method }) => void (preflights += Number(method === 'OPTIONS'));
  await corsMatrix(policy(() => true, { answer }), { origins: [APP], requests: [{ method: 'PUT' }, { method: 'PUT' }] });
  assert.equal(preflights, 2);
});

test('over the network, what may change state is not sent unless that is asked for', async (t) => {
  /** @type {string[]} */
  const methods = [];
  const server = createServer((request, response) => {
    methods.push(String(request.method));
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Methods', 'PUT');
    response.end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const options = { origins: [APP], methods: ['GET', 'PUT', 'DELETE', 'POST'], concurrency: 1 };
  const held = await corsMatrix(`http://127.0.0.1:${port}`, options);
  assert.deepEqual(held.cells.map(({ state, allowed }) => [state, allowed]), [['allowed', true], ['preflight-accepted', null], ['refused', false], ['not-sent', null]]);
  assert.deepEqual(methods.splice(0), ['GET', 'OPTIONS', 'OPTIONS']);
  const sent = await corsMatrix(`http://127.0.0.1:${port}`, { ...options, unsafe: true });
  assert.deepEqual(sent.cells.map(({ allowed }) => allowed), [true, true, false, true]);
  assert.deepEqual(methods, ['GET', 'OPTIONS', 'PUT', 'OPTIONS', 'POST']);
});

test('expectations: of an origin, of a request, and what does not hold', async () => {
  const origins = [{ url: APP, expect: /** @type {const} */ ('allowed') }, { url: EVIL, name: 'a stranger', expect: /** @type {const} */ ('refused') }, 'null'];
  const requests = [{ path: '/' }, { method: 'PATCH', expect: /** @type {const} */ ('refused') }];
  const matrix = await corsMatrix(strict, { origins, requests });
  assert.deepEqual(matrix.cells.map(({ expected, asExpected }) => [expected, asExpected]), [
    ['allowed', true], ['refused', true],
    ['refused', true], ['refused', true],
    [undefined, undefined], ['refused', true],
  ]);
  assert.equal(matrix.ok, true);
  assert.equal((await corsMatrix(policy(() => true), { origins, requests })).ok, false);
  assert.equal((await corsMatrix({ response: { networkFailure: true } }, { origins: [{ url: EVIL, expect: 'refused' }] })).ok, false);
});

test('malformed options are refused by name', async () => {
  for (const [options, field] of /** @type {[any, string][]} */ ([
    [undefined, 'options'],
    [{}, 'origins'],
    [{ origins: [] }, 'origins'],
    [{ origins: [APP, 'app'] }, 'origins[1]'],
    [{ origins: [APP], requests: [7] }, 'requests[0]'],
    [{ origins: [APP], requests: ['/'], methods: ['GET'] }, 'methods'],
    [{ origins: [APP], methods: 'GET' }, 'methods'],
    [{ origins: [APP], credentials: ['yes'] }, 'credentials'],
    [{ origins: [{ url: APP, expect: 'yes' }] }, 'origins[0].expect'],
    [{ origins: [APP], concurrency: 1.5 }, 'concurrency'],
    [{ origins: [APP], onProgress: 7 }, 'onProgress'],
    [{ origins: [APP], from: APP }, 'options.from'],
    [{ origins: [APP], requests: [{ path: '/', origin: APP }] }, 'options.origin'],
  ])) {
    await assert.rejects(corsMatrix(strict, options), { name: 'CorslabError', field });
  }
  await assert.rejects(corsMatrix(/** @type {any} */ (undefined), { origins: [APP] }), { name: 'CorslabError', field: 'target' });
});
