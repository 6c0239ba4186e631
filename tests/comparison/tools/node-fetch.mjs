/** Node's own `fetch`, which is undici's. It has no page: the test sets `Origin`. */
import { fetchAll } from '../in-page.mjs';

export function open() {
  /** @param {import('../scenarios/parts.mjs').Scenario} scenario */
  const ask = ({ page, sandboxed, fetches }) => {
    const origin = sandboxed ? 'null' : new URL(/** @type {string} */ (page)).origin;
    /** @type {import('../scenarios/parts.mjs').Scenario['fetches']} */
    const withOrigin = fetches.map(([url, init]) => [url, { ...init, headers: { ...init?.headers, Origin: origin } }]);
    return fetchAll(fetch, withOrigin);
  };
  return { ask, version: process.versions.undici };
}
