/** `corslab/paste` is for browsers, too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

test('nothing of Node.js is needed', async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve('corslab/paste'))],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    external: ['corslab'],
    metafile: true,
    write: false,
    outdir: 'nowhere',
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  assert.deepEqual([...new Set(imports)], ['corslab']);
});
