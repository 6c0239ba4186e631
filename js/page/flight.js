/** The time that a fetch may take, and its end by the script: one signal for all that happens on its way. */
import { clearTimeout, setTimeout } from 'node:timers';
import { TransportError } from '../transport/failure.js';

/** A fetch in progress, from its call to the last byte of its body. */
export class Flight {
  #controller = new AbortController();
  /** @type {AbortSignal | null | undefined} */
  #outer;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #landed;
  #abort = () => this.#controller.abort(this.#outer?.reason);

  /**
   * @param {number} timeout milliseconds; Infinity for no limit
   * @param {AbortSignal | null} [outer] the script's own
   * @param {() => void} [landed] told when nothing can end it any more
   */
  constructor(timeout, outer, landed) {
    this.#outer = outer;
    this.#landed = landed;
    if (outer?.aborted) this.#abort();
    outer?.addEventListener('abort', this.#abort);
    if (Number.isFinite(timeout)) this.#timer = setTimeout(() => this.#controller.abort(timedOut(timeout)), timeout);
  }

  get signal() {
    return this.#controller.signal;
  }

  /** @param {unknown} reason */
  end(reason) {
    this.#controller.abort(reason);
  }

  /** Nothing can end it any more. */
  land() {
    this.#landed?.();
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#abort);
  }

  /** A body that nobody reads does not keep the process alive. */
  #rest() {
    this.#timer?.unref();
  }

  /**
   * A body as the script reads it: the flight lands with its last byte, and what breaks it is a network error.
   *
   * @param {ReadableStream<Uint8Array>} body
   * @returns {ReadableStream<Uint8Array>}
   */
  carry(body) {
    this.#rest();
    const reader = body.getReader();
    const flight = this;
    /** @type {ReadableByteStreamController | undefined} */
    let open;
    const breakOff = () => {
      void reader.cancel(flight.signal.reason).catch(() => {});
      flight.land();
      open?.error(asRead(flight.signal.reason));
      open = undefined;
    };
    this.signal.addEventListener('abort', breakOff);
    const land = () => {
      open = undefined;
      flight.signal.removeEventListener('abort', breakOff);
      flight.land();
    };
    return new ReadableStream({
      type: 'bytes',
      start(controller) {
        open = controller;
      },
      async pull(controller) {
        try {
          flight.#timer?.ref();
          const value = await nextBytes(reader);
          if (!open) return;
          flight.#rest();
          // A copy: a stream of bytes takes the memory of what it is given away from everybody else.
          if (value) return controller.enqueue(value.slice());
          land();
          controller.close();
          controller.byobRequest?.respond(0);
        } catch (error) {
          if (!open) return;
          land();
          controller.error(asRead(error));
        }
      },
      cancel(reason) {
        land();
        return reader.cancel(reason);
      },
    });
  }
}

/**
 * The next bytes; undefined after the last. An empty chunk is none.
 *
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 */
async function nextBytes(reader) {
  for (;;) {
    const { value } = await reader.read();
    if (value?.byteLength !== 0) return value;
  }
}

/**
 * What the reader of a body is told.
 *
 * @param {unknown} error
 */
function asRead(error) {
  return error instanceof TransportError ? new TypeError('network error', { cause: error }) : error;
}

/** @param {number} timeout */
function timedOut(timeout) {
  return new TransportError('ETIMEDOUT', `the fetch was not done within ${timeout} ms (limits.timeout)`);
}
