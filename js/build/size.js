/** `npm run size`: how much travels, and whether that is within the budget. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { main } from './main.js';
import { inRoot } from './root.js';
import { ask } from './run.js';

/** The whole `.wasm`, Public Suffix List, engine profiles and console texts included, as brotli 11 compresses it. */
const BUDGET = 197 * 1024;

/** The sizes of dist/corslab.wasm. */
export function measure() {
  const wasm = readFileSync(inRoot('dist/corslab.wasm'));
  const brotli = brotliCompressSync(wasm, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length },
  }).length;
  const gzip = gzipSync(wasm, { level: 9 }).length;
  const line = `corslab.wasm: ${kB(wasm.length)} raw, ${kB(gzip)} gzip, ${kB(brotli)} brotli (budget ${kB(BUDGET)})`;
  return { brotli, line };
}

/** What a first visit to the teaching page brings: index.html, and what it names. */
function firstView() {
  const html = readFileSync(inRoot('dist/www/index.html'), 'utf8');
  const named = [...html.split('<body>')[0].matchAll(/(?:href|src)="([\w./-]+\.\w+)"/g)].map(([, file]) => file);
  const files = ['index.html', ...new Set(named)].map((file) => readFileSync(inRoot(`dist/www/${file}`)));
  const sum = (/** @type {(file: Buffer) => Buffer} */ compress) => files.reduce((total, file) => total + compress(file).length, 0);
  return `the page's first view: ${kB(sum((file) => file))} raw, ${kB(sum((file) => gzipSync(file, { level: 9 })))} gzip, ${kB(sum((file) => brotliCompressSync(file)))} brotli`;
}

/** What the tarball would weigh that `npm publish` uploads. */
function packed() {
  const into = mkdtempSync(join(tmpdir(), 'corslab-size-'));
  try {
    const answer = ask('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', into]);
    const [{ filename, unpackedSize }] = JSON.parse(answer ?? '');
    return `${filename}: ${kB(statSync(join(into, filename)).size)} packed, ${kB(unpackedSize)} unpacked`;
  } finally {
    rmSync(into, { recursive: true });
  }
}

/** @param {number} bytes */
function kB(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    if (!existsSync(inRoot('dist/corslab.wasm'))) throw new Error('Nothing is built yet: `npm run build`');
    const { brotli, line } = measure();
    console.log(line);
    console.log(firstView());
    console.log(packed());
    if (brotli <= BUDGET) return;
    console.error(`The .wasm is ${kB(brotli - BUDGET)} over its budget.`);
    process.exitCode = 1;
  });
}
