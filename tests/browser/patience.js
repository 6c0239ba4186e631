/** Looking again, for as long as it may take on a machine with other work to do. */
import { setTimeout as wait } from 'node:timers/promises';

const GLANCE_MS = 15;
export const PATIENCE_MS = 30_000;

/** After which there is nothing to look at any more. */
const CLOSED = /Target closed|Session closed|detached Frame|Browsing Context already closed/i;

/**
 * Tries until it succeeds: a page that is not there yet, that has gone on to another document meanwhile, or that does not
 * say yet what it should, gets another look.
 *
 * @template T
 * @param {() => Promise<T>} attempt throws where it has not come to that
 * @param {number} [patience] in milliseconds
 * @returns {Promise<T>}
 */
export async function eventually(attempt, patience = PATIENCE_MS) {
  for (const end = Date.now() + patience; ; await wait(GLANCE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end || CLOSED.test(String(error))) throw error;
    }
  }
}
