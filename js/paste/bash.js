/** A command line as bash splits it into words. Nothing is expanded and nothing is run. */
import { PasteError, placeOf } from './error.js';

/**
 * @typedef {{ text: string, offset: number }} Word `offset` is where it starts in the pasted text
 * @typedef {{ words: Word[], stdin?: string, expansions: string[], rest: string }} Command
 *   `stdin` is a here-document's text; `expansions` is what only a shell could fill in; `rest` follows the command
 */

const SIMPLE_ESCAPES = { a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
/** `\nnn`, `\xHH`, `\uHHHH`, `\UHHHHHHHH`, `\cx` or one character. */
const ANSI_ESCAPE = /\\(?:([0-7]{1,3})|x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|c([\s\S])|([\s\S]))/y;
const EXPANSION = /\$(?:\{[^}]*\}|\w+|[@*#?$!-])/y;
/** Characters that mean nothing to the shell. */
const PLAIN = /[^\s'"\\$`|;&<>()]+/y;

/**
 * The first command of a text.
 *
 * @param {string} text
 * @returns {Command}
 */
export function splitBash(text) {
  const reader = new Reader(text);
  reader.command();
  return reader.result();
}

class Reader {
  at = 0;
  /** @type {Word[]} */
  words = [];
  /** @type {Set<string>} */
  expansions = new Set();
  /** @type {string | undefined} */
  stdin = undefined;
  /** @type {{ delimiter: string, tabs: boolean } | undefined} a here-document that starts on the next line */
  hereDocument = undefined;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  result() {
    const rest = this.text.slice(this.at).replace(/^[\s;|&]+/, '').trim();
    return { words: this.words, stdin: this.stdin, expansions: [...this.expansions], rest };
  }

  command() {
    while (this.at < this.text.length) {
      this.blanks();
      const character = this.text[this.at];
      if (character === undefined) return;
      if (character === '\n') {
        this.at++;
        if (this.hereDocument) this.readHereDocument(this.hereDocument);
        if (this.words.length > 0) return;
      } else if (character === '#') {
        this.at = this.endOfLine();
      } else if (character === '<' || character === '>') {
        this.redirection();
      } else if ('|;&()'.includes(character)) {
        if (this.words.length > 0) return;
        this.at++;
      } else {
        this.words.push(this.word());
      }
    }
  }

  /** Blanks, and line ends that a backslash takes away: with blanks after it too, which is what copying often adds. */
  blanks() {
    const blanks = /(?:[^\S\n]|\\[ \t]*\r?\n)*/y;
    blanks.lastIndex = this.at;
    this.at += blanks.exec(this.text)?.[0].length ?? 0;
  }

  endOfLine() {
    const end = this.text.indexOf('\n', this.at);
    return end === -1 ? this.text.length : end;
  }

  /** @returns {Word} */
  word() {
    const offset = this.at;
    const parts = [];
    while (this.at < this.text.length) {
      const character = this.text[this.at];
      if (/[\s|;&<>()]/.test(character)) break;
      parts.push(this.part(character));
    }
    return { text: parts.join(''), offset };
  }

  /** @param {string} character the one at hand */
  part(character) {
    switch (character) {
      case "'":
        return this.singleQuoted();
      case '"':
        return this.doubleQuoted();
      case '\\':
        return this.escaped();
      case '$':
        return this.dollar();
      case '`':
        return this.backticks();
      default:
        return this.take(PLAIN);
    }
  }

  /** @param {RegExp} pattern sticky */
  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? this.text[this.at];
    this.at += found.length;
    return found;
  }

  escaped() {
    const next = /\\(?:\r?\n|[\s\S]|$)/y;
    const found = this.take(next);
    return found.endsWith('\n') ? '' : found.slice(1);
  }

  singleQuoted() {
    const end = this.text.indexOf("'", this.at + 1);
    if (end === -1) this.unclosed("'", this.at);
    const inner = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return inner;
  }

  doubleQuoted() {
    const start = this.at++;
    const parts = [];
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) this.unclosed('"', start);
      if (character === '"') break;
      if (character === '\\') parts.push(this.take(/\\(?:\r?\n|[\s\S]|$)/y).replace(/^\\(?:\r?\n|([$`"\\]))/, '$1'));
      else if (character === '$') parts.push(this.expansion());
      else if (character === '`') parts.push(this.backticks());
      else parts.push(this.take(/[^"\\$`]+/y));
    }
    this.at++;
    return parts.join('');
  }

  dollar() {
    const next = this.text[this.at + 1];
    if (next === "'") return this.ansiQuoted();
    if (next === '"') {
      this.at++;
      return this.doubleQuoted();
    }
    return this.expansion();
  }

  /** `$'…'`. Bytes that are written one by one are UTF-8. */
  ansiQuoted() {
    const start = this.at;
    this.at += 2;
    /** @type {number[]} */
    let bytes = [];
    const parts = [];
    const flush = () => {
      if (bytes.length > 0) parts.push(new TextDecoder().decode(Uint8Array.from(bytes)));
      bytes = [];
    };
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) this.unclosed("$'", start);
      if (character === "'") break;
      if (character !== '\\') {
        flush();
        parts.push(this.take(/[^'\\]+/y));
        continue;
      }
      const { text, byte } = this.ansiEscape(start);
      if (byte !== undefined) {
        bytes.push(byte);
        continue;
      }
      flush();
      parts.push(text);
    }
    flush();
    this.at++;
    return parts.join('');
  }

  /** @param {number} start @returns {{ text: string, byte?: number }} */
  ansiEscape(start) {
    ANSI_ESCAPE.lastIndex = this.at;
    const found = ANSI_ESCAPE.exec(this.text);
    if (!found) return this.unclosed("$'", start);
    const [all, octal, hex, short, long, control, other] = found;
    this.at += all.length;
    if (octal !== undefined) return { text: '', byte: parseInt(octal, 8) & 0xff };
    if (hex !== undefined) return { text: '', byte: parseInt(hex, 16) };
    if (short !== undefined) return { text: String.fromCharCode(parseInt(short, 16)) };
    if (long !== undefined) return { text: String.fromCodePoint(Math.min(parseInt(long, 16), 0x10ffff)) };
    if (control !== undefined) return { text: String.fromCharCode(control.charCodeAt(0) & 0x1f) };
    if (Object.hasOwn(SIMPLE_ESCAPES, other)) return { text: SIMPLE_ESCAPES[/** @type {'n'} */ (other)] };
    return { text: `'"?\\`.includes(other) ? other : `\\${other}` };
  }

  /** `$NAME`, `${…}` or `$(…)`: it stays as it stands, and is told. */
  expansion() {
    const start = this.at;
    if (this.text.startsWith('$(', start)) this.parentheses();
    else this.take(EXPANSION);
    const found = this.text.slice(start, this.at);
    if (found.length > 1) this.expansions.add(found);
    return found;
  }

  parentheses() {
    const start = this.at;
    let depth = 0;
    do {
      const character = this.text[this.at++];
      if (character === undefined) this.unclosed('$(', start);
      if (character === '(') depth++;
      if (character === ')') depth--;
    } while (depth > 0 || this.text[this.at - 1] === '$');
  }

  backticks() {
    const end = this.text.indexOf('`', this.at + 1);
    if (end === -1) this.unclosed('`', this.at);
    const found = this.text.slice(this.at, end + 1);
    this.at = end + 1;
    this.expansions.add(found);
    return found;
  }

  /** `2>&1`, `> file`, `< file`, `<<< text` and here-documents. */
  redirection() {
    const last = this.words.at(-1);
    if (last && /^\d$/.test(last.text) && last.offset + 1 === this.at) this.words.pop();
    const operator = this.take(/<<<|<<-?|<[>&]?|>[>&|]?/y);
    this.blanks();
    const { text } = this.word();
    if (operator === '<<<') this.stdin = `${text}\n`;
    else if (operator.startsWith('<<')) this.hereDocument = { delimiter: text, tabs: operator.endsWith('-') };
  }

  /** @param {{ delimiter: string, tabs: boolean }} document */
  readHereDocument({ delimiter, tabs }) {
    this.hereDocument = undefined;
    const lines = [];
    while (this.at < this.text.length) {
      const end = this.endOfLine();
      const raw = this.text.slice(this.at, end).replace(/\r$/, '');
      const line = tabs ? raw.replace(/^\t+/, '') : raw;
      this.at = end + 1;
      if (line === delimiter) break;
      lines.push(`${line}\n`);
    }
    this.stdin = lines.join('');
  }

  /** @param {string} quote @param {number} offset @returns {never} */
  unclosed(quote, offset) {
    const closing = { '$(': ')', "$'": "'" }[quote] ?? quote;
    throw new PasteError({
      code: 'unclosed-quote',
      value: `${quote} is opened here and never closed`,
      allowed: `a closing ${closing}`,
      at: placeOf(this.text, offset),
    });
  }
}
