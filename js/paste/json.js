/** JSON that somebody pasted; an error says where. */
import { parseExpressionAt } from 'acorn';
import { PasteError, placeOf } from './error.js';

/** Above this a parser takes longer than anybody waits. */
const LONGEST_SCRIPT = 2 ** 20;

/**
 * @param {string} text
 * @param {string} allowed what was expected, in words
 * @returns {unknown}
 */
export function parseJson(text, allowed) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const { message } = /** @type {SyntaxError} */ (error);
    const at = placeIn(text, message);
    // Where the place is known, V8's excerpt of the text tells nothing more.
    const value = at ? message.replace(/, (?:\.{3})?"[^]*$/, '') : message;
    throw new PasteError({ code: 'syntax', value, allowed, at, detail: message });
  }
}

/**
 * Engines do not always say where; what is no JSON is seldom a JavaScript expression.
 *
 * @param {string} text
 * @param {string} message
 */
function placeIn(text, message) {
  const offset = /position (\d+)/.exec(message)?.[1];
  if (offset !== undefined) return placeOf(text, Number(offset));
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (line !== undefined) return { line: Number(line), column: Number(column) };
  if (text.length > LONGEST_SCRIPT) return undefined;
  try {
    parseExpressionAt(text, 0, { ecmaVersion: 'latest' });
  } catch (error) {
    if (error instanceof SyntaxError && 'pos' in error) return placeOf(text, Number(error.pos));
  }
  return undefined;
}
