/** [Bodies](https://fetch.spec.whatwg.org/#bodies): what they are extracted from, their streams, their bytes. */
import stream from 'node:stream';
import { encodeMultipart } from './multipart.js';
import { usvString } from './web-idl.js';

/** @typedef {'text' | 'url-search-params' | 'form-data' | 'blob' | 'buffer' | 'stream'} BodyKind what the core calls it */

/**
 * @typedef {object} Extracted
 * @property {BodyKind} kind
 * @property {Uint8Array | Blob | null} source what it can be made from again; null for a stream
 * @property {number | null} length in bytes
 * @property {string | null} type the `Content-Type` that it implies
 * @property {ReadableStream | null} stream
 */

/** @type {(stream: ReadableStream) => boolean} which @types/node does not know */
const isDisturbed = /** @type {any} */ (stream).isDisturbed;

const NOT_BYTES = 'A chunk of the body is no Uint8Array';

export class Body {
  /** @type {ReadableStream | null} */
  #stream;
  /** Whether it was read although nobody asked for its stream. */
  #isUsed = false;

  /** @param {Omit<Extracted, 'type'>} extracted */
  constructor({ kind, source, length, stream }) {
    this.kind = kind;
    this.source = source;
    this.length = length;
    this.#stream = stream;
  }

  /** @returns {ReadableStream} made when it is first asked for: most bodies are only ever looked at as a whole */
  get stream() {
    if (this.#stream === null) {
      this.#stream = streamOf(/** @type {Uint8Array | Blob} */ (this.source));
      if (this.#isUsed) this.use();
    }
    return this.#stream;
  }

  get isDisturbed() {
    return this.#stream === null ? this.#isUsed : isDisturbed(this.#stream);
  }

  /** @returns {boolean} */
  get isUnusable() {
    return this.isDisturbed || (this.#stream !== null && this.#stream.locked);
  }

  /** [Clone](https://fetch.spec.whatwg.org/#concept-body-clone). */
  clone() {
    const { kind, source, length } = this;
    if (source !== null && this.#stream === null && !this.#isUsed) return new Body({ kind, source, length, stream: null });
    const [mine, other] = tee(this.stream);
    this.#stream = mine;
    return new Body({ kind, source, length, stream: other });
  }

  /** [A proxy](https://fetch.spec.whatwg.org/#body-create-a-proxy): the new body takes over what this one had. */
  proxy() {
    const { kind, source, length } = this;
    if (source === null) return new Body({ kind, source, length, stream: this.stream.pipeThrough(new TransformStream()) });
    this.use();
    return new Body({ kind, source, length, stream: null });
  }

  /** Leaves it as if it had been read to its end. */
  use() {
    this.#isUsed = true;
    this.#stream?.getReader().cancel().catch(() => {});
  }

  /**
   * [Fully read](https://fetch.spec.whatwg.org/#body-fully-read). No promise carries the bytes, nor a chunk: whoever
   * gives `Object.prototype` a `then` would be asked for it.
   *
   * @param {(bytes: Uint8Array<ArrayBuffer>) => void} success
   * @param {(error: unknown) => void} failure
   */
  read(success, failure) {
    if (this.#stream === null && isBytes(this.source)) {
      this.use();
      return success(new Uint8Array(this.source));
    }
    const { stream } = this;
    /** @type {Uint8Array[]} */
    const chunks = [];
    const write = (/** @type {unknown} */ chunk) => {
      if (!isBytes(chunk)) throw new TypeError(NOT_BYTES);
      chunks.push(chunk);
    };
    const end = () => {
      // Its reader never lets go of it.
      if (!stream.locked) stream.getReader();
      success(joined(chunks));
    };
    stream.pipeTo(new WritableStream({ write })).then(end, failure);
  }

  /**
   * What goes out: again and again, unless it is a stream.
   *
   * @returns {Promise<Uint8Array | ReadableStream<Uint8Array>>}
   */
  async send() {
    if (this.kind === 'stream') return this.stream.pipeThrough(onlyBytes());
    /** @type {Uint8Array | Blob} */
    const source = this.source ?? (await new Promise((resolve, reject) => this.read(resolve, reject)));
    this.source = isBytes(source) ? source : new Uint8Array(await source.arrayBuffer());
    this.length = this.source.length;
    return this.source;
  }

  /**
   * Gives its stream up, as an aborted fetch does.
   *
   * @param {unknown} reason
   */
  cancel(reason) {
    if (this.#stream === null) this.use();
    else if (!this.#stream.locked) this.#stream.cancel(reason).catch(() => {});
  }
}

/**
 * [Extract](https://fetch.spec.whatwg.org/#concept-bodyinit-extract).
 *
 * @param {unknown} object a `BodyInit`
 * @param {string} context what a TypeError begins with
 * @returns {Extracted}
 */
export function extract(object, context) {
  if (isStream(object)) {
    if (object.locked || isDisturbed(object)) throw new TypeError(`${context}: the stream is locked, or was read from`);
    return { kind: 'stream', source: null, length: null, type: null, stream: object };
  }
  if (isBlob(object)) {
    return { kind: 'blob', source: object, length: object.size, type: object.type || null, stream: null };
  }
  if (isNamed(object, 'ArrayBuffer') || ArrayBuffer.isView(object)) return ofBytes('buffer', copyOf(object, context), null);
  if (isFormData(object)) return { kind: 'form-data', stream: null, ...encodeMultipart(object) };
  if (isNamed(object, 'URLSearchParams')) {
    return ofText('url-search-params', String(object), 'application/x-www-form-urlencoded;charset=UTF-8');
  }
  return ofText('text', usvString(object, context), 'text/plain;charset=UTF-8');
}

/**
 * @param {BodyKind} kind
 * @param {string} text
 * @param {string} type
 */
export const ofText = (kind, text, type) => ofBytes(kind, new TextEncoder().encode(text), type);

/**
 * @param {BodyKind} kind
 * @param {Uint8Array} source
 * @param {string | null} type
 * @returns {Extracted}
 */
const ofBytes = (kind, source, type) => ({ kind, source, length: source.length, type, stream: null });

/**
 * @param {ArrayBuffer | ArrayBufferView} object
 * @param {string} context
 */
function copyOf(object, context) {
  /** @type {any} */
  const buffer = ArrayBuffer.isView(object) ? object.buffer : object;
  if (!isNamed(buffer, 'ArrayBuffer') || buffer.resizable) throw new TypeError(`${context}: the buffer is shared or resizable`);
  return ArrayBuffer.isView(object)
    ? new Uint8Array(buffer, object.byteOffset, object.byteLength).slice()
    : new Uint8Array(buffer).slice();
}

/**
 * The name by which the platform knows an object, whatever realm or library it comes from.
 *
 * @param {unknown} object
 * @param {string} name
 * @returns {object is any}
 */
export const isNamed = (object, name) =>
  typeof object === 'object' && object !== null && /** @type {any} */ (object)[Symbol.toStringTag] === name;

/** @param {unknown} object @returns {object is ReadableStream} */
const isStream = (object) => isNamed(object, 'ReadableStream') && typeof object.getReader === 'function';

/** @param {unknown} object @returns {object is Blob} */
const isBlob = (object) => (isNamed(object, 'Blob') || isNamed(object, 'File')) && typeof object.stream === 'function';

/** @param {unknown} object @returns {object is FormData} */
const isFormData = (object) => isNamed(object, 'FormData') && typeof object.entries === 'function';

/** @param {unknown} value @returns {value is Uint8Array} */
const isBytes = (value) => ArrayBuffer.isView(value) && isNamed(value, 'Uint8Array');

/** Lets bytes through, and ends with an error where a script put anything else into its stream. */
function onlyBytes() {
  return new TransformStream({
    transform(chunk, controller) {
      if (isBytes(chunk)) controller.enqueue(chunk);
      else controller.error(new TypeError(NOT_BYTES));
    },
  });
}

/** @param {Uint8Array[]} chunks */
function joined(chunks) {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/**
 * @param {Uint8Array | Blob} source
 * @returns {ReadableStream}
 */
function streamOf(source) {
  if (!isBytes(source)) return source.stream();
  return new ReadableStream({
    type: 'bytes',
    start(controller) {
      if (source.length === 0) controller.close();
    },
    pull(controller) {
      // A copy: the stream takes the buffer away with it.
      controller.enqueue(source.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
}

/** @param {ReadableStream} stream */
function isByteStream(stream) {
  try {
    stream.getReader({ mode: 'byob' }).releaseLock();
    return true;
  } catch {
    return false;
  }
}

/**
 * [Tee](https://streams.spec.whatwg.org/#readablestream-tee), with a structured clone of each chunk for the second
 * branch. The platform's own tee clones the chunks of byte streams only.
 *
 * @param {ReadableStream} stream
 * @returns {[ReadableStream, ReadableStream]}
 */
function tee(stream) {
  const isOfBytes = isByteStream(stream);
  const [mine, other] = stream.tee();
  if (isOfBytes) return [mine, other];
  const reader = other.getReader();
  const cloned = new ReadableStream(
    {
      async pull(controller) {
        const { value, done } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(structuredClone(value));
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return [mine, cloned];
}
