/** Finds test files. */
import { existsSync, readdirSync } from 'node:fs';
import { inRoot } from './root.js';

/**
 * Every `*.test.js` below a folder, in order. What is installed there is left out and no link is followed: Node 20's
 * own recursive listing would walk from a package that links to the checkout back into the folder, without end.
 *
 * @param {string} folder relative to the top of the checkout
 * @returns {string[]}
 * @throws {Error} where there is none
 */
export function testsIn(folder) {
  const tests = existsSync(inRoot(folder)) ? walk(folder) : [];
  if (tests.length === 0) throw new Error(`${folder} holds no *.test.js`);
  return tests.sort();
}

/** @param {string} folder @returns {string[]} */
function walk(folder) {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walk(path);
    return entry.isFile() && path.endsWith('.test.js') ? [path] : [];
  });
}
