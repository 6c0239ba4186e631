/** curl's arguments, one after the other: `-XPOST`, `-sSL`, `--header 'A: b'`, a URL. */
import { isHarmless, isKnown, LETTERS, takesValue } from './curl-options.js';
import { PasteError, placeOf } from './error.js';

/**
 * @param {import('./bash.js').Word[]} words
 * @param {import('./curl-request.js').CurlRequest} request takes them in
 * @param {string} text where the words come from
 */
export function parseOptions(words, request, text) {
  let isOver = false;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    /** @param {string} written */
    const next = (written) => {
      const value = words[++index];
      if (value) return value.text;
      throw new PasteError({ code: 'no-value', value: `${written} has no value`, allowed: 'one after it', at: placeOf(text, word.offset) });
    };
    if (isOver || word.text === '-' || !word.text.startsWith('-')) request.url(word);
    else if (word.text === '--') isOver = true;
    else if (word.text === '--next' || word.text === '-:') return request.note('rest', '--next', 'Only the first of several requests was read.');
    else if (word.text.startsWith('--')) longOption(word.text, next, request);
    else shortOptions(word.text, next, request);
  }
}

/**
 * @param {string} written
 * @param {(written: string) => string} next
 * @param {import('./curl-request.js').CurlRequest} request
 */
function longOption(written, next, request) {
  const name = written.slice(2);
  take(name, written, takesValue(name) ? next(written) : '', request);
}

/**
 * `-sSi`, `-XPOST`, `-H 'A: b'`: a letter with a value takes the rest of the word, or the next one.
 *
 * @param {string} written
 * @param {(written: string) => string} next
 * @param {import('./curl-request.js').CurlRequest} request
 */
function shortOptions(written, next, request) {
  for (let at = 1; at < written.length; at++) {
    const letter = `-${written[at]}`;
    const name = Object.hasOwn(LETTERS, written[at]) ? LETTERS[written[at]] : '';
    if (!takesValue(name)) {
      take(name, letter, '', request);
      continue;
    }
    const rest = written.slice(at + 1);
    return take(name, letter, rest === '' ? next(letter) : rest, request);
  }
}

/**
 * @param {string} name
 * @param {string} written
 * @param {string} value
 * @param {import('./curl-request.js').CurlRequest} request
 */
function take(name, written, value, request) {
  if (request.option(name, value) || isHarmless(name)) return;
  if (name.startsWith('no-') && isKnown(name.slice(3))) return;
  if (isKnown(name)) request.note('option-without-part', written, `${written} has no part in what a page can ask for: it was left out.`);
  else request.note('unknown-option', written, `${written} is not known here: it was left out, and a value after it may have been taken for a URL.`);
}
