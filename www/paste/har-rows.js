/** The requests of a HAR as rows to choose from. What is cross-origin and what fails, the package says. */
import { compareOrigins, simulate } from 'corslab/slim';

/**
 * @typedef {object} Row
 * @property {string} method
 * @property {string} url
 * @property {number | null} status of the last reply; null: none came back
 * @property {boolean} isCross
 * @property {boolean} isRefused whether a browser refuses it
 * @property {import('corslab').Scenario} scenario
 * @property {import('corslab/paste').PasteNote[]} notes
 */

/** @param {import('corslab/paste').HarExchange[]} exchanges @returns {Row[]} cross-origin ones first, of these the failed ones */
export function rowsOf(exchanges) {
  return exchanges.map(rowOf).sort((a, b) => rank(a) - rank(b));
}

/** @param {Row} row */
function rank({ isCross, isRefused }) {
  return (isCross ? 0 : 2) + (isRefused ? 0 : 1);
}

/** @param {import('corslab/paste').HarExchange} exchange @returns {Row} */
function rowOf({ scenario, notes }) {
  const request = typeof scenario.request === 'string' ? { url: scenario.request } : scenario.request;
  const { response } = [scenario.server].flat().at(-1) ?? {};
  const status = !response || response.networkFailure ? null : (response.status ?? 200);
  const isCross = isCrossOrigin(scenario.page, request.url);
  return {
    method: request.method ?? 'GET',
    url: request.url,
    status,
    isCross,
    // Thousands are the page's own: only a missing reply fails there.
    isRefused: isCross ? isRefused(scenario) : status === null,
    scenario,
    notes,
  };
}

/** @param {import('corslab').Scenario['page']} page @param {string} url */
function isCrossOrigin(page, url) {
  const { url: from, sandboxed = false } = typeof page === 'string' ? { url: page } : page;
  try {
    return sandboxed || !compareOrigins(from, url).sameOrigin;
  } catch {
    return false;
  }
}

/** @param {import('corslab').Scenario} scenario */
function isRefused(scenario) {
  try {
    return simulate(scenario).outcome === 'network-error';
  } catch {
    // A redirect whose answer is not in the HAR.
    return false;
  }
}

/**
 * Those that have every word of the filter in them, with their places in the list.
 *
 * @param {Row[]} rows
 * @param {string} filter
 * @returns {{ row: Row, index: number }[]}
 */
export function filtered(rows, filter) {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return rows.map((row, index) => ({ row, index })).filter(({ row }) => {
    const text = `${row.method} ${row.url} ${row.status ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
