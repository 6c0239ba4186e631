/** A matrix in each of its forms. */
import { BROWSERS } from '../check/report.js';
import { report } from 'corslab/check';
import { shown } from '../check/text.js';
import { codeSpan, escapeMarkup, markdownTable, plainMarkdown, textTable } from './markup.js';
import { junit } from './junit.js';

/** @typedef {Awaited<ReturnType<typeof import('./cors-matrix.js').corsMatrix>>['cells'][number]} AnyCell */
/**
 * @typedef {{ origin: string, request: string, state: string, allowed: boolean | null, code: string | null,
 *   expected?: string, asExpected?: boolean, verdict: import('../check/report.js').Verdict }} Cell
 */

/** Who may do what: a row for each origin, a column for each request. */
export class CorsMatrix {
  /** @param {{ url: string, origins: string[], requests: string[], cells: Cell[] }} found */
  constructor({ url, origins, requests, cells }) {
    this.url = url;
    this.origins = origins;
    this.requests = requests;
    this.cells = cells;
    const { engine, engineVersion } = cells[0].verdict;
    this.engine = engine;
    this.engineVersion = engineVersion;
    /** Whether every cell is as expected, of those of which something was expected. */
    this.ok = cells.every(({ asExpected }) => asExpected !== false);
  }

  toText() {
    const isOne = this.requests.length === 1;
    const legend = this.requests.map((label, index) => [String(index + 1), label]);
    const head = ['', ...(isOne ? this.requests : legend.map(([number]) => number))];
    const lines = [this.#title(), '', ...(isOne ? [] : [...textTable(legend), '']), ...textTable([head, ...this.#rows().map(([origin, ...cells]) => [origin, ...cells])])];
    const reasons = this.#reasons();
    if (reasons.length > 0) lines.push('', ...reasons.map(([code, message]) => `${code}: ${message}`));
    return `${lines.join('\n')}\n`;
  }

  toMarkdown() {
    const head = ['Origin', ...this.requests.map(plainMarkdown)];
    const rows = this.#rows().map(([origin, ...cells]) => [codeSpan(origin), ...cells.map(plainMarkdown)]);
    const reasons = this.#reasons().map(([code, message]) => `- ${codeSpan(code)}: ${plainMarkdown(message)}`);
    return `${[plainMarkdown(this.#title()), '', ...markdownTable([head, ...rows]), ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')}\n`;
  }

  /** A document of its own, without scripts. */
  toHTML() {
    const head = this.requests.map((label) => `<th scope="col">${escapeMarkup(label)}</th>`).join('');
    const rows = this.origins.map((origin, index) => {
      const cells = this.#cellsOf(index).map((cell) => `<td class="${cell.state}${cell.asExpected === false ? ' unexpected' : ''}">${escapeMarkup(textOf(cell))}</td>`);
      return `<tr><th scope="row"><code>${escapeMarkup(origin)}</code></th>${cells.join('')}</tr>`;
    });
    const reasons = this.#reasons().map(([code, message]) => `<dt><code>${escapeMarkup(code)}</code></dt><dd>${escapeMarkup(message)}</dd>`);
    return `${[
      ...['<!doctype html>', '<html lang="en">', '<meta charset="utf-8">', '<meta name="viewport" content="width=device-width">'],
      ...[`<title>${escapeMarkup(this.#title())}</title>`, `<style>${STYLE}</style>`, '<main>', '<h1>CORS policy</h1>', '<div class="wide" tabindex="0" role="region" aria-labelledby="caption">', '<table>'],
      ...[`<caption id="caption">${escapeMarkup(this.#title())}</caption>`, `<thead><tr><th scope="col">Origin</th>${head}</tr></thead>`],
      ...['<tbody>', ...rows, '</tbody>', '</table>', '</div>'],
      ...(reasons.length > 0 ? ['<h2>Why</h2>', '<dl>', ...reasons, '</dl>'] : []),
      ...['</main>', '</html>'],
    ].join('\n')}\n`;
  }

  /** A test for each cell; a cell of which nothing was expected passes whatever it is, and so it is marked as skipped. */
  toJUnit() {
    return junit(
      this.#title(),
      this.cells.map((cell) => ({
        className: cell.origin,
        name: cell.request,
        ...(cell.asExpected === undefined && { skipped: `nothing expected; ${textOf(cell)}` }),
        ...(cell.asExpected === false && { failure: { message: textOf(cell), text: report(cell.verdict) } }),
      })),
    );
  }

  /** Without the verdicts, which `cells` has. */
  toJSON() {
    const { url, engine, engineVersion, ok, origins, requests } = this;
    const cells = this.cells.map(({ verdict, ...cell }) => ({ ...cell, message: cell.code === null ? null : verdict.summary }));
    return { url, engine, engineVersion, ok, origins, requests, cells };
  }

  #title() {
    return `CORS policy of ${this.url}, by ${BROWSERS[this.engine]} ${shown(this.engineVersion)}`;
  }

  /** @param {number} row */
  #cellsOf(row) {
    return this.cells.slice(row * this.requests.length, (row + 1) * this.requests.length);
  }

  #rows() {
    return this.origins.map((origin, index) => [origin, ...this.#cellsOf(index).map(textOf)]);
  }

  /** What each cause means, told once, by the first cell that has it. */
  #reasons() {
    /** @type {Map<string, string>} */
    const reasons = new Map();
    for (const { code, verdict } of this.cells) {
      if (code !== null && !reasons.has(code)) reasons.set(code, shown(verdict.summary, 400));
    }
    return [...reasons];
  }
}

/** @type {Record<string, string>} */
const STATES = { allowed: 'allowed', opaque: 'opaque', 'preflight-accepted': 'preflight accepted; not sent', 'not-sent': 'not sent: it may change state' };

/** @param {Cell} cell */
function textOf({ state, code, verdict, expected, asExpected }) {
  const text = STATES[state] ?? (state === 'failed' ? `no reply${verdict.transportError ? ` (${shown(verdict.transportError.code, 60)})` : ''}` : `refused: ${code}`);
  return asExpected === false ? `${text} (expected: ${expected})` : text;
}

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
main { margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
.wide { overflow-x: auto }
table { border-collapse: collapse }
caption { text-align: start; padding-block: .5rem }
th, td { border: 1px solid GrayText; padding: .4rem .6rem; text-align: start; vertical-align: top }
td.allowed { background: light-dark(#dff3e3, #123d1e) }
td.refused, td.failed { background: light-dark(#fbe3e1, #4a1613) }
td.unexpected { outline: 3px solid light-dark(#b3261e, #ff8a80); outline-offset: -3px; font-weight: bold }
`;
