import assert from 'node:assert/strict';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import webpack from 'webpack';
import { expectReport, skip } from './chromium.js';
import { app, EXPECTED, installed, node, sandbox, tool } from './sandbox.js';

/**
 * A folder for what a bundler makes, with a page that loads its `main.js`.
 *
 * @param {string} name
 */
function outputFolder(name) {
  const folder = join(sandbox, 'out', name);
  mkdirSync(folder, { recursive: true });
  const page = '<!doctype html><title>out</title><link rel="icon" href="data:,"><script type="module" src="main.js"></script>';
  writeFileSync(join(folder, 'index.html'), page);
  return folder;
}

for (const entry of ['main', 'slim']) {
  test(`Vite: ${entry}, in Chromium`, { skip }, async () => {
    await installed;
    const folder = join(sandbox, 'out', `vite-${entry}`);
    const root = join(sandbox, 'apps', `vite-${entry}`);
    cpSync(app('bundled'), root, { recursive: true });
    if (entry === 'slim') cpSync(join(root, 'slim.html'), join(root, 'index.html'));
    const args = ['build', root, '--outDir', folder, '--logLevel', 'warn', '--target', 'esnext'];
    await node([tool('vite/bin/vite.js'), ...args], { cwd: root });
    await expectReport(folder, '');
  });

  test(`webpack: ${entry}, in Chromium`, { skip }, async () => {
    await installed;
    const folder = outputFolder(`webpack-${entry}`);
    await runWebpack({ entry: app(`bundled/${entry}.js`), output: { path: folder, filename: 'main.js' } });
    await expectReport(folder, '');
  });
}

/** @param {import('webpack').Configuration} configuration */
function runWebpack(configuration) {
  return new Promise((resolve, reject) => {
    webpack({ mode: 'production', context: sandbox, ...configuration }, (error, stats) => {
      const complaints = stats?.toJson({ all: false, errors: true, warnings: true });
      // The inlined WebAssembly is large, and webpack is right to mention that; nothing else may be amiss.
      const warnings = complaints?.warnings?.filter(({ message }) => !/size limit|limit the size/.test(message)) ?? [];
      const problems = [...(complaints?.errors ?? []), ...warnings];
      if (error || problems.length > 0) reject(error ?? new Error(JSON.stringify(problems)));
      else resolve(undefined);
    });
  });
}

for (const format of /** @type {const} */ (['esm', 'iife', 'cjs'])) {
  test(`esbuild: ${format}, in Chromium`, { skip }, async () => {
    await installed;
    const folder = outputFolder(`esbuild-${format}`);
    const { warnings } = await esbuild.build({
      entryPoints: [app('bundled/main.js')],
      outfile: join(folder, 'main.js'),
      bundle: true,
      format,
      minify: true,
    });
    assert.deepEqual(warnings, []);
    await expectReport(folder, '');
  });
}

test('Rollup: run in Node', async () => {
  await installed;
  /** @type {unknown[]} */
  const warnings = [];
  const bundle = await rollup({
    input: app('bundled/main.js'),
    plugins: [nodeResolve()],
    onwarn: (warning) => warnings.push(warning.message),
  });
  const file = join(outputFolder('rollup'), 'main.mjs');
  await bundle.write({ file, format: 'es' });
  assert.deepEqual(warnings, []);
  const { stdout } = await node(['--eval', `import(${JSON.stringify(file)}).then(() => console.log(JSON.stringify(report)))`]);
  assert.deepEqual(JSON.parse(stdout), EXPECTED);
});

test('an import that is not used leaves nothing in the bundle', async () => {
  await installed;
  const { outputFiles } = await esbuild.build({
    stdin: { contents: "import { simulate } from 'corslab'; console.log(1);", resolveDir: sandbox },
    bundle: true,
    write: false,
    format: 'esm',
  });
  assert.ok(outputFiles[0].text.length < 100, outputFiles[0].text.slice(0, 200));
});
