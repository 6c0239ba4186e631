/** The client's end of a connection that is no socket: as `Connection` is over the network. */
import { appError, warn } from './app-error.js';
import { setImmediate, turn } from './event-loop.js';
import { TransportError } from './failure.js';
import { InProcessSocket } from './in-process-socket.js';

/** How much of a reply may lie unread before the application has to wait. */
const READ_AHEAD = 64 * 1024;

export class InProcessConnection {
  /** An application that answers at once has written all of it by the time its head is read. */
  isLocal = true;
  /** What is being waited for, for people. */
  awaited = 'a reply';

  /** @type {(() => void)[]} */
  #onOver = [];
  /** @type {Uint8Array[]} */
  #queue = [];
  #queued = 0;
  #hasEnded = false;
  #isClosed = false;
  /** The server has reset the connection. @type {TransportError | undefined} */
  #broken;
  /** The exchange was given up. @type {{ reason: unknown } | undefined} */
  #failed;
  /** The reader waits. @type {(() => void) | undefined} */
  #wake;
  /** The application waits until its bytes are read. @type {(() => void) | undefined} */
  #written;
  /** The request's sender waits until the application reads. @type {(() => void) | undefined} */
  #resume;

  /**
   * @param {import('./transport.js').WireRequest} request
   * @param {URL} url its own
   * @param {string} peer
   */
  constructor(request, url, peer) {
    this.socket = new InProcessSocket(url, {
      data: (bytes, done) => this.#receive(bytes, done),
      end: () => this.#over(() => (this.#hasEnded = true)),
      resume: () => this.#resumed(),
      reset: () => this.#over(() => (this.#broken ??= new TransportError('ECONNRESET', `${peer} reset the connection (waiting for ${this.awaited})`))),
      close: () => {
        // What was written before still arrives, and then the end, as of a socket.
        this.#over(() => (this.#hasEnded = true));
        this.#resumed();
      },
      threw: (error) => this.#threw(appError(request, error)),
    });
  }

  /** Connecting takes its time, in which earlier connections go away. */
  opened() {
    return turn();
  }

  /**
   * The next bytes; null after the last.
   *
   * @returns {Promise<Uint8Array | null>}
   */
  async take() {
    while (this.#queue.length === 0 && !this.#failed && !this.#hasEnded && !this.#broken) {
      await new Promise((resolve) => (this.#wake = () => resolve(undefined)));
    }
    if (this.#failed) throw this.#failed.reason;
    if (this.#broken) throw this.#broken;
    const bytes = this.#queue.shift();
    this.#queued -= bytes?.length ?? 0;
    if (this.#queued < READ_AHEAD) this.#taken();
    return bytes ?? null;
  }

  /** @param {() => void} listener told when the application is gone */
  onOver(listener) {
    this.#onOver.push(listener);
  }

  /** @param {Uint8Array} bytes what was taken and is not yet needed */
  giveBack(bytes) {
    this.#queue.unshift(bytes);
    this.#queued += bytes.length;
  }

  /**
   * @param {Uint8Array | string} bytes
   * @returns {Promise<boolean>} whether the application is still there
   */
  async write(bytes) {
    if (this.socket.destroyed) return false;
    const hasRoom = this.socket.receive(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
    if (!hasRoom) await new Promise((resolve) => (this.#resume = () => resolve(undefined)));
    return !this.socket.destroyed;
  }

  /** Whether the server has closed its side, or the connection is gone. */
  get isOver() {
    return this.#hasEnded || this.#broken !== undefined || this.#failed !== undefined;
  }

  /** Why the exchange was given up, if it was. */
  get failed() {
    return this.#failed;
  }

  /**
   * Gives up: whoever waits hears the reason, and the application that the client is gone.
   *
   * @param {unknown} reason
   */
  fail(reason) {
    this.#over(() => (this.#failed ??= { reason }));
    this.#queue = [];
    this.#isClosed = true;
    this.socket.destroy();
  }

  /** The reply has been read. The application still hears that it went out before it hears of the end. */
  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#taken();
    setImmediate(() => this.socket.destroy());
  }

  /** Nothing here keeps a process alive. */
  keep() {}

  /**
   * @param {Buffer} bytes
   * @param {() => void} done
   */
  #receive(bytes, done) {
    if (!this.#isClosed) {
      // The application may use its buffer again.
      this.#change(() => this.#queue.push(new Uint8Array(bytes)));
      this.#queued += bytes.length;
      if (this.#queued < READ_AHEAD) return done();
    }
    // Who writes on and on has to wait, or would never hear that nobody listens any more.
    this.#written = done;
  }

  /** @param {TransportError} failure */
  #threw(failure) {
    // The reply is out and stays so, or nobody waits for it. Still the error should be seen.
    if (this.#isClosed) warn(failure);
    else this.fail(failure);
  }

  #taken() {
    const done = this.#written;
    this.#written = undefined;
    done?.();
  }

  #resumed() {
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
  }

  /** @param {() => void} change */
  #change(change) {
    change();
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }

  /** @param {() => void} change */
  #over(change) {
    this.#change(change);
    for (const tell of this.#onOver.splice(0)) tell();
  }
}
