/** `node tests/comparison/compare.mjs`: asks Chromium and the tools, and writes the table of README.md. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { askTools, installTools } from './asking.mjs';

const USAGE = `node tests/comparison/compare.mjs [options]

Asks Chromium, corslab and what people test CORS with today the same questions, and writes the table of
tests/comparison/README.md. It ends with 1 where corslab differs from Chromium.

  --check   writes nothing, and ends with 1 where the table is out of date, too
  --json    prints what each saw, and writes nothing
  --help    this text
`;

const README = new URL('README.md', import.meta.url);
const MARKED = /(?<=<!-- table -->\n)[^]*?(?=<!-- \/table -->)/;

const { check, json, help } = readOptions();
if (help) process.stdout.write(USAGE);
else await main();

async function main() {
  installTools();
  const { TOOLS, differences, table } = await import('./table.mjs');
  const said = await askTools(TOOLS.map(({ tool }) => tool));
  if (json) return void process.stdout.write(`${JSON.stringify(said, null, 2)}\n`);
  const readme = readFileSync(README, 'utf8');
  const fresh = readme.replace(MARKED, () => `${table(said)}\n`);
  const differing = differences(said.corslab, said.chromium);
  if (differing.length > 0) fail(`corslab differs from Chromium: ${differing.join(', ')}`);
  if (!check) writeFileSync(README, fresh);
  else if (fresh !== readme) fail('The table of tests/comparison/README.md is out of date: run node tests/comparison/compare.mjs');
}

function readOptions() {
  try {
    const options = /** @type {const} */ ({ check: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } });
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
