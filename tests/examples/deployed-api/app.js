import cors from 'cors';
import express from 'express';

/** The API of the page. */
export function createApp(policy = { origin: ['https://app.example.com'], credentials: true, exposedHeaders: ['X-Total-Count'] }) {
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
