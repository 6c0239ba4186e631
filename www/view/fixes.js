/** What would make it work: who changes which headers, why that helps, and what it risks. */
import { strings } from '../strings.js';
import { button, el, panel, prose, visible } from './dom.js';

const words = strings.fixes;

/** @param {import('corslab').Verdict} verdict */
export function fixesView({ fixes }) {
  if (fixes.length === 0) return null;
  return panel('fixes', words.title, el('ol', { class: 'fixes' }, fixes.map(fixView)));
}

/** @param {import('corslab').Fix} fix @param {number} index */
function fixView(fix, index) {
  const { who, target, hop, title, headers, status, why, risk } = fix;
  return el(
    'li',
    { class: 'fix' },
    el('h4', {}, prose(title)),
    el('p', { class: 'place' }, words.where(words.parties[who], words.targets[target], hop)),
    (headers.length > 0 || status !== undefined) &&
      el('div', { class: 'diff', dir: 'ltr' }, status !== undefined && line('added', words.status(status)), headers.map(change)),
    why && el('p', {}, prose(why)),
    risk && el('p', { class: 'risk' }, el('strong', {}, words.risk), ' ', prose(risk)),
    isApplicable(fix) && button('apply-fix', words.apply, { class: 'primary', 'data-index': index, 'aria-label': words.applyLabel(title) }),
  );
}

/** A fix that is nothing but advice cannot be applied. @param {import('corslab').Fix} fix */
function isApplicable({ target, headers, status }) {
  return target !== 'network' && (headers.length > 0 || status !== undefined);
}

/** @param {import('corslab').HeaderChange} change */
function change({ name, before, after }) {
  return [before.map((old) => line('removed', `${name}: ${old}`)), after !== null && line('added', `${name}: ${after}`)];
}

/** @param {'added' | 'removed'} kind @param {string} text */
function line(kind, text) {
  return el(
    kind === 'added' ? 'ins' : 'del',
    {},
    el('span', { class: 'unseen' }, `${words[kind]} `),
    el('bdi', {}, visible(text)),
  );
}
