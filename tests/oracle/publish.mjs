/** Writes the figures of a run where people look for them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../../js/build/root.js';
import { KNOWN } from './known.mjs';
import { page, table } from './report.mjs';

const DATA = inRoot('tests/oracle/published.json');
const PAGE = inRoot('tests/oracle/FIDELITY.md');
const README = inRoot('README.md');
const PLACE = /(<!-- fidelity -->\n)[^]*?(<!-- \/fidelity -->)/;

/** @param {import('./report.mjs').Published} published */
export function publish(published) {
  writeFileSync(DATA, `${JSON.stringify(published, null, 2)}\n`);
  for (const [path, text] of documents()) writeFileSync(path, text);
}

/** What the documents should say. @returns {[path: string, text: string][]} */
export function documents() {
  const published = JSON.parse(readFileSync(DATA, 'utf8'));
  return [
    [PAGE, page(published, KNOWN)],
    [README, readFileSync(README, 'utf8').replace(PLACE, (_, before, after) => `${before}${table(published.rows)}\n${after}`)],
  ];
}
