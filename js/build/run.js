import { spawn, spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from './root.js';

// rustup puts its programs here; a shell that was open while it did so does not know it yet.
const path = [process.env.PATH, join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'bin')].join(delimiter);

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends the commands that are still at work. */
export function endRunning() {
  for (const child of running) child.kill();
}

/** A command that ended badly. Its own output has already told why. */
export class CommandFailed extends Error {}

/**
 * Runs a command in the top of the checkout, its output going straight to the terminal.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<void>}
 */
export function run(command, args, { env = {} } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH: path, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: needsShell(command),
  });
  running.add(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      running.delete(child);
      if (code === 0) resolve();
      else reject(new CommandFailed(`${[command, ...args].join(' ')} ended with ${killedBy ?? `exit code ${code}`}`));
    });
  });
}

/**
 * Runs a command silently and answers what it printed, or `undefined` where it failed or does not exist.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {string | undefined}
 */
export function ask(command, args) {
  const options = { cwd: root, env: { ...process.env, PATH: path }, shell: needsShell(command) };
  const { status, stdout } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

/** On Windows npm is a script, which only a shell can start. @param {string} command */
function needsShell(command) {
  return process.platform === 'win32' && command === 'npm';
}
