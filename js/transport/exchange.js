/** One HTTP/1.1 exchange over a connection of its own. */
import { clearTimeout, setTimeout } from 'node:timers';
import { bodyBytes, framingOf } from './body-framing.js';
import { Connection, REPLY } from './connection.js';
import { TransportError } from './failure.js';
import { plainBody } from './plain-body.js';
import { readReplyHead } from './reply-head.js';
import { replyBody } from './reply-body.js';
import { sendBody } from './request-body.js';

/** @typedef {import('./transport.js').WireRequest} WireRequest */
/** @typedef {import('./transport.js').WireReply} WireReply */
/** @typedef {import('./limits.js').Limits} Limits */
/** @typedef {import('./route.js').Route} Route */

/** @typedef {import('./connection.js').ConnectionSettings & { limits: Limits }} ExchangeSettings */

export class Exchange {
  #request;
  #route;
  #settings;
  #signal;
  #connection;
  #timer;
  /** How many wait for something; while nobody does, the process may end. */
  #waiting = 0;
  #isSent = false;
  #isRead = false;

  /**
   * @param {WireRequest} request
   * @param {Route} route
   * @param {ExchangeSettings} settings
   * @param {AbortSignal} signal
   * @param {Connection | import('./in-process-connection.js').InProcessConnection} [connection]
   */
  constructor(request, route, settings, signal, connection = new Connection(route, settings)) {
    this.#request = request;
    this.#route = route;
    this.#settings = settings;
    this.#signal = signal;
    this.#connection = connection;
    const { timeout } = settings.limits;
    this.#timer = timeout === Infinity ? undefined : setTimeout(() => this.#fail(this.#tooLate()), timeout);
    this.#connection.onOver(() => this.#isRead && this.#end());
    signal.addEventListener('abort', this.#onAbort);
  }

  /**
   * @param {Buffer} head
   * @returns {Promise<WireReply>}
   */
  run(head) {
    return this.#whileWaiting(async () => {
      try {
        await this.#connection.opened();
        this.#connection.awaited = REPLY;
        this.#whileWaiting(() => this.#send(head));
        return await this.#reply();
      } catch (error) {
        this.#end();
        throw error;
      }
    });
  }

  /** Never rejects: what goes wrong is told to whoever reads. @param {Buffer} head */
  async #send(head) {
    try {
      await sendBody(this.#connection, head, this.#request.body);
    } catch (error) {
      this.#fail(new TransportError('request-body-failed', `The request to ${this.#route.peer} was given up: the stream that is its body failed`, { cause: error }));
    }
    this.#isSent = true;
    if (this.#isRead) this.#end();
  }

  /** @returns {Promise<WireReply>} */
  async #reply() {
    const { peer } = this.#route;
    const { headBytes, bodyBytes: most } = this.#settings.limits;
    const allowsCut = this.#request.url.startsWith('http:');
    const head = await readReplyHead(this.#connection, { peer, headBytes, allowsCut });
    const framing = framingOf(head, this.#request.method, peer);
    const { status, statusText, headers } = head;
    if (framing.kind === 'none') {
      this.#readAll();
      return { status, statusText, headers, body: null };
    }
    this.#connection.awaited = 'the rest of the body';
    const source = plainBody(bodyBytes(this.#connection, framing, { peer, headBytes }), headers, most, peer);
    const body = replyBody(source, {
      whileWaiting: (wait) => this.#whileWaiting(wait),
      failed: () => this.#connection.failed,
      done: () => this.#readAll(),
      cancelled: () => this.#fail(new TransportError('cancelled', 'Nobody wants the body any more')),
    });
    this.#onFail = body.fail;
    return { status, statusText, headers, body: (this.#connection.isLocal && (await body.whole())) || body.stream() };
  }

  /** Told of what ends the exchange before its time. @type {(reason: unknown) => void} */
  #onFail = () => {};

  #onAbort = () => {
    const { reason } = this.#signal;
    if (reason instanceof TransportError) reason.stillWaiting(this.#route.peer, this.#connection.awaited);
    this.#fail(reason);
  };

  /** What has been read completely stays good. @param {unknown} reason */
  #fail(reason) {
    if (this.#isRead) return this.#end();
    this.#connection.fail(reason);
    this.#onFail(reason);
    this.#end();
  }

  /**
   * The reply has been read. A server that answers before it has all of the request may still want the rest, unless it
   * has closed its side.
   */
  #readAll() {
    this.#isRead = true;
    if (this.#isSent || this.#connection.isOver) this.#end();
  }

  #end() {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#connection.close();
  }

  /**
   * @template T
   * @param {() => Promise<T>} wait
   * @returns {Promise<T>}
   */
  async #whileWaiting(wait) {
    this.#keep(++this.#waiting);
    try {
      return await wait();
    } finally {
      this.#keep(--this.#waiting);
    }
  }

  /** @param {number} waiting */
  #keep(waiting) {
    this.#connection.keep(waiting > 0);
    if (waiting > 0) this.#timer?.ref();
    else this.#timer?.unref();
  }

  #tooLate() {
    const { timeout } = this.#settings.limits;
    const time = timeout < 1000 ? `${timeout} ms` : `${timeout / 1000} s`;
    return new TransportError('ETIMEDOUT', `${this.#route.peer} took longer than ${time}: still waiting for ${this.#connection.awaited}`);
  }
}
