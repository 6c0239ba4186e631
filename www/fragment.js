/**
 * State ⇄ URL fragment: `#v1=` and the scenario as JSON in base64url, which survives every chat, mail and shell.
 * By hand one may also write the JSON itself: `#v1={"page":"https://…","request":"https://…","server":{…}}`.
 * A place other than the lab goes before it: `#lessons/preflight&v1=…`, or alone: `#lessons/preflight`.
 * The origin lab has two URLs instead of a scenario: `#origins/A/B`, percent-encoded.
 */
import { readPair, writePair } from './origins/pair.js';
import { readPlace, writePlace } from './place.js';
import { compact, expand, isObject } from './state.js';

const VERSION = 'v1=';
/** No scenario nests as deep as this; what does overflows the stack of whoever walks through it. */
const DEEPEST = 50;

/** A fragment that cannot be read; `message` says why. */
export class FragmentError extends Error {}

/**
 * @param {import('./state.js').State} state
 * @param {boolean} [isStart] whether the scenario is the one that the place starts from
 * @returns {string} without `#`
 */
export function encodeFragment({ scenario, snippet, place, origins }, isStart = false) {
  if (place.room === 'origins' && origins) return writePlace({ room: 'origins', name: writePair(origins) });
  const isElsewhere = place.room !== 'lab';
  if (isElsewhere && isStart) return writePlace(place);
  const payload = snippet === null ? compact(scenario) : { ...compact(scenario), snippet };
  return `${isElsewhere ? `${writePlace(place)}&` : ''}${VERSION}${toBase64url(JSON.stringify(payload))}`;
}

/**
 * @param {string} fragment without `#`
 * @returns {{ place: import('./place.js').Place, scenario?: import('./state.js').Scenario, snippet: string | null,
 *   origins?: import('./origins/pair.js').Pair }} without a scenario it is the place's own
 * @throws {FragmentError}
 */
export function decodeFragment(fragment) {
  const at = fragment.startsWith(VERSION) ? 0 : fragment.indexOf(`&${VERSION}`) + 1;
  const before = fragment.startsWith(VERSION) ? 'lab' : at > 0 ? fragment.slice(0, at - 1) : fragment;
  const place = readPlace(before);
  if (!place) throw new FragmentError('version');
  if (place.room === 'origins') return { place: { room: 'origins', name: '' }, snippet: null, origins: readPair(place.name) };
  if (before === fragment) return { place, snippet: null };
  const payload = parse(fragment.slice(at + VERSION.length));
  if (!isObject(payload) || isDeeper(payload)) throw new FragmentError('object');
  const { snippet, ...scenario } = payload;
  return { place, scenario: expand(scenario), snippet: typeof snippet === 'string' ? snippet : null };
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

/** @param {unknown} value @param {number} most @returns {boolean} whether it nests deeper */
export function isDeeper(value, most = DEEPEST) {
  return typeof value === 'object' && value !== null && (most === 0 || Object.values(value).some((one) => isDeeper(one, most - 1)));
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
  const bytes = new Uint8Array(binary.length);
  // `Uint8Array.from` takes more than a second for a megabyte.
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
