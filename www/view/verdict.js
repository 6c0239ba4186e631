/** The verdict in one line, always in sight, and the three things that people get wrong about it. */
import { strings } from '../strings.js';
import { el, fill, icon, prose, visible } from './dom.js';

const words = strings.verdict;

export function verdictView() {
  return el(
    'section',
    { id: 'verdict', class: 'verdict', tabindex: -1, 'aria-labelledby': 'verdict-title' },
    el('h2', { id: 'verdict-title', class: 'unseen' }, words.title),
    el(
      'div',
      { class: 'decision', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' },
      el('p', { id: 'outcome', class: 'outcome' }),
      el('p', { id: 'summary', class: 'summary' }),
    ),
    el(
      'dl',
      { class: 'facts' },
      ['reached', 'cookies', 'preflight'].map((name) =>
        el('div', {}, el('dt', {}, words[/** @type {'reached'} */ (name)]), el('dd', { id: `fact-${name}` }))),
    ),
  );
}

/** @param {import('corslab').Verdict} verdict */
export function showVerdict(verdict) {
  announce(verdict.outcome, words.outcomes[verdict.outcome], verdict.summary);
  setFact('reached', reached(verdict));
  setFact('cookies', cookies(verdict));
  setFact('preflight', words.preflights[verdict.preflight.decision]);
}

/** No verdict for what stands in the fields now. @param {string} reason */
export function showUndecided(reason) {
  announce('undecided', strings.errors.undecided, reason);
}

/** Speaks, through the live region, only when something is different. @param {string} kind @param {string} label @param {string} sentence */
function announce(kind, label, sentence) {
  const section = /** @type {HTMLElement} */ (document.getElementById('verdict'));
  section.dataset.outcome = kind;
  const outcome = /** @type {HTMLElement} */ (document.getElementById('outcome'));
  if (outcome.textContent !== label) fill(outcome, icon(kind), el('span', {}, label));
  const summary = /** @type {HTMLElement} */ (document.getElementById('summary'));
  if (summary.dataset.text === sentence) return;
  summary.dataset.text = sentence;
  fill(summary, prose(sentence));
}

/** @param {string} name @param {string} text */
function setFact(name, text) {
  const fact = /** @type {HTMLElement} */ (document.getElementById(`fact-${name}`));
  if (fact.dataset.text === text) return;
  fact.dataset.text = text;
  fill(fact, el('bdi', {}, visible(text)));
}

/** @param {import('corslab').Verdict} verdict */
function reached({ reachedServer, exchanges }) {
  if (reachedServer) return words.reachedYes;
  return exchanges.some(({ kind }) => kind === 'actual') ? words.reachedNo : words.neverSent;
}

/** @param {import('corslab').Verdict} verdict */
function cookies({ exchanges }) {
  const sent = exchanges.filter(({ kind }) => kind === 'actual').map(({ request }) => request);
  if (sent.length === 0) return words.cookiesUnsent;
  const lists = sent.flatMap(({ headers }) => headers.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value));
  if (lists.length > 0) return words.cookiesYes(names(lists));
  return sent.some(({ credentials }) => credentials) ? words.cookiesNone : words.cookiesNo;
}

/** @param {string[]} lists values of `Cookie` headers */
function names(lists) {
  const all = lists.flatMap((list) => list.split('; ').map((cookie) => cookie.split('=')[0]));
  return [...new Set(all)].join(', ');
}

