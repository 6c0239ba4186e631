/** The catalogue's prose as nodes. */
import { el } from '../view/dom.js';

/** What stands between `backticks` is code. @param {string} text */
export function prosaic(text) {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part));
}

/** The same without the marks, to be searched. @param {string} text */
export function plain(text) {
  return text.replaceAll('`', '');
}
