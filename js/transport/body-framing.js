/**
 * Where the body of a reply ends, as browsers see it.
 *
 * `http-parser-js` never returns from a chunk size of -5 and takes garbage for the end of the body; llhttp, within
 * Node, refuses the lone LFs that browsers accept, or (lenient) accepts the missing line ends that they refuse. This
 * follows what Chromium was seen to do (tests/page/replies).
 */
import { TransportError } from './failure.js';
import { trimmed } from './reply-head.js';

/** @typedef {import('./reply-head.js').ReplyHead} ReplyHead */
/** @typedef {import('./reply-head.js').ByteSource} ByteSource */

/** @typedef {{ kind: 'none' } | { kind: 'length', length: number } | { kind: 'chunked' } | { kind: 'close' }} Framing */

/**
 * @param {ReplyHead} head
 * @param {string} method
 * @param {string} peer
 * @returns {Framing}
 */
export function framingOf({ isHttp10, status, headers }, method, peer) {
  if (method === 'HEAD' || status === 204 || status === 205 || status === 304) return { kind: 'none' };
  const codings = valuesOf(headers, 'transfer-encoding').map((coding) => coding.toLowerCase());
  if (!isHttp10 && codings.includes('chunked')) return { kind: 'chunked' };
  const lengths = valuesOf(headers, 'content-length');
  if (new Set(lengths).size > 1) {
    throw new TransportError('ambiguous-length', `${peer} sent Content-Length headers that contradict each other: ${lengths.map((value) => JSON.stringify(value)).join(', ')}`);
  }
  // What is no number is no length: the body ends with the connection.
  if (lengths.length === 0 || !/^0*\d{1,19}$/.test(lengths[0]) || BigInt(lengths[0]) > LARGEST) return { kind: 'close' };
  return { kind: 'length', length: Number(lengths[0]) };
}

/** What browsers can count to. */
const LARGEST = 2n ** 63n - 1n;

/**
 * The members of all lines of that name.
 *
 * @param {ReplyHead['headers']} headers
 * @param {string} wanted
 */
export function valuesOf(headers, wanted) {
  return headers
    .filter(([name]) => trimmed(name).toLowerCase() === wanted)
    .flatMap(([, value]) => value.split(',').map(trimmed));
}

/**
 * The bytes of the body. Ends where the body does, and throws where it is cut short.
 *
 * @param {ByteSource} source
 * @param {Framing} framing
 * @param {{ peer: string, headBytes: number }} settings
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
export async function* bodyBytes(source, framing, settings) {
  if (framing.kind === 'none') return;
  if (framing.kind === 'chunked') return yield* chunkedBytes(source, settings);
  let left = framing.kind === 'length' ? framing.length : Infinity;
  while (left > 0) {
    const bytes = await source.take();
    if (bytes === null) {
      if (framing.kind === 'close') return;
      throw new TransportError('incomplete-body', `${settings.peer} closed the connection ${left} bytes before the end of the body that Content-Length promised`);
    }
    const wanted = bytes.subarray(0, left);
    // Before anybody has them: a reader may take the buffer away.
    left -= wanted.length;
    yield wanted;
  }
}

/**
 * @param {ByteSource} source
 * @param {{ peer: string, headBytes: number }} settings
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
async function* chunkedBytes(source, settings) {
  const decoder = new ChunkDecoder(settings);
  while (!decoder.isOver) {
    const bytes = await source.take();
    if (bytes === null) throw new TransportError('incomplete-body', `${settings.peer} closed the connection before the last chunk of the body`);
    const data = decoder.decode(bytes);
    if (data.length > 0) yield data;
  }
}

/** No chunk size with its extensions is longer. */
const LONGEST_LINE = 16 * 1024;
const LF = 0x0a;

/** Chunks without their coding, wherever packets end. */
class ChunkDecoder {
  isOver = false;

  #settings;
  /** @type {'size' | 'data' | 'data-end' | 'trailers'} */
  #state = 'size';
  #line = '';
  /** How much of this chunk's data is to come. */
  #left = 0;
  #trailerBytes = 0;

  /** @param {{ peer: string, headBytes: number }} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /** @param {Uint8Array} bytes @returns {Uint8Array} what of it is data, in one piece however small the chunks are */
  decode(bytes) {
    /** @type {Uint8Array[]} */
    const pieces = [];
    let at = 0;
    while (at < bytes.length && !this.isOver) {
      if (this.#state === 'data') {
        const data = bytes.subarray(at, at + this.#left);
        at += data.length;
        this.#left -= data.length;
        if (this.#left === 0) this.#state = 'data-end';
        pieces.push(data);
      } else {
        const end = bytes.indexOf(LF, at);
        const piece = bytes.subarray(at, end < 0 ? bytes.length : end);
        this.#extendLine(piece);
        at += piece.length + 1;
        if (end >= 0) this.#endLine();
      }
    }
    return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
  }

  /** @param {Uint8Array} piece */
  #extendLine(piece) {
    const { peer, headBytes } = this.#settings;
    if (this.#state === 'trailers') this.#trailerBytes += piece.length + 1;
    if (this.#trailerBytes > headBytes) throw new TransportError('head-too-large', `${peer} sent trailers of more than ${headBytes} bytes`);
    if (this.#state === 'trailers' && this.#line.length > 1) return;
    this.#line += Buffer.from(piece.buffer, piece.byteOffset, Math.min(piece.length, LONGEST_LINE + 1)).toString('latin1');
    if (this.#line.length > LONGEST_LINE && this.#state !== 'trailers') throw this.#malformed('a line that does not end');
  }

  #endLine() {
    const line = this.#line.replace(/\r$/, '');
    this.#line = '';
    if (this.#state === 'trailers') {
      // Nobody reads what they say.
      this.isOver = line === '';
    } else if (this.#state === 'data-end') {
      if (line !== '') throw this.#malformed(`${JSON.stringify(line.slice(0, 40))} where the chunk should end`);
      this.#state = 'size';
    } else {
      const size = /^0*([0-9a-f]{1,13}) *(?:;|$)/i.exec(line)?.[1];
      if (size === undefined) throw this.#malformed(`${JSON.stringify(line.slice(0, 40))} where the size of a chunk should be`);
      this.#left = Number.parseInt(size, 16);
      this.#state = this.#left === 0 ? 'trailers' : 'data';
    }
  }

  /** @param {string} found */
  #malformed(found) {
    return new TransportError('malformed-chunk', `${this.#settings.peer} sent a malformed chunked body: ${found}`);
  }
}
