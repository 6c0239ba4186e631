/** `npm run bench`: the package beside happy-dom, jsdom and mentoss, on the same questions and in one run. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Refused, main } from '../../js/build/main.js';
import { prepare } from '../../js/build/prerequisites.js';
import { inRoot } from '../../js/build/root.js';
import { run } from '../../js/build/run.js';
import { measureFirstCalls } from './first-call.js';
import { measure, plans } from './measure.js';
import { readCases } from './scenarios.js';
import { print } from './table.js';

const USAGE = `npm run bench [-- options]

Asks the built package and its peers the same questions and prints how many verdicts a second each gives, and whether
they are those of real browsers.

  --json    the figures as JSON
  --quick   fewer and shorter samples
  --help    this text
`;

const CONTENDERS = ['corslab', 'happy-dom-loopback', 'happy-dom-interceptor', 'jsdom', 'mentoss'];
const PROCESSES = 10;

/** @typedef {{ name: string, how: string, width?: number, create(item: import('./scenarios.js').Case): any }} Contender */
/** @typedef {{ contender: string, microseconds: number, verdict: string }} Row */
/** @typedef {{ title: string, browsers: string, rows: Row[] }} Group */

await main(async () => {
  const { json, quick, help } = options();
  if (help) return void console.log(USAGE);
  await bringPeers(json);
  /** @type {Contender[]} */
  const contenders = await Promise.all(CONTENDERS.map((file) => import(`./contenders/${file}.js`)));
  const cases = readCases();
  const firstCalls = measureFirstCalls(cases[0], PROCESSES);
  const groups = await measureAll(contenders, cases, quick ? plans.quick : plans.full);
  const result = { node: process.version, contenders: contenders.map(({ name, how }) => ({ name, how })), groups, firstCalls };
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else print(result);
});

function options() {
  try {
    const kinds = /** @type {const} */ ({ json: { type: 'boolean' }, quick: { type: 'boolean' }, help: { type: 'boolean' } });
    const { json = false, quick = false, help = false } = parseArgs({ options: kinds }).values;
    return { json, quick, help };
  } catch (error) {
    throw new Refused(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
  }
}

/** Builds what is out of date and installs the peers, unless they are there. @param {boolean} json */
async function bringPeers(json) {
  // What is done on the way must not stand in the JSON.
  if (json) console.log = console.error;
  await prepare();
  await (await import('../../js/build/steps.js')).buildAll();
  if (existsSync(inRoot('tests/bench/node_modules/.package-lock.json'))) return;
  console.log('installing the peers that tests/bench/package-lock.json lists');
  await run('npm', ['ci', '--prefix', 'tests/bench', '--no-audit', '--no-fund', '--silent']);
}

/**
 * A group of rows for each case, and one for all of them in turn.
 *
 * @param {Contender[]} contenders
 * @param {import('./scenarios.js').Case[]} cases
 * @param {import('./measure.js').Plan} plan
 * @returns {Promise<Group[]>}
 */
async function measureAll(contenders, cases, plan) {
  const subjects = await Promise.all(contenders.map(({ create }) => Promise.all(cases.map(create))));
  /** @type {Group[]} */
  const groups = [];
  for (const [index, { title, outcome, sent }] of cases.entries()) {
    const verdicts = await Promise.all(subjects.map((own) => judge(own[index], cases[index])));
    const times = await measure(contenders.map(({ width }, who) => ({ subjects: [subjects[who][index]], width })), plan);
    groups.push({ title, browsers: `${outcome}, sent: ${sent}`, rows: rows(contenders, times, verdicts) });
  }
  const times = await measure(contenders.map(({ width }, who) => ({ subjects: subjects[who], width })), plan);
  const agreements = contenders.map((_, who) => groups.filter(({ rows }) => rows[who].verdict === 'agrees').length);
  const verdicts = agreements.map((agreeing) => `agrees in ${agreeing} of ${cases.length}`);
  const mix = { title: `the mix of these ${cases.length}`, browsers: '', rows: rows(contenders, times, verdicts) };
  for (const subject of subjects.flat()) await subject.close?.();
  return [...groups, mix];
}

/**
 * @param {Contender[]} contenders
 * @param {number[]} times
 * @param {string[]} verdicts
 * @returns {Row[]}
 */
function rows(contenders, times, verdicts) {
  return contenders.map(({ name }, who) => ({ contender: name, microseconds: times[who], verdict: verdicts[who] }));
}

/**
 * Whether a contender says what browsers say: in the end, and on the wire.
 *
 * @param {import('./measure.js').Subject} subject
 * @param {import('./scenarios.js').Case} item
 */
async function judge(subject, { outcome, sent }) {
  subject.outcome = String(await subject.run());
  const ownSent = await subject.sent();
  if (subject.outcome !== outcome) return `WRONG: ${subject.outcome}`;
  return ownSent === sent ? 'agrees' : `agrees, but sent: ${ownSent || 'nothing'}`;
}
