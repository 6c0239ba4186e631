import request from 'supertest';
import { expect, test } from 'vitest';
import { broken as app } from './app.js';

//#region before
test('GET /items allows our app', async () => {
  const response = await request(app).get('/items').set('Origin', 'https://app.example.com').set('Authorization', 'Bearer secret');
  expect(response.status).toBe(200);
  expect(response.headers['access-control-allow-origin']).toBe('https://app.example.com');
  expect(response.headers['access-control-allow-credentials']).toBe('true');
  expect(response.headers['x-total-count']).toBe('2');
});
//#endregion
