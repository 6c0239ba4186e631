/** What each browser prints on its console, and where one decides otherwise. */
import { strings } from '../strings.js';
import { chip, el, panel, visible } from './dom.js';

const words = strings.console;

/**
 * @param {import('corslab').Verdict} verdict
 * @param {import('corslab').Verdict[]} engines the same scenario's verdict in each browser
 */
export function consoleView(verdict, engines) {
  const isPrinted = engines.some(({ console }) => console.length > 0);
  if (!isPrinted && engines.every(({ outcome }) => outcome === verdict.outcome)) return null;
  const title = isPrinted ? words.title : words.otherTitle;
  return panel('console', title, el('dl', { class: 'consoles' }, engines.map((engine) => engineView(engine, verdict, isPrinted))));
}

/** @param {import('corslab').Verdict} engine @param {import('corslab').Verdict} verdict @param {boolean} isPrinted whether any engine prints something */
function engineView({ engine, outcome, console }, verdict, isPrinted) {
  const name = words.engines[/** @type {'chromium'} */ (engine)];
  const isOther = outcome !== verdict.outcome;
  const otherwise = el('p', {}, chip('fragile', words.otherwise(strings.verdict.outcomes[outcome])));
  return el('div', {}, el('dt', {}, name), el('dd', {}, isPrinted ? [isOther && otherwise, printed(console)] : isOther ? otherwise : words.same));
}

/** @param {string[]} lines */
function printed(lines) {
  if (lines.length === 0) return el('p', {}, words.none);
  return lines.map((line) => el('p', { class: 'printed', dir: 'ltr' }, el('bdi', {}, visible(line))));
}
