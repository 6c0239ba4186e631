/** For the tests: where corslab and a browser disagree for no known reason. */
import { compare } from './compare.mjs';
import { knownReason } from './known.mjs';
import { verdictsOf } from './verdicts.mjs';

/** @typedef {{ engine: string, item: object, differences: import('./compare.mjs').Difference[] }} Disagreement */

/** @returns {Disagreement[]} none, or one */
export function disagreements(engine, item, observation) {
  const differences = compare(observation, verdictsOf(item, engine)).filter((difference) => !knownReason(engine, item, difference));
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
