/** Exchanges for which this thread waits: another one carries them over the network meanwhile. */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { TransportError } from './failure.js';

/**
 * @typedef {import('./transport.js').SynchronousRequest} SynchronousRequest
 * @typedef {import('./transport.js').SynchronousReply} SynchronousReply
 * @typedef {{ options?: import('./network.js').NetworkTransportOptions, request: SynchronousRequest } | 'are you there?'} Job
 * @typedef {{ job: Job, port: import('node:worker_threads').MessagePort, done: Int32Array }} Order
 * @typedef {SynchronousReply | { failed: { code: string, message: string } }} Answer
 */

/** How long the thread may take to start, in milliseconds. */
const START = 10_000;
/** How much longer than an exchange may take somebody waits for it: its own limit says better what was late. */
const GRACE = 1_000;

/** @type {Worker | undefined} */
let thread;
/** Whether it could not be started: nobody waits for it twice. */
let isUnusable = false;

/**
 * @param {import('./network.js').NetworkTransportOptions} options
 * @param {number} timeout milliseconds
 * @param {SynchronousRequest} request
 * @returns {SynchronousReply}
 */
export const exchangeSynchronously = (options, timeout, request) => ask({ options, request }, timeout + GRACE);

/**
 * @param {Job} job
 * @param {number} timeout
 * @returns {SynchronousReply}
 */
function ask(job, timeout) {
  const answer = answerOf(started(), job, timeout);
  if (!answer) throw new TransportError('ETIMEDOUT', `no reply came within ${timeout} ms; a server of this very thread cannot answer while it waits`);
  if ('failed' in answer) throw new TransportError(answer.failed.code, answer.failed.message);
  return answer;
}

/** @returns {Worker} one for all pages, which does not keep the process alive */
function started() {
  if (thread) return thread;
  const worker = isUnusable ? undefined : new Worker(new URL('./synchronous-thread.js', import.meta.url));
  worker?.unref();
  worker?.once('exit', () => (thread = undefined));
  worker?.once('error', () => (isUnusable = true));
  isUnusable ||= !worker || !answerOf(worker, 'are you there?', START);
  if (worker && !isUnusable) return (thread = worker);
  void worker?.terminate();
  throw new TransportError('ERR_NO_THREAD', 'the thread that carries synchronous requests did not start: dist/synchronous-thread.js must lie beside the file that makes pages');
}

/**
 * @param {Worker} worker
 * @param {Job} job
 * @param {number} timeout
 * @returns {Answer | undefined} nothing, if there is none by then
 */
function answerOf(worker, job, timeout) {
  const { port1, port2 } = new MessageChannel();
  const done = new Int32Array(new SharedArrayBuffer(4));
  try {
    worker.postMessage({ job, port: port2, done }, [port2]);
    Atomics.wait(done, 0, 0, timeout);
    return receiveMessageOnPort(port1)?.message;
  } finally {
    port1.close();
  }
}
