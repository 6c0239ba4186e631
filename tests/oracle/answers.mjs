/**
 * The scenarios that are kept in the tree with the browsers' recorded answers, as JSON lines: `sample` holds random ones,
 * `minimal` the smallest form of each disagreement that was ever found, `preflight-cache` what people asked about the cache.
 *
 * `known` names the reasons of known.mjs, by engine, for which a scenario may differ: nowhere else does a test let them pass.
 *
 * @typedef {{ item: object, name?: string, why?: string, known?: Record<string, string[]>, browsers: Record<string, { version: string, steps: object[], console: string[] }> }} Kept
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const FILES = /** @type {const} */ (['sample', 'minimal', 'preflight-cache']);

const pathOf = (name) => fileURLToPath(new URL(`answers/${name}.jsonl`, import.meta.url));

/** @returns {Kept[]} */
export function readKept(name) {
  if (!existsSync(pathOf(name))) return [];
  return readFileSync(pathOf(name), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** @param {string} name @param {Kept[]} kept */
export function writeKept(name, kept) {
  writeFileSync(pathOf(name), kept.map((each) => `${JSON.stringify(each)}\n`).join(''));
}
