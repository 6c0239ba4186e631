/** Packages of tests/examples/, for tests elsewhere. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { prepareExamples } from '../../js/build/examples.js';
import { inRoot } from '../../js/build/root.js';

const { resolve } = createRequire(inRoot('tests/examples/package.json'));

/** @type {Promise<void> | undefined} */
let prepared;

/**
 * What a package exports by default, or all that it exports where it has no default.
 *
 * @param {string} name as in an import
 * @returns {Promise<any>}
 */
export async function framework(name) {
  await (prepared ??= prepareExamples());
  const found = await import(pathToFileURL(resolve(name)).href);
  return found.default ?? found;
}
