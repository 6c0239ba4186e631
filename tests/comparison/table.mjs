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

/** @typedef {import('./compare.mjs').Said} Said */

/**
 * @param {Record<string, Said>} said
 * @returns {{ text: string, differing: string[] }} `differing` names the scenarios where corslab is not with Chromium
 */
export function table(said) {
  const [truth, ...others] = TOOLS;
  const rows = scenarios.map(({ name, title }) => {
    const works = /** @type {boolean} */ (said[truth.tool].answers[name].works);
    const cells = others.map(({ tool }) => cell(said[tool].answers[name].works, works));
    return line([title, works ? 'yes' : 'no', ...cells]);
  });
  const head = [line(['Configuration, and what the page wants', ...TOOLS.map(({ title }) => title)]), `|---|${TOOLS.map(() => ':-:|').join('')}`];
  return {
    text: [summary(said), '', ...head, ...rows].join('\n'),
    differing: scenarios.map(({ name }) => name).filter((name) => said.corslab.answers[name].works !== said.chromium.answers[name].works),
  };
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
