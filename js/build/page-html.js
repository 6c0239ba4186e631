/** www/index.html → dist/www/index.html: with its words, its style, its first script and its first view in it, in one answer; and the manifest. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { inRoot } from './root.js';

/**
 * @typedef {object} Parts
 * @property {string} style
 * @property {string[]} lateStyles those that scripts will add
 * @property {string} early the script that runs before anything is drawn
 * @property {string} main the page's module
 * @property {string} wasm
 */

/** @param {Parts} parts @param {FirstView} first @returns {string} */
export function assemble({ style, lateStyles, early, main, wasm }, { view, rules, shell }) {
  const css = `${style}${rules}`;
  /** @type {[string, string][]} */
  const changes = [
    ["script-src 'self'", `script-src 'self' ${sourceOf(early)}`],
    ["style-src 'self'", `style-src ${[css, ...lateStyles].map(sourceOf).join(' ')}`],
    ['<script src="early.js"></script>', `<script>${early}</script>`],
    ['<link rel="stylesheet" href="style.css">', `<style>${css}</style>`],
    ['content="main.js"', `content="${main}"`],
    ['content="corslab.wasm"', `content="${wasm}"`],
    ['</main>', `${view}</main>`],
  ];
  const html = writeWords(readFileSync(inRoot('www/index.html'), 'utf8'), shell, asMarkup);
  return changes.reduce((text, [before, after]) => replaceOnce(text, before, after), html);
}

/** @param {Record<string, string>} shell @returns {string} the manifest of the installed page */
export function manifest(shell) {
  return writeWords(readFileSync(inRoot('www/manifest.webmanifest'), 'utf8'), shell, (word) => JSON.stringify(word).slice(1, -1));
}

/** @param {string} text @param {Record<string, string>} shell @param {(word: string) => string} escaped */
function writeWords(text, shell, escaped) {
  return text.replace(/(<p\b[^>]*>)?\{\{(\w+)\}\}/g, (place, paragraph = '', name) => {
    if (shell[name] === undefined) throw new Error(`www/strings.js has no shell.${name}, which stands in ${place}`);
    const word = escaped(shell[name]);
    return paragraph + (paragraph ? word.replace(/`([^`]+)`/g, '<code>$1</code>') : word);
  });
}

/** @param {string} word */
function asMarkup(word) {
  return word.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** How a Content-Security-Policy names an inline script or style. @param {string} text */
function sourceOf(text) {
  if (/<\/(?:script|style)/i.test(text)) throw new Error('An inline script or style would end early');
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** @param {string} html @param {string} before @param {string} after */
function replaceOnce(html, before, after) {
  const parts = html.split(before);
  if (parts.length !== 2) throw new Error(`www/index.html has ${parts.length - 1} times what it should have once: ${before}`);
  return parts.join(after);
}

/**
 * @typedef {object} FirstView
 * @property {string} view the markup inside <main>
 * @property {string} rules the style that its elements have of their own
 * @property {Record<string, string>} shell the words around it
 */

/**
 * The page's own modules draw it, in a process of its own: modules stay in the one that has loaded them, and this one
 * may build again (`npm start`).
 *
 * @returns {Promise<FirstView>}
 */
export async function drawFirstView() {
  const { stdout } = await promisify(execFile)(process.execPath, [inRoot('js/build/first-view.js')], { maxBuffer: 2 ** 24 });
  return JSON.parse(stdout);
}
