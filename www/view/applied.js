/** What a fix that was just applied has changed, how to take it back, and whether more is needed. */
import { strings } from '../strings.js';
import { button, byId, el, fill, panel, prose } from './dom.js';
import { diffLine } from './fixes.js';

const words = strings.applied;
/** Unchanged lines that are shown around a change. */
const AROUND = 2;
const FLASH = { duration: 1600, easing: 'ease-out' };

/** @typedef {import('../fix.js').Applied} Applied */

/** The one whose fields are marked. @type {Applied | null} */
let marked = null;

/**
 * @param {import('../state.js').State} state
 * @param {import('corslab').Verdict | null} verdict of the scenario as it stands; null: it has none
 */
export function showApplied({ applied, scenario }, verdict) {
  const last = applied && applied.after === scenario ? applied : null;
  const place = byId('applied-place');
  fill(place, last && appliedView(last, verdict));
  mark(last);
}

/** @param {Applied} applied @param {import('corslab').Verdict | null} verdict */
function appliedView({ fix, isOwn, changes }, verdict) {
  const view = panel(
    'applied',
    words.title,
    el('p', { class: 'done' }, prose(fix.title)),
    isOwn && el('p', { class: 'hint' }, words.own),
    changes.map(changeView),
    verdict && nextView(verdict),
    button('undo-fix', words.undo, { 'aria-label': words.undoLabel(fix.title) }),
  );
  view.tabIndex = -1;
  return view;
}

/** @param {import('../fix.js').Change} change */
function changeView({ path, lines }) {
  return el('div', {}, el('p', { class: 'direction' }, document.querySelector(`label[for="${path}"]`)?.textContent), el('div', { class: 'diff', dir: 'ltr' }, hunks(lines)));
}

/** @param {import('../fix.js').Line[]} lines */
function hunks(lines) {
  const isNear = lines.map((_, index) => lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ kind }) => kind !== 'same'));
  /** @type {import('./dom.js').Child[]} */
  const shown = [];
  for (let at = 0; at < lines.length; at++) {
    if (isNear[at]) {
      shown.push(diffLine(lines[at].kind, lines[at].text, words));
      continue;
    }
    const end = isNear.indexOf(true, at);
    const next = end < 0 ? lines.length : end;
    shown.push(el('span', { class: 'skipped' }, words.skipped(next - at)));
    at = next - 1;
  }
  return shown;
}

/** @param {import('corslab').Verdict} verdict */
function nextView({ cause, problems }) {
  if (!cause) return el('p', { class: 'well' }, words.well);
  return el('p', { class: 'remains' }, el('strong', {}, words.remains(problems.length)), ' ', prose(cause.message));
}

/** Marks the fields that it changed, and draws the eye to them once. @param {Applied | null} applied */
function mark(applied) {
  for (const field of document.querySelectorAll('.field.touched')) field.classList.remove('touched');
  for (const line of document.querySelectorAll('.t-line[data-changed]')) line.removeAttribute('data-changed');
  const isNew = applied !== marked;
  marked = applied;
  // First every field must show its new text.
  if (applied) queueMicrotask(() => applied.changes.forEach((change) => markField(change, isNew)));
}

/** @param {import('../fix.js').Change} change @param {boolean} isNew */
function markField({ path, lines }, isNew) {
  const field = document.querySelector(`[data-for="${path}"]`);
  if (!field) return;
  field.classList.add('touched');
  const painted = field.querySelectorAll('.t-line');
  const added = lines.filter(({ kind }) => kind !== 'removed').flatMap(({ kind }, index) => (kind === 'added' ? [painted[index]] : []));
  for (const line of added) line?.setAttribute('data-changed', '');
  if (!isNew || !matchMedia('(prefers-reduced-motion: no-preference)').matches) return;
  for (const place of [field.querySelector('.control'), ...added]) place?.animate({ backgroundColor: ['var(--good-soft)', 'transparent'] }, FLASH);
}
