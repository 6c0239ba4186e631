/** A folder outside the checkout with the packed package installed, and a copy of apps/ beside it. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export const repository = fileURLToPath(new URL('../../', import.meta.url));
export const sandbox = realpathSync(mkdtempSync(join(tmpdir(), 'corslab-packaging-')));

/** What apps/report.js must answer everywhere. Written by hand from the Fetch Standard's CORS check. */
export const EXPECTED = {
  outcome: 'readable',
  error: { isCorslabError: true, isError: true, field: 'request.mode', value: '"corss"', allowedIsText: true },
};

/** @param {string} path relative to the copy of apps/ */
export const app = (path) => join(sandbox, 'apps', path);

/** @param {string} path a program of a devDependency */
export const tool = (path) => join(repository, 'node_modules', path);

/**
 * Runs a program and answers what it printed; fails with all of it when the exit code is not 0.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 */
export async function run(program, args, { cwd = sandbox, env = {} } = {}) {
  try {
    // Without NODE_TEST_CONTEXT a test runner inside the app would report to the one outside.
    return await execute(program, args, { cwd, env: { ...process.env, ...env, NODE_TEST_CONTEXT: undefined } });
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout: string, stderr: string }} */ (error);
    throw new Error(`${program} ${args.join(' ')}\n${stdout}${stderr}`);
  }
}

/** Runs Node. @param {string[]} args @param {{ cwd?: string, env?: Record<string, string> }} [options] */
export const node = (args, options) => run(process.execPath, args, options);

async function pack() {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', sandbox];
  const { stdout } = await execute('npm', args, { cwd: repository });
  const [{ filename, files }] = JSON.parse(stdout);
  const paths = files.map((/** @type {{ path: string }} */ file) => file.path).sort();
  return { tarball: join(sandbox, filename), paths };
}

async function install() {
  const { tarball, paths } = await pack();
  writeFileSync(join(sandbox, 'package.json'), '{ "private": true, "type": "module" }\n');
  await execute('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: sandbox });
  // The tests of an app import its test runner; the checkout has it already.
  for (const runner of ['vitest', 'jsdom']) symlinkSync(tool(runner), join(sandbox, 'node_modules', runner), 'dir');
  cpSync(new URL('apps', import.meta.url), app(''), { recursive: true });
  return { tarball, paths };
}

/** The package, installed: its tarball and the paths inside. */
export const installed = install();

export function removeSandbox() {
  rmSync(sandbox, { recursive: true, force: true });
}
