/** The platform's own timers: a test may have put others in the place of the global ones, after this was loaded. */
import * as timers from 'node:timers';

export const { clearTimeout, setImmediate, setTimeout } = timers;

/**
 * Lets everything else go on, as waiting for a network does. An application that answers at once would keep a loop of
 * fetches from running any timer.
 */
export function turn() {
  return new Promise((resolve) => void setImmediate(() => resolve(undefined)));
}
