/** Which entries of a HAR belong together: a preflight and its request, a redirect and what it leads to. */
import { askedByPreflight, fromBrowser, valueOf } from './sent-headers.js';

/** @typedef {import('./har-entry.js').Entry} Entry */

/** Chromium writes a preflight before or after its request, and others may stand between. */
const NEAR = 50;

/** @type {Record<string, import('corslab').RequestDescription['initiator']>} by `_resourceType` */
const TYPES = {
  document: 'navigation', eventsource: 'eventsource', fetch: 'fetch', font: 'font', image: 'img', ping: 'beacon',
  script: 'script', stylesheet: 'stylesheet', xhr: 'xhr',
};

/** A request with its preflights and redirects. */
export class Chain {
  /** @type {(Entry | undefined)[]} that of each hop */
  preflights = [];

  /** @param {Entry[]} hops */
  constructor(hops) {
    this.hops = hops;
  }

  /** @returns {Entry[]} */
  get members() {
    return this.hops.flatMap((hop, index) => [this.preflights[index], hop].filter((entry) => entry !== undefined));
  }

  /** @returns {import('corslab/paste').HarExchange} */
  exchange() {
    const [first] = this.hops;
    const asked = fromBrowser(first.headers, first.url);
    const notes = asked.notes.filter(({ code }) => code !== 'credentials-unknown' || this.#hasPolicy());
    const server = this.hops.map((hop, index) => {
      const preflight = this.preflights[index];
      return { ...(preflight && preflight !== hop && { preflight: reply(preflight) }), response: reply(hop) };
    });
    for (const hop of this.hops) {
      if (hop.status === 0) notes.push(nothingKept(hop));
    }
    const known = asked.page ?? first.page;
    if (known === null) {
      notes.push({ code: 'no-page', about: 'page', message: 'Nothing tells which page asked: it is taken to be one of the same origin.' });
    }
    const request = { url: first.url, ...(first.method !== 'GET' && { method: first.method }), ...asked.request, ...this.#initiator(asked.request), ...bodyOf(first) };
    const page = known ?? new URL('/', first.url).href;
    const scenario = { page, request, server, ...(asked.cookies.length > 0 && { cookies: asked.cookies }) };
    return { index: first.index, entries: [...new Set(this.members.map(({ index }) => index))], scenario, notes };
  }

  /** @param {Partial<import('corslab').RequestDescription>} asked */
  #initiator(asked) {
    const { type } = this.hops[0];
    const initiator = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
    return initiator === undefined || asked.initiator !== undefined ? {} : { initiator };
  }

  /** Only where there is a CORS header do credentials matter. */
  #hasPolicy() {
    return this.hops.some(({ replyHeaders }) => valueOf(replyHeaders, 'access-control-allow-origin') !== undefined);
  }
}

/** @param {Entry} entry @returns {import('corslab').Reply} */
function reply({ status, replyHeaders }) {
  if (status === 0) return { networkFailure: true };
  return { status, headers: replyHeaders.filter(([name]) => !name.startsWith(':')) };
}

/** @param {Entry} entry */
function nothingKept({ error, url }) {
  const why = error === '' ? '' : ` (${error})`;
  const message = `The HAR keeps no reply of ${url}${why}: taken for a connection that failed. A browser may also leave out a reply that it refused.`;
  return { code: 'no-reply', about: url, message };
}

/** @param {Entry} entry @returns {{ body?: import('corslab').RequestDescription['body'] }} */
function bodyOf({ body }) {
  if (!body) return {};
  const isForm = /^multipart\/form-data/i.test(body.type);
  return { body: { kind: isForm ? 'form-data' : 'text', text: body.text } };
}

/**
 * Linear in the number of entries, whatever they hold.
 *
 * @param {Entry[]} entries
 * @returns {Chain[]}
 */
export function chainsOf(entries) {
  const chains = followRedirects(entries.filter((entry) => !entry.isPreflight));
  const left = pairPreflights(chains, entries.filter((entry) => entry.isPreflight));
  // A preflight whose request never was sent, or was left out.
  const alone = left.map(loneRequest);
  return [...chains, ...alone].sort((a, b) => a.hops[0].index - b.hops[0].index);
}

/** @param {Entry[]} entries */
function followRedirects(entries) {
  const waiting = lastFirst(entries, ({ url }) => url);
  /** @type {Set<Entry>} */
  const used = new Set();
  /** @type {Chain[]} */
  const chains = [];
  for (const entry of entries) {
    if (used.has(entry)) continue;
    const hops = [entry];
    used.add(entry);
    for (let next = target(entry, waiting, used); next; next = target(next, waiting, used)) {
      hops.push(next);
      used.add(next);
    }
    chains.push(new Chain(hops));
  }
  return chains;
}

/**
 * The request that a redirect led to: the next one for that URL.
 *
 * @param {Entry} entry
 * @param {Map<string, Entry[]>} waiting
 * @param {Set<Entry>} used
 */
function target(entry, waiting, used) {
  if (![301, 302, 303, 307, 308].includes(entry.status)) return undefined;
  const location = valueOf(entry.replyHeaders, 'location') ?? entry.location;
  if (location === '' || !URL.canParse(location, entry.url)) return undefined;
  const list = waiting.get(new URL(location, entry.url).href.replace(/#.*$/s, '')) ?? [];
  for (let next = list.at(-1); next && (used.has(next) || next.index < entry.index); next = list.at(-1)) list.pop();
  return list.at(-1);
}

/**
 * Gives each hop the nearest preflight for its URL and method.
 *
 * @param {Chain[]} chains
 * @param {Entry[]} preflights
 * @returns {Entry[]} those that no request was found for
 */
function pairPreflights(chains, preflights) {
  const waiting = lastFirst(preflights, (entry) => key(entry, valueOf(entry.headers, 'access-control-request-method') ?? ''));
  /** @type {Entry[]} */
  const left = [];
  const hops = chains.flatMap((chain) => chain.hops.map((hop, at) => ({ chain, hop, at })));
  for (const { chain, hop, at } of hops.sort((a, b) => a.hop.index - b.hop.index)) {
    const list = waiting.get(key(hop, hop.method)) ?? [];
    for (let next = list.at(-1); next && next.index < hop.index - NEAR; next = list.at(-1)) left.push(/** @type {Entry} */ (list.pop()));
    const next = list.at(-1);
    if (next && next.index <= hop.index + NEAR && isOfSameOrigin(next, hop)) chain.preflights[at] = list.pop();
  }
  return [...left, ...[...waiting.values()].flat()];
}

/**
 * Of a request that its preflight stopped, Chromium keeps no `Origin`.
 *
 * @param {Entry} preflight
 * @param {Entry} hop
 */
function isOfSameOrigin(preflight, hop) {
  const origin = valueOf(hop.headers, 'origin');
  return origin === undefined || origin === valueOf(preflight.headers, 'origin');
}

/**
 * The entries that have the same key, the last one first: the first is taken from the end.
 *
 * @param {Entry[]} entries
 * @param {(entry: Entry) => string} keyOf
 */
function lastFirst(entries, keyOf) {
  /** @type {Map<string, Entry[]>} */
  const lists = new Map();
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at];
    const list = lists.get(keyOf(entry));
    if (list) list.push(entry);
    else lists.set(keyOf(entry), [entry]);
  }
  return lists;
}

/** @param {Entry} entry @param {string} method */
function key({ url }, method) {
  return `${method} ${url}`;
}

/** @param {Entry} preflight */
function loneRequest(preflight) {
  const { method, headers } = askedByPreflight('OPTIONS', preflight.headers) ?? { method: 'GET', headers: preflight.headers };
  /** @type {Entry} */
  const request = { ...preflight, method, headers, status: 0, replyHeaders: [], isPreflight: false, body: null };
  const chain = new Chain([request]);
  chain.preflights[0] = preflight;
  return chain;
}
