/** corslab: a page's `fetch`, over the same servers. */
import { readFileSync } from 'node:fs';
import { createPage } from 'corslab/page';
import { fetchAll } from '../in-page.mjs';

/**
 * @param {import('../world.mjs').World} world
 * @param {{ certificate: string }} files
 */
export function open(world, { certificate }) {
  const network = { ca: readFileSync(certificate, 'utf8') };
  /** @param {import('../scenarios/parts.mjs').Scenario} scenario */
  const ask = async ({ page: url, sandboxed = false, cookies = [], servers, fetches }) => {
    const places = Object.keys(servers).map((origin) => {
      const { protocol } = new URL(origin);
      return [origin, `${protocol}//127.0.0.1:${world.port(protocol)}`];
    });
    const page = createPage({ url: /** @type {string} */ (url), sandboxed, engine: 'chromium', servers: Object.fromEntries(places), network });
    for (const [line, place] of cookies) await page.setCookie(line, place);
    try {
      return await fetchAll(page.fetch, fetches);
    } finally {
      await page.close();
    }
  };
  return { ask };
}
