import { cpus } from 'node:os';

/** A measurement with the processors this busy says more about the rest of the machine. */
const MOST = 0.85;

/** Begins to watch the processors. @returns {() => boolean} whether, since then, they had time for one program more */
export function isMachineFree() {
  const [before, start] = [idle(), performance.now()];
  // What is neither idle nor counted was another machine's, or waited for the disk.
  return () => 1 - (idle() - before) / ((performance.now() - start) * cpus().length) < MOST;
}

/** In milliseconds, of all processors together. */
function idle() {
  return cpus().reduce((sum, { times }) => sum + times.idle, 0);
}
