/** What each browser prints on its console, side by side, and which of them decides otherwise. */
import { strings } from '../strings.js';
import { button, chip, el, panel, visible } from './dom.js';

const words = strings.console;

/** @typedef {import('corslab').Verdict} Verdict */

/** @param {Verdict} verdict @param {Verdict[]} engines the same scenario's verdict in each browser */
export function consoleView(verdict, engines) {
  const isPrinted = engines.some(({ console }) => console.length > 0);
  if (!isPrinted && engines.every(({ outcome }) => outcome === verdict.outcome)) return null;
  return panel('console', words.title, el('p', { class: 'hint' }, words.observed), consoleLines(verdict, engines, copyButton));
}

/**
 * @param {Verdict} verdict
 * @param {Verdict[]} engines
 * @param {(index: number, name: string) => import('./dom.js').Child} [besides] what stands beside a browser's name, where it prints something
 */
export function consoleLines(verdict, engines, besides) {
  return el('ul', { class: 'consoles' }, engines.map((engine, index) => engineView(engine, verdict, besides && ((name) => besides(index, name)))));
}

/** @param {number} index @param {string} name */
function copyButton(index, name) {
  return button('copy-console', words.copy, { 'data-index': index, 'aria-label': words.copyLabel(name) });
}

/** @param {Verdict} engine @param {Verdict} verdict @param {(name: string) => import('./dom.js').Child} [besides] */
function engineView({ engine, engineVersion, outcome, console }, verdict, besides) {
  const name = words.engines[/** @type {'chromium'} */ (engine)];
  return el(
    'li',
    { class: 'browser', 'data-engine': engine, 'data-outcome': outcome },
    el('div', { class: 'title' },
      el('h4', {}, name, ' ', el('small', {}, words.versions[/** @type {'chromium'} */ (engine)](engineVersion))),
      console.length > 0 && besides?.(name)),
    outcome !== verdict.outcome && el('p', {}, chip('fragile', words.otherwise(strings.verdict.outcomes[outcome]))),
    console.length === 0
      ? el('p', { class: 'none' }, words.none)
      : el('ul', { class: 'printed', dir: 'ltr' }, console.map((line) => el('li', {}, el('bdi', {}, visible(line))))),
  );
}
