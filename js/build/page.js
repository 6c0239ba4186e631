/** www/ → dist/www: the teaching page, complete in itself. Any static server can hand it out, from any path. */
import { build } from 'esbuild';
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { extname } from 'node:path';
import { inRoot } from './root.js';

export async function buildPage() {
  rmSync(inRoot('dist/www'), { recursive: true, force: true });
  mkdirSync(inRoot('dist/www'), { recursive: true });
  // Modules are bundled into main.js; everything else goes as it is.
  cpSync(inRoot('www'), inRoot('dist/www'), { recursive: true, filter: (path) => extname(path) !== '.js' });
  // `corslab/slim` looks for its WebAssembly beside the file that it ended up in.
  copyFileSync(inRoot('dist/corslab.wasm'), inRoot('dist/www/corslab.wasm'));
  await build({
    entryPoints: [inRoot('www/main.js')],
    outfile: inRoot('dist/www/main.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: true,
    logLevel: 'warning',
    plugins: [ONE_WASM],
  });
}

/**
 * `corslab/paste` stands upon `corslab`, which the page has as `corslab/slim`.
 *
 * @type {import('esbuild').Plugin}
 */
const ONE_WASM = {
  name: 'one-wasm',
  setup: (build) => build.onResolve({ filter: /^corslab$/ }, () => ({ path: inRoot('dist/slim.js') })),
};
