/** What the server was asked at a hop, read in the verdict: for replies that are to fit it. */

/**
 * @typedef {object} Asked
 * @property {string} url
 * @property {string} [origin] the `Origin` that was sent
 * @property {string} [method] the method that a preflight asked for; undefined: no preflight was sent
 * @property {string[]} headers the header names that it asked for
 * @property {boolean} credentials whether the request that it asked for goes with credentials
 */

/** @param {import('corslab').Verdict | null} verdict @param {number} hop @returns {Asked | null} null: nothing was sent there */
export function askedAt(verdict, hop) {
  const requests = (verdict?.exchanges ?? []).filter((exchange) => exchange.hop === hop).map(({ request }) => request);
  if (requests.length === 0) return null;
  /** @param {string} wanted */
  const sent = (wanted) => requests.flatMap(({ headers }) => headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
  return {
    url: requests[0].url,
    origin: sent('origin'),
    method: sent('access-control-request-method'),
    headers: (sent('access-control-request-headers') ?? '').split(',').map((name) => name.trim()).filter(Boolean),
    credentials: verdict?.preflight.credentials ?? false,
  };
}

/** Where servers often redirect to: https, or the same path with a slash. @param {string} url */
export function movedFrom(url) {
  const moved = new URL(url);
  if (moved.protocol === 'http:') moved.protocol = 'https:';
  else moved.pathname += moved.pathname.endsWith('/') ? 'index' : '/';
  return moved.href;
}
