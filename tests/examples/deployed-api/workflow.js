/** Runs the commands of cors.yml as GitHub Actions does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inTerminal } from '../terminal.js';

const { env, steps } = parse(readFileSync(new URL('cors.yml', import.meta.url), 'utf8')).jobs.cors;

/**
 * All steps that run corslab, and what they leave behind.
 *
 * @param {string} address where the API of the file listens
 * @returns {Promise<{ steps: ({ name: string } & import('../terminal.js').Ended)[], files: Record<string, string> }>}
 */
export function runWorkflow(address) {
  return inTerminal({ [env.API]: address }, async (run, folder) => {
    const done = [];
    for (const { name, run: command } of steps) {
      if (command?.includes('corslab')) done.push({ name, ...(await run(command, env)) });
    }
    const read = (/** @type {string} */ file) => [file, readFileSync(join(folder, file), 'utf8')];
    return { steps: done, files: Object.fromEntries(['cors.xml', 'cors.sarif'].map(read)) };
  });
}

/**
 * One command.
 *
 * @param {string} command
 * @param {string} address
 */
export function runOne(command, address) {
  return inTerminal({ [env.API]: address }, (run) => run(command, env));
}
