/** A server on 127.0.0.1 in a process of its own, so that its work is not counted as that of the library it serves. */
import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const CHILD = '--serve';

/**
 * Starts a server with so many ports.
 *
 * @param {number} count
 */
export async function startServer(count) {
  const child = fork(fileURLToPath(import.meta.url), [CHILD]);
  /** @param {object} question @returns {Promise<any>} */
  const ask = (question) =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code) => reject(new Error(`The loopback server ended with ${code}`)));
      child.send(question);
    }).finally(() => child.removeAllListeners('exit'));
  return {
    ports: /** @type {number[]} */ (await ask({ open: count })),
    /** @param {[string, unknown][]} answers what to say at each URL */
    answer: (answers) => ask({ answers }),
    /** What it was asked since the last time. */
    log: () => ask({ log: true }),
    stop: () => child.disconnect(),
  };
}

/** The child's side. */
function serve() {
  /** @type {Map<string, any>} */
  let answers = new Map();
  /** @type {{ method: string | undefined, headers: object }[]} */
  let log = [];
  const send = (/** @type {any} */ message) => process.send?.(message);
  /** @type {import('node:http').RequestListener} */
  const listener = ({ method, headers, url }, response) => {
    if (log.length < 100) log.push({ method, headers });
    const answer = answers.get(`http://${headers.host}${url}`);
    const { status, headers: fields } = method === 'OPTIONS' ? answer.preflight : answer.response;
    response.writeHead(status, { ...fields, 'Content-Length': 0 }).end();
  };
  process.on('disconnect', () => process.exit());
  process.on('message', async (/** @type {any} */ message) => {
    if (message.open) send(await Promise.all(Array.from({ length: message.open }, () => listen(listener))));
    if (message.answers) send((answers = new Map(message.answers)).size);
    if (message.log) send(log.splice(0));
  });
}

/** @param {import('node:http').RequestListener} listener @returns {Promise<number>} */
function listen(listener) {
  return new Promise((resolve) => {
    const server = createServer(listener);
    server.listen(0, '127.0.0.1', () => resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
  });
}

if (process.argv[2] === CHILD) serve();
