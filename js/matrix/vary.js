/** Whether a cache between browsers and the server could hand the answer for one origin to another. */

/** @typedef {import('../check/report.js').Verdict} Verdict */
/** @typedef {import('./findings.js').Finding} Finding */
/** @typedef {{ who: string, origin: string | null, verdict: Verdict }} Answer */

/**
 * @param {Answer[]} answers of the same request, for several origins
 * @param {'preflight' | 'actual'} kind
 * @returns {Finding[]}
 */
export function mixedAnswers(answers, kind) {
  const known = answers.flatMap((answer) => {
    const reply = answer.verdict.exchanges.find((exchange) => exchange.kind === kind)?.reply;
    return reply ? [{ ...answer, status: reply.status, headers: reply.headers }] : [];
  });
  const values = new Set(known.map(({ headers }) => valueOf(headers, 'access-control-allow-origin') ?? ''));
  if (values.size < 2) return [];
  const lacking = known.filter(({ status, headers }) => isKept(status, headers) && !listOf(headers, 'vary').some((field) => field === 'origin' || field === '*'));
  if (lacking.length === 0) return [];
  const isPrivate = lacking.every(({ headers }) => listOf(headers, 'cache-control').includes('private'));
  const who = lacking.map((answer) => answer.who).join(', to ');
  const [{ origin, verdict }] = lacking;
  return [kind === 'preflight' ? ofPreflight(who, origin, verdict) : ofResponse(who, origin, verdict, isPrivate)];
}

/** Statuses that caches keep unasked: https://www.rfc-editor.org/rfc/rfc9110#section-15.1 */
const KEPT = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501];

/**
 * Whether a cache may keep such an answer.
 *
 * @param {number} status
 * @param {[string, string][]} headers
 */
function isKept(status, headers) {
  const directives = listOf(headers, 'cache-control');
  if (directives.includes('no-store')) return false;
  const isAsked = directives.some((directive) => ['public', 'max-age', 's-maxage'].includes(directive)) || valueOf(headers, 'expires') !== undefined;
  return isAsked || KEPT.includes(status);
}

/**
 * @param {string} who
 * @param {string | null} origin
 * @param {Verdict} verdict
 * @param {boolean} isPrivate
 * @returns {Finding}
 */
function ofResponse(who, origin, verdict, isPrivate) {
  return {
    code: 'missing-vary-origin',
    severity: isPrivate ? 'note' : 'warning',
    origin,
    origins: origin === null ? [] : [origin],
    title: 'A cache can mix the answers for several origins',
    message: `Access-Control-Allow-Origin depends on the Origin header, but Vary: Origin is missing on the answer to ${who}. ${isPrivate ? "A browser's own cache" : 'A shared cache, and a browser\'s own,'} may hand that answer to an allowed page, which then cannot read it.`,
    fix: 'Send Vary: Origin on every answer of this URL: to allowed origins, to others, and where there is no Origin at all.',
    verdict,
  };
}

/**
 * @param {string} who
 * @param {string | null} origin
 * @param {Verdict} verdict
 * @returns {Finding}
 */
function ofPreflight(who, origin, verdict) {
  return {
    code: 'preflight-missing-vary-origin',
    severity: 'note',
    origin,
    origins: origin === null ? [] : [origin],
    title: 'A cache that keeps answers to OPTIONS can mix them',
    message: `The answer to OPTIONS depends on the Origin header, but Vary: Origin is missing on the answer to ${who}. HTTP does not let OPTIONS be cached; some content delivery networks do it all the same.`,
    fix: 'Send Vary: Origin on answers to OPTIONS, too.',
    verdict,
  };
}

/**
 * @param {[string, string][]} headers
 * @param {string} wanted in lower case
 */
function valueOf(headers, wanted) {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

/**
 * The first words of a list's items, in lower case.
 *
 * @param {[string, string][]} headers
 * @param {string} wanted
 */
function listOf(headers, wanted) {
  return (valueOf(headers, wanted) ?? '').split(',').map((item) => item.trim().toLowerCase().split('=')[0]);
}
