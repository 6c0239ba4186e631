require('corslab/jest');
const app = require('./app.cjs');

test('fails', async () => {
  await expect(app).toAllowCors({ from: 'https://admin.example.com', path: '/items' });
});
