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

test('Node: the first call of a fresh process takes less than 25 ms', async (t) => {
  await installed;
  const times = [];
  for (let round = 0; round < 5; round++) times.push(Number((await node([app('node/first-call.mjs')])).stdout));
  // The best of five: what else the machine is doing is not the package's doing.
  const best = Math.min(...times);
  t.diagnostic(`first call: ${times.map((time) => `${time.toFixed(1)} ms`).join(', ')}`);
  assert.ok(best > 0 && best < 25, `${best} ms`);
});
