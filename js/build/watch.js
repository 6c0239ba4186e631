import { watch } from 'chokidar';
import { inRoot } from './root.js';
import { CommandFailed } from './run.js';
import { buildAll } from './steps.js';

const WATCHED = ['crate', 'js', 'www', 'Cargo.toml', 'Cargo.lock'];

/** Editors write in several steps; a build begins when they are quiet for this long. */
const QUIET_MILLISECONDS = 100;

/**
 * Builds now and after every change, one build at a time. A build that fails is reported and waited out.
 *
 * @param {() => void} onBuilt called after every build that made something
 */
export async function buildAndWatch(onBuilt) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let building = false;
  let changed = false;

  const build = async () => {
    changed = building;
    if (building) return;
    building = true;
    if (await tryBuild()) onBuilt();
    building = false;
    if (changed) await build();
  };

  const watcher = watch(WATCHED.map(inRoot), { ignoreInitial: true, ignored: (path) => path === inRoot('js/build') });
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(build, QUIET_MILLISECONDS);
  });
  await build();
  return watcher;
}

async function tryBuild() {
  try {
    return await buildAll();
  } catch (error) {
    // esbuild and cargo have printed their errors; anything else is a surprise and shown whole.
    const reported = error instanceof CommandFailed || /** @type {any} */ (error).errors;
    if (!reported) console.error(error);
    console.error('build: failed; the next change starts it again');
    return false;
  }
}
