/** The lessons: their list, or one of them above the lab. */
import { expand } from '../state.js';
import { current, update } from '../store.js';
import { lessons as words } from '../strings.js';
import { byId, fill, setText } from '../view/dom.js';
import { leadOn } from '../view/lead.js';
import { checksOf, isSameAt } from './judge.js';
import { lessonView, showLesson } from './lesson.js';
import { listView, showList, wordsOf } from './list.js';
import { lessonOf } from './path.js';
import { doneIn, keepProgress, readProgress, storageOfBrowser, withDone, withoutDone } from './progress.js';

/** @typedef {import('./progress.js').Progress} Progress */

/** @type {import('../place.js').Context['edit']} */
let edit = update;
/** Whoever comes by a link begins where the browser begins; whoever goes on from here begins at the heading. */
let isFirst = true;
/** @type {Progress} */
let beginning;

/** The name that was asked for in vain, until the list has said so. */
let missing = '';

/** @param {string} name */
export function scenarioOf(name) {
  const lesson = lessonOf(name);
  if (!lesson && name !== '') missing = name;
  return lesson?.scenario;
}

/** @param {HTMLElement} place @param {import('../place.js').Context} context */
export function show(place, context) {
  edit = context.edit;
  const { name } = context.state.place;
  const lesson = lessonOf(name);
  const progress = progressOf(context.state);
  if (!place.firstChild) {
    fill(place, lesson ? lessonView(lesson) : listView(missing));
    missing = '';
    if (!isFirst) begin(lesson ? 'lesson-title' : 'lessons-title');
    isFirst = false;
  }
  if (!lesson) return showList(progress);
  const standing = standingOf(lesson, context, progress);
  showLesson(lesson, progress, standing, isReady(context.decision));
  const isNew = progress.last !== name || (standing?.isMet && !doneIn(progress, name).isSolved);
  // What was seen is noted after it is drawn, as a change of its own.
  if (isNew) queueMicrotask(() => note(name, { isSolved: doneIn(progress, name).isSolved || Boolean(standing?.isMet) }));
}

/** @param {import('../state.js').State} state */
function progressOf({ progress }) {
  beginning ??= readProgress(storageOfBrowser());
  return progress ?? beginning;
}

/** @param {string} id */
function begin(id) {
  const title = byId(id);
  title.focus({ preventScroll: true });
  title.scrollIntoView({ block: 'start' });
}

/**
 * @param {import('./path.js').Lesson} lesson
 * @param {import('../place.js').Context} context
 * @param {Progress} progress
 * @returns {import('./task.js').Standing | null}
 */
function standingOf(lesson, { state: { scenario }, decision }, progress) {
  const { answers, isShown, isSolved, hints } = doneIn(progress, lesson.name);
  const isOpen = isShown || lesson.questions.every(({ name }) => answers[name] !== undefined);
  if (!isOpen || !isReady(decision)) return null;
  const checks = checksOf(lesson, scenario, decision.error === null ? decision.verdict : null);
  const isMet = checks.every((check) => check.isMet);
  const isChanged = !['page', 'request', 'server', 'cookies', 'engine', 'preflightCache', 'now'].every((path) => isSameAt(path, lesson.scenario, scenario));
  return { name: lesson.name, checks, isMet, isSolved: isSolved || isMet, isChanged, hints };
}

/** @param {import('../decide.js').Decision} decision */
function isReady({ verdict, error }) {
  return verdict !== null || error !== null;
}

/** @param {string} name @param {Partial<import('./progress.js').Done>} more */
function note(name, more) {
  change((progress) => withDone(progress, name, more));
}

/** @param {(progress: Progress) => Progress} next */
function change(next) {
  const storage = storageOfBrowser();
  const mine = progressOf(current());
  const kept = readProgress(storage);
  // Another tab may have come further meanwhile.
  update({ progress: keepProgress(storage, next(mine.isKept && kept.isKept ? kept : mine)) });
}

function here() {
  const { name } = current().place;
  return { name, lesson: /** @type {import('./path.js').Lesson} */ (lessonOf(name)), done: doneIn(progressOf(current()), name) };
}

function restore() {
  edit({ scenario: expand(here().lesson.scenario), snippet: null });
}

/** The first question that is open, or its heading. */
function toQuestion() {
  (document.querySelector('.question input') ?? byId('predict-title')).scrollIntoView({ block: 'center' });
  /** @type {HTMLElement | null} */ (document.querySelector('.question input'))?.focus({ preventScroll: true });
}

/** @type {Record<string, (index: number, button: HTMLElement) => void>} */
export const actions = {
  'lesson-predict': (_, { dataset: { question = '' } }) => {
    const chosen = /** @type {HTMLInputElement | null} */ (document.querySelector(`[name="predict-${question}"]:checked`));
    if (!chosen) return setText(byId(`predict-hint-${question}`), words.choose);
    const { name, done } = here();
    note(name, { answers: { ...done.answers, [question]: chosen.value } });
    document.getElementById(`explanation-${question}`)?.focus();
  },
  'lesson-question': toQuestion,
  'lesson-show': () => {
    note(here().name, { isShown: true });
    leadOn();
  },
  'lesson-hint': () => {
    const { name, done } = here();
    const shown = Math.min(done.hints + 1, wordsOf(name).hints.length);
    note(name, { hints: shown });
    byId(`hint-${shown - 1}`).focus();
  },
  'lesson-restore': () => {
    restore();
    byId('task-title').focus();
  },
  'lesson-reset': () => {
    change((progress) => withoutDone(progress, here().name));
    restore();
    byId('lesson-title').focus();
  },
  'lesson-forget': () => {
    change(() => ({ last: '', lessons: {}, isKept: true }));
    setText(byId('lessons-said'), words.forgotten);
    byId('lessons-title').focus();
  },
};
