/** The README explains every code that the types declare, in one line, and no other. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../../js/build/root.js';

const declarations = readFileSync(inRoot('dist/index.d.ts'), 'utf8');
const readme = readFileSync(inRoot('README.md'), 'utf8');

for (const [type, title] of [['CauseCode', 'Causes'], ['WarningCode', 'Warnings']]) {
  test(`${type} in the README`, () => {
    const union = declarations.match(new RegExp(`^export type ${type} = (.*);$`, 'm'))?.[1] ?? '';
    const declared = [...union.matchAll(/"([^"]+)"/g)].map(([, code]) => code);
    const part = readme.split(`<summary>${title}: `)[1]?.split('</details>')[0] ?? '';
    const explained = [...part.matchAll(/^\| `([^`]+)` \| .{10,} \|$/gm)].map(([, code]) => code);
    assert.ok(declared.length > 20, `${type} has ${declared.length} codes`);
    assert.deepEqual(explained.sort(), declared.sort());
  });
}
