/** Many questions, some at a time. */
import { refused } from '../inside.js';
import { kindOf } from '../check/options.js';

/**
 * The results in the order of the items. The first failure ends it: nothing new is begun.
 *
 * @template T, U
 * @param {T[]} items
 * @param {(item: T) => Promise<U>} act
 * @param {{ concurrency?: unknown, onProgress?: unknown }} options
 * @returns {Promise<U[]>}
 */
export async function all(items, act, { concurrency = 4, onProgress }) {
  if (!Number.isInteger(concurrency) || Number(concurrency) < 1) throw refused('concurrency', kindOf(concurrency), 'a whole number from 1');
  if (onProgress !== undefined && typeof onProgress !== 'function') throw refused('onProgress', kindOf(onProgress), 'a function');
  /** @type {U[]} */
  const results = Array(items.length);
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      try {
        results[index] = await act(items[index]);
      } catch (error) {
        next = items.length;
        throw error;
      }
      onProgress?.(++done, items.length, results[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(Number(concurrency), items.length) }, worker));
  return results;
}
