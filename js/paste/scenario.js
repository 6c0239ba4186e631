/** A scenario as JSON text, as the page's "Copy as JSON" gives it. */
import { pasted, PasteError } from './error.js';
import { parseJson } from './json.js';

/** `simulate` takes no longer ones. */
const LONGEST = 2 ** 24;

/**
 * @param {unknown} text
 * @returns {import('corslab').Scenario}
 */
export function readScenario(text) {
  const scenario = parseJson(pasted(text, LONGEST), 'a scenario, which is JSON');
  if (typeof scenario === 'object' && scenario !== null && !Array.isArray(scenario)) return /** @type {import('corslab').Scenario} */ (scenario);
  throw new PasteError({ code: 'no-scenario', value: Array.isArray(scenario) ? 'a list' : JSON.stringify(scenario).slice(0, 80), allowed: 'a scenario: { "page": …, "request": …, "server": … }' });
}
