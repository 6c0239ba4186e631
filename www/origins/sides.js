/** The two fields, and below each how the browser reads what is in it. */
import { origins as words } from '../strings.js';
import { button, byId, el, fill, visible } from '../view/dom.js';
import { NAMES } from './answer.js';
import { readUrl } from './browser.js';
import { piecesView } from './pieces.js';

/** @typedef {import('./answer.js').Name} Name */

/** @param {(name: Name, side: Partial<import('./pair.js').Side>) => void} change */
export function sidesView(change) {
  const [a, b] = NAMES.map((name) => sideView(name, (side) => change(name, side)));
  return el(
    'section',
    { class: 'panel pair', 'aria-label': words.label },
    a,
    el('div', { class: 'between' }, button('swap-origins', words.swap, { class: 'swap' })),
    b,
  );
}

/** @param {Name} name @param {(side: Partial<import('./pair.js').Side>) => void} change */
function sideView(name, change) {
  const field = /** @type {HTMLInputElement} */ (
    el('input', {
      type: 'text', id: `url-${name}`, inputmode: 'url', dir: 'ltr', autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off',
      spellcheck: 'false', 'aria-describedby': `url-${name}-error`,
    })
  );
  field.addEventListener('input', () => change({ url: field.value }));
  const flag = /** @type {HTMLInputElement} */ (el('input', { type: 'checkbox', id: `sandboxed-${name}` }));
  flag.addEventListener('change', () => change({ sandboxed: flag.checked }));
  return el(
    'div',
    { class: 'side-of-pair' },
    el('div', { class: 'field' }, el('label', { for: field.id }, words.sides[name]), field, el('p', { class: 'error', id: `url-${name}-error`, hidden: true })),
    el('div', { class: 'field flag' }, flag, el('label', { for: flag.id }, words.sandboxed[name])),
    el('div', { id: `pieces-${name}` }),
  );
}

/** @param {import('./pair.js').Pair} pair @param {ReturnType<typeof import('./answer.js').answerOf>} [found] none: not known yet */
export function showSides(pair, found) {
  for (const name of NAMES) {
    const { url, sandboxed } = pair[name];
    const field = /** @type {HTMLInputElement} */ (byId(`url-${name}`));
    if (field.value !== url) field.value = url;
    /** @type {HTMLInputElement} */ (byId(`sandboxed-${name}`)).checked = sandboxed;
    if (!found) continue;
    showError(field, 'errors' in found ? found.errors[name] : null);
    const pieces = byId(`pieces-${name}`);
    if ('answer' in found) fill(pieces, piecesView(name, found.answer.comparison[name]));
    pieces.classList.toggle('stale', 'errors' in found);
  }
}

/** @param {HTMLInputElement} field @param {string | null} allowed null: it is right */
function showError(field, allowed) {
  const place = byId(`${field.id}-error`);
  place.hidden = allowed === null;
  if (allowed === null) {
    field.removeAttribute('aria-invalid');
    return fill(place);
  }
  field.setAttribute('aria-invalid', 'true');
  const taken = readUrl(field.value);
  fill(place, visible(words.invalid(allowed)), ' ', taken ? visible(words.takenBy(taken.origin)) : words.refusedToo, el('span', { class: 'hint' }, ' ', words.invalidHint));
}
