/** What the core asks to know of a body that integrity metadata describe. */
import { createHash } from 'node:crypto';
import { bytesOf } from '../transport/body.js';

const ALGORITHMS = ['sha256', 'sha384', 'sha512'];

/**
 * Reads a whole body. It can be read again.
 *
 * @param {import('../transport/transport.js').WireReply} reply
 * @returns {Promise<{ reply: import('../transport/transport.js').WireReply, bodyHashes: string[] }>}
 */
export async function measured(reply) {
  const bytes = await bytesOf(reply.body);
  const bodyHashes = ALGORITHMS.map((name) => `${name}-${createHash(name).update(bytes).digest('base64')}`);
  return { reply: { ...reply, body: reply.body && bytes }, bodyHashes };
}
