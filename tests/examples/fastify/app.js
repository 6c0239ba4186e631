import cors from '@fastify/cors';
import Fastify from 'fastify';

//#region policy
/** @type {import('@fastify/cors').FastifyCorsOptions} */
export const policy = {
  origin: ['https://app.example.com', 'https://admin.example.com'],
  methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'], // the plugin's own list ends with POST
  allowedHeaders: ['Authorization', 'Content-Type'],
  exposedHeaders: ['X-Total-Count'],
  credentials: true,
  maxAge: 600,
};
//#endregion

//#region app
/** @param {import('@fastify/cors').FastifyCorsOptions} policy */
export async function createApp(policy) {
  const app = Fastify();
  await app.register(cors, policy); // before the hook: a preflight carries no Authorization
  app.addHook('onRequest', signIn);
  app.get('/items', (request, reply) => reply.header('X-Total-Count', '2').send(['pen', 'ink']));
  app.patch('/items/:id', async () => ({ id: 7 }));
  app.get('/broken', async () => {
    throw new Error('The database is away');
  });
  return app;
}
//#endregion

/** @type {import('fastify').onRequestAsyncHookHandler} */
export async function signIn(request, reply) {
  if (request.headers.authorization !== 'Bearer secret') return reply.code(401).send({ error: 'Sign in first' });
}
