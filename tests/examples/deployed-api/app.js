import cors from 'cors';
import express from 'express';

/** @type {import('cors').CorsOptions} */
const right = { origin: ['https://app.example.com'], credentials: true, exposedHeaders: ['X-Total-Count'] };

/** The API of the page, and the methods that it gets. */
export function createApp(policy = right) {
  /** @type {string[]} */
  const received = [];
  const app = express();
  app.use((request, response, next) => {
    received.push(request.method);
    next();
  });
  app.use(cors(policy));
  app.get('/items', (request, response) => void response.set('X-Total-Count', '2').json(['pen', 'ink']));
  app.patch('/items/:id', (request, response) => void response.json({}));
  return { app, received };
}
