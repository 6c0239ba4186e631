/** From answers to figures: how often corslab agrees with a browser, and on what it does not. */
import { AREAS, compare } from './compare.mjs';
import { knownReason } from './known.mjs';
import { withoutNumbers } from './shrink.mjs';
import { verdictsOf } from './verdicts.mjs';

/** What the page says of a request when its time is up. */
const NOTHING = 'nothing happened';

/**
 * @typedef {{ index: number, item: object, differences: import('./compare.mjs').Difference[] }} Disagreement
 * @typedef {{ engine: string, version: string, scenarios: number, agree: Record<string, number>, known: Map<string, number>, printing: number, printingAlike: number, hanging: number, unexplained: Disagreement[] }} Figures
 *
 * `printing` counts the scenarios of which the browser or corslab prints a line, `printingAlike` those of them with equal lines,
 * `hanging` those in which the browser never told the script anything.
 */

/**
 * @param {'chromium' | 'firefox' | 'webkit'} engine
 * @param {Iterable<import('./run.mjs').Answer>} answers
 * @returns {Figures}
 */
export function judge(engine, answers) {
  const figures = { engine, version: '', scenarios: 0, agree: Object.fromEntries(AREAS.map((area) => [area, 0])), known: new Map(), printing: 0, printingAlike: 0, hanging: 0, unexplained: [] };
  for (const answer of answers) {
    figures.scenarios++;
    figures.version = answer.version;
    const said = verdictsOf(answer.item, engine);
    const differences = compare(answer.observation, said);
    countConsole(figures, answer.observation, said, differences);
    count(figures, answer, differences);
  }
  return figures;
}

function countConsole(figures, { steps, console: lines }, { verdicts }, differences) {
  if (steps.some(({ javascript }) => javascript === NOTHING)) figures.hanging++;
  if (lines.length === 0 && verdicts.every((verdict) => verdict.console.length === 0)) return;
  figures.printing++;
  if (!differences.some(({ area }) => area === 'console')) figures.printingAlike++;
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
