/** The contract that Rust declares and the functions of js/*.d.ts → one declaration file for each way of importing. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './root.js';
import { run } from './run.js';

/** @type {Record<string, string[]>} the parts that each entry point's declarations are put together from */
const ENTRIES = {
  index: ['dist/types/contract.d.ts', 'js/api.d.ts'],
  slim: ['dist/types/contract.d.ts', 'js/api.d.ts', 'js/slim.d.ts'],
  ...Object.fromEntries(['page', 'check', 'vitest', 'jest', 'matrix', 'paste'].map((entry) => [entry, [`js/${entry}.d.ts`]])),
};

const WASM = 'dist/corslab.wasm.d.cts';

export const outputs = [...Object.keys(ENTRIES).flatMap((entry) => [`dist/${entry}.d.ts`, `dist/${entry}.d.cts`]), WASM];

export async function declareTypes() {
  mkdirSync(inRoot('dist/types'), { recursive: true });
  await run('cargo', ['run', '--quiet', '--package', 'xtask', '--', 'types']);
  copyFileSync(inRoot('js/wasm.d.cts'), inRoot(WASM));
  for (const [entry, parts] of Object.entries(ENTRIES)) {
    const text = parts.map((part) => readFileSync(inRoot(part), 'utf8')).join('');
    // The same text twice: what a `.d.ts` and a `.d.cts` declare differs only in who may import it.
    for (const extension of ['d.ts', 'd.cts']) writeFileSync(inRoot(`dist/${entry}.${extension}`), text);
  }
}
