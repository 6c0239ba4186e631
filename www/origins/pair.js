/** The two sides of the origin lab ⇄ what stands in the address after `origins/`. */

/**
 * @typedef {{ url: string, sandboxed: boolean }} Side
 * @typedef {{ a: Side, b: Side }} Pair
 */

/** What the origin lab opens with. @type {Pair} */
export const FIRST_PAIR = {
  a: { url: 'https://www.example.com/shop?item=7', sandboxed: false },
  b: { url: 'https://api.example.com:8443/items', sandboxed: false },
};

/** @param {Pair} pair @returns {string} `A/B`, percent-encoded, and which side is sandboxed: `A/B/sandboxed-b` */
export function writePair({ a, b }) {
  const sandboxed = `${a.sandboxed ? 'a' : ''}${b.sandboxed ? 'b' : ''}`;
  return [encode(a.url), encode(b.url), ...(sandboxed ? [`sandboxed-${sandboxed}`] : [])].join('/');
}

/** A colon tells that it is not percent-encoded, whoever decoded it: the slash before the second scheme parts it. */
const BY_HAND = /^([^/]*:.*?)\/([a-z][a-z\d+.-]*:.*?)(?:\/sandboxed-(a?b?))?$/is;
const ENCODED = /^([^/]*)(?:\/([^/]*)(?:\/sandboxed-(a?b?))?.*)?$/s;

/** @param {string} text empty: the first pair @returns {Pair} */
export function readPair(text) {
  if (text === '') return FIRST_PAIR;
  const [, a, b = '', sandboxed = ''] = BY_HAND.exec(text) ?? ENCODED.exec(text) ?? [];
  return {
    a: { url: decode(a ?? ''), sandboxed: sandboxed.includes('a') },
    b: { url: decode(b), sandboxed: sandboxed.includes('b') },
  };
}

/** Half a surrogate pair has no UTF-8. @param {string} text */
function encode(text) {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
}

/** A link by hand may or may not be percent-encoded. @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
