/** What a terminal shows of replies: `curl -i`, `curl -v`, `curl -sD-`, or bare header lines. */
import { pasted, PasteError } from './error.js';

/** @typedef {import('corslab/paste').PastedReply} PastedReply */

/** A body may follow the head. */
const LONGEST = 64 * 2 ** 20;

const STATUS_LINE = /^HTTP\/\d+(?:\.\d+)?[ \t]+(\d{3})(?:[ \t]+(.*?))?[ \t]*$/i;
const HEADER_LINE = /^([^\s:()<>@,;\\"/[\]?={}]+)[ \t]*:[ \t]*(.*?)[ \t]*$/;
const REQUEST_LINE = /^([A-Z][A-Z-]*) (\S+) HTTP\/\d/;
const VERBOSE = /^[<>*{}](?: |$)/;

/**
 * @param {unknown} text
 * @returns {import('corslab/paste').PastedMessage}
 */
export function readHttpMessage(text) {
  const message = pasted(text, LONGEST);
  const reader = isVerbose(message) ? new VerboseReader() : new HeadReader();
  let number = 0;
  let start = 0;
  while (start <= message.length && !reader.isDone) {
    const end = message.indexOf('\n', start);
    const line = message.slice(start, end === -1 ? message.length : end).replace(/\r+$/, '');
    reader.line(line, ++number);
    if (end === -1) break;
    start = end + 1;
  }
  return reader.result(number);
}

/** Whether lines are marked as `curl -v` marks them. @param {string} text */
export function isVerbose(text) {
  return /^[<>] (?:HTTP\/\d|[A-Z]+ \S+ HTTP\/\d)/m.test(text.slice(0, 2 ** 20));
}

/** Heads that follow each other, each ended by an empty line; then perhaps a body. */
class HeadReader {
  isDone = false;
  /** @type {PastedReply[]} */
  replies = [];
  /** @type {import('corslab/paste').PasteNote[]} */
  notes = [];
  /** @type {PastedReply | undefined} the head at hand */
  head = undefined;
  /** @type {PastedReply['request']} what the next reply answers */
  request = null;

  /** @param {string} line @param {number} number */
  line(line, number) {
    if (line.trim() === '') return this.finish();
    const status = STATUS_LINE.exec(line);
    if (status) {
      this.finish();
      this.head = reply(Number(status[1]), status[2] ?? '', this.request);
    } else if (this.head) {
      this.header(this.head, line, number);
    } else if (this.replies.length > 0) {
      // The body. What looks like a head in it is none.
      this.isDone = true;
    } else {
      this.bare(line, number);
    }
  }

  /** The first line of headers without a status line. @param {string} line @param {number} number */
  bare(line, number) {
    if (!HEADER_LINE.test(line)) throw notHeader(line, number, 'a status line (HTTP/1.1 200 OK) or a header (Name: value)');
    this.notes.push({ code: 'no-status', about: 'status', message: 'There is no status line: 200 was taken.' });
    this.head = reply(200, '', this.request);
    this.header(this.head, line, number);
  }

  /** @param {PastedReply} head @param {string} line @param {number} number */
  header(head, line, number) {
    const last = head.headers.at(-1);
    if (/^[ \t]/.test(line) && last) {
      // An obsolete line folding continues the value.
      last[1] = `${last[1]} ${line.trim()}`;
      return;
    }
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined) throw notHeader(line, number, 'a header (Name: value), or an empty line before the body');
    head.headers.push([name, value]);
    head.lines.push(number);
  }

  /** @param {NonNullable<PastedReply['request']>} request that the reply to come answers */
  next(request) {
    this.finish();
    this.request = request;
  }

  finish() {
    const { head } = this;
    this.head = undefined;
    if (!head) return;
    if (head.status < 200 && head.status !== 101) {
      this.notes.push({ code: 'interim', about: String(head.status), message: `An interim reply (${head.status}) was left out.` });
    } else if (isTunnel(head)) {
      this.notes.push({ code: 'tunnel', about: 'CONNECT', message: "A proxy's reply to CONNECT was left out: the browser does not see it." });
    } else {
      this.replies.push(head);
    }
  }

  /** @param {number} lines how many there were */
  result(lines) {
    this.finish();
    if (this.replies.length === 0) throw notHeader('', lines, 'a status line (HTTP/1.1 200 OK) or headers (Name: value)');
    return { replies: this.replies, notes: this.notes };
  }
}

/** `< ` the reply's head, `> ` the request's, `* ` what curl tells; anything else is the body, or `-i`'s second copy. */
class VerboseReader extends HeadReader {
  /** @param {string} line @param {number} number */
  line(line, number) {
    if (!VERBOSE.test(line)) return;
    const content = line.slice(2);
    if (line[0] === '<') super.line(content, number);
    else if (line[0] === '>') this.sent(content);
    this.isDone = false;
  }

  /** @param {string} content */
  sent(content) {
    const [, method, target] = REQUEST_LINE.exec(content) ?? [];
    if (method !== undefined) {
      this.next({ method, url: target, headers: [] });
      return;
    }
    const [, name, value] = HEADER_LINE.exec(content) ?? [];
    if (name !== undefined) this.request?.headers.push([name, value]);
  }

  /** @param {number} lines */
  result(lines) {
    const { replies, notes } = super.result(lines);
    for (const { request } of replies) {
      const host = request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
      if (request && host && request.url.startsWith('/')) request.url = `//${host}${request.url}`;
    }
    return { replies, notes };
  }
}

/** @param {number} status @param {string} statusText @param {PastedReply['request']} request @returns {PastedReply} */
function reply(status, statusText, request) {
  return { status, statusText, headers: [], lines: [], request };
}

/** @param {PastedReply} head */
function isTunnel({ status, statusText, request }) {
  return request !== null ? request.method === 'CONNECT' : status === 200 && /^connection established$/i.test(statusText);
}

/** @param {string} line @param {number} number @param {string} allowed */
function notHeader(line, number, allowed) {
  const value = line === '' ? 'nothing' : JSON.stringify(line.slice(0, 80));
  return new PasteError({ code: 'not-http', value, allowed, at: { line: Math.max(number, 1), column: 1 } });
}

/**
 * The replies as a scenario's `server`.
 *
 * @param {PastedReply[]} replies
 * @param {PastedReply[]} [preflights] replies to OPTIONS, the first one for the first hop
 * @returns {import('corslab').Answer[]}
 */
export function answersOf(replies, preflights = []) {
  const waiting = [...preflights];
  /** @type {import('corslab').Answer[]} */
  const answers = [];
  for (const each of replies) {
    const isPreflight = each.request?.method === 'OPTIONS' && each !== replies.at(-1);
    if (isPreflight) {
      waiting.push(each);
      continue;
    }
    const preflight = waiting.shift();
    answers.push({ ...(preflight && { preflight: plain(preflight) }), response: plain(each) });
  }
  return answers;
}

/** @param {PastedReply} reply */
function plain({ status, headers }) {
  return { status, headers };
}
