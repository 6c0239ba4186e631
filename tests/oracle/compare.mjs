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
export function compare(observation, { verdicts, error }) {
  if (error !== undefined) return compareUnanswered(observation, error);
  const differences = observation.steps.flatMap((step, i) => {
    const browser = recordedFacts(step);
    const corslab = verdictFacts(verdicts[i], browser);
    // From outside a preflight that the cache made unnecessary looks like none.
    if (corslab.preflight === 'cached') corslab.preflight = 'not-needed';
    return diff(corslab, browser, observation.steps.length > 1 ? `steps.${i}` : '');
  });
  const lines = verdicts.flatMap((verdict) => verdict.console);
  return [...differences, ...compareConsole(observation.console, lines)];
}

/** The scenario has no answer for where the browser goes: corslab must go there, too. */
function compareUnanswered({ steps }, error) {
  if (steps.some(({ unscripted }) => unscripted)) return [];
  return [{ area: 'outcome', path: 'error', browser: steps.map(({ outcome }) => outcome), corslab: error }];
}

/** The number in the name of a sandboxed page's principal in Firefox is random. */
const RANDOM = /(?<=moz-nullprincipal:\{)[\da-f-]+(?=\})/g;

function compareConsole(printed, corslab) {
  const browser = printed.map((line) => line.replace(RANDOM, '00000000-0000-0000-0000-000000000000'));
  return JSON.stringify(browser) === JSON.stringify(corslab) ? [] : [{ area: /** @type {Area} */ ('console'), path: 'console', browser, corslab }];
}

/** @returns {Difference[]} */
function diff(corslab, browser, prefix, path = []) {
  if (isBranch(corslab) && isBranch(browser)) {
    return [...new Set([...Object.keys(corslab), ...Object.keys(browser)])].flatMap((key) => diff(corslab[key], browser[key], prefix, [...path, key]));
  }
  if (JSON.stringify(corslab) === JSON.stringify(browser)) return [];
  return [{ area: AREA_OF[path[0]], path: [prefix, ...path].filter(Boolean).join('.'), browser, corslab }];
}

const isBranch = (value) => typeof value === 'object' && value !== null;
