/** What goes to the terminal. */
import { styleText } from 'node:util';

/** @typedef {'bold' | 'dim' | 'red' | 'green' | 'yellow'} Style */

let isColourful = true;

/** `--no-color` */
export function withoutColours() {
  isColourful = false;
}

/**
 * Whether a stream gets colours: https://no-color.org and https://force-color.org, then whether a person reads it.
 *
 * @param {NodeJS.WriteStream} [stream]
 */
export function hasColours(stream = process.stdout) {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (!isColourful || (NO_COLOR !== undefined && NO_COLOR !== '')) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return !/^(?:0|false)$/.test(FORCE_COLOR);
  return stream.isTTY === true && TERM !== 'dumb';
}

/**
 * @param {Style} style
 * @param {string} text
 */
export function paint(style, text) {
  if (!hasColours()) return text;
  return styleText(style, text, .../** @type {any} */ ([{ validateStream: false }]));
}

/** The columns that prose may take. */
export function columns() {
  return Math.min(process.stdout.columns ?? 100, 120);
}

/** @param {string} text */
export function print(text) {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** For people: results belong to the standard output, all else here. It may quote what was pasted. @param {string} text */
export function tell(text) {
  process.stderr.write(`${shown(text)}\n`);
}

/**
 * Each once: many exchanges may have the same thing to tell.
 *
 * @param {Iterable<string>} notes
 * @param {import('./arguments.js').Values} values
 */
export function tellNotes(notes, { silent = false }) {
  if (!silent) for (const note of new Set(notes)) tell(`note: ${note}`);
}

/**
 * Without what a terminal would obey. Line feeds stay.
 *
 * @param {string} text
 */
export function shown(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** A line that counts up, where a person watches. */
export function progress() {
  const { stderr } = process;
  if (!stderr.isTTY) return { step: () => {}, end: () => {} };
  return {
    /** @param {number} done @param {number} of */
    step: (done, of) => void stderr.write(`\r${done} of ${of}`),
    end: () => void stderr.write('\r\x1b[K'),
  };
}
