/** The web-platform-tests' own server, started from a checkout, on loopback and on ports that the system chooses. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long it may take to make its certificates and to listen. */
const START = 60_000;

/**
 * @typedef {object} Hosts where the names of the tests are
 * @property {Record<'http' | 'https' | 'h2', number[]>} ports
 * @property {string} ca the authority that signed the server's certificate, as PEM
 *
 * @typedef {Hosts & { stop(): Promise<void> }} Served
 */

/** The hosts that the tests talk to; every one, and every name below it, is this machine. */
export const DOMAINS = ['web-platform.test', 'not-web-platform.test'];

/** The origin that serves the tests. @param {Hosts} hosts @param {'http' | 'https' | 'h2'} flavour */
export function originOf({ ports }, flavour) {
  return `${flavour === 'http' ? 'http' : 'https'}://${DOMAINS[0]}:${ports[flavour][0]}`;
}

/**
 * @param {string} checkout the folder in which `wpt` lies
 * @returns {Promise<Served>}
 */
export async function serve(checkout) {
  if (!existsSync(join(checkout, 'wpt'))) throw new Error(`${checkout} is no checkout of web-platform-tests: it holds no file named wpt`);
  const folder = mkdtempSync(join(tmpdir(), 'corslab-wpt-'));
  const ports = await choosePorts();
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(configuration(ports, folder)));
  const child = spawn(process.env.PYTHON ?? 'python3', ['wpt', 'serve', '--config', config], { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said = (said + data).slice(-20_000)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGINT');
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(hard);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      Promise.all(Object.values(ports).flat().map(untilListening)),
      ended.then(() => Promise.reject(new Error('wpt serve ended'))),
    ]);
    return { ports, ca: readFileSync(join(folder, 'cacert.pem'), 'utf8'), stop };
  } catch (error) {
    await stop();
    throw new Error(`wpt serve did not start (${error.message}):\n${said}`);
  }
}

/** @returns {Promise<Hosts['ports']>} */
async function choosePorts() {
  const servers = await Promise.all(Array.from({ length: 5 }, () => new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  })));
  const [http, http2, https, https2, h2] = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return { http: [http, http2], https: [https, https2], h2: [h2] };
}

/**
 * The certificate that a checkout carries is often out of date, so the server makes its own.
 *
 * @param {Hosts['ports']} ports
 * @param {string} folder
 */
const configuration = (ports, folder) => ({
  server_host: '127.0.0.1',
  check_subdomains: false,
  ports: {
    ...ports,
    ...Object.fromEntries(['http-private', 'http-public', 'https-private', 'https-public', 'ws', 'wss', 'webtransport-h3'].map((name) => [name, ['auto']])),
  },
  ssl: { type: 'openssl', openssl: { base_path: folder } },
  logging: { level: 'warning' },
});

/** @param {number} port */
async function untilListening(port) {
  for (const started = Date.now(); ;) {
    if (await isListening(port)) return;
    if (Date.now() - started > START) throw new Error(`nothing listens on port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {number} port @returns {Promise<boolean>} */
const isListening = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
  socket.once('error', () => resolve(false));
});
