/** The thread that carries synchronous requests: see transport/synchronous.js. */
import { bytesOf } from '../transport/body.js';
import { parentPort } from 'node:worker_threads';
import { networkTransport } from '../transport/network.js';

/**
 * @typedef {import('../transport/synchronous.js').Order} Order
 * @typedef {import('../transport/synchronous.js').Job} Job
 * @typedef {import('../transport/synchronous.js').Answer} Answer
 */

parentPort?.on('message', async (/** @type {Order} */ { job, port, done }) => {
  port.postMessage(await answerTo(job));
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
});

/**
 * @param {Job} job
 * @returns {Promise<Answer>}
 */
async function answerTo(job) {
  try {
    return await perform(job);
  } catch (error) {
    return { failed: described(error) };
  }
}

/**
 * @param {Job} job
 * @returns {Promise<Answer>}
 */
async function perform(job) {
  if (job === 'are you there?') return { status: 200, statusText: '', headers: [], body: null };
  const { body, ...request } = job.request;
  const given = body instanceof Blob ? new Uint8Array(await body.arrayBuffer()) : body;
  const reply = await networkTransport(job.options).exchange({ ...request, body: given }, new AbortController().signal);
  try {
    return { ...reply, body: reply.body && new Uint8Array(await bytesOf(reply.body)) };
  } catch (error) {
    return { ...reply, body: null, broken: described(error) };
  }
}

/** @param {any} error */
const described = (error) => ({ code: String(error?.code ?? 'ERR_FAILED'), message: String(error?.message ?? error) });
