/** Whether the page gets to see what went wrong: an error without CORS headers is only a failed fetch to it. */
import { shown } from '../check/text.js';

/** @typedef {import('./findings.js').Finding} Finding */
/** @typedef {import('./probe-origins.js').Probe} Probe */

/**
 * @param {import('./probe-origins.js').Asker} asker
 * @param {{ origin: string, page: { url: string } }} allowed
 * @param {boolean} credentials how the allowed page asks
 * @param {string[]} paths
 * @returns {Promise<Finding[]>}
 */
export async function errorFindings(asker, { origin, page }, credentials, paths) {
  /** @type {Finding[]} */
  const findings = [];
  for (const path of paths) {
    const verdict = await asker.read(page, { path, credentials: credentials ? 'include' : 'omit' });
    const status = verdict.exchanges.findLast(({ kind }) => kind === 'actual')?.reply?.status;
    if (verdict.outcome === 'readable' || status === undefined || status < 400) continue;
    findings.push({
      code: 'errors-without-cors-headers',
      severity: 'warning',
      origin,
      origins: [origin],
      title: `The CORS headers are missing on status ${status}`,
      message: `${shown(path, 200)} answers ${status} in a way that a page of ${origin} cannot read (${verdict.cause?.code}): it sees a failed fetch, and neither the status nor the message.`,
      fix: 'Send the CORS headers on errors, too: set them before anything that can fail or answer by itself (authentication, routing, the error handler, the proxy in front).',
      verdict,
    });
  }
  return findings;
}

/**
 * @param {Probe} allowed
 * @returns {Finding[]}
 */
export function optionsFindings({ origin, preflightVerdict: verdict }) {
  const preflight = verdict.exchanges.find(({ kind }) => kind === 'preflight');
  const status = preflight?.reply?.status;
  if (status === undefined || (status >= 200 && status < 300)) return [];
  const isAuthentication = verdict.cause?.code === 'preflight-requires-auth';
  return [
    {
      code: isAuthentication ? 'options-requires-auth' : 'options-not-answered',
      severity: isAuthentication ? 'warning' : 'note',
      origin,
      origins: [origin],
      title: isAuthentication ? 'OPTIONS asks for authentication' : `OPTIONS is answered with status ${status}`,
      message: `${verdict.summary} As it is, pages send GET, HEAD and POST with plain headers, and nothing else.`,
      fix: verdict.fixes[0] ? `${verdict.fixes[0].title}. ${verdict.fixes[0].why}` : 'Answer OPTIONS with a status from 200 to 299.',
      verdict,
    },
  ];
}
