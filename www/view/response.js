/** What reaches the script: the response's type, status, headers and body, or nothing but an error. */
import { strings } from '../strings.js';
import { el, panel, value, visible } from './dom.js';

const words = strings.response;

/** @param {import('corslab').Verdict} verdict */
export function responseView({ response, javascript }) {
  return panel(
    'response',
    words.title,
    javascript && el('pre', { class: 'message script', dir: 'ltr' }, el('bdi', {}, visible(javascript))),
    response ? detailsView(response) : el('p', {}, words.nothing),
  );
}

/** @param {import('corslab').Response} response */
function detailsView({ type, status, url, redirected, bodyReadable, headers, hiddenHeaders }) {
  return [
    el(
      'dl',
      { class: 'properties' },
      property(words.type, value(type)),
      property(words.status, value(String(status))),
      property(words.url, value(url)),
      property(words.redirected, value(String(redirected))),
      property(words.body, bodyReadable ? words.bodyReadable : words.bodyHidden),
    ),
    headersView(words.readable, headers, 'readable'),
    headersView(words.hidden, hiddenHeaders, 'hidden'),
  ];
}

/** @param {string} label @param {import('./dom.js').Child} content */
function property(label, content) {
  return el('div', {}, el('dt', {}, label), el('dd', {}, content));
}

/** @param {string} title @param {[string, string][]} headers @param {string} kind */
function headersView(title, headers, kind) {
  return [
    el('h4', {}, title),
    headers.length === 0
      ? el('p', { class: 'none' }, words.noHeaders)
      : el('ul', { class: `headers ${kind}`, dir: 'ltr' }, headers.map(([name, text]) => el('li', {}, el('bdi', {}, el('span', { class: 'name' }, visible(name)), ': ', visible(text))))),
  ];
}
