/** Runs the web-platform-tests of a checkout against this package's page. */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runInChromium } from './chromium.mjs';
import { listTests } from './files.mjs';
import { play } from './play.mjs';
import { failures, recordOf, table } from './results.mjs';
import { serve } from './serve.mjs';

const HELP = `node tests/wpt/run.mjs --wpt FOLDER [options]

Starts "wpt serve" of a checkout of web-platform-tests on loopback, runs the files that need nothing but
a fetch or an XMLHttpRequest, and says what passed, beside what Chromium passes.

  --wpt FOLDER       the checkout; or the environment's CORSLAB_WPT
  --folder PATH      files of this folder of the checkout instead of the usual ones, such as xhr
  --filter TEXT      only files whose path contains it
  --engine NAME      the page's engine: standard (default), chromium, firefox or webkit
  --client NAME      whose fetch: corslab (default) or node, Node's own
  --failures         name each subtest that fails, with its reason
  --json FILE        write every subtest's result
  --chromium         ask a real Chromium instead; if of all files, keep its answers in chromium.json
  --list             only list the files
  --help             this text`;

const RECORDED = new URL('chromium.json', import.meta.url);

const { values } = parseArgs({
  options: {
    wpt: { type: 'string', default: process.env.CORSLAB_WPT },
    folder: { type: 'string' },
    filter: { type: 'string', default: '' },
    engine: { type: 'string', default: 'standard' },
    client: { type: 'string', default: 'corslab' },
    failures: { type: 'boolean', default: false },
    json: { type: 'string' },
    chromium: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(HELP);
else if (!values.wpt) stop('name a checkout of web-platform-tests by --wpt, or in CORSLAB_WPT (see --help)');
else if (!['corslab', 'node'].includes(values.client)) stop(`--client ${values.client}: there are corslab and node`);
else await main(values.wpt);

/** @param {string} checkout */
async function main(checkout) {
  const tests = listTests(checkout, { folders: values.folder === undefined ? undefined : [values.folder], filter: values.filter });
  if (tests.length === 0) return stop(`no file's path contains ${values.filter}`);
  if (values.list) return console.log(tests.map(({ name }) => name).join('\n'));
  const hosts = await serve(checkout);
  try {
    await (values.chromium ? askChromium(hosts, tests) : run(hosts, tests));
  } finally {
    await hosts.stop();
  }
}

async function run(hosts, tests) {
  const { client, engine } = values;
  show(await play({ hosts, tests, client, engine, onResult: progress }));
}

async function askChromium(hosts, tests) {
  const results = [];
  const version = await runInChromium(hosts, tests, (result) => {
    results.push(result);
    progress(result);
  });
  if (values.filter === '' && !values.folder) writeFileSync(RECORDED, `${JSON.stringify(recordOf(version, results), null, 2)}\n`);
  show(results);
}

function progress({ name }) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${name}`);
}

/** @param {import('./results.mjs').FileResult[]} results */
function show(results) {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (values.json) writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  if (values.failures) for (const result of results) for (const { name, status, message } of failures(result)) console.log(`${result.name}: ${name}\n    ${status} ${message ?? ''}`);
  console.log(table(results, JSON.parse(readFileSync(RECORDED, 'utf8'))));
}

/** @param {string} reason */
function stop(reason) {
  console.error(reason);
  process.exitCode = 2;
}
