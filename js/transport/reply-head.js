/**
 * The head of a reply, as browsers read it.
 *
 * No parser of the registry keeps what the machine must judge. `http-parser-js` and llhttp drop or refuse names that
 * end in a space, lone CRs, junk before the status line, statuses below 100 and heads that the server cut short, all
 * of which browsers read; and they accept what browsers refuse. So this follows what Chromium and Firefox were seen to
 * do with some 190 odd replies (tests/page/replies), Chromium where they differ in the lines, and the one that refuses
 * where they differ about the status line.
 */
import { TransportError } from './failure.js';

/**
 * @typedef {object} ReplyHead
 * @property {boolean} isHttp10 whose bodies are never chunked
 * @property {number} status
 * @property {string} statusText
 * @property {[name: string, value: string][]} headers
 */

/** A source of bytes that takes back what was too much. @typedef {{ take(): Promise<Uint8Array | null>, giveBack(bytes: Uint8Array): void }} ByteSource */

const LF = 0x0a;
const CR = 0x0d;

/**
 * Reads heads until the final one: interim replies (100, 102, 103 …) are none of the page's business.
 *
 * @param {ByteSource} source
 * @param {{ peer: string, headBytes: number, allowsCut: boolean }} settings
 * @returns {Promise<ReplyHead>}
 */
export async function readReplyHead(source, settings) {
  let left = settings.headBytes;
  for (;;) {
    const block = await readBlock(source, left, settings);
    left -= block.length;
    const head = parseHead(block.toString('latin1'), settings.peer);
    if (head.status === 101) throw new TransportError('unexpected-upgrade', `${settings.peer} answered 101: it switched to a protocol that nobody asked for`);
    if (head.status < 100 || head.status > 199) return head;
  }
}

/**
 * The bytes up to and with the empty line. What follows goes back to the source.
 *
 * @param {ByteSource} source
 * @param {number} limit
 * @param {{ peer: string, headBytes: number, allowsCut: boolean }} settings
 * @returns {Promise<Buffer>}
 */
async function readBlock(source, limit, { peer, headBytes, allowsCut }) {
  /** @type {Uint8Array[]} */
  const pieces = [];
  const finder = new EndFinder();
  let length = 0;
  let isHttp = false;
  for (;;) {
    const piece = await source.take();
    if (piece === null) {
      if (length > 0 && allowsCut) return Buffer.concat(pieces);
      throw new TransportError('ECONNRESET', `${peer} closed the connection ${length > 0 ? `in the head of its reply, after ${length} bytes` : 'without a reply'}`);
    }
    const end = finder.find(piece);
    length += end ?? piece.length;
    if (length > limit) throw new TransportError('head-too-large', `${peer} sent a head of more than ${headBytes} bytes`);
    pieces.push(end === undefined ? piece : piece.subarray(0, end));
    isHttp ||= speaksHttp(pieces, length, peer);
    if (end === undefined) continue;
    if (end < piece.length) source.giveBack(piece.subarray(end));
    return Buffer.concat(pieces);
  }
}

/** Finds the empty line, wherever packets end: an LF after an LF, with one CR between them at most. */
class EndFinder {
  /** What this line has so far. @type {'nothing' | 'cr' | 'something'} */
  #line = 'nothing';
  /** Line ends before the status line are no end of the head. */
  #hasLine = false;

  /** @param {Uint8Array} bytes @returns {number | undefined} where the head ends */
  find(bytes) {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === LF) {
        if (this.#line !== 'something' && this.#hasLine) return at + 1;
        this.#line = 'nothing';
      } else if (byte === CR && this.#line === 'nothing') {
        this.#line = 'cr';
      } else {
        this.#line = 'something';
        this.#hasLine = true;
      }
    }
    return undefined;
  }
}

/** Browsers skip this much before the status line. */
const MOST_JUNK = 4;

/**
 * Whoever speaks something else should not be listened to until the time is over.
 *
 * @param {Uint8Array[]} pieces
 * @param {number} length
 * @param {string} peer
 * @returns {boolean} whether enough has come to say so
 */
function speaksHttp(pieces, length, peer) {
  if (length < MOST_JUNK + 'HTTP'.length) return false;
  const start = Buffer.concat(pieces).toString('latin1', 0, MOST_JUNK + 'HTTP'.length);
  if (!/http/i.test(start)) throw malformed(peer, 'does not speak HTTP/1.1: its reply begins with', start);
  return true;
}

const STATUS_LINE = /^http\/(\d+)(?:\.(\d+))?[ \t]+(\d{1,3})(?:[ \t]+([^]*))?$/i;

/**
 * @param {string} text ISO 8859-1
 * @param {string} peer
 * @returns {ReplyHead}
 */
function parseHead(text, peer) {
  if (text.includes('\0')) throw new TransportError('malformed-head', `${peer} sent a NUL in the head of its reply`);
  const start = text.toLowerCase().indexOf('http');
  const [statusLine, ...lines] = text.slice(Math.max(start, 0)).split(/[\r\n]+/);
  const parts = STATUS_LINE.exec(trimmed(statusLine));
  if (!parts) throw malformed(peer, 'sent a malformed status line:', statusLine);
  const [, major, minor, status, reason] = parts;
  const isHttp10 = Number(major) < 1 || (Number(major) === 1 && Number(minor ?? 0) < 1);
  return { isHttp10, status: Number(status), statusText: reason ?? '', headers: headersOf(lines) };
}

/** What browsers take for a name. One that ends in white space is the machine's to judge: browsers disagree. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*$/;

/**
 * @param {string[]} lines
 * @returns {[name: string, value: string][]}
 */
function headersOf(lines) {
  /** @type {{ name: string, values: string[] }[]} */
  const fields = [];
  let isContinuable = false;
  for (const line of lines) {
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (isContinuable) fields[fields.length - 1].values.push(trimmed(line));
      continue;
    }
    const colon = line.indexOf(':');
    isContinuable = colon > 0;
    if (isContinuable) fields.push({ name: line.slice(0, colon), values: [trimmed(line.slice(colon + 1))] });
  }
  return fields.filter(({ name }) => NAME.test(name)).map(({ name, values }) => [name, trimmed(values.join(' '))]);
}

/**
 * Without the white space that HTTP knows. No regular expression: they take the square of a long row of spaces.
 *
 * @param {string} text
 */
export function trimmed(text) {
  let [start, end] = [0, text.length];
  while (start < end && isWhiteSpace(text.charCodeAt(start))) start++;
  while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** @param {number} code */
function isWhiteSpace(code) {
  return code === 0x20 || code === 0x09;
}

/** @param {string} peer @param {string} problem @param {string} found */
function malformed(peer, problem, found) {
  return new TransportError('malformed-head', `${peer} ${problem} ${JSON.stringify(found.slice(0, 80))}`);
}
