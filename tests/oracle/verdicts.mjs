/** What corslab says of a sequence: one verdict a step, the preflight cache handed on. */
import { CorslabError, simulate } from 'corslab';
import { asSequence } from './play.mjs';

/** How long a request takes, in milliseconds: nothing that is kept for no time outlives it. */
const REQUEST_TIME = 50;

/**
 * @param {object} item
 * @param {'standard' | 'chromium' | 'firefox' | 'webkit'} engine
 * @returns {{ verdicts: import('corslab').Verdict[], error?: string }} with an error where a redirect leads beyond the answers
 */
export function verdictsOf(item, engine) {
  const { page, cookies, steps } = asSequence(item);
  const verdicts = [];
  let preflightCache = [];
  let now = 0;
  for (const { request, server, wait = 0 } of steps) {
    now += wait;
    try {
      const verdict = simulate({ page, ...(cookies && { cookies }), request, server, preflightCache, now, engine });
      preflightCache = verdict.preflightCache;
      verdicts.push(verdict);
      now += REQUEST_TIME;
    } catch (error) {
      if (!(error instanceof CorslabError)) throw error;
      return { verdicts, error: error.message };
    }
  }
  return { verdicts };
}
