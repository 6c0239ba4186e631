/** dist/wasm and js/ → the files of the package that people import. */
import { build } from 'esbuild';
import { copyFileSync } from 'node:fs';
import { inRoot } from './root.js';

/**
 * One file each, so that a page without a bundler can copy it. `source` is where the WebAssembly comes from.
 *
 * @type {{ out: string, entry: string, source: string, format: 'esm' | 'cjs', external?: string[] }[]}
 */
const BUNDLES = [
  { out: 'index.js', entry: 'index', source: 'inline', format: 'esm' },
  { out: 'index.cjs', entry: 'index', source: 'inline', format: 'cjs' },
  { out: 'slim.js', entry: 'slim', source: 'given', format: 'esm' },
  { out: 'slim.cjs', entry: 'slim', source: 'given', format: 'cjs' },
  { out: 'workerd.js', entry: 'index', source: 'workerd', format: 'esm', external: ['./corslab.wasm'] },
];

/**
 * What needs a platform with servers, and what stands upon it: packages are imported, `corslab` and its other entries
 * too, so that all of them share one WebAssembly.
 */
const ENTRIES = ['page', 'check', 'vitest', 'jest', 'matrix', 'paste'];

/** What `page` starts as a thread: nobody imports it. */
const THREAD = 'synchronous-thread';

/** The program. One file: what a command does not need is parsed, but not run. */
const COMMAND = 'dist/command.js';

/** Files that go into the package as they are. The Public Suffix List inside the .wasm demands its notice. */
const COPIES = {
  'dist/corslab.wasm': 'dist/wasm/corslab_bg.wasm',
  'dist/public_suffix.NOTICE': 'crate/core/src/origin/public_suffix.NOTICE',
};

export const outputs = [
  ...BUNDLES.map(({ out }) => `dist/${out}`),
  ...ENTRIES.flatMap((name) => [`dist/${name}.js`, `dist/${name}.cjs`]),
  `dist/${THREAD}.js`,
  COMMAND,
  ...Object.keys(COPIES),
];

export async function bundle() {
  for (const [to, from] of Object.entries(COPIES)) copyFileSync(inRoot(from), inRoot(to));
  await Promise.all([
    ...BUNDLES.map(({ out, entry, source, format, external }) =>
      build({
        entryPoints: [inRoot(`js/entry/${entry}.js`)],
        outfile: inRoot(`dist/${out}`),
        bundle: true,
        format,
        platform: 'neutral',
        target: 'es2022',
        alias: { '#source': inRoot(`js/source/${source}.js`) },
        loader: { '.wasm': 'base64' },
        external,
        logLevel: 'warning',
        ...(format === 'cjs' && COMMONJS),
      }),
    ),
    ...ENTRIES.flatMap((name) => [
      build({ ...ENTRY, entryPoints: [inRoot(`js/entry/${name}.js`)], outfile: inRoot(`dist/${name}.js`), format: 'esm' }),
      build({ ...ENTRY, entryPoints: [inRoot(`js/entry/${name}.js`)], outfile: inRoot(`dist/${name}.cjs`), format: 'cjs', ...MODULE_URL, ...(name === 'page' && PAGE_IN_JEST) }),
    ]),
    build({ ...ENTRY, entryPoints: [inRoot(`js/entry/${THREAD}.js`)], outfile: inRoot(`dist/${THREAD}.js`), format: 'esm' }),
    build({ ...ENTRY, entryPoints: [inRoot('js/entry/command.js')], outfile: inRoot(COMMAND), format: 'esm', banner: { js: '#!/usr/bin/env node' } }),
  ]);
}

/** @satisfies {import('esbuild').BuildOptions} */
const ENTRY = /** @type {const} */ ({
  bundle: true,
  platform: 'node',
  packages: 'external',
  target: 'node20.19',
  logLevel: 'warning',
});

/** What CommonJS lacks. */
const MODULE_URL = {
  inject: [inRoot('js/source/commonjs.js')],
  define: { 'import.meta.url': 'moduleURL' },
};

/** And what Jest's jsdom environment does not give to the glue. */
const COMMONJS = { ...MODULE_URL, inject: [inRoot('js/utf8.js'), ...MODULE_URL.inject] };

/** For a page, these are Node's own. */
const PAGE_IN_JEST = { inject: [inRoot('js/source/node-web.js'), ...MODULE_URL.inject] };
