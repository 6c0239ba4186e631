/** The two forms that a reply's body comes in. */

/** @typedef {import('./transport.js').WireReply['body']} ReplyBody */

/**
 * Whether it is there as a whole. Not by `instanceof`: test runners run tests in realms of their own.
 *
 * @param {ReplyBody | undefined} body
 * @returns {body is Uint8Array}
 */
export function isWhole(body) {
  return ArrayBuffer.isView(body);
}

/**
 * Nobody wants it any more.
 *
 * @param {ReplyBody | undefined} body
 */
export function giveUp(body) {
  if (body && !isWhole(body)) void body.cancel().catch(() => {});
}

/**
 * All of it. Rejects as the stream does.
 *
 * @param {ReplyBody} body
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOf(body) {
  return isWhole(body) ? body : new Uint8Array(await new Response(body).arrayBuffer());
}
