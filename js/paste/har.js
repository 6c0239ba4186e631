/** An HTTP Archive, as browsers' network panels and proxies save it → scenarios. */
import { chainsOf } from './har-chain.js';
import { readEntry } from './har-entry.js';
import { pasted, PasteError } from './error.js';
import { parseJson } from './json.js';

/** V8 makes no longer strings. */
const LONGEST = 2 ** 29;

/**
 * @param {unknown} har text, or what it parses to
 * @param {import('corslab/paste').HarOptions} [options]
 * @returns {import('corslab/paste').HarExchange[]}
 */
export function readHar(har, { url, index } = {}) {
  const log = logOf(typeof har === 'object' && har !== null ? har : parseJson(pasted(har, LONGEST), 'a HAR, which is JSON'));
  const pages = pagesOf(log.pages);
  const entries = log.entries.map((entry, at) => readEntry(entry, at, pages));
  const chains = chainsOf(entries);
  if (index !== undefined) return oneOf(chains, entries.length, index).map((chain) => chain.exchange());
  return byUrl(chains, url).map((chain) => chain.exchange());
}

/** The log, also where only a part of it was copied: a list of entries, or one. @param {any} har @returns {{ entries: unknown[], pages?: unknown }} */
function logOf(har) {
  if (Array.isArray(har?.log?.entries)) return har.log;
  if (Array.isArray(har?.entries)) return har;
  if (Array.isArray(har)) return { entries: har };
  if (har?.request && har.response) return { entries: [har] };
  throw new PasteError({ code: 'no-har', value: 'JSON without log.entries', allowed: 'a HAR' });
}

/**
 * The URL of each page, where its title is one, as in Chromium's.
 *
 * @param {any} pages
 * @returns {Map<string, string>}
 */
function pagesOf(pages) {
  const list = Array.isArray(pages) ? pages : [];
  const isUrl = (/** @type {unknown} */ title) => typeof title === 'string' && /^https?:/i.test(title) && URL.canParse(title);
  return new Map(list.filter((page) => isUrl(page?.title)).map(({ id, title }) => [String(id), title]));
}

/**
 * @param {import('./har-chain.js').Chain[]} chains
 * @param {number} count
 * @param {number} index
 */
function oneOf(chains, count, index) {
  const found = chains.find((chain) => chain.members.some((entry) => entry.index === index));
  if (found) return [found];
  const allowed = count === 0 ? 'a HAR with entries' : `the index of a request, from 0 to ${count - 1}`;
  throw new PasteError({ code: 'no-entry', value: `the entry ${index}`, allowed });
}

/**
 * @param {import('./har-chain.js').Chain[]} chains
 * @param {string | undefined} url
 */
function byUrl(chains, url) {
  if (url === undefined) return chains;
  const address = URL.canParse(url) ? new URL(url).href.replace(/#.*$/s, '') : url;
  const exact = chains.filter((chain) => chain.hops.some((entry) => entry.url === address));
  return exact.length > 0 ? exact : chains.filter((chain) => chain.hops.some((entry) => entry.url.includes(url)));
}
