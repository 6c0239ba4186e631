import 'corslab/vitest';
import cors from 'cors';
import express5 from 'express';
import express4 from 'express4';
import { expect, test } from 'vitest';

const from = 'https://app.example.com';
const policy = { origin: [from] };
const change = { from, path: '/items/7', method: 'PATCH' };
/** @type {import('express').RequestHandler} */
const changeItem = (request, response) => void response.json({});

test('a preflight for one route alone: Express 4', async () => {
  const app = express4();
  //#region four
  app.options('*', cors(policy));
  //#endregion
  app.patch('/items/:id', cors(policy), changeItem);
  await expect(app).toAllowCors(change);
});

test('the same: Express 5', async () => {
  const app = express5();
  expect(() => app.options('*', cors(policy))).toThrow('Missing parameter name');
  //#region five
  app.options('/{*path}', cors(policy));
  //#endregion
  app.patch('/items/:id', cors(policy), changeItem);
  await expect(app).toAllowCors(change);
});

test('an app on Express 4 is asked as one on Express 5', async () => {
  const app = express4().use(cors(policy)).patch('/items/:id', changeItem);
  await expect(app).toAllowCors(change);
  await expect(app).toRefuseCors({ ...change, from: 'https://evil.example' });
});
