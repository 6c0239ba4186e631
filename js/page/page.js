/** `createPage`: a page whose `fetch` decides as a browser's does, over servers that are really asked. */
import { Fetch } from 'corslab';
import { Browser } from './browser.js';
import { Flight } from './flight.js';
import { readOptions } from './options.js';
import { Servers } from './servers.js';
import { xmlHttpRequestClass } from './xml-http-request.js';
import { report } from '../check/report.js';
import { core, inCore, refused } from '../inside.js';
import { giveUp, isWhole } from '../transport/body.js';
import { TransportError } from '../transport/failure.js';
import { cancelBody, describeRequest, signalOf, verdictOfError, webClasses, wireBody } from '../web/classes.js';
import { needArguments, usvString } from '../web/web-idl.js';

/** @typedef {import('../page.js').PageVerdict} PageVerdict */

/**
 * What came of a fetch: what the script may see of the response, or why there is none.
 *
 * @typedef {{ response: import('corslab').Response, statusText: string, body: import('../transport/transport.js').WireReply['body'], verdict: null }
 *   | { verdict: PageVerdict }} Transferred
 *
 * @typedef {{ response: import('corslab').Response, statusText: string, body: Uint8Array<ArrayBuffer> | null, verdict: null }
 *   | { verdict: PageVerdict }} TransferredSynchronously
 */

/** @param {unknown} options the page's URL, or more about it */
export function createPage(options) {
  return new Page(readOptions(options));
}

/** A page, as its script sees the network. */
export class Page {
  #browser;
  /** @type {Set<Flight>} those that are not over */
  #flights = new Set();
  #isClosed = false;
  #limits;
  #url;
  #sandboxed;
  #web;
  #XMLHttpRequest;

  /** @param {ReturnType<typeof readOptions>} options */
  constructor({ page, engine, servers, network, cookies, preflightCache, httpCache, now, limits }) {
    check({ page, engine, cookies, preflightCache, now: now() });
    this.#url = new URL(page.url).href;
    this.#sandboxed = page.sandboxed === true;
    this.#limits = limits;
    this.#browser = new Browser({
      page: { ...page, url: this.#url },
      engine,
      cookies,
      preflightCache,
      httpCache,
      now,
      servers: new Servers(servers, network, limits),
    });
    const { url, ...rest } = page;
    this.#web = webClasses({ baseURL: () => this.#url, page: rest, engine });
    this.#XMLHttpRequest = xmlHttpRequestClass({
      page: { ...page, url: this.#url },
      engine,
      transfer: (...given) => this.#transfer(...given),
      transferSynchronously: (...given) => this.#transferSynchronously(...given),
    });
    // A script takes it off the page: `const { fetch } = page`.
    this.fetch = Object.defineProperty(this.fetch.bind(this), 'name', { value: 'fetch', configurable: true });
    this.explain = this.explain.bind(this);
  }

  get url() {
    return this.#url;
  }

  get origin() {
    return this.#sandboxed ? 'null' : new URL(this.#url).origin;
  }

  get Headers() {
    return this.#web.Headers;
  }

  get Request() {
    return this.#web.Request;
  }

  get Response() {
    return this.#web.Response;
  }

  get XMLHttpRequest() {
    return this.#XMLHttpRequest;
  }

  /**
   * The page's `fetch`.
   *
   * @param {any} input
   * @param {any} [init]
   * @returns {Promise<Response>}
   */
  async fetch(input, init = undefined) {
    needArguments(arguments, 1, "Failed to execute 'fetch' on 'Window'");
    const request = this.#request(input, init);
    try {
      const signal = signalOf(request);
      signal?.throwIfAborted();
      const source = await wireBody(request);
      const transferred = await this.#transfer(describeRequest(request), source, signal);
      if (transferred.verdict) throw networkError(transferred.verdict);
      const { response, statusText, body } = transferred;
      return this.#web.networkResponse({ ...response, statusText, body });
    } catch (error) {
      cancelBody(request, error);
      throw error;
    }
  }

  /**
   * What becomes of such a fetch, or of another request of the page.
   *
   * @param {any} input what `fetch` takes, or the `request` of a scenario
   * @param {any} [init]
   * @returns {Promise<PageVerdict>}
   */
  async explain(input, init = undefined) {
    needArguments(arguments, 1, "Failed to execute 'explain' on 'Page'");
    if (isDescription(input)) return this.#explain(input, bodyOf(input), init?.signal ?? null);
    try {
      const request = this.#request(input, init);
      const source = await wireBody(request);
      return await this.#explain(describeRequest(request), source, signalOf(request));
    } catch (error) {
      // A request that cannot be made has a verdict, too.
      const verdict = error instanceof TypeError && verdictOfError(error);
      if (verdict) return verdict;
      throw error;
    }
  }

  cookies() {
    return this.#browser.jar.list();
  }

  /**
   * Sets a cookie as a page of `url` would.
   *
   * @param {string} line as in `Set-Cookie`
   * @param {string | URL} [url] default: the page's
   */
  setCookie(line, url = this.#url) {
    if (typeof line !== 'string') throw refused('line', `a ${typeof line}`, 'text, as in a Set-Cookie header');
    if (!URL.canParse(url) || !/^https?:/.test(String(url))) throw refused('url', JSON.stringify(String(url)), 'an absolute http or https URL');
    this.#browser.receiveCookies([usvString(line, 'line')], String(url), (cookies) => cookies.map(() => true));
  }

  clearCookies() {
    this.#browser.jar.clear();
    this.#browser.cookiesChanged();
  }

  preflightCache() {
    return this.#browser.preflightCache;
  }

  clearPreflightCache() {
    this.#browser.preflightCache = [];
  }

  clearHttpCache() {
    this.#browser.httpCache?.clear();
  }

  /** Ends what is under way; nothing begins after it. */
  async close() {
    this.#isClosed = true;
    for (const flight of this.#flights) flight.end(closed());
    await this.#browser.servers.close();
    this.#browser.free();
  }

  /** @param {AbortSignal | null} signal */
  #begin(signal) {
    if (this.#isClosed) throw closed();
    const flight = new Flight(this.#limits.timeout, signal, () => this.#flights.delete(flight));
    this.#flights.add(flight);
    return flight;
  }

  /**
   * @param {any} input
   * @param {any} init
   */
  #request(input, init) {
    try {
      return new this.#web.Request(input, init);
    } catch (error) {
      const verdict = error instanceof TypeError && verdictOfError(error);
      if (verdict) Object.defineProperty(error, 'cause', { value: verdict, configurable: true, writable: true });
      throw error;
    }
  }

  /**
   * @param {object} description
   * @param {import('./browser.js').BodySource} body
   * @param {AbortSignal | null} signal
   */
  async #explain(description, body, signal) {
    const flight = this.#begin(signal);
    try {
      flight.signal.throwIfAborted();
      return await this.#browser.explain(description, body, flight.signal);
    } finally {
      flight.land();
    }
  }

  /**
   * @param {{ method?: string }} description
   * @param {import('./browser.js').BodySource} source
   * @param {AbortSignal | null} signal
   * @param {() => void} [onSent]
   * @returns {Promise<Transferred>}
   */
  async #transfer(description, source, signal, onSent) {
    const flight = this.#begin(signal);
    try {
      const ended = await this.#browser.perform(description, source, flight.signal, onSent);
      if (ended.response) return received(ended, description, flight);
      flight.land();
      return { verdict: ended.verdict };
    } catch (error) {
      flight.land();
      throw error;
    }
  }

  /**
   * @param {{ method?: string }} description
   * @param {Uint8Array | Blob | null} source
   * @returns {TransferredSynchronously}
   */
  #transferSynchronously(description, source) {
    if (this.#isClosed) throw closed();
    const { response, reply, verdict } = this.#browser.performSynchronously(description, source);
    if (verdict) return { verdict };
    if (reply?.broken && response.bodyReadable) throw new TransportError(reply.broken.code, reply.broken.message);
    const body = reply ? reply.body : localBody(response.url, description.method);
    return { response, statusText: statusTextOf(response, reply), body: response.bodyReadable ? body : null, verdict: null };
  }
}

/**
 * @param {Extract<import('./browser.js').Ended, { verdict: null }>} ended
 * @param {{ method?: string }} description
 * @param {Flight} flight
 * @returns {Transferred}
 */
function received({ response, reply }, { method }, flight) {
  const body = reply ? reply.body : localBody(response.url, method);
  const statusText = statusTextOf(response, reply);
  if (response.bodyReadable && body && !isWhole(body)) return { response, statusText, body: flight.carry(body), verdict: null };
  flight.land();
  if (response.bodyReadable) return { response, statusText, body, verdict: null };
  giveUp(body);
  return { response, statusText, body: null, verdict: null };
}

/**
 * Where the status is hidden, so is its text.
 *
 * @param {import('corslab').Response} response
 * @param {{ statusText: string } | null} reply
 */
function statusTextOf({ status }, reply) {
  return status === 0 ? '' : (reply?.statusText ?? 'OK');
}

/** Why a page that was closed fetches nothing. */
const closed = () => new DOMException('The page was closed', 'AbortError');

/**
 * The core says what is wrong with a page, before anything is sent.
 *
 * @param {Omit<import('corslab').Scenario, 'request' | 'server'>} scenario
 */
function check(scenario) {
  new Fetch({ ...scenario, request: 'about:blank' }).free();
}

/** @param {any} input */
function isDescription(input) {
  return typeof input === 'object' && input !== null && Object.getPrototypeOf(input) === Object.prototype;
}

/**
 * The body that a description tells of, in bytes.
 *
 * @param {any} description
 */
function bodyOf({ body }) {
  if (body === undefined || body === null) return null;
  const text = typeof body === 'string' ? body : body.text;
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : new Uint8Array(Number(body.length) || 0);
  return body.kind === 'stream' ? new Blob([bytes]).stream() : bytes;
}

/**
 * The body of what needs no server.
 *
 * @param {string} url
 * @param {string} [method]
 * @returns {Uint8Array<ArrayBuffer> | null}
 */
function localBody(url, method = 'GET') {
  if (!url.startsWith('data:') || /^head$/i.test(method)) return null;
  return /** @type {Uint8Array<ArrayBuffer> | undefined} */ (inCore(core.dataUrlBody, url)) ?? null;
}

/**
 * What `fetch` throws. Where Node prints it, its cause is told in words.
 *
 * @param {PageVerdict} verdict
 */
function networkError(verdict) {
  const inspect = { value: () => `\n${report(verdict)}\n` };
  const cause = Object.defineProperty(verdict, Symbol.for('nodejs.util.inspect.custom'), inspect);
  return new TypeError(verdict.javascript.replace(/^TypeError: /, ''), { cause });
}
