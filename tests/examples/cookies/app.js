import cors from 'cors';
import express from 'express';

//#region app
/** @param {import('express').CookieOptions} cookie */
export function createApp(cookie) {
  const app = express();
  app.use(cors({ origin: ['https://app.example.com'], credentials: true }));
  app.post('/login', (request, response) => void response.cookie('session', 'ann', cookie).json('welcome'));
  app.get('/me', (request, response) => void response.json(request.headers.cookie === 'session=ann' ? 'Ann' : null));
  return app;
}

export const app = createApp({ httpOnly: true, secure: true, sameSite: 'none' });
//#endregion
