import cors from '@koa/cors';
import Router from '@koa/router';
import Koa from 'koa';

//#region policy
const allowed = ['https://app.example.com', 'https://admin.example.com'];

/** @type {import('@koa/cors').Options} */
export const policy = {
  // @koa/cors takes one origin, or a function. '' sends no header.
  origin: (context) => (allowed.includes(context.get('Origin')) ? context.get('Origin') : ''),
  allowMethods: ['GET', 'POST', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type'],
  exposeHeaders: ['X-Total-Count'],
  credentials: true,
  maxAge: 600,
};
//#endregion

//#region app
/** @param {import('@koa/cors').Options} policy */
export function createApp(policy) {
  const app = new Koa();
  app.use(cors(policy)); // before signIn: a preflight carries no Authorization
  app.use(signIn);
  return withRoutes(app);
}

export const app = createApp(policy);
//#endregion

/** @type {import('koa').Middleware} */
export function signIn(context, next) {
  if (context.get('Authorization') === 'Bearer secret') return next();
  context.throw(401, 'Sign in first');
}

/** @param {import('koa')} app */
export function withRoutes(app) {
  app.silent = true;
  const router = new Router();
  router.get('/items', (context) => {
    context.set('X-Total-Count', '2');
    context.body = ['pen', 'ink'];
  });
  router.patch('/items/:id', (context) => {
    context.body = { id: context.params.id };
  });
  router.get('/broken', () => {
    throw new Error('The database is away');
  });
  return app.use(router.routes());
}
