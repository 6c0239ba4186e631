/** What is handed in, told by its shape: it may come from another copy of the package, or out of JSON. */

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
