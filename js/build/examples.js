/** The frameworks that the examples and tests use: installed once, from the lock file of tests/examples/. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './root.js';
import { run } from './run.js';

const FILES = ['package.json', 'package-lock.json'];

/** Names the lock file that node_modules was made from. */
const STAMP = 'node_modules/.corslab-stamp';

/** Makes sure that they are there. */
export async function prepareExamples() {
  const wanted = createHash('sha256').update(readFileSync(inRoot('tests/examples/package-lock.json'))).digest('hex');
  if (isInstalled(wanted)) return;
  console.log('installing the frameworks that tests/examples/package-lock.json lists');
  mkdirSync(inRoot('.cache'), { recursive: true });
  // Made elsewhere and moved: tests that start at the same time must not find half of it.
  const folder = mkdtempSync(inRoot('.cache/examples-'));
  try {
    for (const file of FILES) copyFileSync(inRoot(`tests/examples/${file}`), join(folder, file));
    await run('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund', '--silent']);
    writeFileSync(join(folder, STAMP), wanted);
    moveIn(folder, wanted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @param {string} wanted
 */
function moveIn(folder, wanted) {
  const target = inRoot('tests/examples/node_modules');
  if (existsSync(target)) renameSync(target, join(folder, 'old_modules'));
  try {
    renameSync(join(folder, 'node_modules'), target);
  } catch (error) {
    // Somebody else was faster.
    if (!isInstalled(wanted)) throw error;
  }
}

/** @param {string} wanted */
function isInstalled(wanted) {
  const stamp = inRoot(`tests/examples/${STAMP}`);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}
