import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inTerminal } from '../terminal.js';

test('in a terminal', async () => {
  const command = readFileSync(new URL('commands.sh', import.meta.url), 'utf8');
  const { code, printed } = await inTerminal({}, (run) => run(command));
  expect(code).toBe(0);
  await expect(printed).toMatchFileSnapshot('explained.txt');
});
