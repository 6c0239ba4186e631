/** www/ → dist/www: the teaching page, complete in itself. Any static server can hand it out, from any path. */
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { assemble, drawFirstView, manifest } from './page-html.js';
import { bundleModules } from './page-modules.js';
import { inRoot } from './root.js';

const TO = inRoot('dist/www');

/** Rooms of which the first view has nothing. */
const LATE_STYLES = ['lessons', 'gallery', 'origins'];

export async function buildPage() {
  rmSync(TO, { recursive: true, force: true });
  mkdirSync(TO, { recursive: true });
  copyFileSync(inRoot('www/favicon.svg'), join(TO, 'favicon.svg'));
  const [style, early, worker, ...late] = await Promise.all([bundleStyle(), bundleScript('www/early.js'), bundleScript('www/offline/worker.js'), ...LATE_STYLES.map(bundleRoomStyle)]);
  const styles = Object.fromEntries(late);
  // Every file but index.html and the service worker has a name that changes with what it holds, so that no browser ever
  // joins parts of two builds.
  const main = await bundleModules(TO, styles);
  const wasm = copyWasm();
  const first = await drawFirstView();
  writeFileSync(join(TO, 'index.html'), assemble({ main, style, lateStyles: Object.values(styles), early, wasm }, first));
  writeFileSync(join(TO, 'manifest.webmanifest'), manifest(first.shell));
  writeFileSync(join(TO, 'worker.js'), withFiles(worker, main));
}

/** The style sheets of the first view, as one text. */
async function bundleStyle() {
  const { outputFiles } = await build({ ...COMMON, entryPoints: [inRoot('www/style.css')], plugins: [WITHOUT_LATE], write: false });
  return outputFiles[0].text.trim();
}

/** @param {string} room */
async function bundleRoomStyle(room) {
  const { outputFiles } = await build({ ...COMMON, entryPoints: [inRoot(`www/${room}/${room}.css`)], write: false });
  return [room, outputFiles[0].text.trim()];
}

/** A script of its own, as one text. @param {string} path */
async function bundleScript(path) {
  const { outputFiles } = await build({ ...COMMON, entryPoints: [inRoot(path)], format: 'iife', write: false });
  return outputFiles[0].text.trim();
}

/** @returns {string} the name that it has in the page */
function copyWasm() {
  const name = `corslab-${hashOf(readFileSync(inRoot('dist/corslab.wasm')))}.wasm`;
  copyFileSync(inRoot('dist/corslab.wasm'), join(TO, name));
  return name;
}

/**
 * Tells the service worker what to keep. Its own text, and so the browser's copy of it, changes with any of these files.
 *
 * @param {string} worker
 * @param {string} main
 */
function withFiles(worker, main) {
  const files = readdirSync(TO, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => relative(TO, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(TO, file)));
  const kept = { build: hash.digest('hex').slice(0, 12), main, files: files.map((file) => (file === 'index.html' ? './' : file)) };
  return `self.kept=${JSON.stringify(kept)};\n${worker}\n`;
}

/** @param {string | Uint8Array} content */
function hashOf(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 8);
}

/** @satisfies {import('esbuild').BuildOptions} */
const COMMON = /** @type {const} */ ({ bundle: true, minify: true, target: 'es2022', logLevel: 'warning' });

/**
 * Each of these comes with its room.
 *
 * @type {import('esbuild').Plugin}
 */
const WITHOUT_LATE = {
  name: 'without-late',
  setup: (build) => {
    build.onResolve({ filter: /.*/ }, ({ path }) => (LATE_STYLES.some((room) => path === `./${room}/${room}.css`) ? { path, namespace: 'late' } : undefined));
    build.onLoad({ filter: /.*/, namespace: 'late' }, () => ({ contents: '', loader: 'css' }));
  },
};
