/** Runs files, each in a thread of its own. */
import { Worker } from 'node:worker_threads';
import { onlyFetches } from './files.mjs';

/** How long a file may take before its harness is told so, and one that says it takes long. */
const LIMIT = 20_000;
const LONG_LIMIT = 70_000;
/** How much later a thread that says nothing is given up. */
const GRACE = 5_000;
/** How many files run at the same time. */
const THREADS = 2;

/**
 * @param {object} options
 * @param {import('./serve.mjs').Hosts} options.hosts
 * @param {import('./files.mjs').TestFile[]} options.tests
 * @param {string} options.client whose fetch: a file of client/
 * @param {string} options.engine
 * @param {(result: import('./results.mjs').FileResult) => void} [options.onResult]
 * @returns {Promise<import('./results.mjs').FileResult[]>} in the order of the files
 */
export async function play({ hosts, tests, client, engine, onResult = () => {} }) {
  const results = [];
  const waiting = tests.entries();
  const work = async () => {
    for (const [index, test] of waiting) onResult((results[index] = onlyFetches(await runFile({ hosts, test, client, engine }))));
  };
  await Promise.all(Array.from({ length: THREADS }, work));
  return results;
}

/** @returns {Promise<import('./results.mjs').FileResult>} */
async function runFile({ hosts, test, client, engine }) {
  const limit = test.isLong ? LONG_LIMIT : LIMIT;
  const worker = new Worker(new URL('thread.mjs', import.meta.url), { workerData: { hosts: { ports: hosts.ports, ca: hosts.ca }, test, client, engine, limit } });
  let late;
  try {
    return await new Promise((resolve, reject) => {
      const ended = (status, message) => resolve({ name: test.name, status, message, subtests: [] });
      late = setTimeout(ended, limit + GRACE, 'TIMEOUT', `its thread says nothing for ${limit + GRACE} ms`);
      worker.once('message', resolve);
      worker.once('error', (error) => ended('ERROR', String(error?.stack ?? error)));
      worker.once('exit', () => ended('ERROR', 'its thread ended without a result'));
      worker.once('messageerror', reject);
    });
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
