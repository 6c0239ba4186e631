/** What outlives a fetch of a page, and the fetches in it: the core's machine over real transports. */
import { core, CorslabError, currentInstance, inCore } from '../inside.js';
import { giveUp, isWhole } from '../transport/body.js';
import { TransportError } from '../transport/failure.js';
import { Attempt } from './attempt.js';
import { CookieJar } from './cookie-jar.js';
import { HttpCache, copied } from './http-cache.js';

/**
 * @typedef {import('corslab').Ask} Ask
 * @typedef {import('corslab').Response} VisibleResponse
 * @typedef {import('../page.js').PageVerdict} PageVerdict
 * @typedef {import('../transport/transport.js').WireReply} WireReply
 */

/**
 * The source of a request's body: bytes can go out again after a redirect, a stream cannot.
 *
 * @typedef {Uint8Array | ReadableStream<Uint8Array> | null} BodySource
 */

/**
 * How a fetch ended: with a response and the reply it was made from, or with a verdict that says why not.
 *
 * @typedef {{ response: VisibleResponse, reply: WireReply | null, verdict: null }
 *   | { response: null, reply: null, verdict: PageVerdict }} Ended
 */

/**
 * @typedef {import('../transport/transport.js').SynchronousReply} SynchronousReply
 * @typedef {{ response: VisibleResponse, reply: SynchronousReply | null, verdict: null }
 *   | { response: null, reply: null, verdict: PageVerdict }} EndedSynchronously
 */

/** Redirects and preflights have short bodies. A longer one is not waited for. */
const LONGEST_IGNORED_BODY = 2 ** 16;

export class Browser {
  /** @type {import('../../dist/wasm/corslab.js').Browser | undefined} */
  #state;
  #instance = -1;
  #page;
  #engine;
  #now;

  /**
   * @param {object} given
   * @param {import('corslab').Page} given.page
   * @param {import('corslab').Engine} given.engine
   * @param {import('corslab').Cookie[]} given.cookies
   * @param {import('corslab').PreflightCacheEntry[]} given.preflightCache
   * @param {boolean} given.httpCache
   * @param {() => number} given.now
   * @param {import('./servers.js').Servers} given.servers
   */
  constructor({ page, engine, cookies, preflightCache, httpCache, now, servers }) {
    this.#page = page;
    this.#engine = engine;
    this.#now = now;
    this.servers = servers;
    this.jar = new CookieJar(cookies, now);
    this.preflightCache = preflightCache;
    this.httpCache = httpCache ? new HttpCache(now) : null;
  }

  /** @returns {import('corslab').PreflightCacheEntry[]} */
  get preflightCache() {
    return JSON.parse(inCore(() => this.#kept().preflightCache()));
  }

  set preflightCache(entries) {
    inCore(() => this.#kept().setPreflightCache(JSON.stringify(entries)));
  }

  /** The jar has changed. */
  cookiesChanged() {
    inCore(() => this.#kept().setCookies(JSON.stringify(this.jar.list())));
  }

  /**
   * Takes what a reply wants to set.
   *
   * @param {string[]} lines
   * @param {string} url
   * @param {(cookies: import('corslab').Cookie[]) => boolean[]} keeps
   */
  receiveCookies(lines, url, keeps) {
    if (this.jar.receive(lines, url, keeps)) this.cookiesChanged();
  }

  /**
   * Fetches: asks the core what to send, and tells it what came back, until it has decided.
   *
   * @param {object} request a scenario's request
   * @param {BodySource} body
   * @param {AbortSignal} signal
   * @param {() => void} [onSent] the body has gone out
   * @returns {Promise<Ended>} rejects with the signal's reason, and with nothing else
   */
  async perform(request, body, signal, onSent) {
    const attempt = new Attempt(this, request);
    try {
      return await this.#exchangeAll(attempt, body, signal, onSent);
    } finally {
      attempt.free();
    }
  }

  /**
   * The same, and the verdict in any case.
   *
   * @param {object} request
   * @param {BodySource} body
   * @param {AbortSignal} signal
   * @returns {Promise<PageVerdict>}
   */
  async explain(request, body, signal) {
    const attempt = new Attempt(this, request);
    try {
      const { reply } = await this.#exchangeAll(attempt, body, signal);
      giveUp(reply?.body);
      return attempt.verdict();
    } finally {
      attempt.free();
    }
  }

  /**
   * @param {Attempt} attempt
   * @param {BodySource} body
   * @param {AbortSignal} signal
   * @param {() => void} [onSent]
   * @returns {Promise<Ended>}
   */
  async #exchangeAll(attempt, body, signal, onSent) {
    /** @type {WireReply | null} */
    let reply = null;
    for (let ask = attempt.exchange; ask; ask = attempt.exchange) {
      void discard(reply?.body);
      reply = await this.#exchange(attempt, ask, body, signal, onSent);
    }
    const response = attempt.response();
    if (response) return { response, reply, verdict: null };
    void discard(reply?.body);
    return { response: null, reply: null, verdict: attempt.verdict() };
  }

  /**
   * @param {Attempt} attempt
   * @param {Ask} ask
   * @param {BodySource} body
   * @param {AbortSignal} signal
   * @param {() => void} [onSent]
   */
  async #exchange(attempt, ask, body, signal, onSent) {
    try {
      signal.throwIfAborted();
      const visit = attempt.visit(ask);
      const answer = visit.answer;
      if (answer) return await attempt.respond(ask.kind, answer);
      const reply = await this.servers.exchange({ ...visit.request, body: ask.body ? body : null }, signal);
      if (ask.kind === 'actual') onSent?.();
      if (ask.request.credentials) attempt.receiveCookies(reply.headers, ask.request.url);
      const received = visit.received(reply);
      const fresh = received.keep && reply.body ? copied(reply.body, received.keep) : reply.body;
      return await attempt.respond(ask.kind, { ...received.head, body: received.body ?? fresh });
    } catch (error) {
      attempt.fail(asFailure(error, signal));
      return null;
    }
  }

  /**
   * The same as `perform`, while this thread waits.
   *
   * @param {object} request
   * @param {Uint8Array | Blob | null} body
   * @returns {EndedSynchronously}
   */
  performSynchronously(request, body) {
    const attempt = new Attempt(this, request);
    try {
      let reply = null;
      for (let ask = attempt.exchange; ask; ask = attempt.exchange) reply = this.#exchangeSynchronously(attempt, ask, body);
      const response = attempt.response();
      return response ? { response, reply, verdict: null } : { response: null, reply: null, verdict: attempt.verdict() };
    } finally {
      attempt.free();
    }
  }

  /**
   * @param {Attempt} attempt
   * @param {Ask} ask
   * @param {Uint8Array | Blob | null} body
   * @returns {SynchronousReply | null}
   */
  #exchangeSynchronously(attempt, ask, body) {
    try {
      const visit = attempt.visit(ask);
      if (visit.answer) return attempt.tell(visit.answer);
      const reply = this.servers.exchangeSynchronously({ ...visit.request, body: ask.body ? body : null });
      if (ask.request.credentials) attempt.receiveCookies(reply.headers, ask.request.url);
      const received = visit.received(reply);
      if (reply.body) received.keep?.(reply.body);
      return attempt.tell({ ...reply, ...received.head, body: received.body ?? reply.body });
    } catch (error) {
      attempt.fail(asFailure(error));
      return null;
    }
  }

  /**
   * Starts a fetch in the core.
   *
   * @param {object} request
   */
  start(request) {
    const scenario = JSON.stringify({ page: this.#page, request, engine: this.#engine, now: this.#now() });
    return inCore(() => core.Session.startIn(this.#kept(), scenario));
  }

  /**
   * One step of a fetch.
   *
   * @template T
   * @param {(state: import('../../dist/wasm/corslab.js').Browser, now: string) => T} step
   */
  within(step) {
    return inCore(() => step(this.#kept(), String(this.#now())));
  }

  free() {
    if (this.#instance === currentInstance()) this.#state?.free();
    this.#state = undefined;
  }

  /** After a breakdown of the WebAssembly the preflight cache is empty, as that of a browser may be at any time. */
  #kept() {
    const instance = currentInstance();
    if (!this.#state || instance !== this.#instance) {
      this.#state = new core.Browser();
      this.#instance = instance;
      const cookies = this.jar?.list() ?? [];
      if (cookies.length > 0) this.#state.setCookies(JSON.stringify(cookies));
    }
    return this.#state;
  }
}

/**
 * Why there is no reply. The page's own time limit ends the exchange as a broken connection does.
 *
 * @param {unknown} error
 * @param {AbortSignal} [signal]
 */
function asFailure(error, signal) {
  const failure = signal?.aborted ? signal.reason : error;
  if (failure instanceof TransportError) return failure;
  // What no browser takes for a reply: a status below 200, more headers than anybody sends.
  if (failure instanceof CorslabError) return new TransportError('ERR_INVALID_RESPONSE', failure.message, { cause: failure });
  throw failure;
}

/**
 * Reads a short body to its end, so that its server is not cut off, and ends a long one.
 *
 * @param {ReadableStream<Uint8Array> | Uint8Array | null | undefined} body
 */
async function discard(body) {
  if (!body || isWhole(body)) return;
  let length = 0;
  try {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > LONGEST_IGNORED_BODY) return;
    }
  } catch {
    // Nobody wanted it.
  }
}
