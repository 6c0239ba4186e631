/** A pasted text that cannot be read: where in it, what stands there and what was expected. */
import { CorslabError } from 'corslab';

/** @typedef {{ line: number, column: number }} Place both from 1; columns count UTF-16 units, as editors do */

/** Thrown by every reader of pasted text. It is a `CorslabError` about the field `text`. */
export class PasteError extends CorslabError {
  /** @param {{ code: string, value: string, allowed: string, at?: Place, detail?: string | number }} details */
  constructor({ code, value, allowed, at, detail }) {
    const where = at ? `line ${at.line}, column ${at.column}: ` : '';
    super({ message: `${where}${value}; expected ${allowed}`, field: 'text', value, allowed });
    this.code = code;
    this.at = at;
    this.detail = detail;
  }
}

/**
 * @param {string} text
 * @param {number} offset
 * @returns {Place}
 */
export function placeOf(text, offset) {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

/**
 * The text, if it is one and no longer than anybody pastes.
 *
 * @param {unknown} text
 * @param {number} longest
 * @returns {string}
 */
export function pasted(text, longest) {
  if (typeof text !== 'string') {
    throw new PasteError({ code: 'not-text', value: text === null ? 'null' : `a value of type ${typeof text}`, allowed: 'a string' });
  }
  if (text.length > longest) {
    const value = `a text of ${text.length} characters`;
    throw new PasteError({ code: 'too-long', value, allowed: `at most ${longest}`, detail: longest });
  }
  return text;
}
