/** From answers to figures: how often corslab agrees with a browser, and on what it does not. */
import { AREAS, compare } from './compare.mjs';
import { knownReason } from './known.mjs';
import { withoutNumbers } from './shrink.mjs';
import { verdictsOf } from './verdicts.mjs';

/**
 * @typedef {{ index: number, item: object, differences: import('./compare.mjs').Difference[] }} Disagreement
 * @typedef {{ engine: string, version: string, scenarios: number, agree: Record<string, number>, known: Map<string, number>, unexplained: Disagreement[] }} Figures
 */

/**
 * @param {'chromium' | 'firefox' | 'webkit'} engine
 * @param {Iterable<import('./run.mjs').Answer>} answers
 * @returns {Figures}
 */
export function judge(engine, answers) {
  const figures = { engine, version: '', scenarios: 0, agree: Object.fromEntries(AREAS.map((area) => [area, 0])), known: new Map(), unexplained: [] };
  for (const answer of answers) {
    figures.scenarios++;
    figures.version = answer.version;
    count(figures, answer, compare(answer.observation, verdictsOf(answer.item, engine)));
  }
  return figures;
}

function count(figures, { index, item }, differences) {
  for (const area of AREAS) if (!differences.some((difference) => difference.area === area)) figures.agree[area]++;
  const reasons = differences.map((difference) => knownReason(figures.engine, item, difference)?.name);
  const unexplained = differences.filter((_, i) => reasons[i] === undefined);
  for (const name of new Set(reasons)) if (name !== undefined) figures.known.set(name, (figures.known.get(name) ?? 0) + 1);
  if (unexplained.length > 0) figures.unexplained.push({ index, item, differences: unexplained });
}

/** The unexplained disagreements by what differs, the most frequent first. @param {Disagreement[]} unexplained */
export function classes(unexplained) {
  const groups = new Map();
  for (const each of unexplained) {
    const [{ area, path }] = each.differences;
    const key = `${area}: ${withoutNumbers(path)}`;
    groups.set(key, [...groups.get(key) ?? [], each]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}
