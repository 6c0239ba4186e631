/** The gallery in its order, and how an address names an entry and a scene: `bank`, `bank/2`. */
import { broken } from './broken.js';
import { holes } from './holes.js';
import { misunderstandings } from './misunderstandings.js';

/** @typedef {import('./build.js').Mistake} Mistake */

/** In the order in which one reads them. */
const ORDER = [
  'bank', 'wildcard-with-credentials', 'reflected-origin', 'null-origin', 'wildcard-subdomain', 'trailing-slash', 'duplicate-header',
  'missing-vary', 'preflight-401', 'new-header', 'error-without-headers', 'localhost', 'no-cors', 'reverse-proxy', 'csrf', 'jsonp', 'curl',
];

export const mistakes = [...holes, ...broken, ...misunderstandings].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));

/**
 * @param {string} text `bank` or `bank/2`
 * @returns {{ mistake: Mistake, at: number } | undefined} `at`: the scene, counted from 0
 */
export function readName(text) {
  const [, name, number = '1'] = /^([a-z0-9-]+)(?:\/([1-9]))?$/.exec(text) ?? [];
  const mistake = mistakes.find((one) => one.name === name);
  const at = Number(number) - 1;
  return mistake?.scenes[at] && { mistake, at };
}

/** @param {string} name @param {number} [at] the scene, counted from 0 */
export function addressOf(name, at = 0) {
  return `#gallery/${name}${at > 0 ? `/${at + 1}` : ''}`;
}

/**
 * The entries of a kind that have all the words.
 *
 * @param {{ text: string, kind: string }} filter `kind` empty: all
 * @param {(mistake: Mistake) => string} textOf what can be read in an entry
 */
export function find({ text, kind }, textOf) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return mistakes.filter((mistake) => {
    if (kind !== '' && mistake.kind !== kind) return false;
    const all = textOf(mistake).toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
