import 'corslab/vitest';
import { expect, test } from 'vitest';
import app from './app.cjs';

test('fails', async () => {
  await expect(app).toAllowCors({ from: 'https://admin.example.com', path: '/items' });
});
