/** A snippet → the request that it makes: JavaScript, HTML or a CSS `@font-face` rule. Nothing in it is ever run. */
import { PasteError, readFetchSnippet } from 'corslab/paste';
import { readMarkup } from './markup.js';

/** Above this a parser takes longer than a keystroke. */
const LONGEST = 100_000;

/**
 * @param {string} text
 * @returns {{ request: Record<string, any> } | { error: PasteError }}
 */
export function readSnippet(text) {
  try {
    if (text.length > LONGEST) {
      throw new PasteError({ code: 'too-long', value: `${text.length} characters`, allowed: `at most ${LONGEST}`, detail: LONGEST });
    }
    const first = text.trimStart();
    return { request: first.startsWith('<') ? readMarkup(text) : first.startsWith('@') ? readFontFace(text) : readScript(text) };
  } catch (error) {
    if (error instanceof PasteError) return { error };
    throw error;
  }
}

/** @param {string} text */
function readScript(text) {
  const { headers, ...request } = readFetchSnippet(text, { asWritten: true }).request;
  return headers === undefined ? request : { ...request, headers: asLines(/** @type {string[][]} */ (headers)) };
}

/** Pairs become raw lines wherever nothing is lost by it. @param {string[][]} pairs */
function asLines(pairs) {
  const isPlain = pairs.every((pair) => pair.length === 2 && /^[!-9;-~]+$/.test(pair[0]) && /^(?:[!-~](?:[ -~]*[!-~])?)?$/.test(pair[1]));
  return isPlain ? pairs.map(([name, value]) => `${name}: ${value}`).join('\n') : pairs;
}

/** @param {string} text */
function readFontFace(text) {
  const source = /@font-face[^}]*?url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/is.exec(text);
  if (!source) throw new PasteError({ code: 'no-font', value: 'CSS without a font', allowed: 'an @font-face rule with a url()' });
  return { initiator: 'font', url: source[1] ?? source[2] ?? source[3] };
}
