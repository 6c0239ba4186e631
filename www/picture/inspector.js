/** One step of the picture in full: what happens, which rules decide, and the bytes that they compare. */
import { picture as words, strings } from '../strings.js';
import { button, chip, el, link, prose, value } from '../view/dom.js';
import { absentLines, headerLine, startLine } from '../view/exchanges.js';
import { captionOf, reasonsAt } from './caption.js';
import { difference } from './difference.js';

/** @typedef {import('./frames.js').Frame} Frame @typedef {import('./frames.js').Decision} Decision @typedef {import('corslab').Verdict} Verdict */

const MOST_LINES = 12;
const MOST_DECISIONS = 8;
const LONGEST = 2000;

/** @param {Frame} frame @param {import('./frames.js').Story} story @param {Verdict} verdict @returns {import('../view/dom.js').Child} */
export function inspectorView(frame, story, verdict) {
  const reasons = frame.kind === 'ask' ? reasonsAt(verdict, 0) : frame.kind === 'follow' ? reasonsAt(verdict, frame.hop + 1) : [];
  const message = messageView(frame, verdict);
  // Where checks are made, the message that they are about comes after them; else it comes first.
  const decisions = decisionsView(frame.decisions);
  return [
    el('p', { class: 'caption' }, prose(captionOf(frame, story, verdict))),
    reasons.length > 0 && el('div', { class: 'because' }, el('p', {}, words.because), el('ul', {}, reasons.slice(0, MOST_DECISIONS).map(({ message: text }) => el('li', {}, prose(text))))),
    frame.decisions.some(isCheck) ? [decisions, message] : [message, decisions],
  ];
}

/** The first ones, and the last, which decides. @param {Decision[]} decisions */
function decisionsView(decisions) {
  if (decisions.length === 0) return null;
  const left = Math.max(decisions.length - MOST_DECISIONS, 0);
  const shown = left > 0 ? [...decisions.slice(0, MOST_DECISIONS - 1), ...decisions.slice(-1)] : decisions;
  return [
    el('ul', { class: 'decisions', 'aria-label': words.decisions }, shown.map(decisionView)),
    left > 0 && el('p', { class: 'rule' }, words.others(left)),
    button('picture-decision', words.decision, { class: 'quiet', 'data-index': shown[shown.length - 1].number }),
  ];
}

/** @param {Decision} decision */
function decisionView(decision) {
  const { algorithm, step, url, header, moment, result, value: seen, expected } = decision;
  const isAbsent = seen === undefined && header !== undefined && moment === 'response';
  const isCompared = isAbsent || expected !== undefined || (isCheck(decision) && seen !== undefined);
  return el(
    'li',
    { class: 'decision-of' },
    el('p', {}, chip(result, strings.trace.results[result]), ' ', prose(step)),
    isCompared && comparedView(decision),
    !isCompared && seen !== undefined && el('p', { class: 'rule' }, result === 'set' ? words.set : words.seen, ' ', value(seen)),
    el('p', { class: 'rule' }, words.rule, ' ', link(url, algorithm)),
  );
}

/** @param {Decision} decision */
function isCheck({ result }) {
  return result === 'pass' || result === 'fail';
}

/** @param {Decision} decision */
function comparedView({ value: seen, expected, header, result }) {
  const isShort = seen !== undefined && expected !== undefined && Math.max(seen.length, expected.length) <= LONGEST;
  const parts = isShort ? difference(seen, expected) : null;
  return el(
    'dl',
    { class: 'compared', 'data-result': result },
    seen !== undefined && side('received', words.seen, parts ? marked(parts.a) : value(seen)),
    seen === undefined && header !== undefined && side('received', words.seen, el('span', { class: 'absent' }, result === 'fail' ? strings.exchanges.absent(header) : words.without(header))),
    expected !== undefined && side('expected', words.expected, parts ? marked(parts.b) : value(expected)),
  );
}

/** @param {string} kind @param {string} label @param {import('../view/dom.js').Child} content */
function side(kind, label, content) {
  return el('div', { class: kind }, el('dt', {}, label), el('dd', {}, content));
}

/** @param {[string, string, string]} parts */
function marked([before, differing, after]) {
  const whole = value(before + differing + after);
  if (differing === '') return whole;
  return el('bdi', { class: 'value' }, inner(before), el('mark', {}, inner(differing)), inner(after));
}

/** @param {string} text */
function inner(text) {
  return text === '' ? [] : [...value(text).childNodes];
}

/** The message that the step is about, with the lines that it reads or writes marked. @param {Frame} frame @param {Verdict} verdict */
function messageView({ exchange: index, side: which, decisions }, { exchanges }) {
  if (index === null || which === null) return null;
  const { request, reply } = exchanges[index];
  const message = which === 'request' ? request : reply;
  if (!message) return null;
  const names = decisions.flatMap(({ header }) => header ?? []);
  const failing = decisions.filter(({ result }) => result === 'fail').flatMap(({ header }) => header ?? []);
  const lines = chosen(message.headers, names);
  const left = message.headers.length - lines.length;
  return [
    el('p', { class: 'direction' }, which === 'request' ? words.inRequest : words.inReply),
    el(
      'pre',
      { class: 'message', dir: 'ltr' },
      startLine(which === 'request' ? `${request.method} ${request.url}` : String(reply?.status)),
      lines.map((header) => headerLine(header, names)),
      absentLines(message.headers, failing),
      left > 0 && `${words.lines(left)}\n`,
    ),
    button('picture-exchange', words.whole, { class: 'quiet', 'data-index': index }),
  ];
}

/** Of a long message, the lines that matter here come first. @param {[string, string][]} headers @param {string[]} names */
function chosen(headers, names) {
  if (headers.length <= MOST_LINES) return headers;
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const matters = headers.filter(([name]) => wanted.has(name.toLowerCase()));
  return [...matters, ...headers.filter((header) => !matters.includes(header))].slice(0, MOST_LINES);
}
