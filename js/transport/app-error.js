/** What an application in this process throws, in place of an answer. */
import { TransportError } from './failure.js';

/**
 * @param {import('./transport.js').WireRequest} request
 * @param {unknown} error the application's own
 */
export function appError({ method, url }, error) {
  return new TransportError('app-error', `the app for ${url} failed on ${method}: ${inWords(error)}`, { cause: error });
}

/** @param {unknown} error */
function inWords(error) {
  try {
    return String(error);
  } catch {
    return `a value of type ${typeof error}`;
  }
}

/**
 * For an error that comes too late to be anybody's answer.
 *
 * @param {Error} error maybe of another realm than the process, which would not take it as such
 */
export function warn({ message, name, stack, cause }) {
  const detail = typeof cause === 'object' && cause !== null && 'stack' in cause ? cause.stack : stack;
  process.emitWarning(message, { type: name, detail: String(detail) });
}
