/** Runs the commands of cors.yml as GitHub Actions does: in bash, the variables set. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const program = fileURLToPath(new URL('../../../dist/command.js', import.meta.url));
const { env, steps } = parse(readFileSync(new URL('cors.yml', import.meta.url), 'utf8')).jobs.cors;

/** @typedef {{ name: string, code: number | null, printed: string }} Step */

/**
 * All steps that run corslab, and what they leave behind.
 *
 * @param {string} address where the API of the file listens
 * @returns {Promise<{ steps: Step[], files: Record<string, string> }>}
 */
export async function runWorkflow(address) {
  return inFolder(address, async (folder) => {
    const done = [];
    for (const { name, run } of steps) {
      if (run?.includes('corslab')) done.push({ name, ...(await bash(run, folder)) });
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
export function run(command, address) {
  return inFolder(address, (folder) => bash(command, folder));
}

/**
 * @template T
 * @param {string} address
 * @param {(folder: string) => Promise<T>} work
 */
async function inFolder(address, work) {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-workflow-'));
  try {
    // `npx corslab` is the program of this checkout, and the API's name leads to the address.
    const script = `#!/bin/sh\nshift\nexec '${process.execPath}' '${program}' "$@" --resolve '${env.API}=${address}'\n`;
    writeFileSync(join(folder, 'npx'), script);
    chmodSync(join(folder, 'npx'), 0o755);
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {string} folder
 * @returns {Promise<{ code: number | null, printed: string }>}
 */
function bash(command, folder) {
  const child = spawn('bash', ['-e', '-c', command], {
    cwd: folder,
    env: { ...process.env, ...env, NO_COLOR: '1', PATH: [folder, process.env.PATH].join(delimiter) },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ code, printed })));
}
