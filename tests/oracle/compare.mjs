/** A browser's answer and corslab's, side by side. */
import { recordedFacts, verdictFacts } from '../js/cases/facts.js';

/** @typedef {'outcome' | 'response' | 'wire' | 'console'} Area */
/** @typedef {{ area: Area, path: string, browser: unknown, corslab: unknown }} Difference */

/** @type {Area[]} */
export const AREAS = ['outcome', 'response', 'wire', 'console'];

const AREA_OF = { outcome: 'outcome', response: 'response', preflight: 'wire', exchanges: 'wire' };

/**
 * @param {{ steps: object[], console: string[] }} observation
 * @param {{ verdicts: import('corslab').Verdict[], error?: string }} said
 * @returns {Difference[]}
 */
export const compare = (observation, said) => sideBySide(observation, said).filter(({ browser, corslab }) => !isSame(browser, corslab));

/**
 * Every fact that was observed or said, by its path, the equal ones too.
 *
 * @param {{ steps: object[], console: string[] }} observation
 * @param {{ verdicts: import('corslab').Verdict[], error?: string }} said
 * @returns {Difference[]}
 */
export function sideBySide(observation, { verdicts, error }) {
  if (error !== undefined) return unanswered(observation, error);
  const facts = observation.steps.flatMap((step, i) => {
    const browser = recordedFacts(step);
    const corslab = verdictFacts(verdicts[i], browser);
    // From outside a preflight that the cache made unnecessary looks like none.
    if (corslab.preflight === 'cached') corslab.preflight = 'not-needed';
    return leaves(corslab, browser, observation.steps.length > 1 ? `steps.${i}` : '');
  });
  const printed = observation.console.map((line) => line.replace(RANDOM, '00000000-0000-0000-0000-000000000000'));
  return [...facts, { area: 'console', path: 'console', browser: printed, corslab: verdicts.flatMap((verdict) => verdict.console) }];
}

/** The scenario has no answer for where the browser goes: corslab must go there, too. */
function unanswered({ steps }, error) {
  if (steps.some(({ unscripted }) => unscripted)) return [];
  return [{ area: 'outcome', path: 'error', browser: steps.map(({ outcome }) => outcome), corslab: error }];
}

/**
 * Two observations, but for what is printed.
 *
 * @param {{ steps: object[] }} observation
 * @param {{ steps: object[] }} other
 * @returns {Difference[]}
 */
export function compareObservations(observation, other) {
  return observation.steps.flatMap((step, i) => {
    const browser = recordedFacts(step);
    const prefix = observation.steps.length > 1 ? `steps.${i}` : '';
    return leaves(observedLike(step, other.steps[i]), browser, prefix).filter((leaf) => !isSame(leaf.browser, leaf.corslab));
  });
}

/** What was seen in one step, as far as it was seen in the other. */
function observedLike({ outcome, response }, step) {
  const like = response && step.response ? Object.fromEntries(Object.keys(response).map((key) => [key, step.response[key]])) : step.response;
  const isSeen = response !== null || outcome === 'network-error';
  return recordedFacts({ ...step, outcome: outcome === null ? null : step.outcome, response: isSeen ? like : null });
}

/** The number in the name of a sandboxed page's principal in Firefox is random. */
const RANDOM = /(?<=moz-nullprincipal:\{)[\da-f-]+(?=\})/g;

/** @returns {Difference[]} */
function leaves(corslab, browser, prefix, path = []) {
  if (isBranch(corslab) && isBranch(browser)) {
    return [...new Set([...Object.keys(corslab), ...Object.keys(browser)])].flatMap((key) => leaves(corslab[key], browser[key], prefix, [...path, key]));
  }
  return [{ area: AREA_OF[path[0]], path: [prefix, ...path].filter(Boolean).join('.'), browser, corslab }];
}

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const isBranch = (value) => typeof value === 'object' && value !== null;
