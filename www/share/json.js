/** The scenario as JSON: what `simulate` takes, and what a link carries. */
import { compact } from '../state.js';

/** @param {import('../state.js').Scenario} scenario */
export function asJson(scenario) {
  return JSON.stringify(compact(scenario), null, 2);
}
