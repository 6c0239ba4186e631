/** Content codings: which there are, and bodies without them. */
import { pipeline, Readable } from 'node:stream';
import * as zlib from 'node:zlib';
import { valuesOf } from './body-framing.js';
import { TransportError } from './failure.js';

/** @typedef {AsyncIterable<Uint8Array>} Bytes */
/** @typedef {(source: Bytes) => Bytes} Decoder */

/** Newer versions of Node.js have it. @type {undefined | (() => import('node:stream').Transform)} */
const createZstd = /** @type {any} */ (zlib).createZstdDecompress;

/** @type {Record<string, (first: Uint8Array) => import('node:stream').Transform>} */
const DECODERS = {
  'gzip': () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  'deflate': (first) => (isZlib(first) ? zlib.createInflate() : zlib.createInflateRaw()),
  'br': () => zlib.createBrotliDecompress(),
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
  const codings = valuesOf(headers, 'content-encoding').map((coding) => coding.toLowerCase());
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
  const rest = source[Symbol.asyncIterator]();
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
    const detail = error instanceof Error ? error.message : String(error);
    throw new TransportError('malformed-coding', `${peer} says that the body is coded by ${coding}, and it is not: ${detail}`, { cause: error });
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
