/** The platform's own objects (`Headers`, `Request`, `Response`, `URL`, bodies) as the plain data of a scenario. */

/**
 * The platform's own name for what `value` is. Unlike `instanceof` it needs no global (asking for one makes Node load
 * its whole `fetch`), and it holds across realms and libraries.
 *
 * @param {unknown} value
 */
export function kindOf(value) {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/**
 * What stands in a scenario for `object`; the object itself where that is nothing else.
 *
 * @param {any} object
 * @param {string | number | undefined} key where in its parent it was found
 * @returns {unknown}
 */
export function plain(object, key) {
  if (key === 'body') return ofBody(object);
  switch (kindOf(object)) {
    case 'URL':
      return String(object.href);
    case 'Request':
      return ofRequest(object);
    case 'Response':
      return ofResponse(object);
    default:
      return object;
  }
}

/**
 * Its body cannot be measured without waiting for it; what decides is its `Content-Type`, which is a header by now.
 *
 * @param {Request} request
 */
function ofRequest({ url, method, headers, body, mode, credentials, redirect, cache, referrer, referrerPolicy, integrity, keepalive }) {
  const kind = body && { kind: 'buffer' };
  return { url, method, headers, body: kind, mode, credentials, redirect, cache, referrer, referrerPolicy, integrity, keepalive };
}

/** @param {Response} response */
function ofResponse({ type, status, headers }) {
  return type === 'error' ? { networkFailure: true } : { status, headers };
}

/** @param {any} body */
function ofBody(body) {
  const kind = kindOf(body);
  switch (kind) {
    case 'URLSearchParams':
      return { kind: 'url-search-params', length: String(body).length };
    case 'FormData':
      return { kind: 'form-data' };
    case 'ReadableStream':
      return { kind: 'stream' };
    case 'Blob':
    case 'File':
      return { kind: 'blob', length: body.size, contentType: body.type };
    default:
      return ArrayBuffer.isView(body) || kind.endsWith('ArrayBuffer') ? { kind: 'buffer', length: body.byteLength } : body;
  }
}
