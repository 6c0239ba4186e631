//#region test
require('corslab/jest');
const cors = require('cors');
const express = require('express');

const app = express()
  .use(cors({ origin: ['https://app.example.com'], credentials: true }))
  .use((request, response) => response.json(['pen', 'ink']));

test('the page may read items', async () => {
  await expect(app).toAllowCors({ from: 'https://app.example.com', path: '/items', credentials: 'include' });
});

test('no other page may', async () => {
  await expect(app).toRefuseCors({ from: 'https://evil.example', path: '/items', credentials: 'include' });
});
//#endregion
