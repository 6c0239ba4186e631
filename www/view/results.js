/** All that follows from the scenario: the verdict, why, what to do, what went over the wire. */
import { isMalformed } from '../decide.js';
import { hostOf } from '../host.js';
import { asText } from '../state.js';
import { current } from '../store.js';
import { strings } from '../strings.js';
import { showApplied } from './applied.js';
import { consoleView } from './console.js';
import { disagreementsView } from './disagreements.js';
import { byId, clip, el, fill } from './dom.js';
import { exchangesView } from './exchanges.js';
import { labelOf, showError } from './fields.js';
import { fixesView } from './fixes.js';
import { showCache } from './memory.js';
import { pictureView, showPicture } from '../picture/picture.js';
import { responseView } from './response.js';
import { showHosts, showNextHop } from './server.js';
import { showTrace, traceView } from './trace.js';
import { showUndecided, showVerdict } from './verdict.js';
import { warningsView } from './warnings.js';
import { whyView } from './why.js';

export function resultsView() {
  return el(
    'div',
    { id: 'results', class: 'results', hidden: true },
    pictureView(),
    el('div', { class: 'column' }, el('div', { id: 'applied-place' }), el('div', { id: 'why-and-how', class: 'column' })),
    el('div', { id: 'what', class: 'column' }),
    el('div', { id: 'browsers', class: 'column wide' }),
    traceView(),
  );
}

/**
 * The verdict in one sentence, and what it says to the fields: all that may be on the screen beside them.
 *
 * @param {import('../state.js').Scenario} scenario
 * @param {import('../decide.js').Decision} decision
 */
export function showAnswer(scenario, { verdict, error }) {
  if (verdict && error === null) showDecided(verdict);
  else if (isMalformed(error)) showMalformed(error, scenario, verdict !== null);
  else showUndecided(strings.errors.unexpected(error instanceof Error ? error.message : String(error)));
  const hosts = verdict?.exchanges.reduce((list, { hop, request }) => Object.assign(list, { [hop]: hostOf(request.url) }), /** @type {string[]} */ ([]));
  showHosts(hosts ?? [], Array.isArray(scenario.server) ? scenario.server.length : 0);
  showCache(scenario.preflightCache, Boolean(error === null && verdict?.preflight.decision === 'sent' && verdict.preflightCache.length > 0));
}

/** @param {import('corslab').Verdict} verdict */
function showDecided(verdict) {
  showError(null);
  showNextHop(null);
  showVerdict(verdict);
}

/** @param {import('../state.js').Scenario} scenario @param {import('../decide.js').Decision} decision */
export function showResults(scenario, { verdict, engines, error }) {
  if (verdict && error === null) showDetails(verdict, engines, scenario);
  byId('results').classList.toggle('stale', error !== null);
  showApplied(current(), error === null ? verdict : null);
}

/** @param {import('corslab').Verdict} verdict @param {import('corslab').Verdict[]} engines @param {import('../state.js').Scenario} scenario */
function showDetails(verdict, engines, scenario) {
  // The verdict says why in one sentence: what helps comes first, then the details; a success is what the script gets.
  const why = whyView(verdict);
  const initiator = asText(scenario.request?.initiator ?? 'fetch');
  fill(byId('why-and-how'), why ? [fixesView(verdict), why] : [responseView(verdict, initiator), fixesView(verdict)], warningsView(verdict));
  fill(byId('what'), exchangesView(verdict), why && responseView(verdict, initiator));
  fill(byId('browsers'), consoleView(verdict, engines), disagreementsView(verdict));
  showPicture(verdict, scenario);
  showTrace(verdict);
  byId('results').hidden = false;
}

/** The last verdict stays, greyed. @param {import('corslab').CorslabError} error @param {import('../state.js').Scenario} scenario @param {boolean} hasVerdict */
function showMalformed(error, scenario, hasVerdict) {
  const isNextHop = error.field === `server[${scenario.server?.length}]`;
  showNextHop(isNextHop ? error.allowed : null);
  const control = showError(isNextHop ? null : error);
  const reason = isNextHop ? strings.server.nextHop : control ? strings.errors.mend(labelOf(control)) : `${clip(error.field)}: ${strings.errors.field(String(error.value), error.allowed)}`;
  showUndecided(hasVerdict ? `${reason} ${strings.errors.stale}` : reason);
}
