/**
 * The [multipart/form-data encoding](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data)
 * of a `FormData`. It is whole at once, without a look into the files, so its length is known before anything is sent.
 */
import { createHash } from 'node:crypto';

/** @typedef {(string | Blob)[]} Parts */

/**
 * @param {FormData} form
 * @returns {{ source: Uint8Array | Blob, length: number, type: string }}
 */
export function encodeMultipart(form) {
  const entries = [...form].map(([name, value]) => partOf(name, value));
  const boundary = boundaryOf(entries);
  const parts = entries.flatMap(({ head, content }) => [`--${boundary}\r\n${head}\r\n\r\n`, content, '\r\n']);
  parts.push(`--${boundary}--\r\n`);
  const type = `multipart/form-data; boundary=${boundary}`;
  if (parts.some((part) => typeof part !== 'string')) {
    const source = new Blob(parts);
    return { source, length: source.size, type };
  }
  const source = new TextEncoder().encode(parts.join(''));
  return { source, length: source.length, type };
}

/**
 * @param {string} name
 * @param {string | File} value
 * @returns {{ head: string, content: string | Blob }}
 */
function partOf(name, value) {
  const disposition = `Content-Disposition: form-data; name="${escaped(withCrlf(name))}"`;
  if (typeof value === 'string') return { head: disposition, content: withCrlf(value) };
  const type = value.type || 'application/octet-stream';
  return { head: `${disposition}; filename="${escaped(value.name)}"\r\nContent-Type: ${type}`, content: value };
}

/** @param {string} text */
const withCrlf = (text) => text.replace(/\r\n?|\n/g, '\r\n');

/** @param {string} name */
const escaped = (name) => name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');

/**
 * It follows from what it separates: the same form makes the same request each time, which is what a snapshot wants, and
 * no text can have its own digest in it.
 *
 * @param {{ head: string, content: string | Blob }[]} entries
 */
function boundaryOf(entries) {
  const hash = createHash('sha256');
  for (const { head, content } of entries) hash.update(`${head}\n${typeof content === 'string' ? content : content.size}\n`);
  return `----corslab${hash.digest('hex').slice(0, 24)}`;
}
