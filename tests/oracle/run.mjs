/** Lets a browser answer many scenarios, and keeps its answers as JSON lines so that a run can be taken up again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Stage } from './stage.mjs';

/** How many scenarios of one page are played in a go. */
const CHUNK = 240;

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

/**
 * @param {object} options
 * @param {(proxyPort: number) => Promise<import('./driver/driver.d.ts').Driver>} options.launch
 * @param {{ index: number, item: object }[]} options.wanted
 * @param {string} options.path where the answers go
 * @param {(done: number) => void} options.onProgress
 */
export async function play({ launch, wanted, path, onProgress }) {
  mkdirSync(dirname(path), { recursive: true });
  let stage = await Stage.open(launch);
  try {
    for (const chunk of chunks(wanted)) {
      const observations = await stage.play(chunk.map(({ item }) => item)).catch(async () => {
        // A browser that crashed or hangs: once more with a new one.
        await stage.close().catch(() => {});
        stage = await Stage.open(launch);
        return stage.play(chunk.map(({ item }) => item));
      });
      const { version } = stage.driver;
      const lines = chunk.map(({ index, item }, i) => JSON.stringify({ index, version, item, observation: observations[i] }));
      appendFileSync(path, `${lines.join('\n')}\n`);
      onProgress(chunk.length);
    }
  } finally {
    await stage.close();
  }
  return stage.unattributed;
}

/** Scenarios that share a page, some hundreds at a time. */
function chunks(wanted) {
  const byPage = new Map();
  for (const each of wanted) {
    const key = JSON.stringify(each.item.page);
    byPage.set(key, [...byPage.get(key) ?? [], each]);
  }
  return [...byPage.values()].flatMap((group) => Array.from(
    { length: Math.ceil(group.length / CHUNK) },
    (_, i) => group.slice(i * CHUNK, (i + 1) * CHUNK),
  ));
}
