import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

test("the compiler agrees with the JSDoc types of the package's own JavaScript", () => {
  const args = ['node_modules/typescript/bin/tsc', '--project', 'tests/types/tsconfig.json'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' });
  assert.equal(stdout, '');
  assert.equal(status, 0);
});
