/** The body of a reply as a stream of the platform. */

/** So much is read before anybody asks, so that a short body does not keep its connection open. */
const READ_AHEAD = 64 * 1024;

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
 * @returns {{ stream: ReadableStream<Uint8Array>, fail: (reason: unknown) => void }}
 */
export function replyBody(source, owner) {
  const ahead = readAhead(source, owner).getReader();
  /** @type {ReadableByteStreamController} */
  let controller;
  const stream = new ReadableStream({
    type: 'bytes',
    start: (given) => void (controller = given),
    pull: () => owner.whileWaiting(async () => {
      const { done, value } = await ahead.read();
      if (owner.failed()) throw owner.failed()?.reason;
      if (value && 'error' in value) throw value.error;
      if (value) return controller.enqueue(value.bytes);
      if (done) controller.close();
      // Whoever reads into a buffer of their own waits for an answer about it.
      controller.byobRequest?.respond(0);
    }),
    cancel: () => owner.cancelled(),
  });
  const fail = (/** @type {unknown} */ reason) => {
    controller.error(reason);
    // A decoder waits for whoever takes what it has.
    ahead.cancel().catch(() => {});
  };
  return { stream, fail };
}

/** @typedef {{ bytes: Uint8Array<ArrayBuffer> } | { error: unknown }} Piece */

/**
 * What goes wrong stands in the queue behind the bytes that came before it.
 *
 * @param {AsyncGenerator<Uint8Array, void>} source
 * @param {BodyOwner} owner
 * @returns {ReadableStream<Piece>}
 */
function readAhead(source, owner) {
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await source.next();
        if (!done) return controller.enqueue({ bytes: owned(value) });
      } catch (error) {
        controller.enqueue({ error });
      }
      controller.close();
      owner.done();
    },
    cancel: () => void source.return().catch(() => {}),
  }, { highWaterMark: READ_AHEAD, size: (piece) => ('bytes' in piece ? piece.bytes.length : 0) });
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
