/** What each browser prints on its console, and where one decides otherwise. */
import { strings } from '../strings.js';
import { chip, el, panel, visible } from './dom.js';

const words = strings.console;

/**
 * @param {import('corslab').Verdict} verdict
 * @param {import('corslab').Verdict[]} engines the same scenario's verdict in each browser
 */
export function consoleView(verdict, engines) {
  const isWorthIt = engines.some(({ console, outcome }) => console.length > 0 || outcome !== verdict.outcome);
  if (!isWorthIt) return null;
  return panel('console', words.title, el('dl', { class: 'consoles' }, engines.map((engine) => engineView(engine, verdict))));
}

/** @param {import('corslab').Verdict} engine @param {import('corslab').Verdict} verdict */
function engineView({ engine, outcome, console }, verdict) {
  const name = words.engines[/** @type {'chromium'} */ (engine)];
  const isOther = outcome !== verdict.outcome;
  return el(
    'div',
    {},
    el('dt', {}, name, isOther && [' ', chip('fragile', words.otherwise(strings.verdict.outcomes[outcome]))]),
    el('dd', {}, console.length === 0 ? words.none : console.map((line) => el('p', { class: 'printed', dir: 'ltr' }, el('bdi', {}, visible(line))))),
  );
}
