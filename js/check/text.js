/** Text for a person's terminal or log: what came over the wire is shown, never let through. */

/** What a terminal obeys, what turns or hides text, what nobody can see; a plain space is none of it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u2800\u3164\uffa0\u115f\u1160\u034f]|(?! )\p{Zs}/gu;

/** The same in a message of several lines, such as an error of somebody else's. */
const UNSEEN_IN_LINES = new RegExp(`(?!\\n)(?:${UNSEEN.source})`, 'gu');

/** @type {Record<string, string>} */
const NAMED = { '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\\0' };

/** @param {string} character */
function escaped(character) {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16).toUpperCase();
  return NAMED[character] ?? (code > 0xff ? `\\u{${digits}}` : `\\x${digits.padStart(2, '0')}`);
}

/**
 * A sentence or a URL: what cannot be seen is escaped, and no more is shown than `longest` characters.
 *
 * @param {unknown} text
 * @param {number} [longest]
 */
export function shown(text, longest = 1000) {
  const whole = String(text);
  return cut(whole.slice(0, longest).replace(UNSEEN, escaped), whole.length - longest);
}

/**
 * Text of several lines.
 *
 * @param {string} text
 */
export function shownLines(text) {
  return cut(text.slice(0, 4000).replace(UNSEEN_IN_LINES, escaped), text.length - 4000);
}

/**
 * The same, however long.
 *
 * @param {string} text
 */
export const visible = (text) => text.replace(UNSEEN_IN_LINES, escaped);

/**
 * A header's value, byte for byte: the characters that stand for bytes beyond ASCII are escaped too, and so is a space
 * at either end.
 *
 * @param {string} value
 * @param {number} [longest]
 */
export function shownBytes(value, longest = 200) {
  return cut(pieces(value.slice(0, longest), value.length > longest).join(''), value.length - longest);
}

/**
 * How each character of a header's value is shown.
 *
 * @param {string} value
 * @param {boolean} goesOn whether its end is not the value's end
 */
export function pieces(value, goesOn = false) {
  const characters = [...value];
  const last = goesOn ? -1 : characters.length - 1;
  return characters.map((character, index) => {
    if (character === ' ') return index === 0 || index === last ? '\\x20' : ' ';
    return character < '\x7f' && character > '\x20' ? character : escaped(character);
  });
}

/**
 * @param {string} text
 * @param {number} missing
 */
function cut(text, missing) {
  return missing > 0 ? `${text}… (${missing.toLocaleString('en-GB')} more)` : text;
}

/**
 * Prose in lines of at most `width` characters; a longer word keeps its line to itself.
 *
 * @param {string} text
 * @param {number} width
 * @returns {string[]}
 */
export function wrapped(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
