/** The two origins and sites part by part: equal or different, and which part decides. */
import { origins } from '../strings.js';
import { chip, el, value } from '../view/dom.js';
import { both, NAMES } from './answer.js';

const words = origins.parts;

/**
 * @typedef {import('../view/dom.js').Child} Child
 * @typedef {{ text: string | null, note?: string }} Cell null: there is none
 *
 * @typedef {object} Row
 * @property {keyof typeof words.rows} name
 * @property {Record<import('./answer.js').Name, Cell>} cells
 * @property {boolean} isEqual
 * @property {string} [decides] what its difference makes
 */

/** @param {import('./answer.js').Answer} answer */
export function partsView(answer) {
  return [
    el(
      'table',
      { class: 'parts', 'aria-labelledby': 'parts-title' },
      el('thead', {}, el('tr', {}, [words.part, origins.sides.a, words.compared, origins.sides.b].map((label) => el('th', { scope: 'col' }, label)))),
      Object.entries(rowsOf(answer)).map(([group, rows]) =>
        el(
          'tbody',
          {},
          el('tr', { class: 'group' }, el('th', { colspan: 4, scope: 'rowgroup' }, words.groups[/** @type {'origin'} */ (group)])),
          rows.map(rowView),
        ),
      ),
    ),
    el('p', { class: 'hint' }, words.rest),
  ];
}

/** @param {import('./answer.js').Answer} answer @returns {Record<keyof typeof words.groups, Row[]>} */
function rowsOf({ comparison, tuples }) {
  const { parts, a, b } = comparison;
  return {
    origin: [
      row('scheme', both((name) => part(tuples[name]?.scheme)), parts?.scheme.equal, words.decides.origin),
      row('host', both((name) => part(tuples[name]?.host)), parts?.host.equal, words.decides.origin),
      row('port', both((name) => portCell(tuples[name])), parts?.port.equal, words.decides.origin),
    ],
    site: [
      row('registrableDomain', both((name) => domainCell(comparison[name], tuples[name])), a.registrableDomain === b.registrableDomain, comparison.schemelesslySameSite ? undefined : words.decides.site),
      row('publicSuffix', both((name) => suffixCell(comparison[name])), a.publicSuffix === b.publicSuffix),
    ],
    result: [
      row('origin', both((name) => nameCell(comparison[name], 'origin')), comparison.sameOrigin, words.decides.origin),
      row('site', both((name) => nameCell(comparison[name], 'site')), comparison.sameSite, words.decides.site),
    ],
  };
}

/** @param {Row['name']} name @param {Row['cells']} cells @param {boolean} [isEqual] @param {string} [decides] @returns {Row} */
function row(name, cells, isEqual = false, decides) {
  return { name, cells, isEqual, decides };
}

/** @param {string} [text] none: the origin has no parts @returns {Cell} */
function part(text) {
  return text === undefined ? { text: null, note: words.noParts } : { text };
}

/** @param {import('./answer.js').Tuple | null} tuple @returns {Cell} */
function portCell(tuple) {
  if (!tuple) return part();
  return { text: String(tuple.port.number), note: tuple.port.isDefault ? words.defaultOf(tuple.scheme) : undefined };
}

/** @param {import('corslab').OriginFacts} facts @param {import('./answer.js').Tuple | null} tuple @returns {Cell} */
function domainCell({ registrableDomain, publicSuffix }, tuple) {
  if (!tuple) return part();
  if (registrableDomain !== null) return { text: registrableDomain };
  return { text: null, note: publicSuffix === null ? words.none : words.isSuffix };
}

/** @param {import('corslab').OriginFacts} facts @returns {Cell} */
function suffixCell({ publicSuffix, publicSuffixSection, opaque }) {
  if (opaque) return part();
  if (publicSuffix === null) return { text: null, note: words.none };
  return { text: publicSuffix, note: publicSuffixSection === null ? undefined : words.sections[publicSuffixSection] };
}

/** @param {import('corslab').OriginFacts} facts @param {'origin' | 'site'} what @returns {Cell} */
function nameCell(facts, what) {
  return { text: facts[what], note: facts.opaque ? words.noName : undefined };
}

/** @param {Row} row */
function rowView({ name, cells, isEqual, decides }) {
  const [a, b] = NAMES.map((side) => el('td', { 'data-label': origins.names[side] }, cellView(cells[side])));
  const note = words.notes[/** @type {'site'} */ (name)];
  return el(
    'tr',
    { 'data-equal': String(isEqual) },
    el('th', { scope: 'row' }, words.rows[name], note && el('span', { class: 'hint' }, note)),
    a,
    el('td', { class: 'compared-parts' }, comparedView(cells, isEqual, decides)),
    b,
  );
}

/** @param {Cell} cell */
function cellView({ text, note }) {
  return [text !== null && value(text), note !== undefined && el('span', { class: 'hint' }, note)];
}

/** What one of them has not cannot be compared. @param {Row['cells']} cells @param {boolean} isEqual @param {string} [decides] */
function comparedView({ a, b }, isEqual, decides) {
  if ([a, b].some(({ note }) => note === words.noParts) || (a.text === null && b.text === null)) return '–';
  return isEqual ? chip('pass', `= ${words.equal}`) : chip(decides ? 'fail' : 'different', `≠ ${decides ?? words.different}`);
}
