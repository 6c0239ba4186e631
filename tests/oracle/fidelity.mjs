#!/usr/bin/env node
/** `npm run fidelity`: how faithful is corslab? Random scenarios, asked of real browsers. */
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { findBrowser, prepareBrowsers } from '../../js/build/browsers.js';
import { main, Refused } from '../../js/build/main.js';
import { prepare } from '../../js/build/prerequisites.js';
import { inRoot } from '../../js/build/root.js';
import { buildAll } from '../../js/build/steps.js';
import { ENGINES } from './drivers.mjs';
import { generate } from './generator/scenario.mjs';
import { publish } from './publish.mjs';
import { table } from './report.mjs';
import { play, readAnswers, repeated } from './run.mjs';

const HELP = `npm run fidelity -- [options]

Plays random scenarios in real browsers and compares what they do with corslab's verdicts.

  --engine NAME   chromium, firefox, webkit or all that are here (default: all); may be given several times
  --seed S        a number; the same seed gives the same scenarios (default: 1)
  --count N       how many scenarios (default: 1000)
  --shrink K      make the first scenario of the K most frequent disagreements as small as can be (default: 3)
  --fresh         ask the browsers again, also what they have already answered
  --again         ask once more about what differs, for a busy machine may spoil an answer
  --out FOLDER    where the answers are kept as JSON lines (default: dist/fidelity)
  --publish       write the figures into FIDELITY.md and README.md
  --json          print the figures as JSON
  --help          this text

A run that is stopped is taken up where it ended. Exit code: 0 when all agree or differ for a known reason, else 1.`;

const { values: options } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true, default: ['all'] }, seed: { type: 'string', default: '1' }, count: { type: 'string', default: '1000' },
    shrink: { type: 'string', default: '3' }, fresh: { type: 'boolean', default: false }, again: { type: 'boolean', default: false },
    out: { type: 'string', default: 'dist/fidelity' },
    publish: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
  },
});

if (options.help) console.log(HELP);
else await main(fidelity);

async function fidelity() {
  const [seed, count, most] = ['seed', 'count', 'shrink'].map(wholeNumber);
  const wanted = wantedEngines();
  await prepare();
  await buildAll();
  await prepareBrowsers(wanted);
  const engines = installed(wanted);
  const all = [];
  for (const engine of engines) {
    const figures = await measure(engine, seed, count);
    all.push(figures);
    // It needs the build.
    if (!options.json) await (await import('./explain.mjs')).explain(figures, most);
  }
  console.log(options.json ? JSON.stringify(all.map(asJson), null, 2) : `\nseed ${seed}\n${table(all)}`);
  if (options.publish) publish({ seed, date: new Date().toISOString().slice(0, 10), rows: all.map(asRow) });
  if (all.length === 0 || all.some(({ unexplained }) => unexplained.length > 0)) process.exitCode = 1;
}

function wantedEngines() {
  const unknown = options.engine.find((name) => name !== 'all' && !ENGINES.includes(name));
  if (unknown !== undefined) throw new Refused(`--engine ${unknown}: one of all, ${ENGINES.join(', ')}`);
  return options.engine.includes('all') ? ENGINES : ENGINES.filter((name) => options.engine.includes(name));
}

/** A browser that was named must be here, and published are the figures of all. */
function installed(wanted) {
  const engines = wanted.filter((name) => findBrowser(name) !== undefined);
  const missing = wanted.filter((name) => !engines.includes(name)).join(', ');
  if (missing !== '' && !options.engine.includes('all')) throw new Refused(`--engine ${missing}: no such browser is installed here`);
  if (options.publish && engines.length < ENGINES.length) throw new Refused(`--publish: needs the answers of ${ENGINES.join(', ')}`);
  return engines;
}

/** @returns {Promise<import('./judge.mjs').Figures & { askedAgain: number }>} */
async function measure(engine, seed, count) {
  // It needs the build.
  const { judge } = await import('./judge.mjs');
  const path = inRoot(`${options.out}/${engine}-${seed}.jsonl`);
  await askBrowser(engine, path, unanswered(path, seed, count));
  // A busy machine is not a browser's answer: what differs is asked once more, and the second answer counts.
  if (options.again) await askBrowser(engine, path, judge(engine, answersOf(path, count)).unexplained);
  return { ...judge(engine, answersOf(path, count)), askedAgain: repeated(path) };
}

function wholeNumber(name) {
  const number = Number(options[name]);
  if (!Number.isSafeInteger(number) || number < 0) throw new Refused(`--${name} ${options[name]}: a whole number, 0 or more`);
  return number;
}

/** The scenarios of a seed that the browser has not answered yet. */
function unanswered(path, seed, count) {
  if (options.fresh) rmSync(path, { force: true });
  const known = readAnswers(path);
  if (known.size > 0) console.error(`${known.size} answers are kept in ${path}`);
  return Array.from({ length: count }, (_, index) => ({ index, item: generate(seed, index) }))
    .filter(({ index, item }) => JSON.stringify(known.get(index)?.item) !== JSON.stringify(item));
}

function answersOf(path, count) {
  const kept = readAnswers(path);
  const answers = Array.from({ length: count }, (_, index) => kept.get(index)).filter((answer) => answer !== undefined);
  const versions = new Set(answers.map(({ version }) => version));
  if (versions.size > 1) throw new Refused(`${path} has answers of ${[...versions].join(' and ')}: ask all again with --fresh`);
  return answers;
}

async function askBrowser(engine, path, wanted) {
  if (wanted.length === 0) return;
  const bar = new SingleBar({
    format: `${engine} [{bar}] {value}/{total} scenarios, {rate}/s`, noTTYOutput: true, notTTYSchedule: 15_000, hideCursor: true, stream: process.stderr,
  });
  bar.start(wanted.length, 0, { rate: '…' });
  const begin = Date.now();
  let done = 0;
  const onProgress = (more) => {
    done += more;
    bar.update(done, { rate: Math.round(done * 1000 / (Date.now() - begin)) });
  };
  try {
    await play({ engine, wanted, path, onProgress });
  } finally {
    bar.stop();
  }
}

function asRow({ known, unexplained, ...figures }) {
  return { ...figures, known: Object.fromEntries(known), unexplained: unexplained.length };
}

function asJson(figures) {
  return { ...asRow(figures), unexplained: figures.unexplained.map(({ index, differences }) => ({ index, differences })) };
}
