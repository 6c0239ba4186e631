/** A process ends when its work is done, whatever replies it left lying about, and nothing in it crashes. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { rawServer } from './raw-server.js';

const NETWORK = new URL('../../js/transport/network.js', import.meta.url).href;

/** Runs a module in a process of its own. @param {string} code after `exchange` is there @param {string} url */
function run(code, url) {
  const prelude = `
    import { networkTransport } from ${JSON.stringify(NETWORK)};
    const exchange = (limits, signal = new AbortController().signal) => networkTransport({ limits })
      .exchange({ kind: 'actual', method: 'GET', url: ${JSON.stringify(url)}, headers: [], body: null }, signal);
    process.on('exit', (code) => console.log('exit', code));`;
  const start = performance.now();
  /** @type {Promise<{ code: unknown, output: string, time: number }>} */
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '-e', prelude + code], { timeout: 25_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code ?? error.signal : 0, output: stdout + stderr, time: performance.now() - start }));
  });
}

/** Bodies that are there, are awaited for ever, or never end. */
const answers = {
  'a short body': 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nBODY',
  'half a body': 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nBODY',
  'no body yet': 'HTTP/1.1 200 OK\r\n\r\n',
  'more than is read ahead': `HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n${'x'.repeat(800_000)}`,
};

for (const [name, answer] of Object.entries(answers)) {
  for (const timeout of ['30_000', 'Infinity']) {
    test(`${name} that nobody reads keeps no process alive: timeout ${timeout}`, { concurrency: true }, async (t) => {
      const { url } = await rawServer(t, (socket) => socket.write(answer));
      const { code, output, time } = await run(`const { status } = await exchange({ timeout: ${timeout} }); console.log(status);`, url);
      assert.deepEqual([code, output], [0, '200\nexit 0\n']);
      assert.ok(time < 20_000, `${time} ms`);
    });
  }
}

test('a reply that somebody waits for keeps it alive, and so does a body', async (t) => {
  const { url } = await rawServer(t, (socket) => {
    setTimeout(() => socket.write('HTTP/1.1 200 OK\r\n\r\n'), 150);
    setTimeout(() => socket.end('BODY'), 300);
  });
  const { code, output } = await run("console.log(await new Response((await exchange({ timeout: Infinity })).body).text());", url);
  assert.deepEqual([code, output], [0, 'BODY\nexit 0\n']);
});

test('what fails unseen is no unhandled rejection', async (t) => {
  const { url } = await rawServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nBODY', () => setTimeout(() => socket.resetAndDestroy(), 2000)));
  const code = `
    for (const limits of [{}, { timeout: 1000 }, { bodyBytes: 2 }]) await exchange(limits);
    const controller = new AbortController();
    await exchange({}, controller.signal);
    controller.abort();
    exchange({ timeout: 1 }).catch(() => {});
    setTimeout(() => {}, 2500);`;
  const result = await run(code, url);
  assert.deepEqual([result.code, result.output], [0, 'exit 0\n']);
});

test('a time limit ends a wait that is all the process does', async (t) => {
  const { url } = await rawServer(t, (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nBODY'));
  const code = "try { const { body } = await exchange({ timeout: 200 }); await new Response(body).text(); } catch (error) { console.log(error.code); }";
  const result = await run(code, url);
  assert.deepEqual([result.code, result.output], [0, 'ETIMEDOUT\nexit 0\n']);
});
