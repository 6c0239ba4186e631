/** A build step is skipped when the files that it reads are the same, byte for byte, as when it last succeeded. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inRoot } from './root.js';

/** @typedef {{ name: string, inputs: string[], outputs: string[], make(): Promise<void> }} Step */

/** @param {Step} step */
export function isCurrent(step) {
  const stamp = stampOf(step);
  const exists = step.outputs.every((output) => existsSync(inRoot(output)));
  return exists && existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint(step.inputs);
}

/**
 * Makes the step and notes the inputs as they were *before*, so that an edit in the meantime is not missed.
 *
 * @param {Step} step
 */
export async function makeAndStamp(step) {
  const before = fingerprint(step.inputs);
  rmSync(stampOf(step), { force: true });
  await step.make();
  mkdirSync(dirname(stampOf(step)), { recursive: true });
  writeFileSync(stampOf(step), before);
}

/** @param {Step} step */
function stampOf(step) {
  return inRoot(`dist/.stamps/${step.name}`);
}

/** @param {string[]} inputs files and folders, relative to the top of the checkout */
function fingerprint(inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesOf(inRoot(input))) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
