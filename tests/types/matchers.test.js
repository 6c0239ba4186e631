import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

for (const name of ['check', 'vitest', 'jest']) {
  test(`the compiler takes what is right and refuses what is wrong: matchers/${name}.ts`, () => {
    const args = ['--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable', '--types', 'node', '--module', 'nodenext'];
    const program = 'node_modules/typescript/bin/tsc';
    const { status, stdout } = spawnSync(process.execPath, [program, ...args, `tests/types/matchers/${name}.ts`], { cwd: repository, encoding: 'utf8' });
    assert.equal(stdout, '');
    assert.equal(status, 0);
  });
}
