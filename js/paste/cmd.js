/** A command line as Windows splits it: `cmd.exe` takes the carets away, the program's C runtime the quotes. */
import { PasteError, placeOf } from './error.js';

/**
 * The first command of a text.
 *
 * @param {string} text
 * @returns {import('./bash.js').Command}
 */
export function splitCmd(text) {
  const { characters, offsets, end } = withoutCarets(text);
  return { words: splitArguments(characters, offsets, text), expansions: [], rest: text.slice(end).replace(/^[\s|&]+/, '').trim() };
}

/** @param {string} text */
function withoutCarets(text) {
  /** @type {string[]} */
  const characters = [];
  /** @type {number[]} where each of them stands */
  const offsets = [];
  let isQuoted = false;
  let at = /^\s*/.exec(text)?.[0].length ?? 0;
  for (; at < text.length; at++) {
    let character = text[at];
    if (character === '\n' || (!isQuoted && '|&<>'.includes(character))) break;
    if (character === '"') isQuoted = !isQuoted;
    if (character === '^' && !isQuoted) {
      at = afterCaret(text, at);
      character = text[at] ?? '';
    }
    if (character === '\r') continue;
    characters.push(character);
    offsets.push(at);
  }
  return { characters, offsets, end: at };
}

/** What a caret makes literal: the next character, or the one after the line's end. @param {string} text @param {number} at */
function afterCaret(text, at) {
  const lineEnd = /[ \t]*\r?\n/y;
  lineEnd.lastIndex = at + 1;
  const found = lineEnd.exec(text);
  if (!found) return at + 1;
  const next = at + 1 + found[0].length;
  return text[next] === '\r' && text[next + 1] === '\n' ? next + 1 : next;
}

/**
 * The rules of Microsoft's C runtime: backslashes are literal unless a quote follows, `""` within quotes is a quote.
 *
 * @param {string[]} characters
 * @param {number[]} offsets
 * @param {string} text
 */
function splitArguments(characters, offsets, text) {
  /** @type {import('./bash.js').Word[]} */
  const words = [];
  /** @type {{ parts: string[], offset: number } | undefined} */
  let word;
  let quote = -1;
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at];
    if (quote === -1 && /\s/.test(character)) {
      if (word) words.push({ text: word.parts.join(''), offset: word.offset });
      word = undefined;
      continue;
    }
    word ??= { parts: [], offset: offsets[at] };
    const slashes = character === '\\' ? countSlashes(characters, at) : 0;
    const beforeQuote = characters[at + slashes] === '"';
    if (slashes > 0) {
      word.parts.push('\\'.repeat(beforeQuote ? Math.floor(slashes / 2) : slashes));
      at += slashes - 1;
      if (beforeQuote && slashes % 2 === 1) word.parts.push(characters[++at]);
    } else if (character !== '"') {
      word.parts.push(character);
    } else if (quote !== -1 && characters[at + 1] === '"') {
      word.parts.push(characters[++at]);
    } else {
      quote = quote === -1 ? at : -1;
    }
  }
  if (quote !== -1) {
    const value = '" is opened here and never closed';
    throw new PasteError({ code: 'unclosed-quote', value, allowed: 'a closing "', at: placeOf(text, offsets[quote]) });
  }
  if (word) words.push({ text: word.parts.join(''), offset: word.offset });
  return words;
}

/** @param {string[]} characters @param {number} at */
function countSlashes(characters, at) {
  let count = 0;
  while (characters[at + count] === '\\') count++;
  return count;
}
