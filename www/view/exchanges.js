/** What goes over the wire, in order: each request as sent and each reply as received. */
import { hostOf } from '../host.js';
import { strings } from '../strings.js';
import { chip, el, panel, prose, visible } from './dom.js';

const words = strings.exchanges;

/** @param {import('corslab').Verdict} verdict */
export function exchangesView({ exchanges, preflight, problems }) {
  const isSent = exchanges.some(({ kind }) => kind === 'actual');
  return panel(
    'exchanges',
    words.title,
    preflight.because.length > 0 && reasonsView(preflight.because),
    exchanges.length === 0
      ? el('p', { class: 'never' }, words.none)
      : el('ol', { class: 'exchanges' },
          exchanges.map((exchange, index) => exchangeView(exchange, problems, index)),
          !isSent && el('li', { class: 'never' }, preflight.credentials ? words.neverSentWith : words.neverSent)),
  );
}

/** @param {import('corslab').PreflightReason[]} reasons */
function reasonsView(reasons) {
  return el('div', { class: 'because' }, el('p', {}, words.because), el('ul', {}, reasons.map(({ message }) => el('li', {}, prose(message)))));
}

/** @param {import('corslab').Exchange} exchange @param {import('corslab').Cause[]} problems @param {number} index */
function exchangeView({ kind, hop, request, withheldCookies, reply, result }, problems, index) {
  const host = hostOf(request.url);
  const credentials = request.credentials ? words.credentials : words.noCredentials;
  const decisive = problems.filter((problem) => problem.hop === hop && (problem.phase === 'preflight') === (kind === 'preflight'));
  const lines = decisive.flatMap(({ header }) => header ?? []);
  return el(
    'li',
    { class: 'exchange', id: `exchange-${index}`, tabindex: -1, 'data-result': result, 'data-kind': kind },
    el('h4', {}, words.kinds[kind], ' ', chip(result, words.results[result])),
    el('p', { class: 'direction' }, el('bdi', {}, visible(words.sentTo(host))), `, ${credentials}`),
    el('pre', { class: 'message', dir: 'ltr' }, startLine(`${request.method} ${request.url}`), request.headers.map((header) => headerLine(header, []))),
    withheldCookies.length > 0 && el('p', { class: 'hint' }, words.withheld, withheldCookies.map(({ name, because }, at) => [at > 0 && ', ', el('bdi', {}, visible(name)), ` (${words.why[because]})`])),
    el('p', { class: 'direction back' }, el('bdi', {}, visible(words.receivedFrom(host)))),
    reply
      ? el('pre', { class: 'message', dir: 'ltr' }, startLine(String(reply.status)), reply.headers.map((header) => headerLine(header, lines)), absentLines(reply.headers, lines))
      : el('p', { class: 'message nothing' }, words.noReply),
  );
}

/** @param {string} text */
export function startLine(text) {
  return el('bdi', { class: 'start' }, visible(text), '\n');
}

/** The line that decided is marked. @param {[string, string]} header @param {string[]} decisive */
export function headerLine([name, value], decisive) {
  const isDecisive = decisive.some((one) => isSameName(one, name));
  const content = [el('span', { class: 'name' }, visible(name)), ': ', visible(value)];
  return el('bdi', {}, isDecisive ? el('mark', {}, content) : content, '\n');
}

/** Headers that were looked for in vain. @param {[string, string][]} headers @param {string[]} decisive */
export function absentLines(headers, decisive) {
  const absent = [...new Set(decisive)].filter((name) => !headers.some(([present]) => isSameName(present, name)));
  return absent.map((name) => el('bdi', {}, el('span', { class: 'absent' }, visible(words.absent(name))), '\n'));
}

/** @param {string} left @param {string} right */
function isSameName(left, right) {
  return left.toLowerCase() === right.toLowerCase();
}
