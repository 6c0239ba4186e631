import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as esbuild from 'esbuild';
import workerd from 'workerd';
import { app, EXPECTED, installed, run, sandbox } from './sandbox.js';

test('workerd: the .wasm is a module of the worker', async () => {
  await installed;
  const out = join(sandbox, 'out', 'workerd');
  await esbuild.build({
    entryPoints: [app('workerd/worker.js')],
    outdir: out,
    bundle: true,
    format: 'esm',
    conditions: ['workerd'],
    loader: { '.wasm': 'copy' },
    assetNames: '[name]',
  });
  writeFileSync(join(out, 'config.capnp'), CONFIG);
  await run(workerd.default, ['test', join(out, 'config.capnp')]);
});

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [
      (name = "worker.js", esModule = embed "worker.js"),
      (name = "corslab.wasm", wasm = embed "corslab.wasm"),
    ],
    bindings = [(name = "EXPECTED", text = ${JSON.stringify(JSON.stringify(EXPECTED))})],
    compatibilityDate = "2026-01-01",
  ))],
);
`;
