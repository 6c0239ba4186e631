/** What was recognised and filled, what is not known and was assumed; or why nothing was. */
import { paste as words } from '../strings.js';
import { button, el, fill, icon, prose } from '../view/dom.js';
import { listView } from './har-list.js';

/**
 * @typedef {{ code: string, about: string, message: string }} Note
 *
 * @typedef {object} Done
 * @property {'done'} status
 * @property {'console' | 'curl' | 'fetch' | 'url' | 'har' | 'http-message' | 'scenario' | 'link'} what
 * @property {'all' | 'request' | 'server' | 'preflight'} filled
 * @property {string} [message] what it says, in one line
 * @property {string} [engine] who printed it
 * @property {Note[]} notes
 * @property {string} [page] the page that is taken
 * @property {boolean} [isPageAssumed]
 * @property {boolean} [asksPage] whether the page is asked for at once
 * @property {'told' | 'same' | 'kept'} [preflight] what is taken for the reply to OPTIONS
 * @property {number} [count] how many requests there were to choose from
 *
 * @typedef {object} Failed
 * @property {'failed'} status
 * @property {'empty' | 'unknown' | 'unreadable' | 'link' | 'no-cause' | 'no-scenario' | 'empty-har' | 'too-large'} reason
 * @property {string} [message]
 * @property {{ line: number, column: number }} [at]
 * @property {string} [engine]
 * @property {number} [size]
 * @property {number} [limit]
 *
 * @typedef {{ status: 'reading', size: number }} Reading
 * @typedef {{ status: 'list', rows: import('./har-rows.js').Row[], filter: string, limit: number }} List
 * @typedef {Done | Failed | Reading | List} Report
 */

/** What is on screen. @type {{ area: HTMLElement, report: Report, key: string } | undefined} */
let shown;

/**
 * @param {HTMLElement} area
 * @param {Report} report
 * @param {import('../decide.js').Decision} decision
 */
export function showReport(area, report, { verdict }) {
  const wasSent = verdict?.reachedServer ?? true;
  const key = String(wasSent);
  if (shown?.report === report && shown.key === key && area.firstChild) return;
  const isSameList = report.status === 'list' && shown?.report.status === 'list' && area.firstChild;
  shown = { area, report, key };
  if (report.status === 'list') return listView(area, report, Boolean(isSameList));
  if (report.status === 'done') fill(area, doneView(report));
  else if (report.status === 'reading') fill(area, el('p', { class: 'hint', role: 'status' }, words.reading(report.size)));
  else fill(area, el('p', { id: 'paste-error', class: 'error', role: 'alert' }, prose(whyNot(report))));
}

/** @param {Done} report */
function doneView(report) {
  const { what, message = '', engine = '', count = 1, notes } = report;
  const open = [...notesOf(report), ...notes.map((note) => note.message)];
  return el(
    'div',
    { class: 'paste-done' },
    el('p', { id: 'paste-understood', class: 'understood', role: 'status', tabindex: -1 }, icon('readable'), el('strong', {}, words.understood[what](browser(engine))), ' ', message && prose(message)),
    el('p', { class: 'hint' }, words.filled[report.filled]),
    open.length > 0 &&
      el('details', { class: 'open', open: what !== 'console' && what !== 'har' },
        el('summary', {}, words.open(open.length)),
        el('ul', {}, open.map((line) => el('li', {}, prose(line)))),
        report.isPageAssumed && button('say-page', words.sayPage)),
    el('div', { class: 'paste-actions' },
      button('paste-again', words.again),
      count > 1 && button('har-list', words.listAgain(count))),
  );
}

/** What this page itself takes for granted. @param {Done} report @returns {string[]} */
function notesOf({ what, filled, page, isPageAssumed, preflight }) {
  return [
    isPageAssumed && filled === 'request' && words.noPage[/** @type {'curl'} */ (what)](page ?? ''),
    filled === 'request' && words.serverKept,
    filled === 'server' && words.requestKept,
    preflight && preflight !== 'told' && words.preflights[preflight],
    filled === 'preflight' && words.onlyPreflight,
  ].filter((line) => typeof line === 'string');
}

/** @param {string} engine */
function browser(engine) {
  return words.engines[/** @type {'chromium'} */ (engine)] ?? '';
}

/** @param {Failed | Reading} report */
function whyNot(report) {
  if (report.status === 'reading') return '';
  const { reason, message = '', at, engine = '', size = 0, limit = 0 } = report;
  switch (reason) {
    case 'unreadable':
      // The reader's message begins with the place.
      return at ? words.unreadableAt(at, message.replace(/^line \d+, column \d+: /, '')) : words.unreadable(message);
    case 'link':
      return words.link;
    case 'no-cause':
      return words.noCause(browser(engine), message);
    case 'no-scenario':
      return words.noScenario(browser(engine), message);
    case 'too-large':
      return words.tooLarge(size, limit);
    default:
      return words[/** @type {'unknown'} */ (reason)];
  }
}
