import { origins as words } from '../strings.js';
import { el } from '../view/dom.js';

/** What an origin and a site are for. */
export function introView() {
  return el(
    'div',
    { class: 'origins-intro' },
    el('h2', { id: 'origins-title' }, words.title),
    el('p', { class: 'lead' }, words.lead, ' ', el('a', { href: '#lessons/origin' }, words.lesson)),
    [words.origin, words.site].map(({ term, is }) => el('p', {}, el('strong', {}, term), is)),
  );
}
