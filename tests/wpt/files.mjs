/** Which files of a checkout are run: those that need nothing of a page but what it fetches with. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Those about CORS, credentials, redirects and headers: the last one through XMLHttpRequest, the others through fetch. */
export const FOLDERS = ['fetch/api/cors', 'fetch/api/credentials', 'fetch/api/headers', 'fetch/api/redirect', 'fetch/origin', 'cors'];

/** What can be a test, by its name. */
const TESTS = [/\.any\.js$/, /\.window\.js$/, /^[^.]+(\.[a-z]+)?\.html?$/];

/** @type {Record<string, string>} files that need more than a fetch, with what it is */
const BEYOND_FETCH = {
  'fetch/api/cors/data-url-iframe.html': 'a frame',
  'fetch/api/cors/data-url-shared-worker.html': 'a shared worker',
  'fetch/api/cors/data-url-worker.html': 'a worker',
  'fetch/api/cors/sandboxed-iframe.html': 'a frame',
  'fetch/api/redirect/redirect-keepalive.any.js': 'frames and windows that go away',
  'fetch/api/redirect/redirect-keepalive.https.any.js': 'frames and windows that go away',
  'fetch/api/redirect/redirect-upload.h2.any.js': 'HTTP/2, for bodies that are streams',
  'cors/image-tainting-in-cross-origin-iframe.sub.html': 'a frame, images and a canvas',
  'cors/preflight-cache-partitioning.sub.window.js': 'frames',
  'cors/remote-origin.htm': 'a frame',
  'cors/script-304.html': 'script elements',
};

/** @type {Record<string, RegExp>} subtests that need more, in files of which others need nothing but a fetch */
const BEYOND_FETCH_SUBTESTS = {
  // Frames that go away.
  'fetch/api/cors/cors-keepalive.any.html': / request in unload /,
  // Frames, and forms that are sent into them.
  'fetch/origin/assorted.window.html': / navigation/,
};

/**
 * @template {import('./results.mjs').FileResult} T
 * @param {T} result
 * @returns {T} without what is not for a fetch
 */
export function onlyFetches(result) {
  const beyond = BEYOND_FETCH_SUBTESTS[result.name];
  return beyond ? { ...result, subtests: result.subtests.filter(({ name }) => !beyond.test(name)) } : result;
}

/**
 * @typedef {object} TestFile one way in which a file of the checkout is run
 * @property {string} name the path of its page below the checkout, with the variant: the file as reports name it
 * @property {'http' | 'https' | 'h2'} flavour the server that must serve it
 * @property {boolean} isLong whether it may take a minute
 */

/**
 * @param {string} checkout
 * @param {object} [options]
 * @param {string[]} [options.folders]
 * @param {string} [options.filter] a part of the name
 * @returns {TestFile[]}
 */
export function listTests(checkout, { folders = FOLDERS, filter = '' } = {}) {
  const files = folders.flatMap((folder) => filesOf(checkout, folder)).filter((path) => !(path in BEYOND_FETCH));
  return files.flatMap((path) => waysToRun(checkout, path)).filter(({ name }) => name.includes(filter));
}

/** @param {string} checkout @param {string} folder */
function filesOf(checkout, folder) {
  if (!existsSync(join(checkout, folder))) throw new Error(`${checkout} has no folder ${folder}`);
  const files = readdirSync(join(checkout, folder), { withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ name }) => name).filter((name) => TESTS.some((test) => test.test(name))).sort().map((name) => `${folder}/${name}`);
}

/** @param {string} checkout @param {string} path @returns {TestFile[]} */
function waysToRun(checkout, path) {
  const source = readFileSync(join(checkout, path), 'utf8');
  const page = path.replace(/\.(any|window)\.js$/, '.$1.html');
  const flavour = /\.h2\./.test(path) ? 'h2' : /\.https\./.test(path) ? 'https' : 'http';
  const isLong = /^\/\/ META: timeout=long$/m.test(source) || /<meta name="?timeout"? content="?long"?>/.test(source);
  const variants = [...source.matchAll(/^\/\/ META: variant=(.*)$|<meta name="?variant"? content="([^"]*)"/gm)].map(([, js, html]) => js ?? html);
  return (variants.length === 0 ? [''] : variants).map((variant) => ({ name: page + variant, flavour, isLong }));
}
