/** A verdict without what differs from run to run, for snapshots. */

/** The port of a server on this machine, which the system chose. */
const LOCAL_PORT = /(?<=\/\/(?:127\.0\.0\.1|localhost|\[::1\]):)\d{1,5}(?!\d)/g;

/**
 * The same with `PORT` for the ports of servers on this machine.
 *
 * @template T
 * @param {T} data
 * @returns {T}
 */
export function normalized(data) {
  return /** @type {T} */ (copy(data));
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function copy(value) {
  if (typeof value === 'string') return value.replace(LOCAL_PORT, 'PORT');
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value !== 'object' || value === null) return value;
  // Of the trace, which is made when it is read, no report tells.
  const keys = Object.keys(value).filter((key) => key !== 'trace');
  return Object.fromEntries(keys.map((key) => [key, copy(/** @type {Record<string, unknown>} */ (value)[key])]));
}
