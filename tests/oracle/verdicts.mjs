/** What corslab says of a sequence: one verdict a step, the preflight cache handed on. */
import { CorslabError, simulate } from 'corslab';
import { asSequence } from './play.mjs';

/** How long a request takes, in milliseconds: nothing that is kept for no time outlives it. */
const REQUEST_TIME = 50;

/**
 * The scenario of each step, with the time at which it begins, and with an empty preflight cache.
 *
 * @param {object} item
 * @param {'standard' | 'chromium' | 'firefox' | 'webkit'} engine
 * @returns {import('corslab').Scenario[]}
 */
export function scenariosOf(item, engine) {
  const { page, cookies, steps } = asSequence(item);
  const shared = { page, ...(cookies && { cookies }) };
  if (steps.length === 1) return [{ ...shared, request: steps[0].request, server: steps[0].server, engine }];
  let now = -REQUEST_TIME;
  return steps.map(({ request, server, wait = 0 }) => {
    now += REQUEST_TIME + wait;
    return { ...shared, request, server, preflightCache: [], now, engine };
  });
}

/**
 * @param {object} item
 * @param {'standard' | 'chromium' | 'firefox' | 'webkit'} engine
 * @returns {{ verdicts: import('corslab').Verdict[], error?: string }} with an error where a redirect leads beyond the answers
 */
export function verdictsOf(item, engine) {
  const verdicts = [];
  for (const scenario of scenariosOf(item, engine)) {
    try {
      verdicts.push(simulate({ ...scenario, preflightCache: verdicts.at(-1)?.preflightCache ?? [] }));
    } catch (error) {
      if (!(error instanceof CorslabError)) throw error;
      return { verdicts, error: error.message };
    }
  }
  return { verdicts };
}
