/** How a command ends. */

/** The exit codes. They are documented in the help: never change one. */
export const EXIT = /** @type {const} */ ({
  /** Allowed; nothing found. */
  ok: 0,
  /** Refused; something found. */
  found: 1,
  /** What was typed or given to read makes no sense. */
  usage: 2,
  /** Nothing could be told: no connection, or the answer lies where nothing may be sent without a further option. */
  unknown: 3,
});

/** What was typed makes no sense. The message says what would. */
export class UsageError extends Error {}

/** A file or the standard input cannot be read, or holds something else. */
export class InputError extends Error {}
