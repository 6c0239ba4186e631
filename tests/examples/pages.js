/**
 * The pages' code blocks and tables, as the files beside them say. In a README.md
 *
 *   <!-- file: app.js#policy -->    is followed by a block: that file, or that region of it;
 *   <!-- report: wrong.js#name -->  by a block: what corslab reports about that configuration of `wrong`;
 *   <!-- wrong -->                  by a table of all of them, up to <!-- /wrong -->.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { checkCors } from 'corslab/check';

const BLOCK = /^<!-- (file|report): ([^#\s]+?)(?:#(\S+))? -->\n(`{3,}.*\n)(?:[^]*?\n)??(`{3,})$/gm;
const TABLE = /(?<=^<!-- wrong -->\n)[^]*?(?=^<!-- \/wrong -->$)/m;
const ANY_BLOCK = /^(?:<!-- (?:file|report): .* -->\n)?`{3,}[a-z]+\n(?:[^]*?\n)??`{3,}$/gm;

/** @typedef {import('corslab/check').CheckOptions} Asked */
/** @typedef {{ name?: string, what: string, app: any, asked: Asked, finding: string }} Wrong a configuration that looks right; `finding` is the code of the cause, or of the warning */

/** What a page needs is not on this machine. */
export class Missing extends Error {}

/** The folders with a page. */
export function pages() {
  const entries = readdirSync(new URL('.', import.meta.url), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules').map(({ name }) => name).sort();
}

/** @param {string} page */
export const readmeOf = (page) => new URL(`${page}/README.md`, import.meta.url);

/** @param {string} page */
export const readPage = (page) => readFileSync(readmeOf(page), 'utf8');

/**
 * The page with every block and table as it must be.
 *
 * @param {string} page
 */
export async function renderPage(page) {
  const text = readPage(page);
  const wrong = await wrongOf(page);
  let rendered = text.replace(BLOCK, (whole, kind, file, region, open, close) => {
    const marker = whole.slice(0, whole.indexOf('\n') + 1);
    const content = kind === 'file' ? regionOf(readFileSync(new URL(`${page}/${file}`, import.meta.url), 'utf8'), region, file) : reportOf(wrong, region);
    return `${marker}${open}${content}\n${close}`;
  });
  rendered = rendered.replace(TABLE, () => tableOf(wrong));
  return rendered;
}

/** The blocks of code that stand for no file: nobody runs them. Commands of a terminal are no program. @param {string} page */
export function unverifiedBlocks(page) {
  const blocks = readPage(page).match(ANY_BLOCK) ?? [];
  return blocks.filter((block) => !block.startsWith('<!--') && !block.startsWith('```sh\nnpm install '));
}

/**
 * @param {string} text
 * @param {string | undefined} name
 * @param {string} file
 */
function regionOf(text, name, file) {
  const lines = text.trimEnd().split('\n');
  const isMark = (/** @type {string} */ line) => /^\s*(?:\/\/|#) ?#(?:end)?region\b/.test(line);
  let chosen = lines;
  if (name !== undefined) {
    const start = lines.findIndex((line) => isMark(line) && line.trimEnd().endsWith(`#region ${name}`));
    const end = lines.findIndex((line, index) => index > start && isMark(line) && line.includes('#endregion'));
    if (start < 0 || end < 0) throw new Error(`${file} has no region ${name}`);
    chosen = lines.slice(start + 1, end);
  }
  const kept = chosen.filter((line) => !isMark(line));
  const indent = Math.min(...kept.filter(Boolean).map((line) => line.length - line.trimStart().length));
  return kept.map((line) => line.slice(indent)).join('\n').trim();
}

/**
 * What corslab says of each wrong configuration of a page.
 *
 * @param {string} page
 * @returns {Promise<(Wrong & { check: import('corslab/check').Check, found: string[] })[]>} `found` are the codes of the cause and the warnings
 */
export async function wrongOf(page) {
  if (!existsSync(new URL(`${page}/wrong.js`, import.meta.url))) return [];
  /** @type {{ wrong: Wrong[], start?: () => Promise<string | undefined>, stop?: () => Promise<void> }} */
  const { wrong, start, stop } = await import(`./${page}/wrong.js`);
  const missing = await start?.();
  if (missing !== undefined) throw new Missing(missing);
  try {
    const checks = [];
    for (const entry of wrong) {
      const check = await checkCors(entry.app, entry.asked);
      const { cause, warnings } = check.verdict;
      checks.push({ ...entry, check, found: [cause, ...warnings].flatMap((item) => item?.code ?? []) });
    }
    return checks;
  } finally {
    await stop?.();
  }
}

/**
 * @param {Awaited<ReturnType<typeof wrongOf>>} wrong
 * @param {string} name
 */
function reportOf(wrong, name) {
  const found = wrong.find((entry) => entry.name === name);
  if (!found) throw new Error(`wrong.js has no ${name}`);
  return found.check.report({ normalize: true });
}

/** @param {Awaited<ReturnType<typeof wrongOf>>} wrong */
function tableOf(wrong) {
  const rows = wrong.map(({ what, finding, check }) => {
    const { cause, warnings } = check.verdict;
    const found = [cause, ...warnings].find((item) => item?.code === finding);
    if (!found) throw new Error(`${what}: corslab does not find ${finding}`);
    const words = found === cause ? cause.message : `The page is let in. ${found.message}`;
    return `| ${cell(what)} | \`${finding}\`: ${cell(words)} |\n`;
  });
  return `| Configuration | What corslab says |\n|---|---|\n${rows.join('')}`;
}

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
