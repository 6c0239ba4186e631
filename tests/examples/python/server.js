/** A Python server in a process of its own, on a port that the system chooses. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const isWindows = process.platform === 'win32';
const PATIENCE = 30_000;

/**
 * Makes a venv with what requirements.txt lists, once. Answers the path of its Python, or why there is none.
 *
 * @returns {{ python: string, missing?: undefined } | { python?: undefined, missing: string }}
 */
export function prepare() {
  const requirements = join(here, 'requirements.txt');
  const name = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const venv = fileURLToPath(new URL(`../../../.cache/examples-python/${name}`, import.meta.url));
  const python = pythonOf(venv);
  if (existsSync(python)) return { python };
  console.log('installing what tests/examples/python/requirements.txt lists, into .cache (once)');
  // Whole or not at all, also when two do so at a time.
  const draft = `${venv}.${process.pid}`;
  try {
    const missing = install(draft, requirements);
    if (missing) return { missing };
    if (!existsSync(venv)) renameSync(draft, venv);
    return { python };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/**
 * @param {string} venv
 * @param {string} requirements
 * @returns {string | undefined} why it cannot
 */
function install(venv, requirements) {
  const system = isWindows ? 'python' : 'python3';
  mkdirSync(venv, { recursive: true });
  if (!succeeds(system, ['-m', 'venv', venv])) return `${system} with venv is not installed`;
  const installed = succeeds(pythonOf(venv), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  return installed ? undefined : 'pip could not install FastAPI: is there a network?';
}

/** @param {string} venv */
const pythonOf = (venv) => join(venv, isWindows ? 'Scripts/python.exe' : 'bin/python');

/** @param {string} command @param {string[]} args */
function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/**
 * Starts uvicorn with an app of this folder, such as `fast:app`.
 *
 * @param {string} python
 * @param {string} app
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function serve(python, app) {
  const child = spawn(python, ['-B', '-m', 'uvicorn', app, '--host', '127.0.0.1', '--port', '0'], { cwd: here, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const url = await new Promise((resolve, reject) => {
    let printed = '';
    const fail = () => reject(new Error(`uvicorn did not start:\n${printed}`));
    const timer = setTimeout(fail, PATIENCE);
    child.once('error', reject).once('close', fail);
    child.stderr.on('data', (chunk) => {
      printed += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
  });
  return {
    url,
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
