/** What the marks in a field mean, in words under it. */
import { strings } from '../strings.js';
import { describe } from '../view/describe.js';
import { byId, el, fill, prose, visible } from '../view/dom.js';

const words = strings.editor;

/** @typedef {import('./marks.js').Mark} Mark */

/** @param {Map<string, Mark[]>} marks by the path of the field */
export function showMarks(marks) {
  for (const list of document.querySelectorAll('.marks')) {
    if (!marks.has(list.id.slice(0, -'-marks'.length))) showList(/** @type {HTMLElement} */ (list), []);
  }
  for (const [path, list] of marks) {
    const control = document.getElementById(path);
    if (control) showList(document.getElementById(`${path}-marks`) ?? addList(control), list);
  }
}

/** @param {HTMLElement} control */
function addList(control) {
  const list = el('ul', { class: 'marks', id: `${control.id}-marks`, hidden: true });
  document.getElementById(`${control.id}-error`)?.before(list);
  return list;
}

/** @param {HTMLElement} list @param {Mark[]} marks */
function showList(list, marks) {
  const said = JSON.stringify(marks);
  if (list.dataset.said === said) return;
  list.dataset.said = said;
  fill(list, marks.map(noteView));
  list.hidden = marks.length === 0;
  const control = /** @type {import('../view/fields.js').Control} */ (byId(list.id.slice(0, -'-marks'.length)));
  if (marks.some(({ kind }) => kind === 'error')) control.dataset.mark = 'error';
  else delete control.dataset.mark;
  describe(control);
}

/** @param {Mark} mark */
function noteView({ kind, lines, missing, message, severity, inPreflight }) {
  const parts = [
    missing === undefined ? lines.length > 0 && words.lines(lines.map((line) => line + 1)) : words.missing(missing),
    inPreflight && words.inPreflight,
    severity && strings.warnings.severities[severity],
  ];
  const where = parts.filter(Boolean).join(', ');
  return el('li', { 'data-mark': kind }, where && el('strong', {}, el('bdi', {}, visible(where)), ': '), prose(message));
}
