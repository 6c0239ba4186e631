/** What reaches the script, in the code that one would write to look at it; or nothing but an error. */
import { strings } from '../strings.js';
import { el, panel, value, visible } from './dom.js';

const words = strings.response;

/** @param {import('corslab').Verdict} verdict @param {string} initiator what made the request */
export function responseView({ response, javascript }, initiator) {
  // Where code shows all of it, the sentence would only say it twice.
  const isCode = initiator === 'fetch';
  return panel(
    'response',
    words.title,
    javascript && !isCode && el('pre', { class: 'message script', dir: 'ltr' }, el('bdi', {}, visible(javascript))),
    response
      ? detailsView(response, initiator, javascript)
      : [isCode && rowsView([[words.call, [`${words.rejects} `, value(javascript)]]]), el('p', {}, words.nothing)],
  );
}

/** @param {import('corslab').Response} response @param {string} initiator @param {string} javascript */
function detailsView(response, initiator, javascript) {
  const { type, headers, hiddenHeaders } = response;
  const rows = initiator === 'fetch' ? ofFetch(response, javascript) : initiator === 'xhr' ? ofXhr(response) : [];
  if (rows.length === 0) return el('p', {}, words.noObject);
  return [
    rowsView(rows),
    el('h4', {}, words.readable),
    headersView(headers, 'readable'),
    hiddenHeaders.length > 0 && el('h4', {}, words.hidden),
    [...new Set(hiddenHeaders.map(([, , because]) => because))].map((reason) => [
      headersView(hiddenHeaders.filter(([, , because]) => because === reason), 'hidden'),
      // What hides one header may hide all of them.
      el('p', { class: 'hint' }, words.whyHidden[/** @type {'opaque'} */ (reason === 'opaque' ? type : reason)]),
    ]),
  ];
}

/** @param {Row[]} rows */
function rowsView(rows) {
  return el('dl', { class: 'properties', dir: 'ltr' }, rows.map(([code, seen]) => el('div', {}, el('dt', {}, code), el('dd', {}, seen))));
}

/** @typedef {[code: string, seen: import('./dom.js').Child]} Row */

/** @param {import('corslab').Response} response @param {string} javascript @returns {Row[]} */
function ofFetch({ type, status, url, redirected, bodyReadable }, javascript) {
  const ok = /\bok (true|false)$/.exec(javascript)?.[1];
  return [
    ['response.type', literal(type)],
    ['response.status', literal(status)],
    ...(ok === undefined ? [] : [/** @type {Row} */ (['response.ok', value(ok)])]),
    ['response.url', literal(url)],
    ['response.redirected', literal(redirected)],
    ['await response.text()', bodyReadable ? words.bodyReadable : words.bodyEmpty],
  ];
}

/** @param {import('corslab').Response} response @returns {Row[]} */
function ofXhr({ status, url, bodyReadable }) {
  return [['xhr.status', literal(status)], ['xhr.responseURL', literal(url)], ['xhr.responseText', bodyReadable ? words.bodyReadable : words.bodyHidden]];
}

/** @param {string | number | boolean} seen */
function literal(seen) {
  return value(JSON.stringify(seen));
}

/** @param {[string, string, ...unknown[]][]} headers @param {string} kind */
function headersView(headers, kind) {
  return headers.length === 0
    ? el('p', { class: 'none' }, words.noHeaders)
    : el('ul', { class: `headers ${kind}`, dir: 'ltr' }, headers.map(([name, text]) => el('li', {}, el('bdi', {}, el('span', { class: 'name' }, visible(name)), ': ', visible(text)))));
}
