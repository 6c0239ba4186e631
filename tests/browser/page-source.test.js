/** What the page's source promises: types that hold, one way to make elements, a policy without exceptions. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inRoot } from '../../js/build/root.js';

const files = readdirSync(inRoot('www'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:js|html)$/.test(file));
const sources = files.map((file) => /** @type {const} */ ([file, readFileSync(inRoot(`www/${file}`), 'utf8')]));

test('TypeScript finds no mistake', () => {
  const { status, stdout } = spawnSync(process.execPath, [inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot('tests/browser/page-tsconfig.json')], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

test('text never becomes markup, style or script', () => {
  const forbidden = /\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|createContextualFragment|\sstyle="|\son[a-z]+="/;
  for (const [file, source] of sources) assert.doesNotMatch(source, forbidden, file);
  assert.ok(sources.length > 20);
});

test('the policy starts from nothing and allows nothing inline', () => {
  const html = readFileSync(inRoot('www/index.html'), 'utf8');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  assert.deepEqual(policy?.split('; '), [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ]);
  assert.doesNotMatch(html, /<style|<script(?![^>]*\bsrc=)/);
});
