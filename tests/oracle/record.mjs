#!/usr/bin/env node
/** Lets the installed browsers answer the scenarios that are kept in `answers/`. */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { findBrowser } from '../../js/build/browsers.js';
import { main, Refused } from '../../js/build/main.js';
import { FILES, readKept, writeKept } from './answers.mjs';
import { ENGINES } from './drivers.mjs';
import { generate } from './generator/scenario.mjs';
import { playAll } from './run.mjs';

const HELP = `node tests/oracle/record.mjs [options]

Compares the stored answers of the browsers with what they do now, or stores what they do.

  --engine NAME        chromium, firefox or webkit (default: each that is installed); may be given several times
  --missing            only scenarios without an answer of this browser
  --update             store the answers
  --sample SEED COUNT  first replace the random sample by that of a seed
  --help               this text`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', multiple: true, default: ENGINES }, missing: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false }, sample: { type: 'string' }, help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else await main(record);

async function record() {
  const unknown = options.engine.find((name) => !ENGINES.includes(name));
  if (unknown !== undefined) throw new Refused(`--engine ${unknown}: one of ${ENGINES.join(', ')}`);
  if (options.sample !== undefined) newSample(Number(options.sample), Number(positionals[0]));
  let differences = 0;
  for (const file of FILES) {
    for (const engine of options.engine.filter((name) => findBrowser(name) !== undefined)) differences += await recordFile(file, engine);
  }
  if (differences > 0 && !options.update) process.exitCode = 1;
}

function newSample(seed, count) {
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 1) throw new Refused('--sample SEED COUNT: two whole numbers');
  writeKept('sample', Array.from({ length: count }, (_, index) => ({ item: generate(seed, index), browsers: {} })));
}

async function recordFile(file, engine) {
  const kept = readKept(file);
  const wanted = kept.filter(({ browsers }) => !options.missing || !browsers[engine]);
  if (wanted.length === 0) return 0;
  const { version, observations } = await playAll(engine, wanted.map(({ item }) => item));
  let differences = 0;
  wanted.forEach((each, i) => {
    const { version: before, ...stored } = each.browsers[engine] ?? {};
    if (isDeepStrictEqual(stored, observations[i])) return;
    differences++;
    if (options.update) each.browsers[engine] = { version, ...observations[i] };
    else console.log(`${engine} ${before}: ${JSON.stringify(stored)}\n${engine} ${version}: ${JSON.stringify(observations[i])}\n`);
  });
  if (options.update) writeKept(file, kept);
  console.log(`${file}, ${engine} ${version}: ${wanted.length} scenarios, ${differences} ${options.update ? 'new or changed' : 'differ'}`);
  return differences;
}
