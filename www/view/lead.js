/** Leads the eye and the focus on to what comes next. */
import { byId } from './dom.js';

/** To the verdict, with what helps right below it. */
export function leadOn() {
  const verdict = byId('verdict');
  verdict.focus({ preventScroll: true });
  // The verdict sticks to the bottom of the window: its own place is below what stands before it.
  const before = verdict.closest('.verdict')?.previousElementSibling ?? verdict;
  scrollTo({ top: before.getBoundingClientRect().bottom + scrollY, behavior: behavior() });
}

/** To a field, ready to be overwritten. @param {string} id */
export function leadTo(id) {
  const field = /** @type {HTMLInputElement} */ (byId(id));
  field.focus({ preventScroll: true });
  field.select();
  field.scrollIntoView({ block: 'nearest', behavior: behavior() });
}

/** To a part of the page. @param {string} id */
export function leadToPart(id) {
  const part = document.getElementById(id);
  if (!part) return;
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
  part.scrollIntoView({ block: 'start', behavior: behavior() });
}

/** @returns {ScrollBehavior} */
function behavior() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}
