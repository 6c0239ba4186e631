import { test } from 'node:test';
import { assertAllowsCors, assertAnswersPreflight, assertExposesHeaders, assertRefusesCors } from 'corslab/check';
import app from './app.cjs';

const from = 'https://app.example.com';

test('on an app', async () => {
  await assertAllowsCors(app, { from, path: '/items', method: 'PUT' });
  await assertRefusesCors(app, { from: 'https://evil.example', because: 'missing-allow-origin' });
  await assertExposesHeaders(app, 'content-length', { from });
  await assertAnswersPreflight(app, { from, method: 'PUT' });
});
