/** The TypeScript compiler on one source file. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'corslab-types-'));
let files = 0;

/**
 * The first things that the compiler complains about; empty when it does not. It knows no more than the language, for that is all that
 * the declarations may need.
 *
 * @param {string} source in which 'CORSLAB' stands for the package
 */
export function check(source) {
  const file = join(folder, `${files++}.mts`);
  writeFileSync(file, source.replace("'CORSLAB'", JSON.stringify(join(repository, 'dist/index.js'))));
  const args = ['--ignoreConfig', '--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--lib', 'es2022', '--types', ''];
  const program = join(repository, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args, '--module', 'nodenext', file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return (stdout + stderr).split('\n').slice(0, 5).join('\n');
}

export function cleanUp() {
  rmSync(folder, { recursive: true });
}
