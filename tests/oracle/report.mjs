/** The figures as Markdown: a table for a terminal and the README, and the page FIDELITY.md. */
import { switchesOf } from './switches.mjs';

/**
 * @typedef {{ engine: 'chromium' | 'firefox' | 'webkit', version: string, scenarios: number, agree: Record<string, number>, known: Record<string, number>, unexplained: number }} Row
 * @typedef {{ seed: number, date: string, rows: Row[] }} Published
 */

const TITLES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKitGTK' };

const AREAS = { outcome: 'outcome', response: 'what the script sees', wire: 'on the wire', console: 'console lines' };

/** Rounded down: 100 % is said only of all. */
const percent = (part, whole) => (part === whole ? '100 %' : `${(Math.floor(part * 10_000 / whole) / 100).toFixed(2)} %`);

/** @param {Row[]} rows */
export function table(rows) {
  const lines = rows.map(({ engine, version, scenarios, agree }) => (
    `| ${TITLES[engine]} ${version.replace(/^\D*/, '')} | ${scenarios.toLocaleString('en')} | ${Object.keys(AREAS).map((area) => percent(agree[area], scenarios)).join(' | ')} |`));
  return [`| engine | scenarios | ${Object.values(AREAS).join(' | ')} |`, '|---|--:|--:|--:|--:|--:|', ...lines].join('\n');
}

/**
 * @param {Published} published
 * @param {import('./known.mjs').Known[]} known
 */
export function page({ seed, date, rows }, known) {
  return `<!-- Written by \`npm run fidelity -- --publish\`. Do not edit. -->
# How faithful is corslab?

Random scenarios, asked of real browsers on ${date} and compared with the verdict of that browser's profile, byte for byte.

${table(rows)}

- **outcome**: readable, opaque, opaque-redirect or network error.
- **what the script sees**: the response's type, URL, \`redirected\`, status, readable headers with their values, whether the body can be read.
- **on the wire**: every request that reached a server, in order: preflight or not, method, URL, \`Origin\`, \`Access-Control-Request-Method\` and \`-Headers\` byte for byte, \`Cookie\`, \`Referer\`, \`Sec-Fetch-*\`, \`Content-Type\` and what the script set.
- **console lines**: all lines about the request, in their order, byte for byte.

\`npm run fidelity -- --engine all --seed ${seed} --count ${Math.max(...rows.map(({ scenarios }) => scenarios))}\` reproduces the figures; another seed gives other scenarios. [How it works](README.md).

## Known disagreements

${disagreements(rows, known)}

## Where the engines leave the standards

Each row is a switch in \`crate/core/src/engine\`, with how it is known: a case of \`tests/cases\`, a scenario of \`tests/oracle/answers\`, a function of the engine's source, a bug.

${rows.map(({ engine }) => switches(engine)).join('\n\n')}
`;
}

function disagreements(rows, known) {
  const counts = rows.flatMap(({ engine, known: found }) => Object.entries(found).map(([name, count]) => ({ engine, name, count })));
  const lines = counts.map(({ engine, name, count }) => `| ${TITLES[engine]} | ${cell(known.find((each) => each.name === name)?.reason ?? name)} | ${count} |`);
  const open = rows.filter(({ unexplained }) => unexplained > 0).map(({ engine, unexplained }) => `| ${TITLES[engine]} | Not understood yet | ${unexplained} |`);
  if (lines.length + open.length === 0) return 'None.';
  return ['| engine | why | scenarios |', '|---|---|--:|', ...lines, ...open].join('\n');
}

function switches(engine) {
  const lines = switchesOf(engine).map(({ group, name, value, meaning, evidence }) => `| \`${group}.${name}\` = \`${value.replaceAll('|', '\\|')}\` | ${cell(meaning)} | ${cell(evidence)} |`);
  return `### ${TITLES[engine]}\n\n| switch | meaning | known by |\n|---|---|---|\n${lines.join('\n')}`;
}

const cell = (text) => text.replaceAll('|', '\\|');
