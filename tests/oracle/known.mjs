/**
 * Disagreements that are understood and stay: what a scenario cannot say, or what corslab leaves out on purpose. Anything
 * else that differs is a bug of corslab.
 *
 * @typedef {{ name: string, engines: string[], areas: string[], reason: string, applies(item: object, difference: import('./compare.mjs').Difference): boolean }} Known
 */

/** @type {Known[]} */
export const KNOWN = [];

/** @returns {Known | undefined} */
export function knownReason(engine, item, difference) {
  return KNOWN.find(({ engines, areas, applies }) => engines.includes(engine) && areas.includes(difference.area) && applies(item, difference));
}
