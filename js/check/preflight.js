/** The preflight alone: what it allows can be learnt without the request that it is about. */
import { clearTimeout, setTimeout } from 'node:timers';
import { giveUp } from '../transport/body.js';
import { Fetch } from 'corslab';
import { TransportError, targetOf } from '../inside-page.js';
import { described } from './body.js';
import { checkIsServer } from './kinds.js';
import { read, renamed } from './options.js';

/** @typedef {import('./report.js').Verdict} Verdict */
/** @typedef {import('corslab').Ask} Ask */
/** @typedef {ReturnType<typeof targetOf>} Transport */

/** Milliseconds, where no limit is named. */
const PATIENCE = 30_000;

/**
 * The verdict on a request as far as its preflight goes: the request itself is never sent. Where the browser would go on
 * to it, the verdict is marked: the rest of it is that of a request which got no reply. Where no preflight is needed,
 * nothing is sent at all.
 *
 * @param {unknown} target
 * @param {unknown} options
 * @param {string[]} [more] further options that whoever asks takes
 * @returns {Promise<Verdict>}
 */
export async function preflightVerdict(target, options, more) {
  checkIsServer(target);
  const { page, pageOptions, request } = read(target, options, more);
  const { engine, network, limits } = pageOptions;
  /** @type {Fetch | undefined} */
  let attempt;
  /** @type {Transport | undefined} */
  let transport;
  try {
    attempt = new Fetch(/** @type {any} */ ({ page, request: { ...request, body: described(request.body) }, engine, now: Date.now() }));
    const ask = attempt.exchange;
    if (ask?.kind !== 'preflight') return { ...attempt.verdict(), ...(ask && { performed: /** @type {const} */ ('preflight') }) };
    transport = targetOf(/** @type {any} */ (target), 'target', { ...(typeof network === 'object' && network), limits });
    const { reply, transportError } = await answer(transport, ask, limits?.timeout ?? PATIENCE);
    attempt.respond(reply, Date.now());
    const isLeftOut = attempt.exchange !== null;
    return { ...attempt.verdict(), ...(transportError && { transportError }), ...(isLeftOut && { performed: /** @type {const} */ ('preflight') }) };
  } catch (error) {
    throw renamed(error, request.url);
  } finally {
    attempt?.free();
    await transport?.close?.();
  }
}

/**
 * @param {Transport} transport
 * @param {Ask} ask
 * @param {number} timeout
 */
async function answer(transport, { kind, hop, request }, timeout) {
  const { method, url, headers } = request;
  const controller = new AbortController();
  const timer = Number.isFinite(timeout) ? setTimeout(() => controller.abort(late(timeout)), timeout) : undefined;
  try {
    const reply = await transport.exchange({ kind, hop, method, url, headers, body: null }, controller.signal);
    giveUp(reply.body);
    return { reply: { status: reply.status, headers: reply.headers } };
  } catch (error) {
    // By its name: a transport of somebody else's has another class of it.
    const { name, code, message } = /** @type {Error & { code?: string }} */ (error);
    if (name !== 'TransportError') throw error;
    return { reply: { networkFailure: true }, transportError: { code: String(code), message } };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {number} timeout */
function late(timeout) {
  return new TransportError('ETIMEDOUT', `no reply within ${timeout} ms (limits.timeout)`);
}
