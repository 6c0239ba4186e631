/** What a probe can find: how grave it is, what it means, what to do. */

/** @typedef {'danger' | 'warning' | 'note'} Severity */
/**
 * @typedef {{ code: string, severity: Severity, origin: string | null, origins: string[], title: string, message: string, fix: string,
 *   verdict: import('../check/report.js').Verdict }} Finding
 */

const COMPARE = 'Keep a list of whole origins (scheme, host, port), compare the Origin header with each of them for equality, and answer with the entry that is equal.';

/** @type {Record<string, { title: string, why: string, fix: string }>} */
export const TECHNIQUES = {
  any: { title: 'Any origin is let in', why: 'It has nothing to do with an allowed one: the server answers whoever asks.', fix: COMPARE },
  null: {
    title: 'null is let in',
    why: 'Every site can put a page into a sandboxed frame, and then its origin is null.',
    fix: 'Never allow null; for a page opened from a file, use a local server instead.',
  },
  suffix: { title: 'An origin that begins like an allowed one is let in', why: 'The comparison looks at the beginning only.', fix: `Do not use startsWith, includes, or a regular expression without $ at its end. ${COMPARE}` },
  'special-character': { title: 'A character that is odd in a host name ends the comparison', why: 'The comparison stops where it expects no more of a host name, but browsers send such names.', fix: `Do not take origins apart by regular expressions. ${COMPARE}` },
  prefix: { title: 'An origin that ends like an allowed one is let in', why: 'The comparison looks at the end only.', fix: `Do not use endsWith, or a regular expression without ^ at its beginning. Where subdomains are meant, the dot before the name belongs to the comparison. ${COMPARE}` },
  'unescaped-dot': { title: 'A dot stands for any character', why: 'In a regular expression . is any character.', fix: `Write \\. in regular expressions. ${COMPARE}` },
  neighbour: { title: 'A neighbour under the same public suffix is let in', why: 'Anybody can register a name there.', fix: `A suffix such as co.uk or github.io belongs to many: do not compare by it. ${COMPARE}` },
  http: { title: 'The http origin of an allowed https one is let in', why: 'Whoever sits in the network can answer for it, and so read what the https page may read.', fix: 'Compare the scheme, too: allow https origins only.' },
  port: { title: 'Another port of an allowed host is let in', why: 'It is another origin, perhaps of another program or person.', fix: 'Compare the port, too.' },
  subdomain: { title: 'Any subdomain is let in', why: 'One that is forgotten, taken over or open to users is enough.', fix: 'List the subdomains that need access, or be sure of all of them.' },
  'parent-domain': { title: 'A parent domain is let in', why: 'It is another origin, often with other software.', fix: 'Take it off the list if it needs no access.' },
  'trailing-dot': { title: 'A host name with a dot at its end is let in', why: 'It leads to the same server, and is another origin to browsers.', fix: 'Compare whole origins for equality.' },
};

/** @typedef {{ variant: import('./variants.js').Variant, credentials: boolean, verdict: Finding['verdict'] }} Hit */

/** @type {Severity[]} */
const SEVERITIES = ['danger', 'warning', 'note'];

/** @param {Finding} finding */
export const rank = ({ severity }) => SEVERITIES.indexOf(severity);

/**
 * @param {import('./variants.js').Attacker} attacker
 * @param {boolean} credentials
 * @returns {Severity}
 */
function severityOf(attacker, credentials) {
  if (attacker === 'nobody') return 'note';
  if (attacker === 'somebody') return credentials ? 'warning' : 'note';
  return credentials ? 'danger' : 'warning';
}

/**
 * Pages that must not read, read; all by the same technique, the worst of them first.
 *
 * @param {Hit[]} hits
 * @returns {Finding}
 */
export function letIn(hits) {
  const worstFirst = [...hits].sort((a, b) => SEVERITIES.indexOf(severityAt(a)) - SEVERITIES.indexOf(severityAt(b)));
  const [{ variant, credentials, verdict }] = worstFirst;
  const { technique, origin, of } = variant;
  const { title, why, fix } = TECHNIQUES[technique];
  const origins = worstFirst.map((hit) => hit.variant.origin);
  const made = of === null ? '' : `, made from ${of},`;
  const scope = credentials ? 'with the cookies of whoever visits it' : 'without credentials';
  const more = origins.length > 1 ? ` So do ${others(origins.slice(1))}.` : '';
  const message = `A page of ${origin}${made} reads the response, ${scope}. ${why}${more}`;
  return { code: `${technique}-allowed`, severity: severityAt(worstFirst[0]), origin, origins, title, message, fix, verdict };
}

/** @param {Hit} hit */
const severityAt = ({ variant, credentials }) => severityOf(variant.attacker, credentials);

/** @param {string[]} origins */
function others(origins) {
  const some = origins.slice(0, 3).join(', ');
  return origins.length > 3 ? `${some} and ${origins.length - 3} more` : some;
}

/**
 * @param {string} origin
 * @param {Finding['verdict']} verdict
 * @returns {Finding}
 */
export function wildcard(origin, verdict) {
  return {
    code: 'wildcard',
    severity: 'warning',
    origin,
    origins: [origin],
    title: 'Every origin is let in by *',
    message: 'Access-Control-Allow-Origin is *: any page reads the response without credentials, whatever the list of allowed origins says.',
    fix: `Right for public data, and then there is no list to keep. Else: ${COMPARE}`,
    verdict,
  };
}

/**
 * The responses are kept from these pages, and yet their preflights pass: requests that change something arrive.
 *
 * @param {Hit[]} hits
 * @returns {Finding}
 */
export function preflightLetsIn(hits) {
  const [{ variant, verdict }] = hits;
  const origins = hits.map((hit) => hit.variant.origin);
  const more = origins.length > 1 ? ` So do those of ${others(origins.slice(1))}.` : '';
  return {
    code: 'preflight-lets-in',
    severity: hits.some((hit) => hit.variant.attacker === 'anyone') ? 'warning' : 'note',
    origin: variant.origin,
    origins,
    title: 'The preflight of an origin that is not allowed passes',
    message: `A page of ${variant.origin} cannot read the response, but its preflight passes, with credentials: its requests reach the server and do what they say.${more}`,
    fix: 'Answer OPTIONS by the same list of origins as the request itself.',
    verdict,
  };
}

/**
 * @param {string} origin
 * @param {Finding['verdict']} verdict
 * @returns {Finding}
 */
export function upperCaseAllowed(origin, verdict) {
  return {
    code: 'upper-case-allowed',
    severity: 'note',
    origin,
    origins: [origin],
    title: 'The comparison ignores upper and lower case',
    message: `The server lets ${origin} in. No browser sends an origin in upper case, so this harms nobody; but the comparison is looser than it need be.`,
    fix: 'Compare for equality: browsers send origins in lower case.',
    verdict,
  };
}

/**
 * @param {string} origin
 * @param {Finding['verdict']} verdict
 * @returns {Finding}
 */
export function allowedRefused(origin, verdict) {
  const [fix] = verdict.fixes;
  return {
    code: 'allowed-origin-refused',
    severity: 'danger',
    origin,
    origins: [origin],
    title: 'An allowed origin is refused',
    message: `A page of ${origin} cannot read the response: ${verdict.summary}`,
    fix: fix ? `${fix.title}. ${fix.why}` : 'See the verdict.',
    verdict,
  };
}

/**
 * Nothing was found out.
 *
 * @param {string} url
 * @param {Finding['verdict']} verdict
 * @returns {Finding}
 */
export function noAnswer(url, verdict) {
  const why = verdict.transportError ? ` (${verdict.transportError.code}: ${verdict.transportError.message})` : '';
  return {
    code: 'no-answer',
    severity: 'danger',
    origin: null,
    origins: [],
    title: 'The server does not answer',
    message: `Nothing came back from ${url}${why}: nothing is known about its policy.`,
    fix: 'Start the server, and look at its address, port and certificate.',
    verdict,
  };
}

/**
 * Of some origins nothing was found out.
 *
 * @param {{ origin: string, verdict: Finding['verdict'] }[]} mute
 * @param {number} count of all that were tried
 * @returns {Finding}
 */
export function partlyUnanswered(mute, count) {
  const [{ origin, verdict }] = mute;
  return {
    code: 'no-answer',
    severity: 'warning',
    origin,
    origins: mute.map((probe) => probe.origin),
    title: 'The server does not answer every question',
    message: `Of ${mute.length} of ${count} origins nothing is known: the server did not answer, or said that it is too busy (429, 503). It was so for ${origin}.`,
    fix: 'Ask again with less concurrency, or without a rate limit; see in the log of the server why it fails.',
    verdict,
  };
}
