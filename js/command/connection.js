/** The options about the connection, in curl's words, as a page's `servers`, `network` and `limits`. */
import { milliseconds } from './arguments.js';
import { readText } from './input.js';
import { UsageError } from './usage.js';

/** @typedef {import('./arguments.js').Values} Values */

export const CONNECTION_OPTIONS = /** @satisfies {import('./arguments.js').Options} */ ({
  resolve: { value: 'WHERE', many: true, about: "Where an origin's server listens: HOST:PORT:ADDRESS as in curl, or ORIGIN=URL, as in https://api.example.com=http://127.0.0.1:3000" },
  cacert: { value: 'FILE', about: "Certificates (PEM) to trust: those of a test's own authority" },
  insecure: { short: 'k', about: 'Accept every certificate' },
  timeout: { short: 'm', value: 'SECONDS', aliases: ['max-time'], about: 'Give up after so long. Default: 30' },
  'user-agent': { short: 'A', value: 'TEXT', about: 'The User-Agent header' },
});

/**
 * @param {Values} values
 * @param {string} url that is asked for
 * @param {import('corslab/paste').CurlNetwork} [pasted] what a pasted curl command says
 */
export function readConnection(values, url, pasted) {
  const cacert = values.cacert ?? pasted?.cacert;
  const timeout = values.timeout === undefined ? pasted?.timeout : milliseconds(values.timeout, '--timeout');
  const places = placesOf(values.resolve ?? pasted?.resolve ?? []);
  const place = values.resolve === undefined ? connectedTo(new URL(url), pasted?.connectTo ?? []) : undefined;
  if (place !== undefined) places.set(new URL(url).origin, place);
  /** @type {import('corslab/page').NetworkOptions} */
  const network = {
    ...(cacert !== undefined && { ca: certificates(cacert) }),
    ...((values.insecure || pasted?.insecure) && { rejectUnauthorized: false }),
    ...(values['user-agent'] !== undefined && { userAgent: values['user-agent'] }),
  };
  return { network, ...(timeout !== undefined && { limits: { timeout } }), places };
}

/** @param {string} file */
function certificates(file) {
  const text = readText(file, '--cacert');
  if (/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(text)) return text;
  throw new UsageError(`--cacert: ${JSON.stringify(file)} holds no certificate in PEM (-----BEGIN CERTIFICATE-----)`);
}

/**
 * Where servers listen, by origin.
 *
 * @param {string[]} list
 * @returns {Map<string, string>}
 */
function placesOf(list) {
  /** @type {Map<string, string>} */
  const places = new Map();
  for (const entry of list) {
    for (const [origin, place] of entry.includes('=') ? [ofOrigin(entry)] : ofCurl(entry)) places.set(origin, place);
  }
  return places;
}

/** `https://api.example.com=http://127.0.0.1:3000` @param {string} entry @returns {[string, string]} */
function ofOrigin(entry) {
  const equals = entry.indexOf('=');
  const [origin, place] = [entry.slice(0, equals), entry.slice(equals + 1)];
  if (!isHttp(origin) || !isHttp(place)) throw new UsageError(`--resolve: ${JSON.stringify(entry)} is not ORIGIN=URL; write https://api.example.com=http://127.0.0.1:3000`);
  return [new URL(origin).origin, new URL(place).origin];
}

/** `api.example.com:443:127.0.0.1` or `[…]:443:[::1]`, with several addresses behind each other. @param {string} entry @returns {[string, string][]} */
function ofCurl(entry) {
  const [, host, port, first] = /^\+?(\[[^\]]*\]|[^:]*):(\d{1,5}):(.+)$/.exec(entry) ?? [];
  const address = first?.split(',')[0] ?? '';
  const authority = address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
  /** @type {[string, string][]} */
  const places = ['http', 'https'].map((scheme) => [`${scheme}://${host}:${port}`, `${scheme}://${authority}:${port}`]);
  if (host && places.flat().every(isHttp)) return places.map(([origin, place]) => [new URL(origin).origin, place]);
  throw new UsageError(`--resolve: ${JSON.stringify(entry)} is not HOST:PORT:ADDRESS; write api.example.com:443:127.0.0.1, or https://api.example.com=http://127.0.0.1:3000`);
}

/**
 * Pasted `--connect-to HOST1:PORT1:HOST2:PORT2`, the first that fits: what is left out before is any, and after stays.
 *
 * @param {URL} url
 * @param {string[]} list
 */
function connectedTo({ protocol, hostname, port }, list) {
  const own = port || (protocol === 'https:' ? '443' : '80');
  for (const entry of list) {
    const [whole, host, from, toHost, toPort] = /^(\[[^\]]*\]|[^:]*):(\d*):(\[[^\]]*\]|[^:]*):(\d*)$/.exec(entry) ?? [];
    const place = `${protocol}//${toHost || hostname}:${toPort || own}`;
    if (whole === undefined || !isHttp(place)) throw new UsageError(`--connect-to: ${JSON.stringify(entry)} is not HOST1:PORT1:HOST2:PORT2`);
    if ((host === '' || host?.toLowerCase() === hostname) && (from === '' || from === own)) return new URL(place).origin;
  }
  return undefined;
}

/** @param {string} url */
function isHttp(url) {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** The error code of a redirect that was not followed. */
export const NOT_FOLLOWED = 'ERR_NOT_FOLLOWED';

/**
 * Who answers: the URL's own server, where it is at the usual ports by http and https; and nobody else unless `follow`,
 * for nothing is sent but to the server that was named. Another port may be another program's, and a host that `places`
 * leads elsewhere is not to be asked itself.
 *
 * @param {string} url
 * @param {Map<string, string>} places
 * @param {boolean} follow
 * @returns {{ target: string, servers: Record<string, any> }}
 */
export function serversFor(url, places, follow) {
  const { origin, hostname, port } = new URL(url);
  /** @type {Record<string, any>} */
  const servers = Object.fromEntries(places);
  const isMoved = servers[origin] !== undefined;
  if (port === '' && !isMoved) for (const sibling of [`http://${hostname}`, `https://${hostname}`]) servers[sibling] ??= sibling;
  if (!follow) servers['*'] = NOBODY;
  const target = servers[origin] ?? origin;
  return { target, servers: { ...servers, [origin]: target } };
}

/** @type {import('corslab/page').Transport} */
const NOBODY = {
  async exchange({ url }) {
    const message = `a redirect leads to ${new URL(url).origin}, and nothing is sent there without --location`;
    const { TransportError } = await import('corslab/page');
    throw new TransportError(NOT_FOLLOWED, message);
  },
};
