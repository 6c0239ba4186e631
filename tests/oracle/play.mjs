/**
 * One item of the oracle: a scenario, or several in one page one after the other.
 *
 * @typedef {{ request: object | string, server: object | object[], wait?: number }} Step `wait`: milliseconds before it
 * @typedef {{ page: object | string, cookies?: object[], steps: Step[] }} Sequence
 * @typedef {object} Observation what happened in one step: see tests/cases/README.md
 */
import { headerPairs } from '../recorder/headers.mjs';
import { ScriptedServer } from '../recorder/scripted-server.mjs';

/** The path below which all URLs of a scenario lie, so that every request can be told to whom it belongs. */
export const CASE = '/case/';

/** @returns {Sequence} */
export function asSequence(item) {
  if (item.steps) return item;
  const { page, cookies, request, server } = item;
  return { page, ...(cookies && { cookies }), steps: [{ request, server }] };
}

export const asPage = (page) => (typeof page === 'string' ? { url: page } : page);
export const asRequest = (request) => (typeof request === 'string' ? { url: request } : request);

/** What stands in the place of `case`: as long, so that no length changes. */
const tokenOf = (number) => `${number % 10}${Math.floor(number / 10).toString(36).padStart(3, '0').slice(-3)}`;

/** A sequence under way: its URLs have a token of their own, its server knows the step. */
export class Play {
  #step = 0;

  /**
   * @param {Sequence} sequence
   * @param {number} number
   */
  constructor(sequence, number) {
    this.token = tokenOf(number);
    this.mine = `/${this.token}/`;
    /** @type {Sequence} */
    this.sequence = JSON.parse(JSON.stringify(sequence).replaceAll(CASE, this.mine));
    this.servers = this.sequence.steps.map(({ request, server }, i) => (
      new ScriptedServer([server].flat(), asRequest(request).initiator ?? 'fetch', `_${this.token}_${i}`)));
  }

  /** What the page is told. */
  get forPage() {
    const steps = this.sequence.steps.map(({ request, wait }) => ({ request: withPairs(asRequest(request)), wait }));
    return { mark: this.token, steps };
  }

  beginStep(step) {
    this.#step = step;
  }

  reply(request) {
    return this.servers[this.#step]?.reply(request) ?? { networkFailure: true };
  }

  /**
   * @param {object[]} seen by the script, step by step
   * @param {string[]} lines of the console
   */
  observation(seen, lines) {
    const steps = seen.map(({ outcome, response, javascript }, i) => {
      const { exchanges, unscripted } = this.servers[i];
      const preflight = exchanges.some(({ kind }) => kind === 'preflight') ? 'sent' : 'not-needed';
      return { outcome, response, javascript, preflight, exchanges, ...(unscripted.length > 0 && { unscripted }) };
    });
    return JSON.parse(JSON.stringify({ steps, console: lines }).replaceAll(this.mine, CASE));
  }
}

function withPairs(request) {
  return request.headers === undefined ? request : { ...request, headers: headerPairs(request.headers) };
}
