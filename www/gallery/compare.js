/** One scenario, decided by the standard and by each browser: which of them say the same. */
import { ENGINES, verdictOf } from '../decide.js';
import { factsOf, outcomeOf } from '../view/verdict.js';
import { gallery as words } from '../strings.js';

/** @typedef {import('corslab').Verdict} Verdict */

const RULES = /** @type {const} */ (['standard', ...ENGINES]);

/** @param {import('../state.js').Scenario} scenario @returns {Verdict[]} */
export function verdictsOf(scenario) {
  return RULES.map((engine) => verdictOf({ ...scenario, engine }));
}

/** What is told of a verdict: each fact's question, its answer, and how it is shown. @param {Verdict} verdict */
export function told(verdict) {
  return [
    { label: words.facts.outcome, text: verdict.outcome, view: outcomeOf(verdict) },
    ...factsOf(verdict).map(({ name, text }) => ({ label: words.facts[name], text, view: text })),
    // The words of an error are each engine's own; that it is one is said above.
    { label: words.facts.script, text: verdict.response ? verdict.javascript : '', view: verdict.javascript },
  ];
}

/**
 * The verdicts, those together of which the same is told; the largest group first, Chromium's before others of its size.
 *
 * @param {Verdict[]} verdicts
 * @returns {Verdict[][]}
 */
export function groupsOf(verdicts) {
  /** @type {Map<string, Verdict[]>} */
  const groups = new Map();
  for (const verdict of verdicts) {
    const key = JSON.stringify(told(verdict).map(({ text }) => text));
    groups.set(key, [...(groups.get(key) ?? []), verdict]);
  }
  const rank = (/** @type {Verdict[]} */ group) => group.length * 2 + (group.some(({ engine }) => engine === 'chromium') ? 1 : 0);
  return [...groups.values()].sort((a, b) => rank(b) - rank(a));
}
