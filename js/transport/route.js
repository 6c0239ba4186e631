/** Where a request goes, and by which name the server must prove itself. */
import { isIP } from 'node:net';

/**
 * @typedef {object} Address where a process listens
 * @property {string} host
 * @property {number} port
 * @property {boolean} tls whether it speaks TLS
 *
 * @typedef {object} Route
 * @property {string} host what is connected to
 * @property {number} port
 * @property {boolean} tls
 * @property {string} identity the host of the request's URL
 * @property {string} peer both, for people
 */

/**
 * @param {URL} url
 * @param {Address | undefined} address
 * @returns {Route}
 */
export function routeOf(url, address) {
  const identity = url.hostname.replace(/^\[|\]$|\.$/g, '');
  const isSecure = url.protocol === 'https:';
  const port = Number(url.port || (isSecure ? 443 : 80));
  const named = `${url.hostname}:${port}`;
  if (!address) return { host: identity, port, tls: isSecure, identity, peer: named };
  const actual = `${isIP(address.host) === 6 ? `[${address.host}]` : address.host}:${address.port}`;
  return { ...address, identity, peer: actual === named ? named : `${named} (at ${actual})` };
}

/**
 * Browsers never ask DNS for these names.
 *
 * @param {string} host
 */
export function isLocalhost(host) {
  return /(?:^|\.)localhost\.?$/i.test(host);
}

/** The loopback addresses, for whoever wants one or all. @type {import('node:net').LookupFunction} */
export function lookUpLoopback(_host, options, callback) {
  const addresses = [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }]
    .filter(({ family }) => !options.family || options.family === family || options.family === `IPv${family}`);
  if (options.all) callback(null, addresses);
  else callback(null, addresses[0].address, addresses[0].family);
}
