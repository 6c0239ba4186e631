/** `npm test`: brings in what is missing and runs every suite. */
import { parseArgs } from 'node:util';
import { Refused, main } from './main.js';
import { prepare, prepareLinters } from './prerequisites.js';
import { CommandFailed, endRunning } from './run.js';
import { suites } from './suites.js';

const USAGE = `npm test [-- options]

Runs every test suite, or those that are named.

  --only <name>   run this suite (may be given several times)
  --list          name the suites
  --help          this text
`;

await main(async () => {
  const { chosen, list, help } = options();
  if (help) return void console.log(USAGE);
  if (list) return suites.forEach(({ name, what }) => console.log(`${name.padEnd(10)} ${what}`));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => {
      endRunning();
      process.exit(1);
    });
  }
  await prepare();
  await prepareLinters();
  /** @type {Awaited<ReturnType<typeof runSuite>>[]} */
  const results = [];
  for (const suite of chosen) results.push(await runSuite(suite));
  summarize(results);
});

function options() {
  try {
    const { values } = parseArgs({
      options: { only: { type: 'string', multiple: true }, list: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    const unknown = values.only?.find((name) => !suites.some((suite) => suite.name === name));
    if (unknown) throw new Error(`There is no suite ${unknown}; \`npm test -- --list\` names them`);
    const chosen = suites.filter(({ name }) => values.only?.includes(name) ?? true);
    return { chosen, list: values.list ?? false, help: values.help ?? false };
  } catch (error) {
    throw new Refused(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
  }
}

/** @param {import('./suites.js').Suite} suite */
async function runSuite({ name, what, needsBuild, run }) {
  console.log(`\n━━━ ${name}: ${what}\n`);
  const start = performance.now();
  let failure;
  let note;
  try {
    // Imported late: it needs node_modules.
    if (needsBuild) await (await import('./steps.js')).buildAll();
    note = await run();
  } catch (error) {
    failure = error instanceof CommandFailed ? error.message : String(error);
  }
  const seconds = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  console.log(failure ? `\n✖ ${name} failed after ${seconds}: ${failure}` : `\n✔ ${name} passed in ${seconds}${note ? `: ${note}` : ''}`);
  return { name, seconds, failure, note };
}

/** @param {Awaited<ReturnType<typeof runSuite>>[]} results */
function summarize(results) {
  const failed = results.filter(({ failure }) => failure);
  console.log('\n━━━ summary\n');
  for (const { name, seconds, failure, note } of results) {
    console.log(`${failure ? '✖' : '✔'} ${name.padEnd(10)} ${seconds.padStart(8)}  ${failure ?? note ?? ''}`.trimEnd());
  }
  console.log(`\n${results.length - failed.length} of ${results.length} suites passed`);
  if (failed.length > 0) process.exitCode = 1;
}
