/** Thousands of values, brought down to those that the compiler could tell apart. */

/** What may be a word of a closed set; all other text is free. */
const WORD = /^[a-z-]{1,40}$/;

/**
 * The values with free text and numbers made equal, each distinct one once.
 *
 * @param {unknown[]} values
 */
export function shapesOf(values) {
  return distinct(values.map(shapeOf));
}

function shapeOf(value) {
  if (typeof value === 'string') return WORD.test(value) ? value : '…';
  if (typeof value === 'number') return 0;
  // An array of text may be a pair.
  if (Array.isArray(value)) return typeof value[0] === 'string' ? value.map(shapeOf) : distinct(value.map(shapeOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, shapeOf(below)]));
}

function distinct(values) {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
