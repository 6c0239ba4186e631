/** Sends a request and its body. */
import { isStream } from './request-head.js';

/** @typedef {import('./connection.js').Connection | import('./in-process-connection.js').InProcessConnection} Connection */

/**
 * Until all is sent, or the server is gone. Rejects with what the stream does.
 *
 * @param {Connection} connection
 * @param {Buffer} head
 * @param {import('./transport.js').WireRequest['body']} body
 */
export async function sendBody(connection, head, body) {
  if (isStream(body)) return await sendStream(connection, head, body);
  await connection.write(body ? Buffer.concat([head, bytesOf(body)]) : head);
}

/**
 * In chunks, as fast as the server takes them.
 *
 * @param {Connection} connection
 * @param {Buffer} head
 * @param {ReadableStream<Uint8Array>} stream
 */
async function sendStream(connection, head, stream) {
  const reader = stream.getReader();
  // Whatever the stream waits for, nobody wants it then. That ends the read below, too.
  let isReading = true;
  connection.onOver(() => void (isReading && reader.cancel().catch(() => {})));
  try {
    let isTaken = await connection.write(head);
    while (isTaken && !connection.isOver) {
      const { done, value } = await reader.read();
      if (connection.isOver) break;
      if (done) return void (await connection.write('0\r\n\r\n'));
      if (!ArrayBuffer.isView(value)) throw new TypeError(`A chunk of the body is a ${typeof value}, not a Uint8Array`);
      // An empty chunk would be the last.
      if (value.byteLength > 0) isTaken = await connection.write(chunk(bytesOf(value)));
    }
    await reader.cancel();
  } finally {
    isReading = false;
    reader.releaseLock();
  }
}

/** @param {Uint8Array} bytes */
function bytesOf(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** @param {Buffer} bytes */
function chunk(bytes) {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}
