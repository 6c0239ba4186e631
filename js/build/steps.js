/** Everything that `npm run build` makes, in order. A step's `inputs` decide when it has to be made again. */
import { readdirSync } from 'node:fs';
import { inRoot } from './root.js';
import { run } from './run.js';
import { isCurrent, makeAndStamp } from './stamp.js';

const RUST = ['Cargo.toml', 'Cargo.lock', 'crate/core', 'crate/idna', 'crate/wasm', 'crate/xtask'];
const PACKAGE = ['package.json', 'package-lock.json'];

/** @returns {Promise<import('./stamp.js').Step[]>} */
async function steps() {
  // Imported late: these need node_modules.
  const [{ bundle, outputs: bundles }, { declareTypes, outputs: types }, { buildPage }] = await Promise.all([
    import('./bundle.js'),
    import('./types.js'),
    import('./page.js'),
  ]);
  const declarations = readdirSync(inRoot('js'))
    .filter((file) => /\.d\.c?ts$/.test(file))
    .map((file) => `js/${file}`);
  return [
    {
      name: 'wasm',
      inputs: RUST,
      outputs: ['dist/wasm/corslab.js', 'dist/wasm/corslab_bg.wasm'],
      make: () => run('cargo', ['run', '--quiet', '--package', 'xtask', '--', 'wasm']),
    },
    {
      name: 'types',
      inputs: [...RUST, ...declarations, 'js/build/types.js'],
      outputs: types,
      make: declareTypes,
    },
    {
      name: 'package',
      inputs: ['dist/wasm', 'js', 'crate/core/src/origin/public_suffix.NOTICE', ...PACKAGE],
      outputs: bundles,
      make: bundle,
    },
    {
      name: 'page',
      inputs: ['www', 'js', 'dist/wasm', 'dist/slim.js', 'dist/paste.js', 'dist/corslab.wasm', ...PACKAGE],
      outputs: ['dist/www/index.html', 'dist/www/worker.js'],
      make: buildPage,
    },
  ];
}

/**
 * Makes what is out of date and says so, line by line.
 *
 * @returns {Promise<boolean>} whether anything was made
 */
export async function buildAll() {
  let made = false;
  for (const step of await steps()) {
    if (isCurrent(step)) {
      console.log(`build: ${step.name.padEnd(8)} unchanged`);
      continue;
    }
    console.log(`build: ${step.name.padEnd(8)} …`);
    const start = performance.now();
    await makeAndStamp(step);
    console.log(`build: ${step.name.padEnd(8)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
    made = true;
  }
  return made;
}
