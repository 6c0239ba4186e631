/** Runs every example with its own runner, and holds the pages' code to the files that ran. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inRoot } from '../../js/build/root.js';
import { prepareExamples } from '../../js/build/examples.js';

await prepareExamples();
const { Missing, pages, readPage, renderPage, unverifiedBlocks, wrongOf } = await import('./pages.js');

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'corslab-examples-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @typedef {{ file: string, passed: number, skipped: number, failed: string[] }} Result */

/**
 * By how a file's name ends.
 *
 * @type {Record<string, () => Promise<Result[]>>}
 */
const RUNNERS = { '.spec.js': runVitest, '.test.cjs': runJest, '.test.mjs': runNode };

/** @param {string} page @param {string} end */
const examplesOf = (page, end) => readdirSync(join(here, page)).filter((file) => file.endsWith(end)).map((file) => `${page}/${file}`);

for (const [end, run] of Object.entries(RUNNERS)) {
  describe(`the examples in *${end}`, () => {
    /** @type {Result[]} */
    let results;
    before(async () => {
      results = await run();
    });
    for (const file of pages().flatMap((page) => examplesOf(page, end))) {
      test(file, (t) => {
        const result = results.find((result) => result.file === join(here, file));
        assert.ok(result, 'its runner did not find it');
        assert.deepEqual(result.failed, []);
        assert.ok(result.passed + result.skipped > 0, 'it holds no test');
        if (result.passed === 0) t.skip('skipped by itself');
      });
    }
  });
}

test('the declarations fit what the frameworks declare', async () => {
  assert.equal(await start([inRoot('node_modules/typescript/bin/tsc'), '--project', 'tsconfig.json']), '');
});

describe('what corslab finds in configurations that look right', () => {
  for (const page of pages()) {
    test(page, async (t) => {
      const wrong = await orSkip(t, wrongOf(page));
      for (const { what, finding, found } of wrong ?? []) assert.ok(found.includes(finding), `${what}: found ${found.join(', ') || 'nothing'}`);
    });
  }
});

describe('the pages', () => {
  const index = readFileSync(join(here, 'README.md'), 'utf8');
  for (const page of pages()) {
    test(`${page}: code and words are those of the files (else: node tests/examples/write.js)`, async (t) => {
      const rendered = await orSkip(t, renderPage(page));
      if (rendered !== undefined) assert.equal(rendered, readPage(page));
    });
    test(`${page}: no block of code that nothing runs`, () => assert.deepEqual(unverifiedBlocks(page), []));
    test(`${page}: the list of pages has it, by its title`, () => {
      const [title] = readPage(page).split('\n');
      assert.ok(index.includes(`[${title.replace(/^# /, '')}](${page}/README.md)`));
    });
    test(`${page}: every link leads to a file`, () => {
      const links = [...readPage(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link);
      for (const link of links) assert.ok(existsSync(join(here, page, link)), link);
    });
  }
});

/**
 * Skips a test where what it needs is not on this machine.
 *
 * @template T
 * @param {import('node:test').TestContext} t
 * @param {Promise<T>} result
 * @returns {Promise<T | undefined>}
 */
async function orSkip(t, result) {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    t.skip(error.message);
    return undefined;
  }
}

/** @returns {Promise<Result[]>} */
async function runVitest() {
  const output = join(folder, 'vitest.json');
  return runLikeJest('node_modules/vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${output}`], output);
}

/** @returns {Promise<Result[]>} */
async function runJest() {
  const output = join(folder, 'jest.json');
  return runLikeJest('node_modules/jest/bin/jest.js', ['--json', `--outputFile=${output}`], output);
}

/**
 * Both write the same JSON.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {string} output
 * @returns {Promise<Result[]>}
 */
async function runLikeJest(program, args, output) {
  const printed = await start([inRoot(program), ...args]);
  /** @type {{ testResults: { name: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} */
  const { testResults } = JSON.parse(readOr(output, printed));
  return testResults.map(({ name, message, assertionResults }) => {
    const count = (/** @type {string} */ wanted) => assertionResults.filter(({ status }) => status === wanted).length;
    const failed = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName, failureMessages }) => [fullName, ...failureMessages].join('\n'));
    const broken = assertionResults.length === 0 && message ? [message] : [];
    return { file: name, passed: count('passed'), skipped: assertionResults.length - count('passed') - failed.length, failed: [...failed, ...broken] };
  });
}

/** @returns {Promise<Result[]>} */
async function runNode() {
  const files = pages().flatMap((page) => examplesOf(page, '.test.mjs'));
  return Promise.all(
    files.map(async (file) => {
      const printed = await start(['--test', '--test-reporter=tap', file]);
      const count = (/** @type {string} */ what) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(printed)?.[1]);
      return { file: join(here, file), passed: count('pass'), skipped: count('skipped'), failed: count('fail') === 0 ? [] : [printed] };
    }),
  );
}

/**
 * Runs a program of Node.js in this folder, and answers what it printed.
 *
 * @param {string[]} args
 * @returns {Promise<string>}
 */
function start(args) {
  // The runner inside must not take itself for a part of this one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: here, env: { ...env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  return new Promise((resolve, reject) => child.on('error', reject).on('close', () => resolve(printed)));
}

/**
 * @param {string} file
 * @param {string} printed
 */
function readOr(file, printed) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Error(`the runner wrote no results:\n${printed}`);
  }
}
