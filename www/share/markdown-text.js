/** Text from outside in Markdown, as GitHub and its like read it: HTML, mentions, references and bare links included. */
import { spelledOut } from '../view/dom.js';

/** What one value may take. Issue trackers refuse reports that are too long. */
const LONGEST = 2000;
/** Words that mean nothing to any Markdown: letters with a hyphen or an apostrophe between them, or a small number. */
const HARMLESS = /^(?:[A-Za-z]+(?:['-][A-Za-z]+)*|\d{1,4})$/;
/** A word, with the punctuation around it that means nothing either. */
const WORD = /^(["'(]*)(.*?)([)"',.:;?]*)$/s;

/**
 * A sentence that may quote anything. Each of its words that is not plain goes between backticks, where nothing has a
 * meaning; it must not stand at the beginning of a line.
 *
 * @param {string} sentence
 */
export function prose(sentence) {
  return shortened(sentence)
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => {
      const [, before, core, after] = /** @type {RegExpExecArray} */ (WORD.exec(word));
      return core === '' || HARMLESS.test(core) ? word : `${before}${codeSpan(core)}${after}`;
    })
    .join(' ');
}

/** @param {string} text */
export function codeSpan(text) {
  const shown = spelledOut(shortened(text).replace(/\s+/g, ' '));
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = /^`|`$|^ .* $/s.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** @param {string} language @param {string[]} lines */
export function codeBlock(language, lines) {
  const shown = lines.map((line) => spelledOut(shortened(line).replaceAll('\n', '\\n'))).join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** @param {string} text */
function longestRun(text) {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** @param {string} text */
function shortened(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
