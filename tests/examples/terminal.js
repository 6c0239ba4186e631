/** Runs commands of a page in bash, where `npx corslab` is the program of this checkout. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inRoot } from '../../js/build/root.js';

/** @typedef {{ code: number | null, printed: string }} Ended */

/**
 * A folder for the time of some work.
 *
 * @template T
 * @param {Record<string, string>} origins where those of the commands listen
 * @param {(run: (command: string, env?: Record<string, string>) => Promise<Ended>, folder: string) => Promise<T>} work
 */
export async function inTerminal(origins, work) {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-terminal-'));
  try {
    const mapped = Object.entries(origins).map(([origin, address]) => `--resolve '${origin}=${address}'`);
    const asks = `case "$1" in check|matrix|probe) set -- "$@" ${mapped.join(' ')};; esac`;
    const script = ['#!/bin/sh', 'shift', asks, `exec '${process.execPath}' '${inRoot('dist/command.js')}' "$@"`, ''].join('\n');
    writeFileSync(join(folder, 'npx'), script);
    chmodSync(join(folder, 'npx'), 0o755);
    return await work((command, env = {}) => bash(command, folder, env), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {string} folder
 * @param {Record<string, string>} env
 * @returns {Promise<Ended>}
 */
function bash(command, folder, env) {
  const path = [folder, process.env.PATH].join(delimiter);
  const child = spawn('bash', ['-e', '-c', command], { cwd: folder, env: { ...process.env, ...env, NO_COLOR: '1', PATH: path } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ code, printed })));
}
