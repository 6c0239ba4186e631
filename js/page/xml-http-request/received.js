/** What an XMLHttpRequest has received so far, and what a script gets of it. */
import { listOf, mimeTypeOf } from '../../web/header-list.js';

/** @typedef {'' | 'arraybuffer' | 'blob' | 'document' | 'json' | 'text'} ResponseType */

/** What is received without a type. */
const XML = { text: 'text/xml', essence: 'text/xml', charset: undefined };

export class Received {
  /** @type {Uint8Array[]} */
  #chunks = [];
  /** @type {unknown} an object that was made of the bytes: the script gets the same one again */
  #object;

  /**
   * @param {object} [head] nothing, for a network error
   * @param {string} head.url
   * @param {number} head.status
   * @param {string} head.statusText
   * @param {[name: string, value: string][]} head.headers those that the script may see, combined
   * @param {boolean} head.hasBody
   */
  constructor({ url, status, statusText, headers, hasBody } = NOTHING) {
    this.url = url;
    this.status = status;
    this.statusText = statusText;
    this.headers = headers;
    this.hasBody = hasBody;
    this.length = 0;
    /** Its length as announced, or 0. */
    this.total = Number(/^\d+$/.exec(headers.find(([name]) => name === 'content-length')?.[1] ?? '')?.[0] ?? 0);
  }

  /** @param {Uint8Array} chunk */
  append(chunk) {
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  /**
   * [Text response](https://xhr.spec.whatwg.org/#text-response).
   *
   * @param {MimeType | null} override
   * @param {boolean} mayBeXml
   */
  text(override, mayBeXml) {
    if (!this.hasBody) return '';
    const bytes = this.#bytes();
    const label = override?.charset ?? this.#mimeType()?.charset;
    if (label !== undefined && isEncoding(label)) return decode(bytes, label);
    const type = override ?? this.#mimeType() ?? XML;
    return decode(bytes, mayBeXml && isXml(type) ? declaredEncoding(bytes) : undefined);
  }

  /**
   * @param {ResponseType} type
   * @param {MimeType | null} override
   * @returns {unknown} null where the bytes are none of that type
   */
  object(type, override) {
    this.#object ??= this.#make(type, override);
    return this.#object;
  }

  /**
   * @param {ResponseType} type
   * @param {MimeType | null} override
   */
  #make(type, override) {
    switch (type) {
      case 'arraybuffer':
        return this.#bytes().buffer;
      case 'blob':
        return new Blob(this.#chunks.map((chunk) => chunk.slice()), { type: (override ?? this.#mimeType() ?? XML).text });
      case 'document':
        return this.#document(override, true);
      case 'json':
        return this.hasBody ? parsed(new TextDecoder().decode(this.#bytes())) : null;
      default:
        return null;
    }
  }

  /**
   * [Document response](https://xhr.spec.whatwg.org/#document-response), where the platform can parse one: under jsdom
   * and its like.
   *
   * @param {MimeType | null} override
   */
  xml(override) {
    this.#object ??= this.#document(override, false);
    return this.#object;
  }

  /**
   * @param {MimeType | null} override
   * @param {boolean} mayBeHtml
   */
  #document(override, mayBeHtml) {
    const { DOMParser } = /** @type {{ DOMParser?: new () => { parseFromString(text: string, type: string): any } }} */ (globalThis);
    const type = override ?? this.#mimeType() ?? XML;
    if (!DOMParser || !this.hasBody || !(isXml(type) || (mayBeHtml && type.essence === 'text/html'))) return null;
    const document = new DOMParser().parseFromString(this.text(override, true), isXml(type) ? 'application/xml' : 'text/html');
    return isXml(type) && document.getElementsByTagName('parsererror').length > 0 ? null : document;
  }

  /** @returns {MimeType | null} */
  #mimeType() {
    return typeOf(this.headers);
  }

  #bytes() {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}

/** @type {ConstructorParameters<typeof Received>[0]} */
const NOTHING = { url: '', status: 0, statusText: '', headers: [], hasBody: false };

/** @typedef {{ text: string, essence: string, charset: string | undefined }} MimeType a MIME type as the core writes it */

/**
 * @param {string} text
 * @returns {MimeType | null}
 */
export const parseMimeType = (text) => typeOf([['content-type', text]]);

/**
 * @param {[name: string, value: string][]} headers
 * @returns {MimeType | null}
 */
function typeOf(headers) {
  const text = mimeTypeOf(listOf(headers));
  if (text === null) return null;
  const [essence] = text.split(';', 1);
  const parameters = [...text.matchAll(/;([^=]+)=(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g)];
  const [, , quoted, bare] = parameters.find(([, name]) => name === 'charset') ?? [];
  return { text, essence, charset: quoted ?? bare };
}

/** @param {string} label */
function isEncoding(label) {
  try {
    return Boolean(new TextDecoder(label));
  } catch {
    return false;
  }
}

/** @param {MimeType} type */
const isXml = ({ essence }) => essence.endsWith('+xml') || essence === 'text/xml' || essence === 'application/xml';

/**
 * What an XML document says of itself.
 *
 * @param {Uint8Array} bytes
 */
function declaredEncoding(bytes) {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const label = /^<\?xml\s[^>]*\bencoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1];
  return label !== undefined && isEncoding(label) ? label : undefined;
}

/**
 * [Decode](https://encoding.spec.whatwg.org/#decode): a byte order mark counts more than what is said of the bytes.
 *
 * @param {Uint8Array} bytes
 * @param {string | undefined} encoding
 */
function decode(bytes, encoding = 'utf-8') {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return new TextDecoder().decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder(encoding).decode(bytes);
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
