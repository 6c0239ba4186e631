/** For the tests: where corslab and a browser disagree for no reason that the scenario itself names. */
import { compare } from './compare.mjs';
import { knownReason } from './known.mjs';
import { verdictsOf } from './verdicts.mjs';

/** @typedef {{ engine: string, item: object, differences: import('./compare.mjs').Difference[] }} Disagreement */

/**
 * @param {string} engine
 * @param {import('./answers.mjs').Kept} kept
 * @param {object} observation
 * @param {{ live?: boolean }} [options] `live`: made just now, so that chance may have had its hand in it
 * @returns {Disagreement[]} none, or one
 */
export function disagreements(engine, { item, known = {} }, observation, { live = false } = {}) {
  const differences = compare(observation, verdictsOf(item, engine)).filter((difference) => {
    const reason = knownReason(engine, item, difference);
    return !(known[engine]?.includes(reason?.name) || live && reason?.chance);
  });
  return differences.length === 0 ? [] : [{ engine, item, differences }];
}

/** @param {Disagreement[]} found */
export function told(found) {
  const first = found.slice(0, 10).map(({ engine, item, differences }) => {
    const lines = differences.map(({ path, browser, corslab }) => `  ${path}\n    ${engine}: ${JSON.stringify(browser)}\n    corslab: ${JSON.stringify(corslab)}`);
    return `${JSON.stringify(item)}\n${lines.join('\n')}`;
  });
  return `${found.length} scenarios differ:\n\n${first.join('\n\n')}`;
}
