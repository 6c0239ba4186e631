/**
 * `Set-Cookie` lines as [RFC 6265bis](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html) reads them
 * where tough-cookie reads them by older rules: lengths, control characters, prefixes of names, odd domains.
 */

/** @typedef {import('tough-cookie').Cookie} Cookie */

const CONTROLS = /[\0-\x08\x0a-\x1f\x7f]/;
const LONGEST_PAIR = 4096;
const LONGEST_ATTRIBUTE = 1024;

/** What the cookies of such names must be besides `Secure`. `__host-http-` begins with `__host-`, too. */
const PREFIXES = [
  { prefix: '__secure-', httpOnly: false, host: false },
  { prefix: '__host-http-', httpOnly: true, host: true },
  { prefix: '__host-', httpOnly: false, host: true },
  { prefix: '__http-', httpOnly: true, host: false },
];

/**
 * @param {string} line
 * @param {string} host whose server has sent it
 * @param {typeof import('tough-cookie')} library
 * @returns {Cookie | undefined} nothing, where no browser keeps it
 */
export function parseSetCookie(line, host, { Cookie, getPublicSuffix }) {
  if (CONTROLS.test(line)) return undefined;
  const [pair, ...given] = line.split(';');
  const attributes = given.filter((attribute) => partsOf(attribute).value.length <= LONGEST_ATTRIBUTE);
  const cookie = Cookie.parse([pair, ...attributes].join(';'), { loose: true });
  if (!cookie || cookie.key + cookie.value === '' || cookie.key.length + cookie.value.length > LONGEST_PAIR) return undefined;
  const named = attributes.map(partsOf);
  const domain = named.findLast(({ name }) => name === 'domain')?.value ?? '';
  if (domain.startsWith('..')) return undefined;
  const isOwnSuffix = cookie.domain === host && !getPublicSuffix(host, { allowSpecialUseDomain: true, ignoreError: true });
  if (domain === '' || isOwnSuffix) cookie.domain = null;
  // A name without a dot is a public suffix: only its own host can set it.
  if (cookie.domain !== null && cookie.domain !== host && !cookie.domain.includes('.')) return undefined;
  if (named.some(({ name }) => name === 'partitioned') && !cookie.secure) return undefined;
  return isAsItsNameSays(cookie) ? cookie : undefined;
}

/**
 * [Cookie name prefixes](https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-cookie-name-prefixes),
 * which a cookie without a name cannot feign.
 *
 * @param {Cookie} cookie
 */
function isAsItsNameSays({ key, value, secure, httpOnly, domain, path }) {
  const text = (key || value).toLowerCase();
  const rule = PREFIXES.find(({ prefix }) => text.startsWith(prefix));
  if (!rule) return true;
  return key !== '' && secure && (httpOnly || !rule.httpOnly) && (!rule.host || (domain === null && path === '/'));
}

/** @param {string} attribute */
function partsOf(attribute) {
  const [name, ...value] = attribute.split('=');
  return { name: name.trim().toLowerCase(), value: value.join('=').trim() };
}
