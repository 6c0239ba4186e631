/** Every decision, in order, each with the algorithm that makes it and the bytes that it compared. */
import { strings } from '../strings.js';
import { byId, chip, el, fill, link, prose, value } from './dom.js';

const words = strings.trace;
/** @type {import('corslab').Verdict | undefined} */
let current;

export function traceView() {
  const details = el('details', { id: 'trace', class: 'trace' }, el('summary', {}, words.title), el('div', { id: 'trace-body' }));
  // The trace, which the core makes when it is read, and its table take longer than all the rest: they wait until
  // somebody looks.
  details.addEventListener('toggle', showSteps);
  return details;
}

/** @param {import('corslab').Verdict} verdict */
export function showTrace(verdict) {
  current = verdict;
  showSteps();
}

/** Unfolds the table at one of its rows. @param {number} number from 1 */
export function showDecision(number) {
  /** @type {HTMLDetailsElement} */ (byId('trace')).open = true;
  showSteps();
  document.getElementById(`decision-${number}`)?.focus();
}

function showSteps() {
  const details = /** @type {HTMLDetailsElement} */ (byId('trace'));
  fill(byId('trace-body'), details.open && current && tableView(current.trace));
}

/** The roles are spelled out because a narrow screen lays the rows out as blocks, which would lose them. @param {import('corslab').Step[]} steps */
function tableView(steps) {
  const columns = [words.step, words.hop, words.algorithm, words.decision, words.result, words.value, words.expected];
  return el(
    'table',
    { role: 'table', 'aria-label': words.label },
    el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, columns.map((name) => el('th', { role: 'columnheader', scope: 'col' }, name)))),
    el('tbody', { role: 'rowgroup' }, steps.map((step, index) => rowView(step, index, steps[index - 1]))),
  );
}

/** @param {import('corslab').Step} step @param {number} index @param {import('corslab').Step | undefined} before */
function rowView({ algorithm, step, url, hop, result, value: seen, expected }, index, before) {
  const isRepeated = before?.algorithm === algorithm && before.hop === hop;
  return el(
    'tr',
    { role: 'row', id: `decision-${index + 1}`, tabindex: -1, 'data-result': result, class: isRepeated ? 'repeated' : '' },
    cell('number', words.step, String(index + 1)),
    cell('number', words.hop, String(hop + 1)),
    cell('algorithm', words.algorithm, link(url, algorithm)),
    cell('decision', words.decision, prose(step)),
    cell('result', words.result, chip(result, words.results[result])),
    cell('bytes', words.value, seen !== undefined && value(seen)),
    cell('bytes', words.expected, expected !== undefined && value(expected)),
  );
}

/** @param {string} kind @param {string} label @param {import('./dom.js').Child} content */
function cell(kind, label, content) {
  return el('td', { role: 'cell', class: kind, 'data-label': label }, content);
}
