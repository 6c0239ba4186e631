import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { app, installed, node, sandbox, tool } from './sandbox.js';

test('the tarball holds the package and nothing else', async () => {
  const { paths } = await installed;
  const expected = [
    ...['index', 'slim', 'page', 'check', 'vitest', 'jest', 'matrix', 'paste'].flatMap((entry) => ['cjs', 'd.cts', 'd.ts', 'js'].map((end) => `dist/${entry}.${end}`)),
    'dist/command.js',
    'dist/synchronous-thread.js',
    'dist/corslab.wasm',
    'dist/corslab.wasm.d.cts',
    'dist/public_suffix.NOTICE',
    'dist/workerd.js',
    'package.json',
    'LICENSE-APACHE',
    'LICENSE-MIT',
  ];
  const documents = ['README.md', 'CHANGELOG.md'];
  assert.deepEqual(paths.filter((/** @type {string} */ path) => !documents.includes(path)), expected.sort());
});

test('the version that the core tells is the one of package.json', async () => {
  await installed;
  const { version } = JSON.parse(readFileSync(join(sandbox, 'node_modules/corslab/package.json'), 'utf8'));
  const { stdout } = await node(['--print', "require('corslab').version()"]);
  assert.equal(stdout.trim(), version);
});

test('publint has no complaint', async () => {
  const { tarball } = await installed;
  const { stdout } = await node([tool('publint/src/cli.js'), 'run', tarball, '--strict']);
  assert.match(stdout, /All good!/);
});

test('are the types wrong? No', async () => {
  const { tarball } = await installed;
  const { stdout } = await node([tool('@arethetypeswrong/cli/dist/index.js'), tarball, '--no-color', '--no-emoji']);
  assert.match(stdout, /No problems found/);
});

for (const [module, resolution, files] of [
  ['node16', 'node16', ['use-esm.mts', 'use-cjs.cts']],
  ['nodenext', 'nodenext', ['use-esm.mts', 'use-cjs.cts']],
  ['esnext', 'bundler', ['use.ts']],
]) {
  test(`TypeScript: module resolution ${resolution}`, async () => {
    await installed;
    await node([
      ...[tool('typescript/bin/tsc'), '--ignoreConfig', '--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022', '--types', ''],
      ...['--module', String(module), '--moduleResolution', String(resolution)],
      ...[...files].map((file) => app(`typescript/${file}`)),
    ]);
  });
}
