/**
 * `TextDecoder` and `TextEncoder` for the one place that lacks them: Jest's jsdom environment. The CommonJS build
 * takes both names from here, and they are the platform's own wherever it has them.
 */

/** UTF-8 decode, as far as the core needs it: what it hands out is always well-formed. */
class Utf8Decoder {
  /** @param {Uint8Array} [bytes] */
  decode(bytes = new Uint8Array()) {
    let text = '';
    for (let at = 0; at < bytes.length; ) {
      const lead = bytes[at++];
      const more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      let point = more === 0 ? lead : lead & (0x3f >> more);
      for (let left = more; left > 0; left--) point = (point << 6) | (bytes[at++] & 0x3f);
      text += String.fromCodePoint(point);
    }
    return text;
  }
}

/** UTF-8 encode. A lone surrogate becomes U+FFFD, as in the platform's encoder. */
class Utf8Encoder {
  /** @param {string} [text] */
  encode(text = '') {
    /** @type {number[]} */
    const bytes = [];
    for (const character of text) {
      const scalar = /** @type {number} */ (character.codePointAt(0));
      encodePoint(scalar >= 0xd800 && scalar <= 0xdfff ? 0xfffd : scalar, bytes);
    }
    return Uint8Array.from(bytes);
  }

  /**
   * @param {string} text
   * @param {Uint8Array} into long enough for the whole of `text`
   */
  encodeInto(text, into) {
    const bytes = this.encode(text);
    into.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

/**
 * @param {number} point
 * @param {number[]} bytes
 */
function encodePoint(point, bytes) {
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  else {
    bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
}

const PlatformDecoder = globalThis.TextDecoder ?? Utf8Decoder;
const PlatformEncoder = globalThis.TextEncoder ?? Utf8Encoder;
export { PlatformDecoder as TextDecoder, PlatformEncoder as TextEncoder, Utf8Decoder, Utf8Encoder };
