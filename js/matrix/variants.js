/** The origins that an attacker would try because a server's comparison might be too loose. */
import { compareOrigins } from 'corslab';

/** A name that nobody can register: it stands for the attacker's. */
const ATTACKER = 'attacker.example';

/**
 * What Chromium 156 leaves as it is in a host name, and sends in `Origin`; observed. Regular expressions and parsers of
 * URLs that know host names as letters, digits and hyphens stop at one of these.
 */
const SPECIAL = [...'_`{}!$&\'",;=~+('];

/**
 * Who can be at such an origin: anyone; anyone in the same network as the visitor; someone in a certain position (a
 * subdomain that is no longer used, a port of the same machine); or nobody at all.
 *
 * @typedef {'anyone' | 'network' | 'somebody' | 'nobody'} Attacker
 * @typedef {{ technique: string, origin: string, attacker: Attacker, page: { url: string, sandboxed?: boolean }, of: string | null }} Variant
 */

/** @type {Record<string, { attacker: Attacker, make: (origin: Parts) => string[] }>} */
const TECHNIQUES = {
  suffix: { attacker: 'anyone', make: ({ scheme, host, port }) => [`${scheme}//${host}.${ATTACKER}${port}`] },
  'special-character': { attacker: 'anyone', make: ({ scheme, host, port }) => SPECIAL.map((character) => `${scheme}//${host}${character}.${ATTACKER}${port}`) },
  prefix: { attacker: 'anyone', make: ({ scheme, host, domain, port }) => [`${scheme}//attacker${host}${port}`, ...(domain ? [`${scheme}//attacker${domain}${port}`, `${scheme}//attacker-${domain}${port}`] : [])] },
  'unescaped-dot': { attacker: 'anyone', make: withoutDots },
  neighbour: { attacker: 'anyone', make: ({ scheme, host, domain, suffix, port }) => (domain && suffix ? [`${scheme}//${host.slice(0, host.length - domain.length)}attacker.${suffix}${port}`, `${scheme}//attacker.${suffix}${port}`] : []) },
  http: { attacker: 'network', make: ({ scheme, host, port }) => (scheme === 'https:' ? [`http://${host}${port}`] : []) },
  port: { attacker: 'somebody', make: ({ scheme, host, port }) => [`${scheme}//${host}:${port === ':8443' ? 9443 : 8443}`, ...longerPort(`${scheme}//${host}`, port)] },
  subdomain: { attacker: 'somebody', make: ({ scheme, host, domain, port }) => [`${scheme}//attacker.${host}${port}`, ...(domain && domain !== host ? [`${scheme}//attacker.${domain}${port}`] : [])] },
  'parent-domain': { attacker: 'somebody', make: parents },
  'trailing-dot': { attacker: 'nobody', make: ({ scheme, host, port }) => [`${scheme}//${host}.${port}`] },
};

/** @typedef {{ scheme: string, host: string, port: string, domain: string | null, suffix: string | null }} Parts */

/**
 * The variants of all allowed origins; what is allowed itself is none.
 *
 * @param {string[]} allowed serialized
 * @returns {Variant[]}
 */
export function variantsOf(allowed) {
  /** @type {Map<string, Variant>} */
  const variants = new Map();
  const add = (/** @type {Variant} */ variant) => {
    if (!allowed.includes(variant.origin) && !variants.has(variant.origin)) variants.set(variant.origin, variant);
  };
  add({ technique: 'any', origin: `https://${ATTACKER}`, attacker: 'anyone', page: { url: `https://${ATTACKER}/` }, of: null });
  // Anybody's page can put itself into a sandboxed frame.
  add({ technique: 'null', origin: 'null', attacker: 'anyone', page: { url: `https://${ATTACKER}/`, sandboxed: true }, of: null });
  for (const of of allowed) {
    const parts = partsOf(of);
    for (const [technique, { attacker, make }] of Object.entries(TECHNIQUES)) {
      for (const text of make(parts)) {
        const origin = serialized(text);
        if (origin !== null) add({ technique, origin, attacker: attackerAt(origin, of, attacker), page: { url: `${origin}/` }, of });
      }
    }
  }
  return [...variants.values()];
}

/**
 * What is below somebody's own registrable domain is not anyone's, however it was made.
 *
 * @param {string} origin
 * @param {string} of
 * @param {Attacker} attacker
 * @returns {Attacker}
 */
function attackerAt(origin, of, attacker) {
  return attacker === 'anyone' && compareOrigins(origin, of).schemelesslySameSite ? 'somebody' : attacker;
}

/**
 * @param {string} origin
 * @returns {Parts}
 */
function partsOf(origin) {
  const { protocol, hostname, port } = new URL(origin);
  const { registrableDomain, publicSuffix } = compareOrigins(origin, origin).a;
  return { scheme: protocol, host: hostname, port: port && `:${port}`, domain: registrableDomain, suffix: publicSuffix };
}

/**
 * As a browser would send it; null for what is no origin.
 *
 * @param {string} text
 */
function serialized(text) {
  if (!URL.canParse(text)) return null;
  const { origin } = new URL(text);
  return origin;
}

/**
 * Each dot that means “any character” in a regular expression; but for those without which nobody could register it.
 *
 * @param {Parts} parts
 */
function withoutDots({ scheme, host, port, domain, suffix }) {
  if (!domain || !suffix) return [];
  const own = host.slice(0, host.length - suffix.length - 1).split('.');
  return own.slice(1).map((_, index) => `${scheme}//${own.slice(0, index + 1).join('.')}x${own.slice(index + 1).join('.')}.${suffix}${port}`);
}

/** @param {Parts} parts */
function parents({ scheme, host, port, domain }) {
  if (!domain) return [];
  const parents = [];
  for (let name = host; name !== domain && name.endsWith(`.${domain}`); ) {
    name = name.slice(name.indexOf('.') + 1);
    parents.push(`${scheme}//${name}${port}`);
  }
  return parents;
}

/**
 * What begins with the allowed origin, and goes on.
 *
 * @param {string} before
 * @param {string} port
 */
function longerPort(before, port) {
  const longer = `${port}1`;
  return port !== '' && Number(longer.slice(1)) <= 65_535 ? [`${before}${longer}`] : [];
}
