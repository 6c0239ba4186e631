/** The body of a reply: as a stream of the platform, or whole where it has come already. */

/** So much is read before anybody asks, so that a short body does not keep its connection open. */
const READ_AHEAD = 64 * 1024;

/** How many promises what is there already may pass through on its way. */
const STEPS = 64;

/**
 * @typedef {object} BodyOwner
 * @property {<T>(wait: () => Promise<T>) => Promise<T>} whileWaiting keeps the process alive meanwhile
 * @property {() => { reason: unknown } | undefined} failed why all was given up, if it was
 * @property {() => void} done all was read, or cannot be
 * @property {() => void} cancelled
 */

/**
 * @param {AsyncGenerator<Uint8Array, void>} source
 * @param {BodyOwner} owner
 * @returns {{ whole: () => Promise<Uint8Array | null>, stream: () => ReadableStream<Uint8Array>, fail: (reason: unknown) => void }}
 */
export function replyBody(source, owner) {
  const ahead = new ReadAhead(source, owner.done);
  /** @type {ReadableByteStreamController | undefined} */
  let controller;
  const stream = () => new ReadableStream({
    type: 'bytes',
    start: (given) => void (controller = given),
    pull: () => owner.whileWaiting(async () => {
      const piece = await ahead.take();
      if (owner.failed()) throw owner.failed()?.reason;
      if (piece && 'error' in piece) throw piece.error;
      if (piece) return controller?.enqueue(piece.bytes);
      controller?.close();
      // Whoever reads into a buffer of their own waits for an answer about it.
      controller?.byobRequest?.respond(0);
    }),
    cancel: () => owner.cancelled(),
  });
  const fail = (/** @type {unknown} */ reason) => {
    controller?.error(reason);
    ahead.cancel();
  };
  return { whole: async () => ((await ahead.settled()) && !owner.failed() ? ahead.whole() : null), stream, fail };
}

/** @typedef {{ bytes: Uint8Array<ArrayBuffer> } | { error: unknown }} Piece */

/** What goes wrong stands in the queue behind the bytes that came before it. */
class ReadAhead {
  #source;
  #done;
  /** @type {Piece[]} */
  #pieces = [];
  #length = 0;
  #isOver = false;
  /** Goes on for whoever waits, for a piece or for room. @type {() => void} */
  #wake = () => {};

  /**
   * @param {AsyncGenerator<Uint8Array, void>} source
   * @param {() => void} done told at the end
   */
  constructor(source, done) {
    this.#source = source;
    this.#done = done;
    void this.#read();
  }

  /** The next piece; null after the last. */
  async take() {
    while (this.#pieces.length === 0 && !this.#isOver) await this.#change();
    const piece = this.#pieces.shift() ?? null;
    if (piece && 'bytes' in piece) this.#length -= piece.bytes.length;
    this.#wake();
    return piece;
  }

  /** Whether all has come, as far as no more than the queues of this process are between. */
  async settled() {
    for (let step = 0; step < STEPS && !this.#isOver; step++) await null;
    return this.#isOver;
  }

  /** All of it, unless something went wrong. */
  whole() {
    const chunks = this.#pieces.flatMap((piece) => ('bytes' in piece ? [piece.bytes] : []));
    if (chunks.length < this.#pieces.length) return null;
    return chunks.length === 1 ? chunks[0] : new Uint8Array(Buffer.concat(chunks));
  }

  cancel() {
    this.#isOver = true;
    // A decoder waits for whoever takes what it has.
    this.#source.return().catch(() => {});
    this.#wake();
  }

  async #read() {
    try {
      for await (const bytes of this.#source) {
        this.#pieces.push({ bytes: owned(bytes) });
        this.#length += bytes.length;
        this.#wake();
        while (this.#length >= READ_AHEAD && !this.#isOver) await this.#change();
      }
    } catch (error) {
      this.#pieces.push({ error });
    }
    this.#isOver = true;
    this.#wake();
    this.#done();
  }

  /** Only one can wait at a time: either there is a piece, or there is room. */
  #change() {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }
}

/**
 * A stream of bytes takes a chunk's whole buffer away from everybody else.
 *
 * @param {Uint8Array} bytes
 * @returns {Uint8Array<ArrayBuffer>}
 */
function owned(bytes) {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
