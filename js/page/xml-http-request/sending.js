/** One `send()`, from its call to its end. */
import { Body, extract } from '../../web/body.js';

const CONTEXT = "Failed to execute 'send' on 'XMLHttpRequest'";

export class Sending {
  controller = new AbortController();
  #started = Date.now();
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #extracted;

  /**
   * @param {string} method
   * @param {ReturnType<typeof sendable>} extracted
   * @param {boolean} isListenedTo whether anybody listens to the upload
   */
  constructor(method, extracted, isListenedTo) {
    this.#extracted = extracted;
    const hasUpload = this.#extracted !== null && !/^(?:GET|HEAD)$/i.test(method);
    this.length = hasUpload ? (this.#extracted?.length ?? 0) : 0;
    this.isListenedTo = isListenedTo;
    /** Whether the upload is under way and has listeners. */
    this.tellsUpload = hasUpload && isListenedTo;
  }

  get signal() {
    return this.controller.signal;
  }

  /** The part of a request that a scenario has. */
  get described() {
    const { kind, length, type } = this.#extracted ?? {};
    const contentType = kind === 'blob' || kind === 'form-data' ? (type ?? undefined) : undefined;
    return { uploadListener: this.isListenedTo, ...(kind && { body: { kind, length: length ?? 0, contentType } }) };
  }

  /** @returns {Promise<import('../browser.js').BodySource>} */
  async source() {
    return this.#extracted && new Body(this.#extracted).send();
  }

  /** The same, where nobody can wait. @returns {Uint8Array | Blob | null} */
  get sourceNow() {
    return this.#extracted?.source ?? null;
  }

  /**
   * @param {number} timeout milliseconds since the call; 0 for no limit
   * @param {() => void} end
   */
  arm(timeout, end) {
    this.disarm();
    if (timeout > 0) this.#timer = setTimeout(end, Math.max(0, this.#started + timeout - Date.now()));
  }

  disarm() {
    clearTimeout(this.#timer);
  }
}

/**
 * What `send()` was given. Streams are no bodies here: like any other object they are sent as text.
 *
 * @param {unknown} body
 * @returns {import('../../web/body.js').Extracted | null}
 */
export function sendable(body) {
  if (body === null || body === undefined) return null;
  if (body instanceof SharedArrayBuffer) throw new TypeError(`${CONTEXT}: the buffer is shared`);
  return extract(body instanceof ReadableStream ? String(body) : body, CONTEXT);
}
