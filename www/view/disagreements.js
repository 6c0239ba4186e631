/** Where the standards' text and the browsers differ about the scenario: a row for each point, a column for each of them. */
import { differences } from '../differences.js';
import { strings } from '../strings.js';
import { el, panel, value, visible } from './dom.js';

const words = strings.disagreements;

/** @param {import('corslab').Verdict} verdict */
export function disagreementsView({ disagreements = [] }) {
  const rows = differences(disagreements);
  if (rows.length === 0) return null;
  const names = disagreements[0].engines.map(({ engine, version }) => [nameOf(engine), version]);
  return panel(
    'disagreements',
    words.title,
    el('p', { class: 'hint' }, words.about),
    el(
      'table',
      { role: 'table', 'aria-labelledby': 'disagreements-title' },
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' },
        el('th', { role: 'columnheader', scope: 'col' }, words.what),
        names.map(([name, version]) => el('th', { role: 'columnheader', scope: 'col' }, name, ' ', el('small', {}, version))))),
      el('tbody', { role: 'rowgroup' }, rows.map((row) => rowView(row, names.map(([name]) => name)))),
    ),
  );
}

/** @param {import('../differences.js').Row} row @param {string[]} names */
function rowView({ what, answers, isWords }, names) {
  const odd = answers.map((answer) => answers.filter((one) => one === answer).length * 2 <= answers.length);
  return el(
    'tr',
    { role: 'row' },
    el('th', { role: 'rowheader', scope: 'row' }, el('bdi', {}, visible(what))),
    answers.map((answer, index) =>
      el('td', { role: 'cell', 'data-label': names[index], class: odd[index] ? 'odd' : '' }, isWords ? el('bdi', {}, visible(answer)) : value(answer))),
  );
}

/** @param {string} engine */
function nameOf(engine) {
  return engine === 'standard' ? words.standard : strings.console.engines[/** @type {'chromium'} */ (engine)];
}
