/** A request's body: as a scenario describes it, or as `fetch` takes it. */
import { extract } from '../inside-page.js';

/**
 * Whether it is described. A plain object is nothing that `fetch` would send but by mistake.
 *
 * @param {unknown} body
 */
export function isDescribed(body) {
  if (body === undefined || body === null || typeof body === 'string') return true;
  return typeof body === 'object' && Object.getPrototypeOf(body) === Object.prototype;
}

/**
 * What decides whether a preflight is needed, of a body that is not going to be sent.
 *
 * @param {unknown} body
 */
export function described(body) {
  if (isDescribed(body)) return body;
  const { kind, length, type } = extract(body, 'body');
  return { kind, length: length ?? 0, ...(kind === 'blob' && type !== null && { contentType: type }) };
}
