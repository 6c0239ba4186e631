/** The figures as a Markdown table. */

const percent = (part, whole) => (part === whole ? '100 %' : `${(Math.floor(part * 10_000 / whole) / 100).toFixed(2)} %`);

/** @param {import('./judge.mjs').Figures[]} all */
export function table(all) {
  const rows = all.map(({ engine, version, scenarios, agree }) => (
    `| ${engine} ${version} | ${scenarios.toLocaleString('en')} | ${['outcome', 'response', 'wire', 'console'].map((area) => percent(agree[area], scenarios)).join(' | ')} |`));
  return ['| engine | scenarios | outcome | response | on the wire | console |', '|---|--:|--:|--:|--:|--:|', ...rows].join('\n');
}
