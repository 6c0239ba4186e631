/** A socket as something that one can wait for. */
import { connect, isIP } from 'node:net';
import { checkServerIdentity, connect as connectSecurely } from 'node:tls';
import { socketFailure, TransportError } from './failure.js';
import { isLocalhost, lookUpLoopback } from './route.js';

/**
 * @typedef {object} ConnectionSettings
 * @property {import('node:tls').SecureContext} [secureContext]
 * @property {boolean} rejectUnauthorized
 * @property {import('node:net').LookupFunction} [lookup]
 */

/** So much is read before anybody asks for it: a reply that comes before the request was sent must not be lost. */
const READ_AHEAD = 64 * 1024;

/** Milliseconds until the next address of a name is tried, and this one not any more. Node's 250 are few for far servers. */
const PATIENCE = 1000;

export const REPLY = 'a reply';

/**
 * One connection for one exchange. What came before it broke can still be read; after `fail` nothing can.
 */
export class Connection {
  /** Over a network nobody waits for more than has come. */
  isLocal = false;
  /** What is being waited for, for people. */
  awaited;

  #route;
  #socket;
  /** @type {Uint8Array[]} */
  #queue = [];
  #queued = 0;
  #isOpen = false;
  #hasEnded = false;
  /** The connection broke. @type {TransportError | undefined} */
  #broken;
  /** The exchange was given up. @type {{ reason: unknown } | undefined} */
  #failed;
  /** @type {(() => void)[]} */
  #waiting = [];
  /** @type {(() => void)[]} */
  #onOver = [];

  /**
   * @param {import('./route.js').Route} route
   * @param {ConnectionSettings} settings
   */
  constructor(route, settings) {
    this.#route = route;
    this.awaited = isIP(route.host) || isLocalhost(route.host) ? 'a connection' : 'an address from DNS';
    const socket = route.tls ? secureSocket(route, settings) : connect(placeOf(route, settings));
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('lookup', () => this.#await('a connection'));
    socket.on('connect', () => this.#await(route.tls ? 'the TLS handshake' : 'the server'));
    socket.on(route.tls ? 'secureConnect' : 'connect', () => this.#change(() => (this.#isOpen = true)));
    socket.on('data', (bytes) => this.#receive(bytes));
    socket.on('end', () => this.#over(() => (this.#hasEnded = true)));
    socket.on('error', (error) => this.#break(socketFailure(error, route.peer, this.awaited)));
    socket.on('close', () => this.#break(new TransportError('ECONNRESET', `${route.peer} closed the connection (waiting for ${this.awaited})`)));
  }

  /** Until it can be written to. */
  async opened() {
    await this.#until(() => this.#isOpen);
  }

  /**
   * The next bytes; null after the last.
   *
   * @returns {Promise<Uint8Array | null>}
   */
  async take() {
    await this.#until(() => this.#queue.length > 0 || this.#hasEnded);
    const bytes = this.#queue.shift();
    if (!bytes) return null;
    this.#queued -= bytes.length;
    if (this.#queued < READ_AHEAD) this.#socket.resume();
    return bytes;
  }

  /** @param {Uint8Array} bytes what was taken and is not yet needed */
  giveBack(bytes) {
    this.#queue.unshift(bytes);
    this.#queued += bytes.length;
  }

  /**
   * @param {Uint8Array | string} bytes
   * @returns {Promise<boolean>} whether they were sent. Why not is told to whoever reads
   */
  write(bytes) {
    return new Promise((resolve) => {
      if (this.#socket.writable) this.#socket.write(bytes, 'latin1', (error) => resolve(!error));
      else resolve(false);
    });
  }

  /** @param {() => void} listener told when the server has closed its side, or the connection is gone */
  onOver(listener) {
    this.#onOver.push(listener);
  }

  /** Whether it has come to that. */
  get isOver() {
    return this.#hasEnded || this.#broken !== undefined || this.#failed !== undefined;
  }

  /** Why the exchange was given up, if it was. */
  get failed() {
    return this.#failed;
  }

  /**
   * Gives up: whoever waits hears the reason, at once.
   *
   * @param {unknown} reason
   */
  fail(reason) {
    this.#over(() => (this.#failed ??= { reason }));
    this.close();
  }

  close() {
    this.#queue = [];
    this.#queued = 0;
    // TLS says goodbye. Where there is more to send, nobody wants it.
    if (this.#failed || this.#socket.writableLength > 0) this.#socket.destroy();
    else this.#socket.destroySoon();
  }

  /** Lets the process live on for this connection, or not. @param {boolean} isNeeded */
  keep(isNeeded) {
    if (isNeeded) this.#socket.ref();
    else this.#socket.unref();
  }

  /** @param {string} awaited */
  #await(awaited) {
    if (!this.#isOpen) this.awaited = awaited;
  }

  /** @param {Uint8Array} bytes */
  #receive(bytes) {
    this.#change(() => this.#queue.push(bytes));
    this.#queued += bytes.length;
    if (this.awaited === REPLY) this.awaited = 'the rest of the head of the reply';
    if (this.#queued >= READ_AHEAD) this.#socket.pause();
  }

  /** @param {TransportError} error */
  #break(error) {
    this.#over(() => (this.#broken ??= error));
  }

  /** @param {() => void} change */
  #change(change) {
    change();
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** @param {() => void} change */
  #over(change) {
    this.#change(change);
    for (const tell of this.#onOver.splice(0)) tell();
  }

  /** @param {() => boolean} isDone */
  async #until(isDone) {
    for (;;) {
      if (this.#failed) throw this.#failed.reason;
      if (isDone()) return;
      if (this.#broken) throw this.#broken;
      await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    }
  }
}

/** @param {import('./route.js').Route} route @param {ConnectionSettings} settings */
function placeOf({ host, port }, { lookup }) {
  // A server may close its side and still read.
  const place = { host, port, autoSelectFamily: true, autoSelectFamilyAttemptTimeout: PATIENCE, allowHalfOpen: true };
  const chosen = isLocalhost(host) ? lookUpLoopback : lookup;
  return chosen ? { ...place, lookup: chosen } : place;
}

/** @param {import('./route.js').Route} route @param {ConnectionSettings} settings */
function secureSocket(route, settings) {
  return connectSecurely({
    ...placeOf(route, settings),
    // An address is no name that could be indicated.
    servername: isIP(route.identity) ? '' : route.identity,
    checkServerIdentity: (_name, certificate) => checkServerIdentity(route.identity, certificate),
    ALPNProtocols: ['http/1.1'],
    secureContext: settings.secureContext,
    rejectUnauthorized: settings.rejectUnauthorized,
  });
}
