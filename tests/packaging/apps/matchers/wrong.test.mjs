import { test } from 'node:test';
import { assertAllowsCors } from 'corslab/check';
import app from './app.cjs';

test('fails', async () => {
  await assertAllowsCors(app, { from: 'https://admin.example.com', path: '/items' });
});
