/** The figures as Markdown: a table for a terminal and the README, and the page FIDELITY.md. */
import { switchesOf } from './switches.mjs';

/**
 * @typedef {{ engine: 'chromium' | 'firefox' | 'webkit', version: string, scenarios: number, agree: Record<string, number>, known: Record<string, number>, printing: number, printingAlike: number, hanging: number, askedAgain: number, unexplained: number }} Row
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
  const count = Math.max(...rows.map(({ scenarios }) => scenarios));
  return `<!-- Written by \`npm run fidelity -- --publish\`. Do not edit. -->
# How faithful is corslab?

Random scenarios, asked of real browsers on ${date} and compared with the verdict of that browser's profile, byte for byte.

${table(rows)}

- **outcome**: readable, opaque, opaque-redirect or network error.
- **what the script sees**: the response's type, URL, \`redirected\`, status, readable headers with their values, whether the body can be read.
- **on the wire**: every request that reached a server, in order: preflight or not, method, URL, \`Origin\`, \`Access-Control-Request-Method\` and \`-Headers\` byte for byte, \`Cookie\`, \`Referer\`, \`Sec-Fetch-*\`, \`Content-Type\` and what the script set.
- **console lines**: all lines about the request, in their order, byte for byte. Many scenarios print none; of those that print, ${rows.map(({ engine, printing, printingAlike }) => `${percent(printingAlike, printing)} of ${printing.toLocaleString('en')} agree in ${TITLES[engine]}`).join(', ')}.

A scenario counts as a disagreement in an area if one byte differs, for a known reason or not. The browsers are Debian's. WebKitGTK is the engine of Safari with another network library: what WebKit decides is Safari's, what libsoup decides (cookies, some of a redirect) may differ there.

**What is drawn**: \`fetch()\`, XMLHttpRequest, img, script, module, stylesheet, font, EventSource and sendBeacon; methods, headers, bodies, modes, credentials, redirect modes; every shape of the \`Access-Control-*\` headers; statuses; chains of redirects; cookies; pages that are sandboxed, in frames, over http, with an embedder policy or a referrer policy; repeated requests. **What is not**: navigation, forms, frames, audio and video, streams, \`integrity\`, and what \`Timing-Allow-Origin\` lets be measured. For those there are [cases](../cases/README.md).

**Reproduce**: \`npm run fidelity -- --engine all --seed ${seed} --count ${count} --again\`; another seed gives other scenarios. With \`--again\` what differs without a known reason is asked once more and the second answer counts, for a busy machine may spoil one (${rows.map(({ engine, askedAgain }) => `${askedAgain} in ${TITLES[engine]}`).join(', ')}). Where nothing happens for six seconds (${rows.map(({ engine, hanging }) => `${hanging} in ${TITLES[engine]}`).join(', ')}: a stylesheet whose URL is none, an XMLHttpRequest that Firefox forgets over a redirect) the script learns as much as from a network error, and so it counts. [How it works](README.md).

## Known disagreements

${disagreements(rows, known)}

## Where the engines leave the standards

Each row is a switch in \`crate/core/src/engine\` (a name in capitals is a list there), with how it is known: a case of [\`tests/cases\`](../cases) or [\`tests/engines\`](../engines), a scenario of [\`tests/oracle/answers\`](answers), a function of the engine's source, a bug.

${rows.map(({ engine }) => switches(engine)).join('\n\n')}
`;
}

/** All of them, also those that this run did not meet. */
function disagreements(rows, known) {
  const lines = known.flatMap(({ name, engines, reason }) => {
    const counts = rows.filter(({ engine }) => engines.includes(engine)).map(({ engine, known: found }) => `${TITLES[engine]} ${found[name] ?? 0}`);
    return counts.length === 0 ? [] : [`| \`${name}\` | ${cell(reason)} | ${counts.join(', ')} |`];
  });
  const open = rows.filter(({ unexplained }) => unexplained > 0).map(({ engine, unexplained }) => `| | Not understood yet | ${TITLES[engine]} ${unexplained} |`);
  return ['| name in known.mjs | why | scenarios |', '|---|---|---|', ...lines, ...open].join('\n');
}

function switches(engine) {
  const lines = switchesOf(engine).map(({ group, name, value, standard, meaning, evidence }) => (
    `| \`${group}.${name}\` | ${cell(meaning)} | ${code(value)} | ${code(standard)} | ${cell(evidence)} |`));
  return `### ${TITLES[engine]}\n\n| switch | meaning | here | by the text | known by |\n|---|---|---|---|---|\n${lines.join('\n')}`;
}

/** A value of a table in Rust, without what only Rust needs. */
function code(value) {
  const plain = value.replace(/&(?=\[)/g, '').replace(/\b[A-Z]\w*::/g, '').replace(/^Some\((.*)\)$/, '$1').replaceAll('|', '\\|');
  return plain === '' ? '' : `\`${plain}\``;
}

const cell = (text) => text.replaceAll('|', '\\|');
