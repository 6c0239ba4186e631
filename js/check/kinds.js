/** What is handed in, told by its shape: it may come from another copy of the package, or out of JSON. */
import { refused } from '../inside.js';

/**
 * @param {unknown} target
 * @returns {target is import('./report.js').Verdict}
 */
export function isVerdict(target) {
  return typeof target === 'object' && target !== null && 'outcome' in target && 'exchanges' in target && Array.isArray(target.exchanges);
}

/**
 * @param {unknown} target
 * @returns {target is { url: string, explain(...given: any[]): Promise<import('./report.js').Verdict> }}
 */
export function isPage(target) {
  return typeof target === 'object' && target !== null && 'explain' in target && typeof target.explain === 'function' && 'url' in target && typeof target.url === 'string';
}

/**
 * A page has a `fetch`, too, but it is no server.
 *
 * @param {unknown} target
 */
export function checkIsServer(target) {
  const found = target === undefined ? 'nothing' : target === null ? 'null' : isPage(target) ? 'a page' : isVerdict(target) ? 'a verdict' : undefined;
  if (found !== undefined) throw refused('target', found, 'an app, a handler, a server, a URL or scripted answers');
}
