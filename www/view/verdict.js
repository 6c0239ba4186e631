/** The verdict in one line, and the three things that people get wrong about it, always in sight: on a narrow screen, those three. */
import { strings } from '../strings.js';
import { byId, clip, el, fill, icon, prose, setText, spelledOut, visible } from './dom.js';

const words = strings.verdict;
/** What is always in sight may not hide all the rest. */
const LONGEST = 300;

export function verdictView() {
  return el(
    'div',
    { class: 'verdict' },
    el(
      'section',
      { id: 'verdict', tabindex: -1, 'aria-labelledby': 'verdict-title' },
      el('h2', { id: 'verdict-title', class: 'unseen' }, words.title),
      el(
        'div',
        { class: 'decision' },
        el('p', { id: 'outcome', class: 'outcome' }),
        el('p', { id: 'summary', class: 'summary' }),
      ),
      el('p', { id: 'spoken', class: 'unseen', role: 'status' }),
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
  for (const { name, text } of factsOf(verdict)) setFact(name, text);
}

/**
 * The three things that people get wrong, in words.
 *
 * @param {import('corslab').Verdict} verdict
 * @returns {{ name: 'reached' | 'cookies' | 'preflight', text: string }[]}
 */
export function factsOf(verdict) {
  return [
    { name: 'reached', text: reached(verdict) },
    { name: 'cookies', text: cookies(verdict) },
    { name: 'preflight', text: words.preflights[verdict.preflight.decision] },
  ];
}

/** The verdict's first word, with its symbol. @param {import('corslab').Verdict} verdict */
export function outcomeOf({ outcome }) {
  return el('span', { class: 'outcome-word', 'data-outcome': outcome }, icon(outcome), ' ', words.outcomes[outcome]);
}

/** No verdict for what stands in the fields now. @param {string} reason */
export function showUndecided(reason) {
  announce('undecided', strings.errors.undecided, reason);
}

/** Nobody listens to a verdict about half a word: it is spoken when nothing was changed for so long. */
const PAUSE = 700;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let speaking;

/** Shows it at once, and speaks it, through the live region, where it is different. @param {string} kind @param {string} label @param {string} sentence */
function announce(kind, label, sentence) {
  const section = byId('verdict');
  section.dataset.outcome = kind;
  clearTimeout(speaking);
  // What the page opens with is read with the page.
  if (document.documentElement.classList.contains('live')) speaking = setTimeout(() => setText(byId('spoken'), spelledOut(clip(`${label}. ${sentence}`, LONGEST))), PAUSE);
  const outcome = byId('outcome');
  if (outcome.textContent !== label) fill(outcome, icon(kind), el('span', {}, label));
  const summary = byId('summary');
  if (summary.dataset.text === sentence) return;
  summary.dataset.text = sentence;
  fill(summary, prose(clip(sentence, LONGEST)));
}

/** @param {string} name @param {string} text */
function setFact(name, text) {
  const fact = byId(`fact-${name}`);
  if (fact.dataset.text === text) return;
  fact.dataset.text = text;
  fill(fact, el('bdi', {}, visible(clip(text, LONGEST))));
}

/** @param {import('corslab').Verdict} verdict */
function reached({ reachedServer, exchanges }) {
  if (reachedServer) return words.reachedYes;
  return exchanges.some(({ kind }) => kind === 'actual') ? words.reachedNo : words.neverSent;
}

/** @param {import('corslab').Verdict} verdict */
function cookies({ exchanges }) {
  const sent = exchanges.filter(({ kind }) => kind === 'actual').map(({ request }) => request);
  if (sent.length === 0) return exchanges.length > 0 ? words.cookiesAsked : words.cookiesUnsent;
  const names = cookiesOf(exchanges);
  if (names !== null) return words.cookiesYes(names);
  return sent.some(({ credentials }) => credentials) ? words.cookiesNone : words.cookiesNo;
}

/** The names of the cookies that travelled, each once; null: there were none. @param {import('corslab').Exchange[]} exchanges */
export function cookiesOf(exchanges) {
  const lists = exchanges.flatMap(({ request }) => request.headers.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value));
  const all = lists.flatMap((list) => list.split('; ').map((cookie) => cookie.split('=')[0]));
  return lists.length > 0 ? [...new Set(all)].join(', ') : null;
}

