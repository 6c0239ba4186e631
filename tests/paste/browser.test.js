/** `corslab/paste` is for browsers, too. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';
import { build } from 'esbuild';

test('nothing of Node.js is needed', async () => {
  const { outputFiles, metafile } = await build({
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
  const used = identifiers(parse(outputFiles[0].text, { ecmaVersion: 'latest', sourceType: 'module' }));
  assert.deepEqual(['process', 'Buffer', 'require', '__dirname', 'global'].filter((name) => used.has(name)), []);
});

/**
 * Every name that stands alone: no property's.
 *
 * @param {any} node
 * @param {Set<string>} [found]
 */
function identifiers(node, found = new Set()) {
  if (node.type === 'Identifier') found.add(node.name);
  for (const [key, child] of Object.entries(node)) {
    const isName = !node.computed && ((node.type === 'MemberExpression' && key === 'property') || key === 'key');
    if (isName || typeof child !== 'object' || child === null) continue;
    for (const each of [child].flat()) if (typeof each?.type === 'string') identifiers(each, found);
  }
  return found;
}
