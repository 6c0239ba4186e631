/** The body of a [data: URL](https://fetch.spec.whatwg.org/#data-urls). Whether it is a good one, the core says. */

/**
 * @param {string} url
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function dataUrlBody(url) {
  const [address] = url.split('#', 1);
  const comma = address.indexOf(',');
  const bytes = percentDecoded(address.slice(comma + 1));
  if (!/; *base64\s*$/i.test(address.slice(0, comma))) return bytes;
  // The platform's own forgiving decoder.
  return Uint8Array.from(atob(new TextDecoder('latin1').decode(bytes)), (character) => character.charCodeAt(0));
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
function percentDecoded(text) {
  const encoded = new TextEncoder().encode(text);
  const decoded = new Uint8Array(encoded.length);
  let length = 0;
  for (let at = 0; at < encoded.length; at++) {
    const hex = encoded[at] === PERCENT ? String.fromCharCode(...encoded.subarray(at + 1, at + 3)) : '';
    const isEscape = /^[0-9a-f]{2}$/i.test(hex);
    decoded[length++] = isEscape ? Number.parseInt(hex, 16) : encoded[at];
    if (isEscape) at += 2;
  }
  return decoded.slice(0, length);
}

const PERCENT = 0x25;
