/** The server's end of a connection that is no socket: what an application in this process reads and writes. */
import { Duplex } from 'node:stream';
import { clearTimeout, setTimeout } from './event-loop.js';

/**
 * @typedef {object} Client the other end
 * @property {(bytes: Buffer, done: () => void) => void} data bytes of the reply; `done` when more may come
 * @property {() => void} end the server ends its side
 * @property {() => void} resume the server reads again
 * @property {() => void} reset the server throws away what it wrote
 * @property {() => void} close it is over
 * @property {(error: unknown) => void} threw the application threw, in place of an answer
 */

/** Node's HTTP server takes any Duplex as a connection; applications expect some of `net.Socket` and `tls.TLSSocket`. */
export class InProcessSocket extends Duplex {
  remoteAddress = '127.0.0.1';
  remoteFamily = 'IPv4';
  remotePort = 49152;
  localAddress = '127.0.0.1';
  localFamily = 'IPv4';
  connecting = false;
  pending = false;
  timeout = 0;
  bytesRead = 0;
  bytesWritten = 0;
  /** @type {boolean | undefined} */
  encrypted;
  /** @type {NodeJS.Timeout | undefined} */
  #idle;
  #client;

  /**
   * @param {URL} url whom the client asks
   * @param {Client} client
   */
  constructor({ protocol, hostname, port }, client) {
    super();
    this.#client = client;
    const isSecure = protocol === 'https:';
    this.localPort = Number(port) || (isSecure ? 443 : 80);
    if (isSecure) Object.assign(this, { encrypted: true, authorized: false, alpnProtocol: 'http/1.1', servername: hostname });
  }

  /**
   * Who stands at the other end, if this is such a socket.
   *
   * @param {any} socket
   * @returns {Client | undefined}
   */
  static clientOf(socket) {
    return typeof socket === 'object' && socket !== null && #client in socket ? socket.#client : undefined;
  }

  get readyState() {
    return this.destroyed ? 'closed' : 'open';
  }

  /**
   * Bytes of the request arrive.
   *
   * @param {Uint8Array | null} bytes null when the client has no more to say
   */
  receive(bytes) {
    this.#idle?.refresh();
    this.bytesRead += bytes?.length ?? 0;
    return this.push(bytes);
  }

  /** As of `net.Socket`: emits `timeout` when nothing came or went for so long. @param {number} milliseconds @param {() => void} [listener] */
  setTimeout(milliseconds, listener) {
    clearTimeout(this.#idle);
    this.timeout = milliseconds;
    this.#idle = milliseconds > 0 && !this.destroyed ? setTimeout(() => this.emit('timeout'), milliseconds).unref() : undefined;
    if (listener) this[milliseconds > 0 ? 'once' : 'off']('timeout', listener);
    return this;
  }

  /** As of `net.Socket`: what was written still arrives. */
  destroySoon() {
    if (this.writable) this.end();
    if (this.writableFinished) this.destroy();
    else this.once('finish', () => this.destroy());
  }

  resetAndDestroy() {
    this.#client.reset();
    return this.destroy();
  }

  address() {
    return { address: this.localAddress, family: this.localFamily, port: this.localPort };
  }

  getPeerCertificate() {
    return {};
  }

  getProtocol() {
    return this.encrypted ? 'TLSv1.3' : null;
  }

  setNoDelay() {
    return this;
  }

  setKeepAlive() {
    return this;
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  _read() {
    this.#client.resume();
  }

  /**
   * @param {Buffer} chunk
   * @param {string} _encoding
   * @param {(error?: Error | null) => void} done
   */
  _write(chunk, _encoding, done) {
    this.#idle?.refresh();
    this.bytesWritten += chunk.length;
    this.#client.data(chunk, done);
  }

  /**
   * @param {{ chunk: Buffer }[]} chunks
   * @param {(error?: Error | null) => void} done
   */
  _writev(chunks, done) {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer', done);
  }

  /** @param {(error?: Error | null) => void} done */
  _final(done) {
    this.#client.end();
    done();
  }

  /**
   * @param {Error | null} error
   * @param {(error?: Error | null) => void} done
   */
  _destroy(error, done) {
    clearTimeout(this.#idle);
    this.#client.close();
    done(error);
  }
}
