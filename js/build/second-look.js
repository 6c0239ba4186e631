/** Node's test runner, with a second look at what fails: a busy machine, with real browsers and servers, may be the reason. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { END } from './failed-files.js';
import { inRoot } from './root.js';
import { CommandFailed, run } from './run.js';

/** More than this is no chance. */
const MOST_FILES = 3;

/**
 * Runs test files, and those that fail once more, one after the other. What fails twice has failed.
 *
 * @param {string[]} files
 * @param {{ concurrency: number }} options how many at once, the first time
 * @returns {Promise<string | undefined>} what to say of files that passed only the second time
 */
export async function runWithSecondLook(files, { concurrency }) {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-failed-'));
  const list = join(folder, 'files');
  try {
    await run('node', ['--test', ...reporters(list), `--test-concurrency=${concurrency}`, ...files]);
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const failed = failedOf(files, list);
    if (failed === undefined) throw error;
    console.log(`\nThese failed, and run once more, one after the other: ${failed.join(', ')}\n`);
    await run('node', ['--test', '--test-reporter=spec', '--test-concurrency=1', ...failed]);
    return `${failed.join(', ')} passed only the second time`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} list */
function reporters(list) {
  return ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=./js/build/failed-files.js', `--test-reporter-destination=${list}`];
}

/**
 * Those that failed; undefined: it is not to be told, because the runner itself came to no end or a test's file is not
 * the one that was run, or they are too many.
 *
 * @param {string[]} files
 * @param {string} list
 */
function failedOf(files, list) {
  const told = new Set(existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : []);
  if (!told.delete(END)) return undefined;
  const failed = files.filter((file) => told.has(inRoot(file)));
  return failed.length === told.size && failed.length > 0 && failed.length <= MOST_FILES ? failed : undefined;
}
