/**
 * State ⇄ URL fragment: `#v1=` and the state as JSON in base64url, which survives every chat, mail and shell.
 * By hand one may also write the JSON itself: `#v1={"page":"https://…","request":"https://…","server":{…}}`.
 */
import { compact, expand, isObject } from './state.js';

const VERSION = 'v1=';

/** A fragment that cannot be read; `message` says why. */
export class FragmentError extends Error {}

/**
 * @param {import('./state.js').State} state
 * @returns {string} without `#`
 */
export function encodeFragment({ scenario, snippet }) {
  const payload = snippet === null ? compact(scenario) : { ...compact(scenario), snippet };
  return VERSION + toBase64url(JSON.stringify(payload));
}

/**
 * @param {string} fragment without `#`
 * @returns {import('./state.js').State}
 * @throws {FragmentError}
 */
export function decodeFragment(fragment) {
  if (!fragment.startsWith(VERSION)) throw new FragmentError('version');
  const payload = parse(fragment.slice(VERSION.length));
  if (!isObject(payload)) throw new FragmentError('object');
  const { snippet, ...scenario } = payload;
  return { scenario: expand(scenario), snippet: typeof snippet === 'string' ? snippet : null };
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  const isPlain = /^(?:\{|%7b)/i.test(text);
  try {
    return JSON.parse(isPlain ? decodePlain(text) : fromBase64url(text));
  } catch {
    throw new FragmentError(isPlain ? 'json' : 'base64');
  }
}

/** JSON by hand may or may not be percent-encoded. @param {string} text */
function decodePlain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} text */
function toBase64url(text) {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text */
function fromBase64url(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)));
}
