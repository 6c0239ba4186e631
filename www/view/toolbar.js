/** Examples to start from, and ways to take the scenario elsewhere. */
import { examples } from '../examples.js';
import { strings } from '../strings.js';
import { button, el, fill } from './dom.js';

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
      button('copy-json', words.copyJson),
      button('copy-test', words.copyTest),
    ),
    el('div', { id: 'by-hand', class: 'by-hand' }),
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
  const select = /** @type {HTMLSelectElement} */ (document.getElementById('example'));
  if (select.value !== name) select.value = name;
}

/** @param {string} message */
export function showCopied(message) {
  fill(byId('copied'), message);
  fill(byId('by-hand'));
}

/** Where the clipboard is out of reach, the text is there to be copied. @param {string} text */
export function showByHand(text) {
  fill(byId('copied'), words.copyFailed);
  const area = /** @type {HTMLTextAreaElement} */ (el('textarea', { rows: 6, readonly: true, dir: 'ltr', 'aria-label': words.copyFailed }));
  area.value = text;
  fill(byId('by-hand'), area);
  area.focus();
  area.select();
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
