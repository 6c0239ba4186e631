/** A command's arguments, by a table of its options. */
import { parseArgs } from 'node:util';
import { UsageError } from './usage.js';

/**
 * @typedef {object} Option
 * @property {string} about for the help
 * @property {string} [short] its letter
 * @property {string} [value] what the help calls its value; without it there is none
 * @property {string} [bare] its value where it stands without one; then a value is written as `--name=value`
 * @property {boolean} [many] it may be there more than once
 * @property {readonly string[]} [choices]
 * @property {readonly string[]} [aliases] other long names
 *
 * @typedef {Record<string, Option>} Options
 * @typedef {Record<string, any>} Values a string for each option with a value (an array with `many`), `true` for a flag
 */

/**
 * @param {string[]} args
 * @param {Options} options
 * @returns {{ values: Values, positionals: string[] }}
 */
export function parse(args, options) {
  const names = new Map(Object.entries(options).flatMap(([name, { aliases = [] }]) => [name, ...aliases].map((each) => [each, name])));
  /** @type {import('node:util').ParseArgsConfig['options']} */
  const config = {};
  for (const [alias, name] of names) {
    const { short, value, bare } = options[name];
    config[alias] = { type: value !== undefined && bare === undefined ? 'string' : 'boolean', ...(short && alias === name && { short }) };
  }
  const { tokens, positionals } = parseArgs({ args, options: config, strict: false, allowPositionals: true, tokens: true });
  /** @type {Values} */
  const values = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = names.get(token.name);
    if (name === undefined) throw new UsageError(`${token.rawName} is no option here${nearest(token.name, [...names.keys()])}`);
    take(values, name, options[name], token);
  }
  return { values, positionals };
}

/**
 * @param {Values} values
 * @param {string} name
 * @param {Option} option
 * @param {{ rawName: string, value?: string | undefined }} token
 */
function take(values, name, option, { rawName, value }) {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value`);
    values[name] = true;
    return;
  }
  const given = value ?? option.bare;
  if (given === undefined) throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
  if (option.choices && !option.choices.includes(given)) {
    throw new UsageError(`${rawName}: ${JSON.stringify(given)} is not one of ${option.choices.join(', ')}`);
  }
  if (option.many) values[name] = [...(values[name] ?? []), given];
  else if (values[name] !== undefined && values[name] !== given) throw new UsageError(`${rawName} is there twice, and takes one value`);
  else values[name] = given;
}

/**
 * @param {string} name as written
 * @param {string[]} known
 * @param {string} [prefix]
 */
export function nearest(name, known, prefix = '--') {
  if (name.length < 2) return '';
  const [best] = known.map((each) => ({ each, distance: distance(name, each) })).sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, name.length / 3) ? `: did you mean ${prefix}${best.each}?` : '';
}

/** How many letters are added, left out, replaced or swapped. @param {string} a @param {string} b */
function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= Math.min(a.length, 40); i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced, isSwapped ? rows[i - 2][j - 2] + 1 : Infinity);
    }
  }
  return rows[rows.length - 1][b.length];
}

/**
 * Seconds as milliseconds.
 *
 * @param {string} seconds
 * @param {string} name
 */
export function milliseconds(seconds, name) {
  const number = Number(seconds);
  if (seconds.trim() !== '' && number > 0 && number <= 86_400) return number * 1000;
  throw new UsageError(`${name}: ${JSON.stringify(seconds)} is no time; give seconds, such as 10 or 2.5`);
}
