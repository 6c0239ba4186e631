/** Lists and numbers in options. */
import { UsageError } from './usage.js';

/**
 * Separated by commas, in one option or several.
 *
 * @param {string[] | undefined} values
 * @param {string[]} [otherwise]
 */
export function listOf(values, otherwise = []) {
  const items = (values ?? []).flatMap((value) => value.split(',')).map((item) => item.trim()).filter((item) => item !== '');
  return items.length > 0 ? items : otherwise;
}

/** @param {string} value @param {string} name */
export function wholeNumber(value, name) {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value);
  throw new UsageError(`${name}: ${JSON.stringify(value)} is no whole number from 1 to 9999`);
}
