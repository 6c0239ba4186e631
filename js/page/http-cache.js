/**
 * The page's HTTP cache: a browser's private one, in memory. What is fresh, what varies and what a server must be asked
 * again, `http-cache-semantics` says; the replies themselves stay as they were received.
 */
import CachePolicy from 'http-cache-semantics';
import { isWhole } from '../transport/body.js';
import { TransportError } from '../transport/failure.js';

/**
 * @typedef {{ status: number, statusText: string, headers: [name: string, value: string][] }} Head
 * @typedef {Head & { body: Uint8Array<ArrayBuffer>, policy: CachePolicy, varied: [name: string, value: string | undefined][] }} Stored
 */

/** Longer bodies are not kept, nor more than so many replies. */
const LONGEST_BODY = 2 ** 20;
const MOST_REPLIES = 64;

/** Whoever sends one of these revalidates on their own, or wants but a part. */
const OWN_CONDITIONS = ['if-modified-since', 'if-none-match', 'if-unmodified-since', 'if-match', 'if-range', 'range'];

/** A 304 tells nothing new of these: they are about the message that carried the body. */
const KEPT_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-encoding', 'content-length', 'content-range', 'content-type']);

export class HttpCache {
  /** @type {Map<string, Stored>} by URL */
  #replies = new Map();
  #Policy;

  /** @param {() => number} now milliseconds since the Unix epoch */
  constructor(now) {
    this.#Policy = class extends CachePolicy {
      now() {
        return now();
      }
    };
  }

  clear() {
    this.#replies.clear();
  }

  /**
   * What the cache has to say about a request.
   *
   * @template {{ method: string, url: string, headers: [name: string, value: string][] }} Request
   * @param {Request} request
   * @param {string} mode the cache mode of the fetch
   * @returns {Visit<Request>}
   */
  visit(request, mode) {
    const asked = { method: request.method, url: request.url, headers: record(request.headers) };
    const isOwn = request.method !== 'GET' || OWN_CONDITIONS.some((name) => name in asked.headers);
    const stored = isOwn || mode === 'no-store' || mode === 'reload' ? undefined : this.#match(request.url, asked.headers);
    const keep = isOwn || mode === 'no-store' ? undefined : (/** @type {Head} */ head) => this.#keeping(asked, head);
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS') this.#replies.delete(request.url);
    const isLast = mode === 'only-if-cached';
    if (!stored && isLast) throw new TransportError('ERR_CACHE_MISS', `${request.url} is not in the HTTP cache, and the request asks for nothing else (only-if-cached)`);
    if (!stored) return new Visit(request, keep);
    const isGood = mode === 'force-cache' || isLast || stored.policy.satisfiesWithoutRevalidation(asked);
    if (isGood && mode !== 'no-cache') return new Visit(request, keep, stored, true);
    const validators = validatorsOf(stored.policy.revalidationHeaders(asked));
    return new Visit({ ...request, headers: [...request.headers, ...validators] }, keep, validators.length > 0 ? stored : undefined);
  }

  /**
   * @param {string} url
   * @param {Record<string, string>} headers
   */
  #match(url, headers) {
    const stored = this.#replies.get(url);
    return stored?.varied.every(([name, value]) => headers[name] === value) ? stored : undefined;
  }

  /**
   * @param {{ method: string, url: string, headers: Record<string, string> }} asked
   * @param {Head} head
   * @returns {((body: Uint8Array<ArrayBuffer>) => void) | undefined} takes the body, where the reply is worth keeping
   */
  #keeping(asked, { status, statusText, headers }) {
    const fields = record(headers);
    const policy = new this.#Policy(asked, { status, headers: fields }, { shared: false });
    const isOfUse = (policy.timeToLive() > 0 || 'etag' in fields || 'last-modified' in fields) && !fields.vary?.includes('*');
    if (!policy.storable() || !isOfUse) {
      this.#replies.delete(asked.url);
      return undefined;
    }
    return (body) => {
      const [oldest] = this.#replies.keys();
      if (this.#replies.size >= MOST_REPLIES && oldest !== undefined) this.#replies.delete(oldest);
      this.#replies.set(asked.url, { status, statusText, headers, body, policy, varied: variedBy(fields.vary, asked.headers) });
    };
  }
}

/**
 * One request's visit to the cache.
 *
 * @template Request
 */
export class Visit {
  #keep;
  #stored;
  /** What the stored reply has done. @type {'answered' | 'revalidated' | undefined} */
  role;

  /**
   * @param {Request} request as it goes out, should it go out
   * @param {((head: Head) => ((body: Uint8Array<ArrayBuffer>) => void) | undefined) | undefined} [keep]
   * @param {Stored} [stored]
   * @param {boolean} [answers] whether nobody needs to be asked
   */
  constructor(request, keep = undefined, stored = undefined, answers = false) {
    this.request = request;
    this.#keep = keep;
    this.#stored = stored;
    this.answer = stored && answers ? stored : null;
    if (this.answer) this.role = 'answered';
  }

  /**
   * The reply that the page gets for one that has arrived, and its body if that was stored.
   *
   * @param {Head} head
   * @returns {{ head: Head, body: Uint8Array<ArrayBuffer> | undefined, keep: ((body: Uint8Array<ArrayBuffer>) => void) | undefined }}
   */
  received(head) {
    if (head.status !== 304 || !this.#stored) return { head, body: undefined, keep: this.#keep?.(head) };
    this.role = 'revalidated';
    const { status, statusText, body } = this.#stored;
    const updated = { status, statusText, headers: merged(this.#stored.headers, head.headers) };
    this.#keep?.(updated)?.(body);
    return { head: updated, body, keep: undefined };
  }
}

/**
 * Lets a body pass, and takes a copy of it.
 *
 * @param {ReadableStream<Uint8Array> | Uint8Array} body
 * @param {(body: Uint8Array<ArrayBuffer>) => void} keep
 * @returns {ReadableStream<Uint8Array> | Uint8Array}
 */
export function copied(body, keep) {
  if (isWhole(body)) {
    if (body.length <= LONGEST_BODY) keep(new Uint8Array(body));
    return body;
  }
  const reader = body.getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) {
        if (length <= LONGEST_BODY) keep(new Uint8Array(Buffer.concat(chunks)));
        return controller.close();
      }
      length += value.length;
      if (length <= LONGEST_BODY) chunks.push(value.slice());
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}

/**
 * The request headers that a reply depends on.
 *
 * @param {string | undefined} vary
 * @param {Record<string, string>} asked
 * @returns {[name: string, value: string | undefined][]}
 */
function variedBy(vary = '', asked) {
  const names = vary.toLowerCase().split(',').map((name) => name.trim()).filter(Boolean);
  return names.map((name) => [name, asked[name]]);
}

/**
 * Headers as the library has them.
 *
 * @param {[name: string, value: string][]} headers
 */
function record(headers) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    fields[key] = key in fields ? `${fields[key]}, ${value}` : value;
  }
  return fields;
}

/**
 * @param {CachePolicy.Headers} headers
 * @returns {[name: string, value: string][]}
 */
function validatorsOf(headers) {
  /** @type {[string, unknown][]} */
  const found = [['If-None-Match', headers['if-none-match']], ['If-Modified-Since', headers['if-modified-since']]];
  return found.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
}

/**
 * [Freshening stored responses](https://httpwg.org/specs/rfc9111.html#freshening.responses).
 *
 * @param {[name: string, value: string][]} stored
 * @param {[name: string, value: string][]} fresh
 */
function merged(stored, fresh) {
  const updates = fresh.filter(([name]) => !KEPT_HEADERS.has(name.toLowerCase()));
  const names = new Set(updates.map(([name]) => name.toLowerCase()));
  return [...stored.filter(([name]) => !names.has(name.toLowerCase())), ...updates];
}
