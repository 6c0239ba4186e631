/** The real program, in a process of its own, and servers for it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/command.js', import.meta.url));

/**
 * @typedef {{ status: number | null, signal: string | null, stdout: string, stderr: string }} Ended
 * @param {string[]} args
 * @param {{ input?: string | Buffer, env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<Ended>}
 */
export async function corslab(args, { input = '', env = {}, cwd } = {}) {
  const { NO_COLOR, FORCE_COLOR, NODE_OPTIONS, ...rest } = process.env;
  const child = spawn(process.execPath, [program, ...args], { env: { ...rest, ...env }, cwd, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  // It need not read its input.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
  const [status, signal] = await once(child, 'close');
  clearTimeout(timer);
  return { status, signal, stdout, stderr };
}

/** Starts it, for whoever ends it. @param {string[]} args */
export function started(args) {
  return spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
}

/**
 * A server on this machine that remembers what it was asked.
 *
 * @param {import('node:http').RequestListener} listener
 */
export async function serve(listener) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port, origin: `http://127.0.0.1:${port}`, asked, close };
}
