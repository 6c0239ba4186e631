/** The steppable fetch. */
import * as core from '../dist/wasm/corslab.js';
import { inCore } from './door.js';
import { toText } from './text.js';

/** A fetch whose exchanges the caller performs. */
export class Fetch {
  /** @type {core.Session} */
  #session;

  /** @param {unknown} scenario without `server` */
  constructor(scenario) {
    this.#session = inCore(() => new core.Session(toText('scenario', core.plain(scenario))));
  }

  get exchange() {
    return inCore(() => JSON.parse(this.#session.exchange()));
  }

  /**
   * @param {unknown} reply
   * @param {unknown} [now]
   */
  respond(reply, now) {
    inCore(() => this.#session.respond(toText('reply', core.plainReply(reply)), toText('now', now)));
  }

  verdict() {
    return inCore(() => JSON.parse(this.#session.verdict()));
  }

  free() {
    this.#session.free();
  }
}
