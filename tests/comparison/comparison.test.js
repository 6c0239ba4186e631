/** corslab answers the questions of the comparison as Chromium does: as it did, and as the one on this machine does. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { findBrowser } from '../../js/build/browsers.js';
import { askTools, installTools } from './asking.mjs';

installTools();
const { recorded } = await import('./table.mjs');
const expected = recorded(readFileSync(new URL('README.md', import.meta.url), 'utf8'));
const tools = ['corslab', ...(findBrowser('chromium') ? ['chromium'] : [])];

/** @type {Record<string, import('./asking.mjs').Said>} */
let said;
before(async () => {
  said = await askTools(tools);
});

for (const tool of ['corslab', 'chromium']) {
  for (const [name, works] of Object.entries(expected)) {
    test(`${tool}: ${name}`, { skip: !tools.includes(tool) && 'Chromium is not installed' }, () => {
      assert.equal(said[tool].answers[name].works, works, JSON.stringify(said[tool].answers[name].seen));
    });
  }
}
