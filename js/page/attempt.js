/** One fetch in the core: what it asks to be sent, and what it is told of the replies. */
import { currentInstance, inCore } from '../inside.js';
import { Visit } from './http-cache.js';
import { measured } from './integrity.js';

/**
 * @typedef {import('corslab').Ask} Ask
 * @typedef {import('corslab').Response} VisibleResponse
 * @typedef {import('../page.js').PageVerdict} PageVerdict
 * @typedef {import('../transport/failure.js').TransportError} TransportError
 * @typedef {import('../transport/transport.js').WireReply} WireReply
 */

export class Attempt {
  #browser;
  #session;
  #instance;
  #hasIntegrity;
  #cacheMode;
  /** @type {Visit<any>[]} one for each exchange */
  #visits = [];
  /** @type {TransportError | undefined} */
  #failure;
  /** @type {{ exchange: Ask | null, response: VisibleResponse | null }} where the fetch stands */
  #next;

  /**
   * @param {import('./browser.js').Browser} browser
   * @param {object} request
   */
  constructor(browser, request) {
    this.#browser = browser;
    this.#session = browser.start(request);
    const { integrity, cache = 'default' } = /** @type {{ integrity?: string, cache?: string }} */ (request);
    this.#hasIntegrity = Boolean(integrity);
    this.#cacheMode = cache;
    this.#instance = currentInstance();
    this.#next = JSON.parse(inCore(() => this.#usable().next()));
  }

  get exchange() {
    return this.#next.exchange;
  }

  /**
   * What the HTTP cache has to say about an exchange.
   *
   * @param {Ask} ask
   */
  visit({ kind, hop, request: { method, url, headers } }) {
    const request = { kind, hop, method, url, headers };
    const cache = kind === 'actual' ? this.#browser.httpCache : null;
    const visit = cache?.visit(request, this.#cacheMode) ?? new Visit(request);
    this.#visits.push(visit);
    return visit;
  }

  /**
   * @param {WireReply['headers']} headers
   * @param {string} url
   */
  receiveCookies(headers, url) {
    const lines = headers.filter(([name]) => /^set-cookie$/i.test(name)).map(([, value]) => value);
    if (lines.length === 0) return;
    this.#browser.receiveCookies(lines, url, (cookies) => {
      const text = JSON.stringify(cookies);
      return JSON.parse(inCore(() => this.#usable().keeps(text)));
    });
  }

  /**
   * @param {Ask['kind']} kind
   * @param {WireReply} received
   * @returns {Promise<WireReply>} the reply, its body not yet read
   */
  async respond(kind, received) {
    const isMeasured = this.#hasIntegrity && kind === 'actual';
    const { reply, bodyHashes } = isMeasured ? await measured(received) : { reply: received, bodyHashes: undefined };
    this.#tell({ status: reply.status, headers: reply.headers, bodyHashes });
    return reply;
  }

  /**
   * @template {{ status: number, headers: WireReply['headers'] }} Reply
   * @param {Reply} reply
   */
  tell(reply) {
    this.#tell({ status: reply.status, headers: reply.headers });
    return reply;
  }

  /** @param {TransportError} failure */
  fail(failure) {
    this.#failure = failure;
    this.#tell({ networkFailure: true });
  }

  /** @returns {VisibleResponse | null} */
  response() {
    return this.#next.response;
  }

  /** @returns {PageVerdict} */
  verdict() {
    const verdict = JSON.parse(this.#browser.within((state) => this.#usable().verdictIn(state)));
    if (this.#failure) verdict.transportError = { code: this.#failure.code, message: this.#failure.message };
    for (const [index, { role }] of this.#visits.entries()) {
      const exchange = verdict.exchanges[index];
      if (role && exchange) exchange.httpCache = role;
    }
    return verdict;
  }

  free() {
    if (this.#instance === currentInstance()) this.#session.free();
  }

  /** @param {object} reply */
  #tell(reply) {
    const text = JSON.stringify(reply);
    this.#next = JSON.parse(this.#browser.within((state, now) => this.#usable().respondIn(state, text, now)));
  }

  #usable() {
    if (this.#instance === currentInstance()) return this.#session;
    throw new Error('This fetch was lost when the WebAssembly ran out of memory: start it again');
  }
}
