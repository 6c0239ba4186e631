/** What would make it work: who changes which headers, why that helps, and what it risks. */
import { alternatives, isApplicable } from '../fix.js';
import { strings } from '../strings.js';
import { button, chip, el, panel, prose, visible } from './dom.js';

const words = strings.fixes;

/** @param {import('corslab').Verdict} verdict */
export function fixesView(verdict) {
  const groups = alternatives(verdict);
  if (groups.length === 0) return null;
  return panel(
    'fixes',
    words.title,
    groups.length > 1 && el('p', { class: 'hint' }, words.several(groups.length)),
    el('ol', { class: 'fixes' }, groups.map((group) => groupView(group, groups.length > 1))),
  );
}

/** One problem's fixes. @param {{ fix: import('corslab').Fix, index: number }[]} group @param {boolean} isOneOfMany */
function groupView(group, isOneOfMany) {
  const hasChoice = group.length > 1;
  return el(
    'li',
    { class: 'fix' },
    isOneOfMany && el('p', { class: 'place' }, `${words.solves} `, el('code', {}, group[0].fix.code)),
    hasChoice && el('p', { class: 'hint' }, words.either),
    group.map(({ fix, index }, at) => [at > 0 && el('p', { class: 'or' }, words.or), fixView(fix, index, hasChoice && at === 0)]),
  );
}

/** @param {import('corslab').Fix} fix @param {number} index @param {boolean} isRecommended */
function fixView(fix, index, isRecommended) {
  const { who, target, hop, title, headers, status, why, risk } = fix;
  const canApply = isApplicable(fix);
  const place = words.where(words.parties[who], words.targets[target], target === 'request' ? 0 : hop);
  return [
    el('h4', {}, prose(title), isRecommended && [' ', chip('accepted', words.recommended)], !canApply && [' ', chip('advice', words.byHand)]),
    el('p', { class: 'place' }, place),
    (headers.length > 0 || status !== undefined) && changesView(fix),
    why && el('p', {}, prose(why)),
    risk && el('p', { class: 'risk' }, el('strong', {}, words.risk), ' ', prose(risk)),
    canApply && button('apply-fix', words.apply, { class: 'primary', 'data-index': index, 'aria-label': `${words.applyLabel(title)}, ${place}` }),
  ];
}

/** What the fix changes. @param {import('corslab').Fix} fix */
export function changesView({ headers, status }) {
  return el('div', { class: 'diff', dir: 'ltr' }, status !== undefined && diffLine('added', words.status(status)), headers.map(change));
}

/** @param {import('corslab').HeaderChange} change */
function change({ name, before, after }) {
  return [before.map((old) => diffLine('removed', `${name}: ${old}`)), after !== null && diffLine('added', `${name}: ${after}`)];
}

/** @param {'added' | 'removed' | 'same'} kind @param {string} text @param {{ added: string, removed: string }} [said] what stands for the colours */
export function diffLine(kind, text, said = words) {
  return el(
    { added: 'ins', removed: 'del', same: 'span' }[kind],
    {},
    kind !== 'same' && el('span', { class: 'unseen' }, `${said[kind]} `),
    el('bdi', {}, visible(text)),
  );
}
