/** What the page's script does. Chromium gets it as text, so that it stands on its own. */

/**
 * Fetches one after the other, and tells what it sees.
 *
 * @param {typeof globalThis.fetch} fetch
 * @param {import('./scenarios/parts.mjs').Scenario['fetches']} fetches
 * @returns {Promise<import('./scenarios/parts.mjs').Seen[]>}
 */
export async function fetchAll(fetch, fetches) {
  /** @type {import('./scenarios/parts.mjs').Seen[]} */
  const seen = [];
  for (const [url, init] of fetches) {
    try {
      const response = await fetch(url, init);
      const { type, status, headers } = response;
      // Not every Headers gives its names in lower case.
      const pairs = [...headers].map(([name, value]) => [name.toLowerCase(), value]);
      seen.push({ type, status, headers: Object.fromEntries(pairs), body: await response.text() });
    } catch (error) {
      seen.push({ type: 'error', headers: {}, body: String(error) });
    }
  }
  return seen;
}
