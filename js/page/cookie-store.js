/** Where the jar keeps its cookies. */

/**
 * A store in which a cookie of one host and one of a domain can have the same name, as
 * [RFC 6265bis](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model) has it.
 * tough-cookie's own takes one for the other.
 *
 * @param {typeof import('tough-cookie')} library
 */
export function cookieStore({ Store }) {
  return new (class extends Store {
    /** Whether the cookie that the jar looks for is of one host: it does not say. */
    hostOnly = false;
    synchronous = true;
    /** @type {Map<string, any>} in the order of their creation */
    #cookies = new Map();

    /** @param {any[]} given @returns {any} */
    findCookie(...given) {
      const [domain, path, key, done] = given;
      done(null, this.#cookies.get(idOf(this.hostOnly, domain, path, key)));
    }

    /** @param {any[]} given @returns {any} */
    putCookie(...given) {
      const [cookie, done] = given;
      this.#cookies.set(idOf(Boolean(cookie.hostOnly), cookie.domain, cookie.path, cookie.key), cookie);
      done(null);
    }

    /** @param {any[]} given @returns {any} */
    updateCookie(...given) {
      this.putCookie(...given.slice(1));
    }

    /** @param {any[]} given @returns {any} */
    removeAllCookies(...given) {
      this.#cookies.clear();
      given[0](null);
    }

    /** @param {any[]} given @returns {any} */
    getAllCookies(...given) {
      given[0](null, [...this.#cookies.values()]);
    }
  })();
}

/**
 * @param {boolean} hostOnly
 * @param {...(string | null)} parts
 */
const idOf = (hostOnly, ...parts) => JSON.stringify([hostOnly, ...parts]);
