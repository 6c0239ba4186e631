import express from 'express';

//#region app
/** An API that curl likes. */
export const app = express();
app.use((request, response, next) => {
  if (request.get('Authorization') === 'Bearer secret') next();
  else response.status(401).json({ error: 'Sign in first' });
});
app.get('/items', (request, response) => void response.json(['pen', 'ink']));

/** One that asks nobody who they are, and has no CORS headers either. */
export const open = express();
/** @type {string[]} */
export const orders = [];
open.get('/items', (request, response) => void response.json(['pen', 'ink']));
open.post('/orders', express.text(), (request, response) => void response.json(orders.push(request.body)));
//#endregion
