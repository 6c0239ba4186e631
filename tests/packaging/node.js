import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app, EXPECTED, installed, node } from './sandbox.js';

for (const file of ['main.mjs', 'main.cjs', 'slim.mjs', 'slim.cjs']) {
  test(`Node: ${file}`, async () => {
    await installed;
    const { stdout } = await node([app(`node/${file}`)]);
    assert.deepEqual(JSON.parse(stdout), EXPECTED);
  });
}

test('Node: slim says what to do when it has no WebAssembly yet', async () => {
  await installed;
  const { stderr } = await node([app('node/slim.mjs')]);
  assert.match(stderr, /await init\(\)/);
});

