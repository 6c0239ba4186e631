/** A scripted server: it answers hop after hop as the scenario says, and notes what it is asked. */
import { bodyFor } from './bodies.mjs';
import { wireHeaders } from './headers.mjs';

/** Headers that every request has, that the version of the browser decides, or that say nothing about the policy. */
const UNINTERESTING = /^(?:host|connection|user-agent|accept|accept-encoding|accept-language|sec-ch-.*|upgrade-insecure-requests|priority|pragma|cache-control|content-length|transfer-encoding|dnt|te|sec-gpc|last-event-id|sec-fetch-storage-access)$/;

export class ScriptedServer {
  /** What reached the server, in order. */
  exchanges = [];
  /** Requests that the scenario has no answer for. */
  unscripted = [];

  #hop = 0;
  #previousFailure = '';
  /** A reply after which browsers try once more, by themselves. */
  #retried;

  /**
   * @param {object[]} answers
   * @param {string} initiator decides what the bodies hold
   * @param {string} [mark] see `bodyFor`
   */
  constructor(answers, initiator, mark) {
    this.answers = answers;
    this.initiator = initiator;
    this.mark = mark;
  }

  /** @param {import('./network.mjs').RawRequest} request @returns {import('./network.mjs').RawReply} */
  reply(request) {
    const line = `${request.method} ${request.url}`;
    // Browsers try a request again when its connection breaks: still one exchange.
    if (line === this.#previousFailure) return { networkFailure: true };
    this.#previousFailure = '';
    if (this.#retried?.line === line) return this.#retried.reply;
    this.#retried = undefined;
    const sent = interestingHeaders(request.headers);
    const preflight = request.method === 'OPTIONS' && 'access-control-request-method' in sent;
    const hop = preflight ? this.#hop : this.#hop++;
    const answer = this.answers[hop];
    if (!answer) {
      this.unscripted.push(line);
      return { networkFailure: true };
    }
    this.exchanges.push({
      kind: preflight ? 'preflight' : 'actual', hop, method: request.method, url: request.url, headers: sent,
    });
    const { status, headers, networkFailure } = preflight ? answer.preflight ?? answer.response : answer.response;
    if (networkFailure) this.#previousFailure = line;
    const reply = { status, headers: wireHeaders(headers), networkFailure, body: bodyFor(this.initiator, this.mark) };
    if (status === 408 || status === 421) this.#retried = { line, reply };
    return reply;
  }
}

/** The headers that a case is about, by lower-case name. @param {[string, string][]} pairs */
export function interestingHeaders(pairs) {
  const kept = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    if (UNINTERESTING.test(key)) continue;
    kept[key] = key in kept ? `${kept[key]}, ${value}` : value;
  }
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, steady(key, value)]));
}

/** The value as the receiver reads it, without what chance decides: a boundary, and the order of cookies, which follows their age. */
function steady(name, text) {
  const value = text.replace(/^[\t ]+|[\t ]+$/g, '');
  if (name === 'content-type') return value.replace(/boundary=.*/, 'boundary=…');
  return name === 'cookie' ? value.split('; ').sort().join('; ') : value;
}
