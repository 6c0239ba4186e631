/** Same origin? Same site? In one sentence each, with the reasons and the browser's own opinion. */
import { origins } from '../strings.js';
import { button, byId, el, fill, icon, panel, prose, setText, value } from '../view/dom.js';
import { NAMES } from './answer.js';
import { readUrl } from './browser.js';
import { partsView } from './parts.js';
import { inOneSentence } from './sentence.js';

/** @typedef {import('./answer.js').Answer} Answer */

const words = origins.answers;
const QUESTIONS = /** @type {const} */ (['sameOrigin', 'sameSite', 'schemelesslySameSite']);

/** Built once: a screen reader hears what changes in it, in short. */
export function answersView() {
  return el(
    'div',
    { id: 'answers-of-origins' },
    el('p', { id: 'origins-stale', class: 'notice', hidden: true }, origins.stale),
    el('p', { id: 'origins-spoken', class: 'unseen', role: 'status' }),
    el(
      'section',
      { class: 'panel', 'aria-labelledby': 'answers-title' },
      el('h3', { id: 'answers-title', tabindex: -1 }, words.title),
      el('dl', { id: 'questions', class: 'questions' }),
      el('p', { id: 'browser-says', class: 'browser-says' }),
      el('div', { id: 'reasons', class: 'reasons' }),
      el('p', {}, button('use-in-lab', origins.use)),
    ),
    panel('parts', origins.parts.title, el('div', { id: 'parts-body' })),
  );
}

/** @param {import('./pair.js').Pair} pair @param {ReturnType<typeof import('./answer.js').answerOf>} found */
export function showAnswer(pair, found) {
  const isStale = !('answer' in found);
  byId('origins-stale').hidden = !isStale;
  byId('answers-of-origins').classList.toggle('stale', isStale);
  if (isStale) return;
  const { comparison } = found.answer;
  setText(byId('origins-spoken'), words.spoken(comparison.sameOrigin, comparison.sameSite));
  fill(byId('questions'), QUESTIONS.map((question) => questionView(question, comparison)));
  fill(byId('browser-says'), browserView(pair, found.answer));
  fill(byId('reasons'), reasonsView(comparison));
  fill(byId('parts-body'), partsView(found.answer));
}

/** @param {typeof QUESTIONS[number]} question @param {import('./answer.js').Comparison} comparison */
function questionView(question, comparison) {
  const isYes = comparison[question];
  return el(
    'div',
    { class: 'question', 'data-answer': isYes ? 'yes' : 'no' },
    el('dt', {}, words.questions[question]),
    el('dd', { class: 'short' }, icon(isYes ? 'readable' : 'network-error'), isYes ? words.yes : words.no),
    el('dd', {}, prose(inOneSentence(question, comparison))),
    el('dd', { class: 'hint' }, words.uses[question]),
  );
}

/** @param {import('./pair.js').Pair} pair @param {Answer} answer */
function browserView(pair, { urlOrigins }) {
  const { browser } = origins;
  const other = NAMES.map((name) => ({ name, said: readUrl(pair[name].url), expected: urlOrigins[name] })).filter(({ said, expected }) => said?.origin !== expected);
  if (other.length === 0) return [el('strong', { class: 'agrees' }, icon('readable'), browser.agrees), browser.agreesWith];
  return [
    el('strong', { class: 'differs' }, icon('undecided'), browser.differs),
    other.map(({ name, said, expected }) => (said ? prose(browser.differsIn(origins.names[name], said.origin, expected)) : browser.refuses(origins.names[name]))),
    browser.leeway,
  ];
}

/** @param {import('./answer.js').Comparison} comparison */
function reasonsView({ because, documentDomain, sameOrigin }) {
  const [before, code, after] = documentDomain === null ? [] : words.documentDomain(documentDomain);
  return [
    el('h4', {}, words.because),
    el('ul', { class: 'because-list' }, because.map(({ message }) => el('li', {}, prose(message)))),
    documentDomain !== null && !sameOrigin && [el('h4', {}, words.documentDomainTitle), el('p', {}, before, value(code), after)],
  ];
}
