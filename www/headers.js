/** Header text: raw lines, as one types them. What they mean is the core's business; this only finds and edits lines. */
import { asText } from './state.js';

/** @typedef {[name: string, value: string][]} Pairs */

/**
 * Headers in any form of the contract (raw lines, pairs, an object) as raw lines.
 *
 * @param {unknown} headers
 * @returns {string}
 */
export function headerLines(headers) {
  if (typeof headers === 'string') return headers;
  return headerPairs(headers).map(([name, value]) => `${name}: ${value}`).join('\n');
}

/**
 * The same as pairs. A line without a colon is a name without a value.
 *
 * @param {unknown} headers
 * @returns {Pairs}
 */
export function headerPairs(headers) {
  if (typeof headers === 'string') return headers.split(/\r?\n/).filter((line) => line.trim() !== '').map(splitLine);
  if (Array.isArray(headers)) return headers.filter(Array.isArray).map(([name, value]) => [asText(name), asText(value)]);
  if (typeof headers !== 'object' || headers === null) return [];
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => /** @type {[string, string]} */ ([name, asText(value)])),
  );
}

/** One line as name and value. @param {string} line @returns {[string, string]} */
export function splitLine(line) {
  const colon = line.indexOf(':');
  return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/**
 * The lines with one header's lines replaced (`after` null: removed). Every other line stays as it was typed.
 *
 * @param {string} lines
 * @param {{ name: string, after: string | null }} change
 * @returns {string}
 */
export function changeHeader(lines, { name, after }) {
  const replacement = after === null ? [] : [`${name}: ${after}`];
  const kept = lines === '' ? [] : lines.split(/\r?\n/);
  const first = kept.findIndex((line) => isNamed(line, name));
  if (first < 0) {
    while (kept.length > 0 && kept.at(-1)?.trim() === '') kept.pop();
    return [...kept, ...replacement].join('\n');
  }
  return kept
    .flatMap((line, index) => (index === first ? replacement : isNamed(line, name) ? [] : [line]))
    .join('\n');
}

/** Whether a line is of the header with this name. @param {string} line @param {string} name */
export function isNamed(line, name) {
  return splitLine(line)[0].toLowerCase() === name.toLowerCase();
}
