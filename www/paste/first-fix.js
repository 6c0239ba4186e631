/** After a pasted error: the fix of what it is about, right below the verdict. All of them stand further down. */
import { isApplicable } from '../fix.js';
import { paste as words } from '../strings.js';
import { button, el, fill, prose } from '../view/dom.js';
import { changesView } from '../view/fixes.js';

/**
 * @param {HTMLElement} place
 * @param {import('../state.js').State} state
 * @param {import('../decide.js').Decision} decision
 */
export function showFirstFix(place, { paste, applied, scenario }, { verdict, error }) {
  const isAsked = paste?.status === 'done' && paste.filled === 'all' && error === null && verdict !== null;
  const last = applied && applied.after === scenario ? applied.fix : null;
  const index = isAsked ? firstOf(verdict) : -1;
  const next = index < 0 ? null : /** @type {import('corslab').Verdict} */ (verdict).fixes[index];
  const open = isAsked && paste.what === 'console' ? cookiesOpen(paste.notes, scenario, verdict) : '';
  const key = isAsked ? JSON.stringify([index, next, last, open]) : '';
  if ((place.dataset.key ?? '') === key) return;
  place.dataset.key = key;
  fill(place, next ? fixView(next, index, last !== null, open) : isAsked && last && verdict?.cause === null && doneView(last));
}

/**
 * What the error leaves open about cookies, which is not to be taken for a “no”; empty: nothing.
 *
 * @param {import('./report.js').Note[]} notes
 * @param {import('../state.js').Scenario} scenario
 * @param {import('corslab').Verdict} verdict
 */
function cookiesOpen(notes, { cookies = [] }, verdict) {
  if (cookies.length > 0 || !verdict.reachedServer) return '';
  if (verdict.exchanges.some(({ kind, request }) => kind === 'actual' && request.credentials)) return words.cookiesOpen;
  return notes.find(({ code }) => code === 'credentials-unknown')?.message ?? '';
}

/** What can be applied against the cause; else against anything. @param {import('corslab').Verdict} verdict */
function firstOf({ fixes, cause }) {
  const ofCause = fixes.findIndex((fix) => fix.code === cause?.code && isApplicable(fix));
  return ofCause < 0 ? fixes.findIndex(isApplicable) : ofCause;
}

/** @param {import('corslab').Fix} fix @param {number} index @param {boolean} isNext whether one was applied before @param {string} open what is not known */
function fixView(fix, index, isNext, open) {
  const label = (isNext ? words.nextFix : words.fix)(words.targets[/** @type {'response'} */ (fix.target)]);
  const apply = button('apply-first', words.apply, { class: 'primary', 'data-index': index, 'aria-label': words.applyLabel(fix.title) });
  return frame(label, changesView(fix), [apply, button('see-fixes', words.seeFixes)], open);
}

/** What was applied, to be taken to the server. @param {import('corslab').Fix} fix */
function doneView(fix) {
  return frame(words.applied(words.targets[/** @type {'response'} */ (fix.target)]), changesView(fix), [button('undo-fix', words.undo)]);
}

/** @param {string} title @param {HTMLElement} content @param {HTMLElement[]} buttons @param {string} [open] */
function frame(title, content, buttons, open = '') {
  return el('section', { class: 'first-fix panel', 'aria-labelledby': 'first-fix-title' },
    el('h3', { id: 'first-fix-title' }, title), content, el('div', { class: 'paste-actions' }, buttons), open !== '' && el('p', { class: 'hint' }, prose(open)));
}
