/** A scene's verdict as a small card: what is told of it, and where a browser differs. */
import { gallery as words } from '../strings.js';
import { el, visible } from '../view/dom.js';
import { groupsOf, told } from './compare.js';

/** @typedef {import('corslab').Verdict} Verdict */

/** @param {Verdict[]} verdicts one scene’s, by the standard and by each browser */
export function cardView(verdicts) {
  const [most, ...others] = groupsOf(verdicts);
  // A browser's words for what its script gets, not the standard's, which has none.
  const shown = most.find(({ engine }) => engine === 'chromium') ?? most[0];
  return [factsView(told(shown)), others.map((group) => differenceView(group, told(shown)))];
}

/** @param {ReturnType<typeof told>} facts */
function factsView(facts) {
  return el('dl', { class: 'gallery-facts' }, facts.map(({ label, view }) =>
    el('div', {}, el('dt', {}, label), el('dd', {}, typeof view === 'string' ? el('bdi', {}, visible(view)) : view))));
}

/** Only the facts that are otherwise. @param {Verdict[]} group @param {ReturnType<typeof told>} most */
function differenceView(group, most) {
  const facts = told(group.find(({ engine }) => engine !== 'standard') ?? group[0]);
  return el(
    'div',
    { class: 'gallery-difference' },
    el('p', {}, group.map(({ engine }) => words.engines[engine]).join(', ')),
    factsView(facts.filter(({ text }, index) => text !== most[index].text)),
  );
}
