/** A snippet → the request that it makes: JavaScript, HTML or a CSS `@font-face` rule. Nothing in it is ever run. */
import { readMarkup } from './markup.js';
import { readScript } from './script.js';
import { SnippetError } from './error.js';

/** Above this a parser takes longer than a keystroke. */
const LONGEST = 100_000;

/**
 * @param {string} text
 * @returns {{ request: Record<string, any> } | { error: SnippetError }}
 */
export function readSnippet(text) {
  try {
    if (text.length > LONGEST) throw new SnippetError('too-long', LONGEST);
    const first = text.trimStart();
    return { request: first.startsWith('<') ? readMarkup(text) : first.startsWith('@') ? readFontFace(text) : readScript(text) };
  } catch (error) {
    if (error instanceof SnippetError) return { error };
    throw error;
  }
}

/** @param {string} text */
function readFontFace(text) {
  const source = /@font-face[^}]*?url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/is.exec(text);
  if (!source) throw new SnippetError('no-font');
  return { initiator: 'font', url: source[1] ?? source[2] ?? source[3] };
}
