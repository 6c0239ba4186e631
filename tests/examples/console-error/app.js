import express from 'express';

//#region broken
export const broken = express();
broken.use((request, response, next) => {
  response.set('Access-Control-Allow-Origin', 'https://app.example.com');
  if (request.method === 'OPTIONS') response.sendStatus(204);
  else next();
});
broken.patch('/items/:id', (request, response) => void response.json({}));
//#endregion

//#region mended
export const mended = express();
mended.use((request, response, next) => {
  response.set('Access-Control-Allow-Origin', 'https://app.example.com');
  if (request.method !== 'OPTIONS') return next();
  response.set('Access-Control-Allow-Methods', 'PATCH');
  response.set('Access-Control-Allow-Headers', 'content-type');
  response.sendStatus(204);
});
mended.patch('/items/:id', (request, response) => void response.json({}));
//#endregion
