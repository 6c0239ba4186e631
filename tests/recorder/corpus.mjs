/** Reads and writes `tests/cases/*.json` and `tests/engines/*.json`. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const WIDTH = 120;

/** Every file with its cases. @param {'cases' | 'engines'} folder */
export function readCorpus(folder = 'cases') {
  const all = fileURLToPath(new URL(`../${folder}`, import.meta.url));
  return readdirSync(all).filter((name) => name.endsWith('.json')).sort().map((name) => {
    const path = join(all, name);
    return { name, path, cases: JSON.parse(readFileSync(path, 'utf8')) };
  });
}

export function writeFile({ path, cases }) {
  writeFileSync(path, `${format(cases)}\n`);
}

/** JSON with every value on one line that fits there. */
export function format(value, indent = '') {
  const flat = oneLine(value);
  if (value === null || typeof value !== 'object' || flat.length + indent.length <= WIDTH && indent !== '') return flat;
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => format(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, deeper)}`);
  if (items.length === 0) return open + close;
  return `${open}\n${deeper}${items.join(`,\n${deeper}`)}\n${indent}${close}`;
}

function oneLine(value) {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (value === null || typeof value !== 'object') return escapeControls(JSON.stringify(value));
  const items = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}

/** Bytes above ASCII are shown as escapes only where an editor could not show them. */
function escapeControls(text) {
  return text.replace(/[\u007f-\u00a0\u00ad\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
