/** The list of lessons: what each teaches, how far one has come, and where to go on. */
import { lessons as words } from '../strings.js';
import { button, byId, chip, el, visible } from '../view/dom.js';
import { keep } from './keep.js';
import { path } from './path.js';
import { doneIn } from './progress.js';
import { rich } from './rich.js';

/** @param {string} missing the lesson that was asked for and is not there; empty: none */
export function listView(missing) {
  return el(
    'div',
    { class: 'lessons' },
    missing !== '' && el('p', { class: 'notice', role: 'alert' }, el('bdi', {}, visible(words.missing(missing)))),
    el('h2', { id: 'lessons-title', tabindex: -1 }, words.room),
    el('p', { class: 'lead' }, words.intro),
    el('div', { id: 'lessons-progress', class: 'lessons-progress' }),
    el('ol', { id: 'lessons-list', class: 'lesson-list' }),
    el('div', { id: 'lessons-kept', class: 'lessons-kept' }),
    el('p', { id: 'lessons-said', class: 'hint', role: 'status' }),
  );
}

/** @param {import('./progress.js').Progress} progress */
export function showList(progress) {
  keep(byId('lessons-progress'), progress, () => summaryView(progress));
  keep(byId('lessons-list'), progress, () => path.map(({ name }, index) => itemView(name, index, doneIn(progress, name))));
  keep(byId('lessons-kept'), progress, () => [
    el('p', { class: 'hint' }, progress.isKept ? words.kept : words.notKept),
    isBegun(progress) && button('lesson-forget', words.forget),
  ]);
}

/** @param {import('./progress.js').Progress} progress */
function isBegun({ lessons, last }) {
  return last !== '' || Object.keys(lessons).length > 0;
}

/** @param {import('./progress.js').Progress} progress */
function summaryView(progress) {
  const done = path.filter(({ name }) => doneIn(progress, name).isSolved).length;
  const text = words.progress(done, path.length);
  return [
    isBegun(progress) && el('p', { class: 'how-far' }, el('progress', { value: done, max: path.length, 'aria-label': text }), el('span', {}, text)),
    el('p', {}, resumeLink(progress, done)),
    done === path.length && el('p', {}, el('a', { href: '#gallery', class: 'go' }, words.goOn)),
  ];
}

/** @param {import('./progress.js').Progress} progress @param {number} done */
function resumeLink(progress, done) {
  if (!isBegun(progress)) return linkTo(path[0].name, words.start);
  if (done === path.length) return linkTo(path[0].name, words.again);
  // A lesson that is done is left behind: one goes on with the next that is not.
  const at = Math.max(0, path.findIndex(({ name }) => name === progress.last));
  const next = [...path.slice(at), ...path.slice(0, at)].find(({ name }) => !doneIn(progress, name).isSolved) ?? path[0];
  return linkTo(next.name, words.resume(titleOf(next.name)));
}

/** @param {string} name @param {string} label */
function linkTo(name, label) {
  return el('a', { href: `#lessons/${name}`, class: 'go' }, label);
}

/** @param {string} name @param {number} index @param {import('./progress.js').Done} done */
function itemView(name, index, { isSolved, isShown, answers }) {
  const isBegunHere = isShown || Object.keys(answers).length > 0;
  return el(
    'li',
    { class: 'lesson-item', 'data-state': isSolved ? 'done' : isBegunHere ? 'begun' : 'new' },
    el('span', { class: 'lesson-number', 'aria-hidden': 'true' }, index + 1),
    el('div', {}, el('h3', {}, el('a', { href: `#lessons/${name}` }, titleOf(name))), el('p', {}, rich(wordsOf(name).teaches))),
    isSolved ? chip('accepted', words.done) : isBegunHere && chip('redirected', words.begun),
  );
}

/** @param {string} name */
export function wordsOf(name) {
  return words.lessons[/** @type {'origin'} */ (name)];
}

/** @param {string} name @returns {string} */
export function titleOf(name) {
  return wordsOf(name).title;
}
