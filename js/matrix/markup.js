/** Tables and their escaping, for each form in which a matrix or a probe is written. */
import { visible } from '../check/text.js';

/** @type {Record<string, string>} */
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * For HTML and XML, between tags and in quotes. XML has no control characters at all, not even as references.
 *
 * @param {string} text
 */
export const escapeMarkup = (text) => visible(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);

/**
 * Columns padded to the width of their widest cell.
 *
 * @param {string[][]} rows
 */
export function textTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => [...row[column]].length)));
  return rows.map((row) => row.map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length)).join('  ').trimEnd());
}

/**
 * A table of GitHub's Markdown; the first row is the head. The cells are Markdown already.
 *
 * @param {string[][]} rows
 */
export function markdownTable([head, ...rows]) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)];
}

/**
 * Text that means nothing in Markdown.
 *
 * @param {string} text
 */
export const plainMarkdown = (text) => text.replace(/[\\`*_[\]<>#~]/g, '\\$&').replace(/&/g, '&amp;');

/**
 * A code span, whatever backticks are inside.
 *
 * @param {string} text
 */
export function codeSpan(text) {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`;
}
