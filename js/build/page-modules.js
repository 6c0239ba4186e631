/** The page's modules, made into few files: what the first view needs is one, and each room that comes late another. */
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { transform } from 'esbuild';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rollup } from 'rollup';
import { inRoot } from './root.js';

/** Folders of www/ whose modules are loaded when they are needed. */
const LATE_ROOMS = ['lessons', 'gallery', 'origins', 'paste', 'share', 'editor/complete'];

/**
 * The page stands upon `corslab/slim`, and with it what stands upon `corslab`. It is put together here from what
 * dist/slim.js is made of, because of that one file bundlers can leave nothing out. @type {Record<string, string>}
 */
const PACKAGE = {
  corslab: inRoot('js/entry/slim.js'),
  'corslab/slim': inRoot('js/entry/slim.js'),
  '#source': inRoot('js/source/given.js'),
  'corslab/paste': inRoot('dist/paste.js'),
};

/**
 * Writes them. Their names change with what they hold.
 *
 * @param {string} folder
 * @param {Record<string, string>} styles the style sheets that come with a late room
 * @returns {Promise<string>} the page's module
 */
export async function bundleModules(folder, styles) {
  const bundle = await rollup({
    input: { main: inRoot('www/main.js') },
    plugins: [ONE_WASM, CATALOGUE, withStyles(styles), nodeResolve({ browser: true }), MINIFIED],
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.write({
    dir: folder,
    format: 'es',
    entryFileNames: '[name]-[hash].js',
    chunkFileNames: 'parts/[name]-[hash].js',
    hashCharacters: 'base36',
    sourcemap: true,
  });
  await bundle.close();
  const [main] = output;
  // Each would come only when this one is there.
  if (main.imports.length > 0) throw new Error(`The page's module is in more than one file: ${main.imports}`);
  return main.fileName;
}

/** @type {import('rollup').Plugin} */
const ONE_WASM = {
  name: 'one-wasm',
  resolveId: (source) => PACKAGE[source],
  // wasm-bindgen's classes may be disposed of: an assignment, for which every one of them would be kept.
  transform: (code, id) => (id === inRoot('dist/wasm/corslab.js') ? { code: code.replace(/^if \(Symbol\.dispose\).*$/gm, ''), map: null } : undefined),
};

/**
 * The catalogue is one file for translators, and the rooms that come late bring their own share of it: each gets a copy,
 * of which only what it imports is kept.
 *
 * @type {import('rollup').Plugin}
 */
const CATALOGUE = {
  name: 'catalogue',
  resolveId(source, importer = '') {
    if (!source.endsWith('/strings.js')) return undefined;
    const room = LATE_ROOMS.find((name) => importer.startsWith(inRoot(`www/${name}/`)));
    return room && `${resolve(dirname(importer), source)}?${room}`;
  },
  load: (id) => (id.includes('/strings.js?') ? readFileSync(id.replace(/\?.*/, ''), 'utf8') : undefined),
};

/**
 * A late room brings its style. It goes before the page's own, where it would stand if it were there from the beginning.
 *
 * @param {Record<string, string>} styles
 * @returns {import('rollup').Plugin}
 */
function withStyles(styles) {
  return {
    name: 'late-styles',
    transform(code, id) {
      const room = Object.keys(styles).find((name) => id === inRoot(`www/${name}/room.js`));
      if (room === undefined) return undefined;
      const adding = `{ const style = document.createElement('style'); style.textContent = ${JSON.stringify(styles[room])}; document.querySelector('head > style:last-of-type').before(style); }`;
      return { code: `${code}\n${adding}\n`, map: null };
    },
  };
}

/** @type {import('rollup').Plugin} */
const MINIFIED = {
  name: 'minified',
  renderChunk: (code) => transform(code, { minify: true, target: 'es2022', format: 'esm', sourcemap: true }),
};
