/** Everything that “Share” offers: each form with what it is for, a button that copies it, and the text to look at. */
import { decision } from '../decide.js';
import { current, follow } from '../store.js';
import { share } from '../strings.js';
import { button, el, fill, visible } from '../view/dom.js';
import { FORMS, make } from './forms.js';

/** @typedef {import('./forms.js').Form} Form */

/** Puts the panel into its place, and keeps it up to date from then on. @param {HTMLElement} place */
export function buildShare(place) {
  fill(
    place,
    el('h2', { id: 'share-title', tabindex: -1 }, share.title),
    el('p', { class: 'hint' }, share.about),
    el('ul', { class: 'forms' }, FORMS.map(formView)),
  );
  for (const preview of place.querySelectorAll('details')) preview.addEventListener('toggle', () => showPreview(preview));
  follow(() => place.querySelectorAll('details').forEach(showPreview));
}

/** @param {Form} form @param {number} index */
function formView(form, index) {
  const { copy, about, name } = share.forms[form];
  return el(
    'li',
    {},
    button('copy-as', copy, { 'data-index': index, 'aria-describedby': `share-${form}` }),
    el('p', { id: `share-${form}` }, about),
    el('details', { 'data-form': form }, el('summary', {}, share.preview(name)), el('pre', { dir: 'ltr', tabindex: 0, 'aria-label': name })),
  );
}

/** @param {HTMLDetailsElement} details */
function showPreview(details) {
  const place = /** @type {Element} */ (details.querySelector('pre'));
  if (!details.open) return fill(place);
  const made = make(/** @type {Form} */ (details.dataset.form), current().scenario, decision());
  fill(place, el('bdi', {}, visible('text' in made ? made.text : made.problem)));
}

/** What the button with this number copies, and what is said then. @param {number} index */
export function formAt(index) {
  const form = FORMS[index];
  return { ...make(form, current().scenario, decision()), copied: share.forms[form].copied };
}
