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
