import 'corslab/vitest';
import request from 'supertest';
import { expect, test } from 'vitest';
import { mended as app } from './app.js';

const origin = 'https://app.example.com';
const from = origin;
const path = '/items';
const headers = { Authorization: 'Bearer secret' };

test('the origin is allowed', async () => {
  //#region origin
  // before
  await request(app).get('/items').set('Origin', origin).expect('Access-Control-Allow-Origin', origin);
  // after
  await expect(app).toAllowCors({ from, path });
  //#endregion
});

test('credentials', async () => {
  //#region credentials
  // before
  await request(app).get('/items').set('Origin', origin).expect('Access-Control-Allow-Credentials', 'true');
  // after
  await expect(app).toAllowCors({ from, path, credentials: 'include' });
  //#endregion
});

test('the preflight', async () => {
  //#region preflight
  // before
  await request(app).options('/items').set('Origin', origin).set('Access-Control-Request-Method', 'PATCH')
    .expect(204).expect('Access-Control-Allow-Methods', /PATCH/);
  // after
  await expect(app).toAnswerPreflight({ from, path, method: 'PATCH' });
  //#endregion
});

test('exposed headers', async () => {
  //#region exposed
  // before
  await request(app).get('/items').set('Origin', origin).expect('Access-Control-Expose-Headers', /X-Total-Count/);
  // after
  await expect(app).toExposeHeaders('X-Total-Count', { from, path, headers });
  //#endregion
});

test('a stranger', async () => {
  //#region stranger
  // before
  const response = await request(app).get('/items').set('Origin', 'https://evil.example');
  expect(response.headers['access-control-allow-origin']).toBeUndefined();
  // after
  await expect(app).toRefuseCors({ from: 'https://evil.example', path });
  //#endregion
});
