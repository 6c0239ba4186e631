/** The task: what is to be reached, part by part, hints that unfold one at a time, and the way on. */
import { lessons as words } from '../strings.js';
import { button, el, icon } from '../view/dom.js';
import { titleOf, wordsOf } from './list.js';
import { path } from './path.js';
import { rich } from './rich.js';

/**
 * @typedef {object} Standing how one stands with a lesson's task
 * @property {string} name the lesson's
 * @property {ReturnType<typeof import('./judge.js').checksOf>} checks
 * @property {boolean} isMet all of them, now
 * @property {boolean} isSolved now or before
 * @property {boolean} isChanged whether the lab has left the start
 * @property {number} hints how many are unfolded
 */

/** @param {Standing} standing */
export function taskView({ name, checks, isMet, isSolved, isChanged, hints }) {
  const { task, success } = wordsOf(name);
  return [
    el('p', { class: 'task-text' }, rich(task)),
    el('ul', { class: 'checks' }, checks.map(checkView)),
    isMet && el('p', { class: 'success' }, icon('readable'), el('span', {}, el('strong', {}, words.solved), ' ', rich(success))),
    !isMet && isSolved && el('p', { class: 'hint' }, words.solvedBefore),
    hintsView(name, hints, isMet),
    el(
      'div',
      { class: 'task-buttons' },
      isSolved && nextLink(name),
      isChanged && button('lesson-restore', words.restore),
    ),
  ];
}

/** @param {Standing['checks'][number]} check */
function checkView({ name, isMet, isRule }) {
  const state = isMet ? 'met' : isRule ? 'broken' : 'unmet';
  const sign = isMet ? icon('readable') : isRule ? icon('network-error') : el('span', { class: 'icon open' });
  return el('li', { 'data-state': state }, sign, el('span', {}, el('span', { class: 'unseen' }, `${words[state]} `), textOf(name)));
}

/** @param {string} check */
function textOf(check) {
  return rich(words.checks[/** @type {'readable'} */ (check)]);
}

/** @param {string} name @param {number} shown @param {boolean} isMet */
function hintsView(name, shown, isMet) {
  const { hints } = wordsOf(name);
  return [
    shown > 0 && el('ol', { class: 'hints', 'aria-label': words.hints }, hints.slice(0, shown).map((hint, index) => el('li', { id: `hint-${index}`, tabindex: -1 }, rich(hint)))),
    !isMet && shown < hints.length && button('lesson-hint', words.hint(shown + 1, hints.length)),
  ];
}

/** @param {string} name @param {boolean} [isShort] */
export function nextLink(name, isShort = false) {
  const next = path[path.findIndex((lesson) => lesson.name === name) + 1];
  if (!next) return el('a', { href: '#gallery', class: 'go' }, isShort ? words.finishedShort : words.finished);
  return el('a', { href: `#lessons/${next.name}`, class: 'go' }, isShort ? words.nextShort : words.next(titleOf(next.name)));
}

/** The same in one line, beside the verdict. @param {Standing} standing */
export function standingView({ name, checks, isMet }) {
  if (isMet) return [el('strong', { class: 'standing done' }, icon('readable'), words.solved), ' ', nextLink(name, true)];
  const open = checks.filter((check) => !check.isMet);
  const first = open.find(({ isRule }) => isRule) ?? open[0];
  return [
    el('strong', {}, words.status(checks.length - open.length, checks.length)),
    ' ', first && [first.isRule ? words.broken : words.unmet, ' ', textOf(first.name)],
  ];
}
