/** JSON for machines, which people print too: nothing in it moves a terminal, and secrets are left out unless asked for. */
import { isSecret, withoutSecret } from '../check/exchange.js';

/** What JSON lets stand as it is, and a terminal obeys or a reader cannot see; its own line feeds stay. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** @param {unknown} value */
export function json(value) {
  return JSON.stringify(value, null, 2).replace(UNSEEN, (character) => character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''));
}

/**
 * Verdicts.
 *
 * @param {unknown} value
 * @param {import('./arguments.js').Values} values
 */
export function verdictJson(value, values) {
  if (values['show-secrets'] === true) return json(value);
  const verdicts = JSON.parse(JSON.stringify(value));
  const told = (/** @type {any} */ verdict) => ({ ...masked(verdict), trace: withoutSecrets(verdict).trace });
  return json(Array.isArray(verdicts) ? verdicts.map(told) : told(verdicts));
}

/**
 * A verdict whose trace says `***` where it quotes a header that is a secret: there no name stands beside the value.
 *
 * @template {{ exchanges: Pick<import('corslab').Exchange, 'request' | 'reply'>[], trace: import('corslab').Step[] }} V
 * @param {V} verdict
 */
export function withoutSecrets({ exchanges, trace }) {
  const secrets = exchanges
    .flatMap(({ request, reply }) => [...request.headers, ...(reply?.headers ?? [])])
    .filter(([name, value]) => isSecret(name.toLowerCase()) && value !== '')
    .map(([name, value]) => /** @type {const} */ ([value, withoutSecret(name.toLowerCase(), value)]));
  const hide = (/** @type {string | undefined} */ text) => secrets.reduce((whole, [value, hidden]) => whole?.replaceAll(value, () => hidden), text);
  return { trace: trace.map((step) => ({ ...step, ...(step.value !== undefined && { value: hide(step.value) }), ...(step.expected !== undefined && { expected: hide(step.expected) }) })) };
}

/** Where a header's value stands beside its name. */
const VALUES = ['received', 'expected', 'value', 'before', 'after'];

/** @param {any} value @returns {any} */
function masked(value) {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  const name = String(value.header ?? value.name ?? '').toLowerCase();
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (/headers$/i.test(key) && Array.isArray(each)) return [key, each.map(maskedHeader)];
      return [key, VALUES.includes(key) && isSecret(name) ? maskedValue(name, each) : masked(each)];
    }),
  );
}

/** @param {unknown} header a pair, or what a fix changes */
function maskedHeader(header) {
  if (!Array.isArray(header)) return masked(header);
  const [name, value] = header;
  return isSecret(String(name).toLowerCase()) ? [name, maskedValue(String(name).toLowerCase(), value)] : header;
}

/** @param {string} name in lower case @param {any} value @returns {any} */
function maskedValue(name, value) {
  if (Array.isArray(value)) return value.map((each) => maskedValue(name, each));
  return typeof value === 'string' ? withoutSecret(name, value) : value;
}
