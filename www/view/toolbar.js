/** Examples to start from, and ways to take the scenario elsewhere. */
import { examples } from '../examples.js';
import { strings } from '../strings.js';
import { button, byId, el, fill } from './dom.js';
import { late } from './notice.js';

const words = strings.toolbar;

export function toolbarView() {
  return el(
    'section',
    { class: 'toolbar', 'aria-label': words.label },
    el(
      'div',
      { class: 'field' },
      el('label', { for: 'example' }, words.example),
      el('select', { id: 'example', 'data-change': 'choose-example' }, el('option', { value: '' }, words.ownScenario), groups()),
    ),
    el('p', { id: 'copied', class: 'copied', role: 'status' }),
    el(
      'div',
      { class: 'buttons' },
      button('copy-link', words.copyLink),
      button('share', words.share, { id: 'share-button', 'aria-expanded': 'false', 'aria-controls': 'share' }),
    ),
    el('div', { id: 'by-hand', class: 'by-hand' }),
    el('section', { id: 'share', class: 'share', hidden: true, 'aria-labelledby': 'share-button' }),
  );
}

function groups() {
  return Object.entries(strings.examples.groups).map(([group, label]) =>
    el('optgroup', { label }, examples.filter((example) => example.group === group).map(({ name }) =>
      el('option', { value: name }, strings.examples.titles[/** @type {'missing'} */ (name)]))),
  );
}

/** @param {string} name empty when the scenario is none of the examples */
export function showExample(name) {
  const select = /** @type {HTMLSelectElement} */ (byId('example'));
  if (select.value !== name) select.value = name;
}

/** What sharing needs comes when it is asked for. @type {typeof import('../share/panel.js') | undefined} */
let sharing;

/** @param {HTMLElement} opener */
export async function toggleShare(opener) {
  const place = byId('share');
  if (!sharing) {
    sharing = await late(() => import('../share/panel.js'));
    if (!sharing) return;
    sharing.buildShare(place);
  }
  place.hidden = !place.hidden;
  opener.setAttribute('aria-expanded', String(!place.hidden));
  if (!place.hidden) byId('share-title').focus();
}

/** @param {number} index which of the forms @param {(text: string, message: string) => void} copy */
export function copyAs(index, copy) {
  const made = sharing?.formAt(index);
  if (!made) return;
  if ('text' in made) copy(made.text, made.copied);
  else showCopied(made.problem);
}

/** How long it is said that something was copied. */
const SAID_FOR = 6000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** @param {string} message */
export function showCopied(message) {
  clearTimeout(silence);
  fill(byId('copied'), message);
  fill(byId('by-hand'));
  silence = setTimeout(() => fill(byId('copied')), SAID_FOR);
}

/** Where the clipboard is out of reach, the text is there to be copied. @param {string} text */
export function showByHand(text) {
  fill(byId('copied'));
  const area = /** @type {HTMLTextAreaElement} */ (el('textarea', { rows: 6, readonly: true, dir: 'ltr', 'aria-label': words.copyFailed }));
  area.value = text;
  fill(byId('by-hand'), el('p', {}, words.copyFailed), area);
  area.focus();
  area.select();
}
