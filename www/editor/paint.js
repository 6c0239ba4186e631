/** The coloured copy of a text, which lies exactly under the field that holds it. */
import { el } from '../view/dom.js';

/** @typedef {{ text: string, marks: string, keys: string[] }} Painted what the copy shows now, and each line's part of it */

/** @type {WeakMap<Element, Painted>} */
const painted = new WeakMap();

/**
 * Paints what has changed since the last time.
 *
 * @param {HTMLElement} layer
 * @param {string} text
 * @param {(text: string) => import('./tokens.js').Token[][]} tokensOf
 * @param {Map<number, string>} [marked] the kind of mark of each line that has one
 */
export function paint(layer, text, tokensOf, marked = new Map()) {
  const before = painted.get(layer) ?? { text: '', marks: '', keys: [] };
  const marks = [...marked].join(';');
  if (before.keys.length > 0 && before.text === text && before.marks === marks) return;
  const lines = tokensOf(text);
  const keys = lines.map((tokens, index) => `${marked.get(index) ?? ''}\n${tokens.map((token) => `${token.kind}\n${token.text}`).join('\n')}`);
  const { start, end } = unchanged(before.keys, keys);
  for (const old of [...layer.children].slice(start, before.keys.length - end)) old.remove();
  const fresh = lines.slice(start, lines.length - end).map((tokens, index) => lineView(tokens, marked.get(start + index)));
  if (start === 0) layer.prepend(...fresh);
  else layer.children[start - 1].after(...fresh);
  painted.set(layer, { text, marks, keys });
}

/** Shows nothing: the field's own text is to be seen. @param {HTMLElement} layer */
export function strip(layer) {
  layer.replaceChildren();
  painted.delete(layer);
}

/** How many lines at both ends stay. @param {string[]} before @param {string[]} after */
function unchanged(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { start, end };
}

/** A line ends with its own line break, so that an empty last line has its place too. @param {import('./tokens.js').Token[]} tokens @param {string | undefined} mark */
function lineView(tokens, mark) {
  const pieces = tokens.map(({ kind, text }) => (kind === '' ? text : el('span', { class: `t-${kind}` }, text)));
  return el('span', { class: 't-line', 'data-mark': mark }, el('span', { class: 't-text' }, pieces), '\n');
}

/**
 * Where a character of the text stands on screen.
 *
 * @param {HTMLElement} layer
 * @param {number} offset
 * @returns {DOMRect | undefined}
 */
export function rectAt(layer, offset) {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  for (let left = offset, node = walker.nextNode(); node; left -= /** @type {Text} */ (node).length, node = walker.nextNode()) {
    if (left >= /** @type {Text} */ (node).length) continue;
    const range = document.createRange();
    range.setStart(node, left);
    range.setEnd(node, left + 1);
    return range.getClientRects()[0];
  }
  return undefined;
}
