import cors from 'cors';
import express from 'express';

//#region policy
export const policy = {
  origin: ['https://app.example.com', 'https://admin.example.com'],
  methods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowedHeaders: ['Authorization', 'Content-Type'],
  exposedHeaders: ['X-Total-Count'],
  credentials: true,
  maxAge: 600,
};
//#endregion

//#region app
/** @param {import('cors').CorsOptions} policy */
export function createApp(policy) {
  const app = express();
  app.use(cors(policy)); // first: a preflight carries no Authorization, and errors need the headers too
  app.use(signIn);
  app.get('/items', (request, response) => {
    response.set('X-Total-Count', '2').json(['pen', 'ink']);
  });
  app.patch('/items/:id', (request, response) => {
    response.json({ id: request.params.id });
  });
  app.get('/broken', () => {
    throw new Error('The database is away');
  });
  return app;
}

export const app = createApp(policy);
//#endregion

/**
 * @param {import('express').Request} request
 * @param {import('express').Response} response
 * @param {import('express').NextFunction} next
 */
export function signIn(request, response, next) {
  if (request.get('Authorization') === 'Bearer secret') next();
  else response.status(401).json({ error: 'Sign in first' });
}
