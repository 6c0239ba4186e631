import 'corslab/vitest';
import { expect, test } from 'vitest';
import { probeOrigins } from 'corslab/matrix';
import { createPage } from 'corslab/page';

const from = 'https://app.example.com';

/** @type {import('node:http').RequestListener} */
function app(request, response) {
  response.setHeader('Vary', 'Origin');
  if (request.headers.origin === from) response.setHeader('Access-Control-Allow-Origin', from).setHeader('Access-Control-Allow-Methods', 'PUT');
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  response.setHeader('Content-Type', 'application/json').writeHead(200);
  request.pipe(response);
}

test('matchers', async () => {
  await expect(app).toAllowCors({ from, method: 'PUT', body: '{}' });
  await expect(app).not.toAllowCors({ from: 'https://evil.example' });
  await expect(app).toAnswerPreflight({ from, method: 'PUT' });
});

test("a page's fetch, with bodies there and back", async () => {
  const page = createPage({ url: `${from}/`, servers: app });
  const response = await page.fetch('https://api.example.com/', { method: 'PUT', body: '{"name":"é"}' });
  expect(await response.clone().text()).toBe('{"name":"é"}');
  expect(await response.json()).toEqual({ name: 'é' });
  expect((await (await page.fetch('https://api.example.com/')).blob()).size).toBe(0);
  await expect(page.fetch('https://api.example.com/', { method: 'DELETE' })).rejects.toThrow('Failed to fetch');
});

test("a page's XMLHttpRequest", async () => {
  const { XMLHttpRequest } = createPage({ url: `${from}/`, servers: app });
  const request = new XMLHttpRequest();
  request.open('PUT', 'https://api.example.com/');
  await new Promise((resolve, reject) => {
    request.onload = resolve;
    request.onerror = reject;
    request.send('{}');
  });
  expect(request.responseText).toBe('{}');
});

test('the probe', async () => {
  const { findings } = await probeOrigins(app, { allowed: [from] });
  expect(findings).toEqual([]);
});
