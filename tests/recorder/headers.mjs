/** The scenario's ways to write headers, as pairs. */

/** @returns {[string, string][]} */
export function headerPairs(headers) {
  if (headers === undefined || headers === null) return [];
  if (typeof headers === 'string') return rawLines(headers);
  if (Array.isArray(headers)) return headers;
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map((item) => [name, item]));
}

function rawLines(text) {
  return text.split(/\r?\n/).filter(Boolean).map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')];
  });
}

/** As bytes for the wire: raw text is written exactly as it stands. @returns {[string, string][] | string} */
export function wireHeaders(headers) {
  if (typeof headers !== 'string') return headerPairs(headers);
  return headers.replace(/\r?\n/g, '\r\n').replace(/(?:\r\n)*$/, headers ? '\r\n' : '');
}
