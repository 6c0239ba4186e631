/**
 * The page's cookies. The jar (tough-cookie) parses, keeps and expires them; which of those that arrive are kept for
 * their `SameSite` and `Secure`, and which travel, the core decides.
 */

import { createRequire } from 'node:module';
import { cookieStore } from './cookie-store.js';
import { parseSetCookie } from './set-cookie.js';

/** Loaded at once, when it is needed: a synchronous request cannot wait for a promise. */
const load = createRequire(import.meta.url);

/**
 * A cookie as a scenario has it.
 *
 * @typedef {import('corslab').Cookie} Cookie
 */

export class CookieJar {
  /** @type {import('tough-cookie').CookieJar | undefined} loaded when the first cookie comes: it takes its time */
  #jar;
  /** @type {ReturnType<typeof cookieStore> | undefined} */
  #store;
  #given;
  #now;

  /**
   * @param {Cookie[]} given
   * @param {() => number} now milliseconds since the Unix epoch
   */
  constructor(given, now) {
    this.#given = given;
    this.#now = now;
  }

  /** @returns {Cookie[]} those that are alive, the oldest first */
  list() {
    if (!this.#jar) return this.#given;
    const cookies = [...(this.#jar.serializeSync()?.cookies ?? [])];
    return cookies.map(fromJar).filter(({ expires }) => expires === undefined || expires > this.#now());
  }

  /**
   * Takes the values of `Set-Cookie` headers.
   *
   * @param {string[]} lines
   * @param {string} url where they come from
   * @param {(cookies: Cookie[]) => boolean[]} keeps which of them the browser keeps
   * @returns {boolean} whether the jar has changed
   */
  receive(lines, url, keeps) {
    const library = this.#open();
    const { hostname } = new URL(url);
    const received = lines.flatMap((line) => {
      const cookie = parseSetCookie(line, hostname, library);
      return cookie ? [{ cookie, described: describe(cookie, url) }] : [];
    });
    if (received.length === 0) return false;
    const kept = keeps(received.map(({ described }) => described));
    let changed = false;
    for (const [index, { cookie }] of received.entries()) {
      if (kept[index] && this.#put(cookie, url)) changed = true;
    }
    return changed;
  }

  clear() {
    this.#jar?.removeAllCookiesSync();
    this.#given = [];
  }

  /**
   * @param {import('tough-cookie').Cookie} cookie
   * @param {string} url
   */
  #put(cookie, url) {
    const options = { now: new Date(this.#now()), ignoreError: true, loose: true };
    if (this.#store) this.#store.hostOnly = !cookie.domain;
    return this.#jar?.setCookieSync(cookie, url, options) !== undefined;
  }

  /** @returns {typeof import('tough-cookie')} */
  #open() {
    const library = load('tough-cookie');
    if (!this.#jar) {
      const options = /** @type {const} */ ({ looseMode: true, prefixSecurity: 'silent', allowSpecialUseDomain: true });
      this.#store = cookieStore(library);
      this.#jar = new library.CookieJar(this.#store, options);
      for (const given of this.#given) this.#put(toJar(given, library), urlOf(given));
    }
    return library;
  }
}

/**
 * What the core needs to know of a cookie on its way into the jar.
 *
 * @param {import('tough-cookie').Cookie} cookie
 * @param {string} url
 * @returns {Cookie}
 */
function describe(cookie, url) {
  const { name, value, secure, sameSite } = fromJar(/** @type {any} */ (cookie.toJSON()));
  return { name, value, secure, sameSite, domain: new URL(url).hostname };
}

/**
 * @param {import('tough-cookie').SerializedCookie} cookie
 * @returns {Cookie}
 */
function fromJar(cookie) {
  const { key, value, domain, hostOnly, path, secure, sameSite, creation, expires } = /** @type {any} */ (cookie);
  return {
    name: key ?? '',
    value: value ?? '',
    // The jar writes addresses of IPv6 without their brackets.
    domain: domain?.includes(':') ? `[${domain}]` : (domain ?? ''),
    includeSubdomains: hostOnly === false,
    path: path ?? '/',
    secure: secure ?? false,
    sameSite: SAME_SITE.find((known) => known === String(sameSite).toLowerCase()) ?? 'default',
    ...(creation && creation !== 'Infinity' && { created: Date.parse(creation) }),
    ...expiry(cookie, expires),
  };
}

const SAME_SITE = /** @type {const} */ (['strict', 'lax', 'none']);

/**
 * `Max-Age` goes before `Expires`.
 *
 * @param {any} cookie
 * @param {unknown} expires
 * @returns {{ expires?: number }}
 */
function expiry({ maxAge, creation }, expires) {
  if (typeof maxAge === 'number') return { expires: Date.parse(creation) + maxAge * 1000 };
  if (maxAge === '-Infinity') return { expires: 0 };
  if (typeof expires !== 'string' || expires === 'Infinity') return {};
  return { expires: Date.parse(expires) };
}

/**
 * @param {Cookie} cookie
 * @param {typeof import('tough-cookie')} library
 */
function toJar({ name, value, domain, includeSubdomains, path, secure, sameSite, expires, created }, library) {
  return new library.Cookie({
    key: name,
    value: value ?? '',
    domain: includeSubdomains ? domain : null,
    path: path ?? '/',
    secure: secure ?? false,
    ...(sameSite && sameSite !== 'default' && { sameSite }),
    ...(expires !== undefined && { expires: new Date(expires) }),
    ...(created !== undefined && { creation: new Date(created) }),
  });
}

/** @param {Cookie} cookie */
function urlOf({ domain, path, secure }) {
  return `${secure ? 'https' : 'http'}://${domain}${path ?? '/'}`;
}
