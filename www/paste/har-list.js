/** The requests of a HAR, to choose one: a filter, and as many rows as one can take in. */
import { paste as words } from '../strings.js';
import { button, byId, chip, el, fill, visible } from '../view/dom.js';
import { filtered } from './har-rows.js';

/**
 * @param {HTMLElement} area
 * @param {import('./report.js').List} report
 * @param {boolean} isThere whether the list is on screen, and only its rows change
 */
export function listView(area, report, isThere) {
  if (!isThere) fill(area, frame(report));
  const found = filtered(report.rows, report.filter);
  fill(byId('har-count'), words.found(found.length, report.rows.length));
  fill(byId('har-list'), found.slice(0, report.limit).map(rowView));
  const more = byId('har-more');
  more.hidden = found.length <= report.limit;
  fill(more, words.more(Math.min(100, found.length - report.limit), found.length - report.limit));
}

/** @param {import('./report.js').List} report */
function frame({ rows, filter }) {
  const input = /** @type {HTMLInputElement} */ (el('input', { id: 'har-filter', type: 'text', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'har-help' }));
  input.value = filter;
  return el(
    'div',
    { class: 'har' },
    el('h3', {}, words.choose(rows.length)),
    el('div', { class: 'field' }, el('label', { for: 'har-filter' }, words.filter), input, el('p', { id: 'har-help', class: 'hint' }, words.order)),
    el('p', { id: 'har-count', class: 'hint', role: 'status' }),
    el('ol', { id: 'har-list', class: 'har-list' }),
    el('div', { class: 'paste-actions' }, button('har-more', '', { id: 'har-more' }), button('paste-again', words.again)),
  );
}

/** @param {{ row: import('./har-rows.js').Row, index: number }} found */
function rowView({ row, index }) {
  const entry = button('har-choose', '', { 'data-index': index, class: 'har-row' });
  fill(
    entry,
    el('span', { class: 'har-method' }, visible(row.method)),
    el('bdi', { class: 'har-url', dir: 'ltr' }, visible(row.url.slice(0, 300)), row.url.length > 300 && '…'),
    el('span', { class: 'har-status' }, row.status === null ? words.noReply : String(row.status)),
    el('span', { class: 'har-marks' }, row.isCross && chip('cross', words.cross), row.isRefused && chip('rejected', words.refused)),
  );
  return el('li', {}, entry);
}
