/** The body of a reply as a page gets it: without content coding, and not too long. */
import { decoded } from './content-coding.js';
import { TransportError } from './failure.js';

/**
 * @param {AsyncGenerator<Uint8Array, void>} raw
 * @param {[name: string, value: string][]} headers
 * @param {number} most bytes, both with the coding and without it
 * @param {string} peer
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
export function plainBody(raw, headers, most, peer) {
  const coded = atMost(most, raw, peer);
  const plain = decoded(coded, headers, peer);
  return plain === coded ? coded : atMost(most, plain, peer);
}

/**
 * @param {number} most
 * @param {AsyncIterable<Uint8Array>} source
 * @param {string} peer
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
async function* atMost(most, source, peer) {
  let length = 0;
  for await (const bytes of source) {
    length += bytes.length;
    if (length > most) throw new TransportError('body-too-large', `${peer} sent a body of more than ${most} bytes, the limit \`bodyBytes\``);
    yield bytes;
  }
}
