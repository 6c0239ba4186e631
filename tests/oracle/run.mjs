/** Lets a browser answer many scenarios, and keeps its answers as JSON lines so that a run can be taken up again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LAUNCH } from './drivers.mjs';
import { Stage } from './stage.mjs';

/** How many scenarios of one page are played in a go. */
const CHUNK = 400;
/** How many browsers share the work. */
const BROWSERS = 2;

/** @typedef {{ index: number, version: string, item: object, observation: object }} Answer */

/**
 * @param {string} path of the JSON lines
 * @returns {Map<number, Answer>} by the number of the scenario
 */
export function readAnswers(path) {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.flatMap((line) => {
    try {
      const answer = JSON.parse(line);
      return [[answer.index, answer]];
    } catch {
      return []; // The line at which an earlier run was stopped.
    }
  }));
}

/** How many scenarios have been asked more than once. @param {string} path of the JSON lines */
export function repeated(path) {
  if (!existsSync(path)) return 0;
  const times = new Map();
  for (const [, index] of readFileSync(path, 'utf8').matchAll(/^\{"index":(\d+),/gm)) times.set(index, (times.get(index) ?? 0) + 1);
  return [...times.values()].filter((each) => each > 1).length;
}

/**
 * @param {object} options
 * @param {string} options.engine
 * @param {{ index: number, item: object }[]} options.wanted
 * @param {string} options.path where the answers go
 * @param {(done: number) => void} options.onProgress
 */
export async function play({ engine, wanted, path, onProgress }) {
  mkdirSync(dirname(path), { recursive: true });
  await inChunks(engine, wanted, (chunk, observations, version) => {
    const lines = chunk.map(({ index, item }, i) => JSON.stringify({ index, version, item, observation: observations[i] }));
    appendFileSync(path, `${lines.join('\n')}\n`);
    onProgress(chunk.length);
  });
}

/** All at once, without keeping anything. @param {string} engine @param {object[]} items */
export async function playAll(engine, items) {
  const observations = [];
  let version = '';
  const wanted = items.map((item, index) => ({ index, item }));
  await inChunks(engine, wanted, (chunk, answers, itsVersion) => {
    version = itsVersion;
    chunk.forEach(({ index }, i) => { observations[index] = answers[i]; });
  });
  return { version, observations };
}

/** Two browsers: while one waits for a request that hangs, or opens a page, the other one answers. */
async function inChunks(engine, wanted, onAnswers) {
  const waiting = chunks(wanted);
  const browsers = Array.from({ length: Math.min(BROWSERS, waiting.length) }, () => answerChunks(engine, waiting, onAnswers));
  const ends = await Promise.allSettled(browsers);
  const failure = ends.find(({ status }) => status === 'rejected');
  if (failure) throw failure.reason;
}

async function answerChunks(engine, waiting, onAnswers) {
  let stage = await Stage.open(LAUNCH[engine]);
  try {
    for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
      const items = chunk.map(({ item }) => item);
      const observations = await stage.play(items).catch(async () => {
        // A browser that crashed or hangs: once more with a new one.
        await stage.close().catch(() => {});
        stage = await Stage.open(LAUNCH[engine]);
        return stage.play(items);
      });
      onAnswers(chunk, observations, stage.driver.version);
    }
  } finally {
    await stage.close();
  }
}

/** Scenarios that share a page, some hundreds at a time. */
function chunks(wanted) {
  const byPage = new Map();
  for (const each of wanted) {
    const key = JSON.stringify(each.item.page);
    byPage.set(key, [...byPage.get(key) ?? [], each]);
  }
  const pieces = [...byPage.values()].flatMap((group) => Array.from(
    { length: Math.ceil(group.length / CHUNK) },
    (_, i) => group.slice(i * CHUNK, (i + 1) * CHUNK),
  ));
  // The longest first, so that the browsers end together.
  return pieces.sort((a, b) => b.length - a.length);
}
