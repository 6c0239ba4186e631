/** A `Cookie` header as the cookies of a browser. */

/**
 * Cookies that a server gets, as a browser would have to hold them for it to send them along.
 *
 * @param {string} line a `Cookie` header's value
 * @param {string} url
 * @returns {import('corslab').Cookie[]}
 */
export function cookiesOf(line, url) {
  if (!URL.canParse(url)) return [];
  const { hostname, protocol } = new URL(url);
  const isSecure = protocol === 'https:';
  return line
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals === -1 ? ['', pair] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
      return { name, value, domain: hostname, sameSite: isSecure ? 'none' : 'default', secure: isSecure };
    });
}
