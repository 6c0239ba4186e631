/** Where two texts differ, so that one sees the slash too many. */

/**
 * The parts of both texts: what they begin with alike, what differs, what they end with alike.
 *
 * @param {string} a
 * @param {string} b
 * @returns {{ a: [string, string, string], b: [string, string, string] } | null} null: they are equal, or have too little in common to compare
 */
export function difference(a, b) {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  if (a === b || 2 * (start + end) < shorter) return null;
  /** @param {string} text @returns {[string, string, string]} */
  const parts = (text) => [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)];
  return { a: parts(a), b: parts(b) };
}
