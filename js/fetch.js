/** The steppable fetch. */
import * as core from '../dist/wasm/corslab.js';
import { currentInstance, inCore } from './door.js';
import { toText } from './text.js';

/** A fetch whose exchanges the caller performs. */
export class Fetch {
  /** @type {core.Session | undefined} */
  #session;
  #instance;

  /** @param {unknown} scenario without `server` */
  constructor(scenario) {
    const text = toText('', scenario);
    this.#session = inCore(() => new core.Session(text));
    this.#instance = currentInstance();
  }

  get exchange() {
    const session = this.#usable();
    return JSON.parse(inCore(() => session.exchange()));
  }

  /**
   * @param {unknown} reply
   * @param {unknown} [now]
   */
  respond(reply, now) {
    const [replyText, nowText] = [toText('reply', reply), toText('now', now)];
    const session = this.#usable();
    inCore(() => session.respond(replyText, nowText));
  }

  verdict() {
    const session = this.#usable();
    return JSON.parse(inCore(() => session.verdict()));
  }

  free() {
    if (this.#instance === currentInstance()) this.#session?.free();
    this.#session = undefined;
  }

  #usable() {
    if (!this.#session) throw new Error('This Fetch was freed: it cannot be used any more');
    if (this.#instance === currentInstance()) return this.#session;
    throw new Error('This Fetch was lost when the WebAssembly ran out of memory: start it again');
  }
}
