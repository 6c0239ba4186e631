/** A question to predict: its options, and, once it is answered, what the browser decides and why. */
import { lessons as words } from '../strings.js';
import { button, el, icon, prose } from '../view/dom.js';
import { answerTo } from './judge.js';
import { wordsOf } from './list.js';
import { rich } from './rich.js';

/**
 * @param {import('./path.js').Lesson} lesson
 * @param {import('./path.js').Question} question
 * @param {string | undefined} prediction undefined: there is none yet
 */
export function questionView(lesson, question, prediction) {
  const decided = prediction === undefined ? null : answerTo(lesson, question);
  return decided && prediction !== undefined ? answeredView(lesson, question, prediction, decided) : openView(lesson, question);
}

/** @param {import('./path.js').Lesson} lesson @param {import('./path.js').Question} question */
function wordsOfQuestion(lesson, question) {
  return /** @type {{ asks: string, options: Record<string, string>, because: string }} */ (
    /** @type {Record<string, any>} */ (wordsOf(lesson.name).questions)[question.name]
  );
}

/** @param {import('./path.js').Lesson} lesson @param {import('./path.js').Question} question */
function openView(lesson, question) {
  const { asks, options } = wordsOfQuestion(lesson, question);
  const hint = `predict-hint-${question.name}`;
  return [
    el(
      'fieldset',
      { class: 'question', 'data-state': 'open', 'aria-describedby': hint },
      el('legend', {}, rich(asks)),
      question.options.map((value, index) => {
        const id = `predict-${question.name}-${index}`;
        const radio = el('input', { type: 'radio', name: `predict-${question.name}`, id, value: String(value) });
        return el('div', { class: 'option' }, radio, el('label', { for: id }, rich(options[String(value)])));
      }),
    ),
    el('p', { class: 'error', id: hint, role: 'alert' }),
    button('lesson-predict', words.check, { class: 'primary', 'data-question': question.name }),
  ];
}

/**
 * @param {import('./path.js').Lesson} lesson
 * @param {import('./path.js').Question} question
 * @param {string} prediction
 * @param {{ answer: string, verdict: import('corslab').Verdict }} decided
 */
function answeredView(lesson, question, prediction, { answer, verdict }) {
  const { asks, options, because } = wordsOfQuestion(lesson, question);
  const isRight = answer === prediction;
  return el(
    'div',
    { class: 'question', 'data-state': isRight ? 'right' : 'wrong' },
    el('p', { class: 'asked' }, rich(asks)),
    el('ul', { class: 'options' }, question.options.map((value) => optionView(String(value), options, prediction, answer))),
    el(
      'div',
      { class: 'explanation', id: `explanation-${question.name}`, tabindex: -1 },
      el('p', {}, el('strong', {}, isRight ? words.right : words.wrong), ' ', rich(because)),
      el('p', { class: 'says' }, saidBy(verdict, question).map((sentence) => [sentence, ' '])),
    ),
  );
}

/** What the verdict says about it: the reasons of a preflight where it was asked for, else the outcome and its cause. @param {import('corslab').Verdict} verdict @param {import('./path.js').Question} question */
function saidBy({ summary, cause, preflight }, { asks }) {
  const reasons = /^(?:preflight|exchanges\.preflight)\b/.test(asks) ? preflight.because : [];
  if (reasons.length > 0) return [words.reasons, ...reasons.map(({ message }) => prose(message))];
  return [words.verdict, prose(summary), cause && !summary.includes(cause.message) && prose(cause.message)];
}

/** @param {string} value @param {Record<string, string>} options @param {string} prediction @param {string} answer */
function optionView(value, options, prediction, answer) {
  const isAnswer = value === answer;
  const isPrediction = value === prediction;
  const notes = [isPrediction && words.yours, isAnswer && words.decided].filter(Boolean).join(', ');
  return el(
    'li',
    { 'data-kind': isAnswer ? 'right' : isPrediction ? 'wrong' : 'other' },
    isAnswer ? icon('readable') : isPrediction ? icon('network-error') : el('span', { class: 'icon' }),
    el('span', {}, rich(options[value]), notes !== '' && el('span', { class: 'note' }, ` (${notes})`)),
  );
}
