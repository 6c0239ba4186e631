/**
 * Scenario → decision: the verdict of the chosen rules, and that of each browser. The only place that asks `simulate`;
 * and for the origin lab, `compareOrigins`.
 */
import { compareOrigins, CorslabError, simulate } from 'corslab/slim';

/** The browsers whose verdicts stand side by side. */
export const ENGINES = /** @type {const} */ (['chromium', 'firefox', 'webkit']);

/**
 * @typedef {object} Decision
 * @property {import('corslab').Verdict | null} verdict the last one that there was
 * @property {import('corslab').Verdict[]} engines the same scenario's verdict in each browser; none of one that goes where the
 *   scenario has no answer, as the verdict's disagreements tell
 * @property {unknown} error why the scenario as it stands has no verdict; null: it has one
 */

/** @type {Decision} */
let last = { verdict: null, engines: [], error: null };

/** @param {import('./state.js').Scenario} scenario @returns {Decision} */
export function decide(scenario) {
  // Whether it is one is for simulate to say.
  const input = /** @type {import('corslab').Scenario} */ (scenario);
  try {
    const verdict = simulate(input);
    last = { verdict, engines: ENGINES.flatMap((engine) => decideAs(engine, input)), error: null };
  } catch (error) {
    last = { ...last, error };
  }
  return last;
}

/**
 * The verdict about a scenario that stands by itself, such as a variant that a lesson asks about; the decision above
 * stays as it is.
 *
 * @param {import('./state.js').Scenario} scenario
 * @throws {CorslabError} when it is malformed
 */
export function verdictOf(scenario) {
  return simulate(/** @type {import('corslab').Scenario} */ (scenario));
}

/** @param {typeof ENGINES[number]} engine @param {import('corslab').Scenario} scenario */
function decideAs(engine, scenario) {
  try {
    return [simulate({ ...scenario, engine })];
  } catch (error) {
    if (isMalformed(error)) return [];
    throw error;
  }
}

/** The decision about the scenario as it was decided last. */
export function decision() {
  return last;
}

/** @param {unknown} error @returns {error is CorslabError} */
export function isMalformed(error) {
  return error instanceof CorslabError;
}

/** @param {import('./origins/pair.js').Pair} pair @throws {CorslabError} when one of them is no URL */
export function compare({ a, b }) {
  return compareOrigins(a, b);
}
