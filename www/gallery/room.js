/** The gallery: the list at `#gallery`, an entry at `#gallery/bank`, its second scene at `#gallery/bank/2`. */
import { compact, expand } from '../state.js';
import { current, update } from '../store.js';
import { byId, fill } from '../view/dom.js';
import { listView, showFilter } from './list.js';
import { addressOf, readName } from './mistakes.js';
import { copyTest, showChanged, storyView } from './story.js';

/** The name that was asked for in vain, until the list has said so. */
let missing = '';
const ALL = { text: '', kind: '' };
/** Where one was before, to put the focus where one left; undefined: one comes from outside. @type {string | undefined} */
let before;

/** @param {string} name */
export function scenarioOf(name) {
  const found = readName(name);
  if (!found && name !== '') missing = name;
  return found?.mistake.scenes[found.at].scenario;
}

/** @param {HTMLElement} place @param {import('../place.js').Context} context */
export function show(place, { state, decision }) {
  const { name } = state.place;
  // The verdicts in it wait for the simulator.
  if (decision.verdict === null && decision.error === null) return;
  if (name === '') {
    if (!place.firstChild) enterList(place);
    showFilter(state.gallery ?? ALL);
    return;
  }
  const found = readName(name);
  if (!found) return;
  if (!place.firstChild) enterStory(place, found, name);
  const start = compact(expand(found.mistake.scenes[found.at].scenario));
  showChanged(JSON.stringify(start) !== JSON.stringify(compact(state.scenario)), addressOf(found.mistake.name, found.at));
}

/** @param {HTMLElement} place */
function enterList(place) {
  fill(place, ...listView(missing));
  missing = '';
  const field = /** @type {HTMLInputElement} */ (byId('gallery-text'));
  field.addEventListener('input', () => filterBy({ text: field.value }));
  const from = before && readName(before)?.mistake.name;
  if (before !== undefined) focus(from ? `[data-name="${from}"] a` : '#gallery-title');
  before = '';
}

/** @param {HTMLElement} place @param {NonNullable<ReturnType<typeof readName>>} found @param {string} name */
function enterStory(place, { mistake, at }, name) {
  fill(place, storyView(mistake, at));
  const isSameStory = before !== undefined && readName(before)?.mistake === mistake;
  if (isSameStory) focus('.gallery-scene [aria-current]', true);
  else if (before !== undefined) focus('#gallery-title');
  before = name;
}

/** Puts the focus where one goes on, if it stood on something that is gone. @param {string} selector @param {boolean} [stays] whether the view shall stay where it is */
function focus(selector, stays = false) {
  if (document.activeElement !== document.body) return;
  /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus({ preventScroll: stays });
}

/** @param {Partial<typeof ALL>} change */
function filterBy(change) {
  update({ gallery: { ...(current().gallery ?? ALL), ...change } });
}

/** By the names that its buttons have as `data-action`. @type {Record<string, (index: number, button: HTMLElement) => void>} */
export const actions = {
  'gallery-kind': (_, { dataset }) => filterBy({ kind: dataset.kind ?? '' }),
  'gallery-copy': copyTest,
  'gallery-to-lab': () => {
    const first = /** @type {HTMLElement} */ (document.querySelector('#lab-view select'));
    first.scrollIntoView();
    first.focus({ preventScroll: true });
  },
};
