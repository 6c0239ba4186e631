/** Brings the frameworks that the examples are written for. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** Installs what package-lock.json lists, unless that is done. */
export function installFrameworks() {
  const wanted = createHash('sha256').update(readFileSync(here('package-lock.json'))).digest('hex');
  const mark = here('node_modules/.installed');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
  console.log('installing the frameworks that tests/examples/package-lock.json lists (about half a minute, once)');
  const isWindows = process.platform === 'win32';
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: here('.'), stdio: ['ignore', 'inherit', 'inherit'], shell: isWindows });
  if (status !== 0) throw new Error('npm could not install them: is there a network?');
  writeFileSync(mark, wanted);
  console.log('installed');
}
