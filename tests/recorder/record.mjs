#!/usr/bin/env node
/** Plays the cases in real browsers: compares with the stored answers, or stores them with --update. */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { findBrowser, launch } from './browsers.mjs';
import { readCorpus, writeFile } from './corpus.mjs';
import { Network } from './network.mjs';
import { observe } from './observe.mjs';

const HELP = `node tests/recorder/record.mjs [options]
  --browser chromium|firefox|webkit  only this one (default: each that is installed)
  --case name  only this case; may be given several times
  --file name  only this file of tests/cases, e.g. redirects; engines is that of tests/engines
  --missing    only cases without a stored answer
  --update     store what the browser answers; of a case that is named by --case its console, too, if only that has changed
  --help`;

/** How often a case is played before its failure counts: a busy machine is not a browser's answer. */
const ATTEMPTS = 2;

const { values: options } = parseArgs({
  options: {
    browser: { type: 'string' }, case: { type: 'string', multiple: true }, file: { type: 'string' },
    missing: { type: 'boolean', default: false }, update: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (options.help) {
  console.log(HELP);
} else {
  const browsers = (options.browser ? [options.browser] : ['chromium', 'firefox', 'webkit']).filter((name) => findBrowser(name));
  if (browsers.length === 0) throw new Error('no browser is installed; set CORSLAB_CHROMIUM, CORSLAB_FIREFOX or CORSLAB_WEBKIT to its path');
  let differences = 0;
  for (const name of browsers) differences += await recordWith(name);
  process.exitCode = differences === 0 ? 0 : 1;
}

function chosen(name) {
  const files = [...readCorpus(), ...readCorpus('engines')].filter((file) => !options.file || file.name === `${options.file.replace(/\.json$/, '')}.json`);
  return files.map((file) => ({
    file,
    cases: file.cases.filter((item) => (!options.case || options.case.includes(item.name))
      && (!options.missing || !item.browsers?.[name])),
  })).filter(({ cases }) => cases.length > 0);
}

async function recordWith(name) {
  const network = await new Network().start();
  const browser = await launch(name, network.port);
  const version = await browser.version();
  const work = chosen(name);
  const total = work.reduce((sum, { cases }) => sum + cases.length, 0);
  const progress = { done: 0, total, differences: 0 };
  try {
    for (const { file, cases } of work) {
      for (const item of cases) await recordCase({ name, browser, network, version }, item, progress);
      if (options.update) writeFile(file);
    }
  } finally {
    await browser.close();
    await network.stop();
  }
  console.log(`${version}: ${progress.total} cases, ${progress.differences} ${options.update ? 'changed or failed' : 'differ'}`);
  return options.update ? 0 : progress.differences;
}

async function recordCase(stage, item, progress) {
  const label = `[${++progress.done}/${progress.total}] ${stage.name} ${item.name}`;
  const answer = await attempt(stage, item);
  if (answer instanceof Error) {
    progress.differences++;
    console.log(`${label}: FAILED ${answer.message}`);
    return;
  }
  const stored = item.browsers?.[stage.name];
  const same = stored !== undefined && isDeepStrictEqual(comparable(stored), comparable(answer));
  if (!same) progress.differences++;
  const said = same ? 'as stored' : stored ? `differs: ${JSON.stringify(answer)}` : 'new';
  console.log(`${label}: ${answer.outcome ?? 'not observable'}, ${answer.exchanges.length} exchanges, ${said}`);
  if (!options.update || (same && !options.case)) return;
  const [date] = new Date().toISOString().split('T');
  item.browsers = { ...item.browsers, [stage.name]: { version: stage.version, date, ...answer } };
}

async function attempt(stage, item) {
  for (let i = 1; ; i++) {
    try {
      return await observe(stage, item.scenario);
    } catch (error) {
      if (i === ATTEMPTS) return error;
    }
  }
}

/** The browser's own words about it depend on its version and on timing. */
function comparable({ version, date, console, devtools, ...answer }) {
  return answer;
}
