/** One entry of a HAR, as far as it matters here. */
import { PasteError } from './error.js';

/**
 * @typedef {{
 *   index: number, url: string, method: string, headers: [string, string][], body: { text: string, type: string } | null,
 *   status: number, replyHeaders: [string, string][], location: string, type: string, error: string, isPreflight: boolean,
 *   page: string | null,
 * }} Entry
 */

/**
 * @param {any} entry
 * @param {number} index
 * @param {Map<string, string>} pages the URL of each page by its id
 * @returns {Entry}
 */
export function readEntry(entry, index, pages) {
  const path = `log.entries[${index}]`;
  const request = objectAt(entry?.request, `${path}.request`);
  const response = objectAt(entry?.response ?? {}, `${path}.response`);
  const { url } = request;
  if (typeof url !== 'string' || !URL.canParse(url)) throw malformed(`${path}.request.url`, url, 'an absolute URL');
  const headers = pairs(request.headers, `${path}.request.headers`);
  const method = String(request.method ?? 'GET');
  const asks = headers.some(([name]) => name.toLowerCase() === 'access-control-request-method');
  return {
    index,
    url: new URL(url).href.replace(/#.*$/s, ''),
    method,
    headers,
    body: bodyOf(request.postData),
    // Chromium says 0, Playwright -1 where nothing came back.
    status: Number.isInteger(response.status) && response.status >= 100 && response.status <= 999 ? response.status : 0,
    replyHeaders: pairs(response.headers ?? [], `${path}.response.headers`),
    location: typeof response.redirectURL === 'string' ? response.redirectURL : '',
    type: String(entry._resourceType ?? ''),
    error: String(response._error ?? entry._error ?? ''),
    isPreflight: method === 'OPTIONS' && (asks || entry._resourceType === 'preflight'),
    page: pages.get(String(entry.pageref)) ?? null,
  };
}

/** @param {any} value @param {string} path @returns {Record<string, any>} */
function objectAt(value, path) {
  if (typeof value === 'object' && value !== null) return value;
  throw malformed(path, value, 'an object');
}

/** @param {any} list @param {string} path @returns {[string, string][]} */
function pairs(list, path) {
  if (!Array.isArray(list)) throw malformed(path, list, 'a list of { name, value }');
  return list.map((header, index) => {
    if (typeof header?.name !== 'string' || typeof header.value !== 'string') {
      throw malformed(`${path}[${index}]`, header, '{ name, value }, both strings');
    }
    return /** @type {[string, string]} */ ([header.name, header.value]);
  }).flatMap(splitLines);
}

/** Chromium joins the values of a repeated header by line feeds. @param {[string, string]} header @returns {[string, string][]} */
function splitLines([name, value]) {
  return value.split('\n').map((line) => [name, line]);
}

/** @param {any} data */
function bodyOf(data) {
  if (typeof data !== 'object' || data === null) return null;
  const fromParameters = () => new URLSearchParams((Array.isArray(data.params) ? data.params : []).map((/** @type {any} */ each) => [String(each?.name), String(each?.value ?? '')])).toString();
  return { text: typeof data.text === 'string' ? data.text : fromParameters(), type: String(data.mimeType ?? '') };
}

/** @param {string} path @param {unknown} value @param {string} allowed */
function malformed(path, value, allowed) {
  const found = value === undefined ? 'is missing' : `is ${(JSON.stringify(value) ?? typeof value).slice(0, 80)}`;
  return new PasteError({ code: 'no-har', value: `${path} ${found}`, allowed, detail: path });
}
