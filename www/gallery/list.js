/** The collection: every entry as a card, a filter above it. */
import { verdictOf } from '../decide.js';
import { gallery as words } from '../strings.js';
import { button, byId, chip, el, fill, setText, visible } from '../view/dom.js';
import { outcomeOf } from '../view/verdict.js';
import { addressOf, find, mistakes } from './mistakes.js';
import { plain, prosaic } from './text.js';

/** @typedef {import('./build.js').Mistake} Mistake */
/** @typedef {{ text: string, kind: string }} Filter */

/** @param {string} missing the entry that was asked for and is not there; empty: none */
export function listView(missing) {
  return [
    missing !== '' && el('p', { class: 'notice', role: 'alert' }, el('bdi', {}, visible(words.missing(missing)))),
    el('h2', { id: 'gallery-title', tabindex: -1 }, words.title),
    el('p', { class: 'gallery-lead' }, words.lead),
    filterView(),
    el('ul', { id: 'gallery-list', class: 'gallery-list', 'aria-labelledby': 'gallery-title' }, mistakes.map(entryView)),
    el('p', { id: 'gallery-nothing', class: 'gallery-nothing', hidden: true }, words.nothing),
  ];
}

function filterView() {
  const kinds = ['', ...Object.keys(words.kinds)];
  return el(
    'div',
    { class: 'gallery-filter', role: 'search' },
    el('div', { class: 'field' }, el('label', { for: 'gallery-text' }, words.filter),
      el('input', { id: 'gallery-text', type: 'text', autocomplete: 'off', spellcheck: 'false', placeholder: words.filterHint })),
    el('div', { class: 'gallery-kinds', role: 'group', 'aria-label': words.kindsLabel }, kinds.map((kind, index) =>
      button('gallery-kind', kind === '' ? words.all : words.kinds[/** @type {'hole'} */ (kind)], { 'data-index': index, 'data-kind': kind, 'aria-pressed': 'false' }))),
    el('p', { id: 'gallery-count', class: 'gallery-count', role: 'status' }),
  );
}

/** @param {Mistake} mistake */
function entryView({ name, kind, scenes, shown }) {
  const { title, brief } = wordsOf(name);
  const { scenario } = scenes[shown - 1];
  const verdict = verdictOf(scenario);
  return el(
    'li',
    { class: 'gallery-entry', 'data-name': name },
    el('p', {}, chip(kind, words.kinds[kind])),
    el('h3', {}, el('a', { href: addressOf(name) }, title)),
    el('p', {}, prosaic(brief)),
    el('p', { class: 'gallery-verdict' }, el('span', {}, askerOf(scenario)), ' ', outcomeOf(verdict)),
  );
}

/** Whose page it is. @param {import('../state.js').Scenario} scenario */
function askerOf({ page }) {
  const { host } = new URL(page.url ?? page);
  return words.asks(host);
}

/** @param {string} name @returns {{ title: string, brief: string, scenes: string[][], risk: string, signs: string, fix: string, test: string }} */
export function wordsOf(name) {
  return words.mistakes[/** @type {'bank'} */ (name)];
}

/** Shows the entries that the filter leaves. @param {Filter} filter */
export function showFilter(filter) {
  const found = new Set(find(filter, ({ name, kind }) => textOf(name, kind)).map(({ name }) => name));
  for (const entry of document.querySelectorAll('.gallery-entry')) {
    /** @type {HTMLElement} */ (entry).hidden = !found.has(/** @type {HTMLElement} */ (entry).dataset.name ?? '');
  }
  for (const one of document.querySelectorAll('.gallery-kinds button')) {
    one.setAttribute('aria-pressed', String(/** @type {HTMLElement} */ (one).dataset.kind === filter.kind));
  }
  const field = /** @type {HTMLInputElement} */ (byId('gallery-text'));
  if (field.value !== filter.text) field.value = filter.text;
  setText(byId('gallery-count'), words.count(found.size, mistakes.length));
  byId('gallery-nothing').hidden = found.size > 0;
}

/** All that one can read in an entry. @param {string} name @param {Mistake['kind']} kind */
function textOf(name, kind) {
  const { scenes, ...rest } = wordsOf(name);
  return plain([name, words.kinds[kind], ...scenes.flat(), ...Object.values(rest)].join(' '));
}
