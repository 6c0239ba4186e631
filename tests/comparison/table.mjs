/** What the tools said, as the table of README.md. */
import { scenarios } from './scenarios/index.mjs';

/** The first is the truth. */
export const TOOLS = [
  { tool: 'chromium', title: 'Chromium' },
  { tool: 'corslab', title: 'corslab' },
  { tool: 'mentoss', title: 'mentoss' },
  { tool: 'jsdom', title: 'jsdom' },
  { tool: 'happy-dom', title: 'happy-dom' },
  { tool: 'node-fetch', title: "Node's fetch" },
  { tool: 'supertest', title: 'supertest' },
];

/** @typedef {import('./asking.mjs').Said} Said */

/** @param {Record<string, Said>} said */
export function table(said) {
  const [truth, ...others] = TOOLS;
  const rows = scenarios.map(({ name, title }) => {
    const works = said[truth.tool].answers[name].works === true;
    const cells = others.map(({ tool }) => cell(said[tool].answers[name].works, works));
    return line([title, works ? 'yes' : 'no', ...cells]);
  });
  const head = [line(['Configuration, and what the page wants', ...TOOLS.map(({ title }) => title)]), `|---|${TOOLS.map(() => ':-:|').join('')}`];
  return [summary(said), '', ...head, ...rows].join('\n');
}

/**
 * The names of the scenarios that two answer differently.
 *
 * @param {Said} one
 * @param {Said} other
 */
export function differences(one, other) {
  return scenarios.map(({ name }) => name).filter((name) => one.answers[name].works !== other.answers[name].works);
}

/**
 * What Chromium answered when the table was written.
 *
 * @param {string} readme
 * @returns {Record<string, boolean>} by the scenario's name
 */
export function recorded(readme) {
  const entries = scenarios.map(({ name, title }) => {
    const row = readme.split('\n').find((line) => line.startsWith(`| ${title} | `));
    if (!row) throw new Error(`README.md has no row for ${name}: run node tests/comparison/compare.mjs`);
    return /** @type {const} */ ([name, row.startsWith(`| ${title} | yes | `)]);
  });
  return Object.fromEntries(entries);
}

/** How often each is right, and in which direction it is wrong. @param {Record<string, Said>} said */
function summary(said) {
  const [truth, ...others] = TOOLS;
  const names = scenarios.map(({ name }) => name);
  const isRight = (/** @type {string} */ name) => said[truth.tool].answers[name].works === true;
  const working = names.filter(isRight).length;
  const rows = others.map(({ tool, title }) => {
    const { version, answers } = said[tool];
    const count = (/** @type {(name: string) => boolean} */ wanted) => names.filter(wanted).length;
    return line([
      version ? `${title} ${version}` : title,
      `${count((name) => answers[name].works === isRight(name))}`,
      `${count((name) => answers[name].works === true && !isRight(name))}`,
      `${count((name) => answers[name].works === false && isRight(name))}`,
      `${count((name) => answers[name].works === null)}`,
    ]);
  });
  return [
    `${names.length} questions, of which Chromium ${/\d+/.exec(said[truth.tool].version ?? '')?.[0]} answers ${working} with yes and ${names.length - working} with no:`,
    '',
    line(['', 'as Chromium', 'yes for no', 'no for yes', 'cannot be asked']),
    '|---|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

/**
 * @param {boolean | null} said
 * @param {boolean} works
 */
function cell(said, works) {
  if (said === null) return '–';
  if (said === works) return '✓';
  return said ? '**yes**' : '**no**';
}

/** @param {string[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;
