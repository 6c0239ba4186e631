/** What the page's source promises: types that hold, one way to make elements, a policy without exceptions. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { JSDOM } from 'jsdom';
import { inRoot } from '../../js/build/root.js';
import { shell } from '../../www/strings.js';

const files = readdirSync(inRoot('www'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(?:js|html)$/.test(file));
const sources = files.map((file) => /** @type {const} */ ([file, readFileSync(inRoot(`www/${file}`), 'utf8')]));

for (const config of ['page', 'page-worker']) {
  test(`TypeScript finds no mistake: ${config}`, () => {
    const { status, stdout } = spawnSync(process.execPath, [inRoot('node_modules/typescript/bin/tsc'), '-p', inRoot(`tests/browser/${config}-tsconfig.json`)], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
}

test('text never becomes markup, style or script', () => {
  const forbidden = /\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML|createContextualFragment|\sstyle="|\son[a-z]+="/;
  for (const [file, source] of sources) assert.doesNotMatch(source, forbidden, file);
  assert.ok(sources.length > 20);
});

test('nothing is written inline', () => {
  assert.doesNotMatch(readFileSync(inRoot('www/index.html'), 'utf8'), /<style|<script(?![^>]*\bsrc=)/);
});

test('index.html and the manifest have no words of their own, and each word has its place', () => {
  const [html, manifest] = ['index.html', 'manifest.webmanifest'].map((file) => readFileSync(inRoot(`www/${file}`), 'utf8'));
  const { document, NodeFilter } = new JSDOM(html).window;
  const attributes = ['aria-label', 'alt', 'lang', 'title'].flatMap((name) => [...document.querySelectorAll(`[${name}]`)].map((one) => one.getAttribute(name) ?? ''));
  const words = [...attributes, document.querySelector('meta[name=description]')?.getAttribute('content') ?? ''];
  for (const texts = document.createTreeWalker(document, NodeFilter.SHOW_TEXT); texts.nextNode();) words.push(texts.currentNode.nodeValue ?? '');
  const { name, description, lang } = JSON.parse(manifest);
  for (const word of [...words.map((one) => one.trim()).filter((one) => one !== ''), name, description, lang]) assert.match(word, /^\{\{\w+\}\}$/);

  const places = [...`${html}${manifest}`.matchAll(/\{\{(\w+)\}\}/g)].map(([, place]) => place);
  assert.deepEqual([...new Set(places)].sort(), Object.keys(shell).sort());
  for (const file of ['index.html', 'manifest.webmanifest']) assert.equal(/\{\{\w+\}\}/.exec(readFileSync(inRoot(`dist/www/${file}`), 'utf8')), null, file);
  assert.equal(JSON.parse(readFileSync(inRoot('dist/www/manifest.webmanifest'), 'utf8')).name, shell.title);
});

/** @param {string} text */
const sourceOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The text of the style element that a room's module adds. @param {string} room */
function styleThatComesWith(room) {
  const selector = /^\.[\w-]+/m.exec(readFileSync(inRoot(`www/${room}/${room}.css`), 'utf8'))?.[0] ?? '';
  const parts = readdirSync(inRoot('dist/www/parts')).filter((file) => /^room-\w+\.js$/.test(file)).map((file) => readFileSync(inRoot(`dist/www/parts/${file}`), 'utf8'));
  const texts = parts.flatMap((code) => [...code.matchAll(/\.textContent=("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)/gs)]).map(([, literal]) => runInNewContext(literal));
  return texts.find((text) => text.includes(selector)) ?? '';
}

describe('the built page', () => {
  const html = readFileSync(inRoot('dist/www/index.html'), 'utf8');
  /** @param {RegExp} element */
  const inline = (element) => [...html.matchAll(element)].map(([, text]) => sourceOf(text));

  test('its policy starts from nothing, and allows inline only the script and the style that are there, and those that rooms bring', () => {
    const scripts = inline(/<script>(.*?)<\/script>/gs);
    const styles = inline(/<style>(.*?)<\/style>/gs);
    assert.equal(scripts.length, 1);
    assert.equal(styles.length, 1);
    const late = ['lessons', 'gallery', 'origins'].map((room) => sourceOf(styleThatComesWith(room)));
    assert.deepEqual(/http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1].split('; '), [
      "default-src 'none'",
      `script-src 'self' ${scripts[0]} 'wasm-unsafe-eval'`,
      `style-src ${[...styles, ...late].join(' ')}`,
      "img-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "worker-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('the policy stands before all that it is to govern', () => {
    assert.match(html, /^<!doctype html>\s*<html[^>]*>\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy"/);
  });

  test('nothing that it governs is elsewhere: no attribute holds style or script', () => {
    const { document } = new JSDOM(html).window;
    const names = new Set([...document.querySelectorAll('*')].flatMap((element) => element.getAttributeNames()));
    assert.deepEqual([...names].filter((name) => name === 'style' || name.startsWith('on')), []);
    assert.equal(document.querySelectorAll('script:not([src])').length, 1);
    assert.equal(document.querySelectorAll('style').length, 1);
  });

  test('all that it names is there', () => {
    const { document } = new JSDOM(html).window;
    const named = [...document.querySelectorAll('head [href], [src], #module, #wasm')].map((element) => ['href', 'src', 'content'].map((name) => element.getAttribute(name)).find(Boolean) ?? '');
    assert.ok(named.length >= 5);
    for (const file of named) assert.ok(existsSync(inRoot(`dist/www/${file}`)), file);
  });
});
