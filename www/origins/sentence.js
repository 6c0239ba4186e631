/** What decided a question, in one sentence. */
import { origins } from '../strings.js';

const words = origins.answers;

/** @typedef {import('./answer.js').Comparison} Comparison */

/** @param {'sameOrigin' | 'sameSite' | 'schemelesslySameSite'} question @param {Comparison} comparison @returns {string} */
export function inOneSentence(question, comparison) {
  const { parts } = comparison;
  if (!parts) return words.opaque;
  if (question === 'sameOrigin') return aboutOrigins(parts);
  const isYes = comparison[question];
  const isWithScheme = question === 'sameSite';
  if (isYes && parts.host.equal) return isWithScheme ? words.sameHostAndScheme : words.sameHost;
  if (isYes) return (isWithScheme ? words.sameDomainAndScheme : words.sameDomain)(comparison.a.registrableDomain);
  if (comparison.schemelesslySameSite) return words.onlySchemes;
  return words.otherDomains(comparison.a.registrableDomain ?? parts.host.a, comparison.b.registrableDomain ?? parts.host.b);
}

/** @param {import('corslab').OriginParts} parts */
function aboutOrigins(parts) {
  const different = /** @type {const} */ (['scheme', 'host', 'port']).filter((part) => !parts[part].equal).map((part) => words.parts[part]);
  return different.length === 0 ? words.allEqual : words.differ(different);
}
