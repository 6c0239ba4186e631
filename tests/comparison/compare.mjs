/** `node tests/comparison/compare.mjs`: asks Chromium and the tools, and writes the table of README.md. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { table, TOOLS } from './table.mjs';

const USAGE = `node tests/comparison/compare.mjs [options]

Asks Chromium, corslab and what people test CORS with today the same questions, and writes the table of
tests/comparison/README.md. It ends with 1 where corslab differs from Chromium.

  --check   writes nothing, and ends with 1 where the table is out of date, too
  --json    prints what each said, and writes nothing
  --help    this text
`;

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const MARKED = /(?<=<!-- table -->\n)[^]*?(?=<!-- \/table -->)/;

/** @typedef {{ version?: string, answers: Record<string, { works: boolean | null, seen?: unknown }> }} Said */

const { check, json, help } = readOptions();
if (help) process.stdout.write(USAGE);
else await main();

async function main() {
  install();
  const said = await askAll();
  if (json) return void process.stdout.write(`${JSON.stringify(said, null, 2)}\n`);
  const { text, differing } = table(said);
  const readme = readFileSync(here('README.md'), 'utf8');
  const fresh = readme.replace(MARKED, () => `${text}\n`);
  if (differing.length > 0) fail(`corslab differs from Chromium: ${differing.join(', ')}`);
  if (!check) writeFileSync(here('README.md'), fresh);
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

/** Brings the tools, unless they are there. */
function install() {
  if (existsSync(here('node_modules/.package-lock.json'))) return;
  console.error('installing what tests/comparison/package-lock.json lists');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: here('.'), stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Each tool in a process of its own, one after the other. */
async function askAll() {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-comparison-'));
  try {
    const files = makeCertificate(folder);
    /** @type {Record<string, Said>} */
    const said = {};
    for (const { tool } of TOOLS) said[tool] = await askTool(tool, files);
    return said;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} tool
 * @param {{ key: string, certificate: string }} files
 * @returns {Promise<Said>}
 */
async function askTool(tool, { key, certificate }) {
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate, NODE_NO_WARNINGS: '1' };
  const { stdout } = await promisify(execFile)(process.execPath, [here('ask.mjs'), tool, key, certificate], { env, timeout: 180_000, maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}

/** A certificate for the hosts of the scenarios, which is its own authority. @param {string} folder */
function makeCertificate(folder) {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = ['*.example.com', '*.other.example', 'evil.example'].map((name) => `DNS:${name}`);
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-subj', '/CN=corslab', '-addext', `subjectAltName=${names}`, '-keyout', key, '-out', certificate],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return { key, certificate };
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
