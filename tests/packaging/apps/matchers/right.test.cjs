require('corslab/jest');
const { simulate } = require('corslab');
const app = require('./app.cjs');

const from = 'https://app.example.com';
const evil = 'https://evil.example';

test('on an app', async () => {
  await expect(app).toAllowCors({ from, path: '/items', method: 'PUT' });
  await expect(app).not.toAllowCors({ from: evil });
  await expect(app).toRefuseCors({ from: evil, because: 'missing-allow-origin' });
  await expect(app).not.toRefuseCors({ from });
  await expect(app).toExposeHeaders('content-length', { from });
  await expect(app).not.toExposeHeaders('X-Total', { from });
  await expect(app).toAnswerPreflight({ from, method: 'PUT' });
  await expect(app).not.toAnswerPreflight({ from, method: 'PATCH' });
});

test('on a verdict', () => {
  const verdict = simulate({ page: from, request: 'https://api.example.com/', server: { response: {} } });
  expect(verdict).not.toAllowCors();
  expect(verdict).toRefuseCors({ because: 'missing-allow-origin' });
});
