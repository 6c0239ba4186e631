/** The options of the network, read and refused by name. */
import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { refused } from '../inside.js';

/** @typedef {import('./network.js').NetworkTransportOptions} NetworkTransportOptions */

/** As Chromium's, so that a server that looks for a browser finds one. */
const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const NAMES = ['address', 'ca', 'rejectUnauthorized', 'userAgent', 'acceptLanguage', 'limits', 'lookup'];
const ACCEPT_LANGUAGE = 'en-US,en;q=0.9';

/**
 * @param {NetworkTransportOptions} options
 * @param {string} field
 */
export function readSettings(options, field) {
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw refused(`${field}.${unknown}`, 'this name', NAMES.map((name) => `\`${name}\``).join(', '));
  const { rejectUnauthorized = true, lookup } = options;
  if (typeof rejectUnauthorized !== 'boolean') throw refused(`${field}.rejectUnauthorized`, `a ${typeof rejectUnauthorized}`, 'true or false');
  if (lookup !== undefined && typeof lookup !== 'function') throw refused(`${field}.lookup`, `a ${typeof lookup}`, "a function like `dns.lookup`");
  const authorities = readAuthorities(options.ca, `${field}.ca`);
  /** @type {tls.SecureContext | undefined} */
  let secureContext;
  return {
    defaults: {
      userAgent: readValue(options.userAgent, `${field}.userAgent`) ?? USER_AGENT,
      acceptLanguage: readValue(options.acceptLanguage, `${field}.acceptLanguage`) ?? ACCEPT_LANGUAGE,
    },
    connection: {
      rejectUnauthorized,
      lookup,
      /** Made when first needed: that takes 20 ms. Without authorities Node's own context will do. */
      get secureContext() {
        if (authorities.length === 0) return undefined;
        return (secureContext ??= tls.createSecureContext({ ca: [...trusted(), ...authorities] }));
      },
    },
  };
}

/**
 * @param {unknown} address
 * @param {string} field
 * @returns {import('./route.js').Address | undefined}
 */
export function readAddress(address, field) {
  if (address === undefined || address === null) return undefined;
  if (typeof address !== 'object') throw refused(field, `a ${typeof address}`, '{ host, port, tls }');
  const { host, port, tls: isSecure } = /** @type {Record<string, unknown>} */ (address);
  if (typeof host !== 'string' || host === '') throw refused(`${field}.host`, found(host), 'a host name or an IP address');
  if (!Number.isInteger(port) || Number(port) < 1 || Number(port) > 65535) throw refused(`${field}.port`, found(port), 'a port from 1 to 65535');
  if (typeof isSecure !== 'boolean') throw refused(`${field}.tls`, found(isSecure), 'true or false');
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port), tls: isSecure };
}

/** @param {unknown} ca @param {string} field @returns {(string | Buffer)[]} */
function readAuthorities(ca, field) {
  if (ca === undefined || ca === null) return [];
  return (Array.isArray(ca) ? ca : [ca]).map((certificate) => {
    if (typeof certificate !== 'string' && !ArrayBuffer.isView(certificate)) throw refused(field, found(certificate), PEM);
    const bytes = typeof certificate === 'string' ? certificate : Buffer.from(certificate.buffer, certificate.byteOffset, certificate.byteLength);
    // OpenSSL would read as many as it can, and be silent about the rest.
    try {
      new X509Certificate(bytes);
    } catch {
      throw refused(field, 'text that is no certificate', PEM);
    }
    return bytes;
  });
}

const PEM = 'certificates in PEM, as a string or Buffer, or a list of them (their contents, not a path)';

/** @param {unknown} value @param {string} field @returns {string | undefined} */
function readValue(value, field) {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || /[\0\r\n\u0100-\uffff]/.test(value)) throw refused(field, found(value), 'the value of a header');
  return value;
}

/** Whom Node.js trusts. Newer versions also tell of those that the environment adds. */
function trusted() {
  const { getCACertificates } = /** @type {{ getCACertificates?: (kind: string) => string[] }} */ (/** @type {unknown} */ (tls));
  return getCACertificates ? getCACertificates('default') : tls.rootCertificates;
}

/** @param {unknown} value */
function found(value) {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' || typeof value === 'number' ? JSON.stringify(value) : `a ${typeof value}`;
}
