/** One lesson above the lab: the idea, the questions, the task. */
import { lessons as words } from '../strings.js';
import { button, byId, el, fill, link } from '../view/dom.js';
import { coverView, standingPlace } from './beside.js';
import { keep } from './keep.js';
import { titleOf, wordsOf } from './list.js';
import { path } from './path.js';
import { doneIn } from './progress.js';
import { questionView } from './question.js';
import { paragraphs, rich } from './rich.js';
import { standingView, taskView } from './task.js';

/** Built once; from then on only what has changed is drawn. @param {import('./path.js').Lesson} lesson */
export function lessonView({ name, questions }) {
  const number = path.findIndex((one) => one.name === name) + 1;
  return el(
    'article',
    { class: 'lesson', 'aria-labelledby': 'lesson-title' },
    el('nav', { class: 'lesson-path', 'aria-label': words.path }, el('a', { href: '#lessons' }, words.all), el('ol', { id: 'lesson-steps' })),
    el('header', {}, el('p', { class: 'eyebrow' }, words.number(number, path.length)), el('h2', { id: 'lesson-title', tabindex: -1 }, titleOf(name))),
    el('div', { class: 'lesson-page' }, ideaView(name), exerciseView(questions)),
    el('p', { id: 'lesson-said', class: 'unseen', role: 'status', 'aria-live': 'polite' }),
  );
}

/** @param {string} name */
function ideaView(name) {
  const { text, sources } = wordsOf(name);
  return el(
    'div',
    { class: 'idea' },
    paragraphs(text),
    el('p', { class: 'sources' }, el('span', {}, words.sources), ' ', sources.map(([label, url], index) => [index > 0 && ' · ', link(url, label)])),
  );
}

/** @param {import('./path.js').Lesson['questions']} questions */
function exerciseView(questions) {
  return el(
    'div',
    { class: 'exercise' },
    el('section', { class: 'panel', 'aria-labelledby': 'predict-title' },
      el('h3', { id: 'predict-title', tabindex: -1 }, words.predict),
      el('p', { class: 'hint', id: 'predict-about' }, words.predictHint),
      questions.map((_, index) => el('div', { id: `question-${index}`, class: 'question-place' }))),
    el('section', { class: 'panel', 'aria-labelledby': 'task-title' },
      el('h3', { id: 'task-title', tabindex: -1 }, words.task),
      el('div', { id: 'task', class: 'task' })),
    el('p', { class: 'reset' }, button('lesson-reset', words.reset, { id: 'lesson-reset' })),
  );
}

/**
 * @param {import('./path.js').Lesson} lesson
 * @param {import('./progress.js').Progress} progress
 * @param {import('./task.js').Standing | null} standing null: the verdict is covered, or still under way
 * @param {boolean} isReady whether the browser's algorithms are here
 */
export function showLesson(lesson, progress, standing, isReady) {
  const { answers, isShown } = doneIn(progress, lesson.name);
  const isCovered = !isShown && lesson.questions.some(({ name }) => answers[name] === undefined);
  const first = lesson.questions.findIndex(({ name }) => answers[name] === undefined);
  keep(byId('lesson-steps'), [lesson.name, progress], () => stepsView(lesson.name, progress));
  lesson.questions.forEach((question, index) => {
    const place = byId(`question-${index}`);
    // One after the other: the second may build on the first.
    const isTheirTurn = first < 0 || index <= first;
    keep(place, [isTheirTurn, isReady, answers[question.name]], () => isTheirTurn && questionView(lesson, question, answers[question.name]));
  });
  byId('predict-about').hidden = !isCovered;
  keep(byId('task'), [isCovered, standing], () => (standing ? taskView(standing) : isCovered && el('p', { class: 'hint' }, words.taskLater)));
  coverView(isCovered);
  keep(standingPlace(), standing, () => standing && standingView(standing));
  say(standing?.isMet ? `${words.solved} ${wordsOf(lesson.name).success}` : '');
}

/** @param {string} name @param {import('./progress.js').Progress} progress */
function stepsView(name, progress) {
  return path.map((lesson, index) => {
    const { isSolved } = doneIn(progress, lesson.name);
    const label = words.step(index + 1, titleOf(lesson.name), isSolved);
    const isHere = lesson.name === name;
    return el('li', {}, el('a', { href: `#lessons/${lesson.name}`, 'aria-label': label, title: label, 'aria-current': isHere && 'page', 'data-state': isSolved ? 'done' : 'open' }, index + 1));
  });
}

/** Says it once, to those who listen. @param {string} text */
function say(text) {
  const place = byId('lesson-said');
  if (place.dataset.text === text) return;
  place.dataset.text = text;
  fill(place, rich(text));
}
