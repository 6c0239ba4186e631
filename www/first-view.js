/**
 * The first view as the build drew it into index.html: the lab with its first example and that one's verdict, there with
 * the first bytes. It stays until the live page can draw the same in its place, in one frame; what somebody did
 * meanwhile is then done again. Where the address asks for something else, early.js has hidden it.
 */

/** What early.js leaves. @typedef {{ events: Event[], end(): void }} Early */

const root = document.documentElement;

/** Whether the first view stands there, and is what the address asks for. */
export function isDrawn() {
  return document.getElementById('lab-view') !== null && !root.classList.contains('elsewhere');
}

/**
 * Waits while the drawn view may stay: until its own verdict can be made, or one goes elsewhere.
 *
 * @param {Promise<unknown>} ready
 * @param {() => void} onEdit called as soon as somebody has written something, to which the drawn verdict is no answer
 */
export async function whileDrawn(ready, onEdit) {
  const ends = new AbortController();
  const gone = new Promise((resolve) => addEventListener('hashchange', resolve, ends));
  addEventListener('input', onEdit, ends);
  if (early().events.some(({ type }) => type === 'input')) onEdit();
  await Promise.race([ready.catch(() => {}), gone]);
  ends.abort();
}

/**
 * Replaces what is drawn, or a part of it, keeping what was done, the focus and the place on the page.
 *
 * @param {() => void} draw
 */
export function takeOver(draw) {
  const wasDrawn = isDrawn();
  const { scrollX, scrollY } = globalThis;
  const focus = wasDrawn ? focusNow() : undefined;
  const open = wasDrawn ? [...document.querySelectorAll('details[open]')].map(pathOf) : [];
  const deeds = wasDrawn ? early().events.splice(0).filter(isLast).flatMap(deed) : [];
  early().end();
  draw();
  root.classList.remove('elsewhere');
  if (!wasDrawn) return;
  for (const path of open) at(path)?.setAttribute('open', '');
  for (const { repeat } of deeds) repeat();
  if (!deeds.some(({ type }) => type === 'click')) focus?.();
  stay(scrollX, scrollY);
}

/** Where the page is scrolled to; once more when the first frame has given everything its height. @param {number} left @param {number} top */
function stay(left, top) {
  const back = () => scrollTo({ left, top, behavior: 'instant' });
  back();
  requestAnimationFrame(() => requestAnimationFrame(back));
}

/** @returns {Early} nothing was done where early.js did not run */
function early() {
  return /** @type {any} */ (globalThis).corslabEarly ?? { events: [], end() {} };
}

/** Whether the field was not written in again: what it says now is all that counts. @param {Event} event @param {number} index @param {Event[]} all */
function isLast({ type, target }, index, all) {
  return type === 'click' || !all.some((later, at) => at > index && later.type === type && later.target === target);
}

/** @typedef {{ type: string, repeat(): void }} Deed */

/** What an event did, to be done again. @param {Event} event @returns {Deed[]} */
function deed({ type, target }) {
  if (!(target instanceof Element) || !main().contains(target)) return [];
  return type === 'click' ? press(target) : [writing(type, /** @type {HTMLInputElement} */ (target))];
}

/** Only buttons wait for the live page: links, boxes and what unfolds work by themselves. @param {Element} target @returns {Deed[]} */
function press(target) {
  const button = target.closest('[data-action]');
  const path = button && pathOf(button);
  return path ? [{ type: 'click', repeat: () => /** @type {HTMLElement | undefined} */ (at(path))?.click() }] : [];
}

/** @param {string} type @param {HTMLInputElement} drawn @returns {Deed} */
function writing(type, drawn) {
  const path = pathOf(drawn);
  const { value, checked } = drawn;
  const repeat = () => {
    const control = /** @type {HTMLInputElement | undefined} */ (at(path));
    if (!control) return;
    if (control.type === 'checkbox') control.checked = checked;
    else control.value = value;
    control.dispatchEvent(new Event(type, { bubbles: true }));
  };
  return { type, repeat };
}

/** Gives the focus back, and what was marked in a text. @returns {(() => void) | undefined} */
function focusNow() {
  const focused = /** @type {HTMLInputElement | null} */ (document.activeElement);
  if (!focused || focused === main() || !main().contains(focused)) return undefined;
  const path = pathOf(focused);
  const isText = typeof focused.selectionStart === 'number';
  const { selectionStart, selectionEnd } = isText ? focused : { selectionStart: 0, selectionEnd: 0 };
  return () => {
    const control = /** @type {HTMLInputElement | undefined} */ (at(path));
    control?.focus({ preventScroll: true });
    if (control && isText) control.setSelectionRange(selectionStart, selectionEnd);
  };
}

const main = () => /** @type {HTMLElement} */ (document.getElementById('main'));

/** Where an element stands, counted from the nearest one with a name of its own. @param {Element} element @returns {{ id: string, steps: number[] }} */
function pathOf(element) {
  if (element.id !== '') return { id: element.id, steps: [] };
  const parent = /** @type {Element} */ (element.parentElement);
  const { id, steps } = pathOf(parent);
  return { id, steps: [...steps, [...parent.children].indexOf(element)] };
}

/** @param {{ id: string, steps: number[] }} path @returns {Element | undefined} */
function at({ id, steps }) {
  return steps.reduce((/** @type {Element | undefined} */ from, step) => from?.children[step], document.getElementById(id) ?? undefined);
}
