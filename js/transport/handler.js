/** A `(Request) => Response` handler, called in this process with the platform's own classes. */
import { appError } from './app-error.js';
import { clearTimeout, setTimeout, turn } from './event-loop.js';
import { TransportError } from './failure.js';
import { responseOf, sourceOf } from './handler-response.js';
import { plainBody } from './plain-body.js';
import { replyBody } from './reply-body.js';
import { requestHeaders } from './request-head.js';

/**
 * @typedef {import('./transport.js').WireRequest} WireRequest
 * @typedef {import('./transport.js').WireReply} WireReply
 * @typedef {import('./explicit.js').Settings} Settings
 * @typedef {(request: Request) => unknown} Handle answers a Response, or a promise of one
 */

/** What belongs to a connection. Here is none, and platforms with such handlers keep it for themselves. */
const OF_THE_CONNECTION = new Set(['connection', 'transfer-encoding']);

const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * @param {Handle} handle
 * @param {Settings} settings
 * @returns {import('./transport.js').Transport}
 */
export function handlerTransport(handle, settings) {
  return {
    async exchange(request, signal) {
      signal.throwIfAborted();
      return await new HandlerExchange(request, signal, settings).run(handle);
    },
  };
}

class HandlerExchange {
  /** The handler's own signal: it also hears when nobody reads on. */
  #client = new AbortController();
  /** @type {{ reason: unknown } | undefined} */
  #failed;
  /** Told of what ends the exchange before its time. @type {(reason: unknown) => void} */
  #onFail = () => {};
  /** @type {import('./handler-response.js').Source | null} */
  #source = null;
  /** What is being waited for, for people. */
  #awaited = 'a Response';
  #request;
  #signal;
  #settings;
  #timer;
  #peer;

  /**
   * @param {WireRequest} request
   * @param {AbortSignal} signal
   * @param {Settings} settings
   */
  constructor(request, signal, settings) {
    this.#request = request;
    this.#signal = signal;
    this.#settings = settings;
    this.#peer = `the handler for ${request.url}`;
    const { timeout } = settings.limits;
    this.#timer = timeout === Infinity ? undefined : setTimeout(() => this.#fail(this.#tooLate()), timeout);
    signal.addEventListener('abort', this.#onAbort);
  }

  /**
   * @param {Handle} handle
   * @returns {Promise<WireReply>}
   */
  run(handle) {
    return new Promise((resolve, reject) => {
      this.#onFail = reject;
      this.#answer(handle).then(resolve, (error) => this.#fail(error));
    });
  }

  /**
   * @param {Handle} handle
   * @returns {Promise<WireReply>}
   */
  async #answer(handle) {
    const given = this.#given();
    await turn();
    if (this.#failed) throw this.#failed.reason;
    const answer = await this.#called(handle, given);
    const response = responseOf(answer, this.#request);
    const { status, statusText = '' } = response;
    const headers = [...response.headers];
    this.#source = sourceOf(response, this.#request);
    const hasBody = this.#request.method !== 'HEAD' && !WITHOUT_BODY.has(status) && !this.#failed;
    return { status, statusText, headers, body: hasBody && this.#source ? this.#stream(this.#source, headers) : this.#nothing() };
  }

  /**
   * @param {Handle} handle
   * @param {Request} given
   */
  async #called(handle, given) {
    try {
      return await handle(given);
    } catch (error) {
      throw appError(this.#request, error);
    }
  }

  #given() {
    if (typeof Request !== 'function') {
      throw new TransportError('no-request-class', 'a handler is called with a Request, and this environment has none (in Jest: take the environment "node")');
    }
    const { method, url, body } = this.#request;
    const complete = requestHeaders(this.#request, this.#settings.defaults).headers;
    const headers = complete.filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()));
    try {
      const init = { method, headers, body: /** @type {BodyInit | null} */ (body), signal: this.#client.signal, duplex: 'half' };
      return new Request(url, init);
    } catch (error) {
      throw new TransportError('malformed-request', `Node.js has no Request for ${method} ${url}: ${error}`, { cause: error });
    }
  }

  /** Nobody asked for a body. */
  #nothing() {
    this.#source?.cancel();
    this.#end();
    return null;
  }

  /**
   * @param {import('./handler-response.js').Source} source
   * @param {WireReply['headers']} headers
   */
  #stream({ bytes }, headers) {
    this.#awaited = 'the rest of the body';
    const body = replyBody(plainBody(bytes, headers, this.#settings.limits.bodyBytes, this.#peer), {
      whileWaiting: (wait) => this.#whileWaiting(wait),
      failed: () => this.#failed,
      done: () => this.#end(),
      cancelled: () => this.#fail(new TransportError('cancelled', 'Nobody wants the body any more')),
    });
    this.#onFail = body.fail;
    this.#timer?.unref();
    return body.stream();
  }

  /**
   * While nobody reads the body, the process may end.
   *
   * @template T
   * @param {() => Promise<T>} wait
   */
  async #whileWaiting(wait) {
    this.#timer?.ref();
    try {
      return await wait();
    } finally {
      this.#timer?.unref();
    }
  }

  #onAbort = () => {
    const { reason } = this.#signal;
    if (reason instanceof TransportError) reason.stillWaiting(this.#peer, this.#awaited);
    this.#fail(reason);
  };

  /** @param {unknown} reason */
  #fail(reason) {
    if (this.#failed) return;
    this.#failed = { reason };
    this.#client.abort(reason);
    this.#source?.cancel();
    this.#onFail(reason);
    this.#end();
  }

  #end() {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
  }

  #tooLate() {
    const { timeout } = this.#settings.limits;
    const time = timeout < 1000 ? `${timeout} ms` : `${timeout / 1000} s`;
    return new TransportError('ETIMEDOUT', `${this.#peer} took longer than ${time}: still waiting for ${this.#awaited}`);
  }
}
