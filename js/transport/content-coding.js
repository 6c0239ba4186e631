/** Content codings: which there are, and bodies without them. */
import { pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { valuesOf } from './body-framing.js';
import { TransportError } from './failure.js';

/** @typedef {AsyncIterable<Uint8Array>} Bytes */
/** @typedef {(source: Bytes) => Bytes} Decoder */

/** Newer versions of Node.js have it. @type {undefined | (() => import('node:stream').Transform)} */
const createZstd = /** @type {any} */ (zlib).createZstdDecompress;

/** Browsers show what there is of a body that was cut short. */
const LENIENT = { finishFlush: zlib.constants.Z_SYNC_FLUSH };
const LENIENT_BROTLI = { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH };

/**
 * By the first bytes, because `deflate` means one of two things.
 *
 * @type {Record<string, (first: Uint8Array) => import('node:stream').Transform>}
 */
const DECODERS = {
  'gzip': () => zlib.createInflateRaw(LENIENT),
  'deflate': (first) => (isZlib(first) ? zlib.createInflate(LENIENT) : zlib.createInflateRaw(LENIENT)),
  'br': () => zlib.createBrotliDecompress(LENIENT_BROTLI),
  ...(createZstd && { zstd: () => createZstd() }),
};

/** What `Accept-Encoding` says. */
export function availableCodings() {
  return createZstd ? 'gzip, deflate, br, zstd' : 'gzip, deflate, br';
}

/**
 * The body without the codings that the reply names. With one among them that is unknown it stays as it is, as in
 * browsers.
 *
 * @param {Bytes} source
 * @param {[name: string, value: string][]} headers
 * @param {string} peer
 * @returns {Bytes}
 */
export function decoded(source, headers, peer) {
  const codings = valuesOf(headers, 'content-encoding').map((coding) => coding.toLowerCase().replace('x-gzip', 'gzip'));
  if (!codings.every((coding) => Object.hasOwn(DECODERS, coding))) return source;
  return codings.reduceRight((inner, coding) => without(coding, inner, peer), source);
}

/**
 * @param {string} coding
 * @param {Bytes} source
 * @param {string} peer
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
async function* without(coding, source, peer) {
  const rest = coding === 'gzip' ? afterGzipHeader(source, peer) : source[Symbol.asyncIterator]();
  const first = await rest.next();
  // Nothing at all is nothing, whatever it is said to be.
  if (first.done) return;
  const decoder = DECODERS[coding](first.value);
  const coded = Readable.from(resumed(first.value, rest), { highWaterMark: 1 });
  // The loop below meets whatever goes wrong; here it only must be heard.
  pipeline(coded, decoder, () => {});
  try {
    yield* decoder;
  } catch (error) {
    if (error instanceof TransportError) throw error;
    throw malformed(coding, peer, error);
  } finally {
    coded.destroy();
    decoder.destroy();
  }
}

/** @param {Uint8Array} first @param {AsyncIterator<Uint8Array>} rest */
async function* resumed(first, rest) {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** `deflate` means zlib's format. Some servers send what is within it. @param {Uint8Array} first */
function isZlib(first) {
  const [method, flags] = first;
  return (method & 0x0f) === 8 && (flags === undefined || ((method << 8) | flags) % 31 === 0);
}

/** What a gzip header's flags say is in it. */
const FLAGS = { check: 0x02, extra: 0x04, name: 0x08, comment: 0x10 };
const LONGEST_HEADER = 256 * 1024;

/**
 * Like browsers this reads one member, and neither the sum after it nor whatever follows: Node's gunzip would insist
 * on both.
 *
 * @param {Bytes} source
 * @param {string} peer
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
async function* afterGzipHeader(source, peer) {
  let start = Buffer.alloc(0);
  let end;
  for await (const bytes of source) {
    if (end !== undefined) {
      yield bytes;
      continue;
    }
    start = Buffer.concat([start, bytes]);
    end = gzipHeaderLength(start);
    if (end === null || start.length > LONGEST_HEADER) throw malformed('gzip', peer, new Error('incorrect header'));
    if (end !== undefined && end < start.length) yield start.subarray(end);
  }
}

/** @param {Buffer} bytes @returns {number | undefined | null} undefined while there is more to come, null if this is none */
function gzipHeaderLength(bytes) {
  if ([0x1f, 0x8b, 0x08].some((byte, at) => at < bytes.length && bytes[at] !== byte)) return null;
  if (bytes.length < 10) return undefined;
  const flags = bytes[3];
  let at = 10;
  if (flags & FLAGS.extra) {
    if (bytes.length < at + 2) return undefined;
    at += 2 + bytes.readUInt16LE(at);
  }
  for (const flag of [FLAGS.name, FLAGS.comment]) {
    if (!(flags & flag)) continue;
    at = bytes.indexOf(0, at) + 1;
    if (at === 0) return undefined;
  }
  if (flags & FLAGS.check) at += 2;
  return at <= bytes.length ? at : undefined;
}

/** @param {string} coding @param {string} peer @param {unknown} error */
function malformed(coding, peer, error) {
  const detail = error instanceof Error ? error.message : String(error);
  return new TransportError('malformed-coding', `${peer} says that the body is coded by ${coding}, and it is not: ${detail}`, { cause: error });
}
