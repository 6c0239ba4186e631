import cors from 'cors';
import express from 'express';

export const broken = express();
//#region broken
broken.use((request, response, next) => {
  if (request.get('Authorization') === 'Bearer secret') next();
  else response.status(401).json({ error: 'Sign in first' });
});
broken.use(cors({ origin: ['https://app.example.com'], credentials: true }));
broken.get('/items', (request, response) => void response.set('X-Total-Count', '2').json(['pen', 'ink']));
//#endregion

export const mended = express();
//#region mended
mended.use(cors({ origin: ['https://app.example.com'], credentials: true, exposedHeaders: ['X-Total-Count'] }));
mended.use((request, response, next) => {
  if (request.get('Authorization') === 'Bearer secret') next();
  else response.status(401).json({ error: 'Sign in first' });
});
mended.get('/items', (request, response) => void response.set('X-Total-Count', '2').json(['pen', 'ink']));
//#endregion
