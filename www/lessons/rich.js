/** The catalogue's texts as nodes: `code`, *a term where it is introduced*, [a link](https://…). Nothing else is special. */
import { el, link } from '../view/dom.js';

const MARKS = /`([^`]+)`|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https:[^)\s]+)\)/g;

/** @param {string} text @returns {import('../view/dom.js').Child[]} */
export function rich(text) {
  /** @type {import('../view/dom.js').Child[]} */
  const parts = [];
  let from = 0;
  for (const { 0: mark, 1: code, 2: term, 3: label, 4: url, index } of text.matchAll(MARKS)) {
    parts.push(text.slice(from, index));
    if (code !== undefined) parts.push(el('code', { dir: 'ltr' }, code));
    else if (term !== undefined) parts.push(el('em', {}, rich(term)));
    else parts.push(link(url, rich(label)));
    from = index + mark.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** @param {(string | string[])[]} text a paragraph each; a list in it becomes one */
export function paragraphs(text) {
  return text.map((part) => (Array.isArray(part) ? el('ul', {}, part.map((item) => el('li', {}, rich(item)))) : el('p', {}, rich(part))));
}
