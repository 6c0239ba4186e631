/** Asks the tools, each in a process of its own. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const PATIENCE = 180_000;

/** @typedef {{ version?: string, answers: Record<string, { works: boolean | null, seen?: unknown }> }} Said */

/** Brings the tools, unless they are there. */
export function installTools() {
  if (existsSync(here('node_modules/.package-lock.json'))) return;
  console.error('installing what tests/comparison/package-lock.json lists (once)');
  const isWindows = process.platform === 'win32';
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], { cwd: here('.'), stdio: ['ignore', 'ignore', 'inherit'], shell: isWindows });
}

/**
 * One after the other, for they share the machine.
 *
 * @param {string[]} tools
 * @returns {Promise<Record<string, Said>>}
 */
export async function askTools(tools) {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-comparison-'));
  try {
    const files = makeCertificate(folder);
    /** @type {Record<string, Said>} */
    const said = {};
    for (const tool of tools) said[tool] = await askTool(tool, files);
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
  const { stdout } = await promisify(execFile)(process.execPath, [here('ask.mjs'), tool, key, certificate], { env, timeout: PATIENCE, maxBuffer: 1 << 26 });
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
