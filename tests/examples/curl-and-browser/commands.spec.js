import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../serve.js';
import { inTerminal } from '../terminal.js';
import { app } from './app.js';

const commands = readFileSync(new URL('commands.sh', import.meta.url), 'utf8').trim().split('\n\n');
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;
beforeAll(async () => {
  server = await serve(app);
});
afterAll(() => server.stop());

test.for(commands)('%s', async (command) => {
  const { code, printed } = await inTerminal({ 'https://api.example.com': server.address }, (run) => run(command));
  expect(code).toBe(1);
  expect(printed).toContain('OPTIONS must be answered before authentication');
});
