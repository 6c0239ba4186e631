/** Who answers for which origin. */
import { refused } from '../inside.js';
import { TransportError } from '../transport/failure.js';
import { networkTransport } from '../transport/network.js';
import { targetOf } from '../transport/target.js';

/**
 * @typedef {import('../transport/transport.js').Transport} Transport
 * @typedef {import('../transport/transport.js').WireRequest} WireRequest
 */

/** The transports of one page: a server that is named for an origin, a lone one for all, or the network. */
export class Servers {
  /** @type {Map<string, Transport>} */
  #exact = new Map();
  /** @type {{ scheme: string, suffix: string, port: string, transport: Transport }[]} */
  #subdomains = [];
  /** @type {Map<string, Transport>} by scheme, for every host and port */
  #schemes = new Map();
  /** @type {Transport | undefined} */
  #everyone;
  /** @type {Transport | undefined} */
  #network;

  /**
   * @param {unknown} servers
   * @param {unknown} network
   * @param {import('../transport/limits.js').Limits} limits
   */
  constructor(servers, network, limits) {
    const options = networkOptions(network);
    if (servers === undefined || servers === null) this.#network = networkTransport({ ...options, limits });
    else if (isMap(servers)) this.#addAll(servers, { ...options, limits });
    else this.#everyone = targetOf(servers, 'servers', { ...options, limits });
    if (network !== undefined && network !== false) this.#network ??= networkTransport({ ...options, limits });
    if (network === false) this.#network = undefined;
  }

  /**
   * @param {WireRequest} request
   * @param {AbortSignal} signal
   */
  exchange(request, signal) {
    try {
      return this.#transportFor(request.url).exchange(request, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * The same, while this thread waits.
   *
   * @param {import('../transport/transport.js').SynchronousRequest} request
   */
  exchangeSynchronously(request) {
    const transport = this.#transportFor(request.url);
    if (transport.exchangeSynchronously) return transport.exchangeSynchronously(request);
    const { origin } = new URL(request.url);
    throw new DOMException(`${origin} is answered within this process, which cannot happen while a synchronous request waits; make it asynchronous, or name a server that listens elsewhere`, 'InvalidAccessError');
  }

  /**
   * @param {string} url
   * @returns {Transport}
   */
  #transportFor(url) {
    const { protocol, hostname, port, origin } = new URL(url);
    const isBelow = (/** @type {{ scheme: string, suffix: string, port: string }} */ at) =>
      at.scheme === protocol && at.port === port && hostname.endsWith(at.suffix);
    const named = this.#exact.get(origin) ?? this.#subdomains.find(isBelow)?.transport ?? this.#schemes.get(protocol);
    const transport = named ?? this.#everyone ?? this.#network;
    if (transport) return transport;
    const known = [...this.#exact.keys()].join(', ') || 'none';
    const message = `no server is named for ${origin} (named: ${known}); add it to \`servers\`, or set \`network: true\``;
    throw new TransportError('ERR_NO_SERVER', message);
  }

  async close() {
    const below = this.#subdomains.map(({ transport }) => transport);
    const all = [...this.#exact.values(), ...below, ...this.#schemes.values(), this.#everyone, this.#network];
    await Promise.all(all.map((transport) => transport?.close?.()));
  }

  /**
   * @param {Record<string, unknown>} servers
   * @param {object} options
   */
  #addAll(servers, options) {
    for (const [key, value] of Object.entries(servers)) {
      const field = `servers[${JSON.stringify(key)}]`;
      const add = this.#place(key, field);
      add(targetOf(value, field, options));
    }
  }

  /**
   * Where the server of such a key goes.
   *
   * @param {string} key
   * @param {string} field
   * @returns {(transport: Transport) => void}
   */
  #place(key, field) {
    if (key === '*') return (transport) => (this.#everyone = transport);
    if (/^https?:\/\/\*$/i.test(key)) return (transport) => this.#schemes.set(key.slice(0, -3).toLowerCase(), transport);
    const wildcard = /^(https?:)\/\/\*(\.[^/:]+)(?::(\d+))?\/?$/i.exec(key);
    if (wildcard) return (transport) => this.#subdomains.push(subdomains(wildcard, transport));
    const origin = originOf(key, field);
    return (transport) => this.#exact.set(origin, transport);
  }
}

/**
 * @param {RegExpExecArray} wildcard
 * @param {Transport} transport
 */
function subdomains([, scheme = '', suffix = '', port = ''], transport) {
  // The URL parser knows how names are written and which port is the default one.
  const url = new URL(`${scheme}//x${suffix}${port && `:${port}`}`);
  return { scheme: url.protocol, suffix: url.hostname.slice(1), port: url.port, transport };
}

/**
 * @param {string} key
 * @param {string} field
 */
function originOf(key, field) {
  const url = URL.canParse(key) ? new URL(key) : undefined;
  if (url && /^https?:$/.test(url.protocol) && `${url.pathname}${url.search}${url.hash}${url.username}` === '/') return url.origin;
  throw refused(field, JSON.stringify(key), 'an http or https origin such as "https://api.example.com", "https://*.example.com", "https://*" or "*"');
}

/**
 * A plain object whose keys are origins.
 *
 * @param {unknown} servers
 * @returns {servers is Record<string, unknown>}
 */
function isMap(servers) {
  if (typeof servers !== 'object' || servers === null || Object.getPrototypeOf(servers) !== Object.prototype) return false;
  return Object.keys(servers).every((key) => key === '*' || key.includes('://'));
}

/** @param {unknown} network */
function networkOptions(network) {
  if (network === undefined || typeof network === 'boolean') return {};
  if (typeof network === 'object' && network !== null) return network;
  throw refused('network', network === null ? 'null' : `a ${typeof network}`, 'true, false, or an object with ca, rejectUnauthorized, userAgent or acceptLanguage');
}
