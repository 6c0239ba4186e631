import { PrerequisiteMissing } from './prerequisites.js';
import { CommandFailed } from './run.js';

/** What was typed makes no sense. The message says what would. */
export class Refused extends Error {}

/**
 * Runs a command's body; a failure that a person can act on is printed as a sentence, not as a stack.
 *
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    const expected = [PrerequisiteMissing, CommandFailed, Refused].some((kind) => error instanceof kind);
    console.error(expected ? `\n${/** @type {Error} */ (error).message}` : error);
    process.exitCode = 1;
  }
}
