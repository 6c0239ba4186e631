/** Replies to a preflight as servers often give them, ready to be taken; and which of them a reply is. */
import { headerLines } from '../headers.js';
import { movedFrom } from './asked.js';

/** @typedef {'allow' | 'bare' | 'login' | 'absent' | 'refused' | 'moved' | 'nothing'} ReadyName */

/**
 * In the order in which they are offered; without a reply where it would have to fit something that was not sent.
 *
 * @param {import('./asked.js').Asked | null} asked what was sent at that hop
 * @returns {[ReadyName, Record<string, any> | undefined][]}
 */
export function readyReplies(asked) {
  return [
    ['allow', asked?.method === undefined ? undefined : { status: 204, headers: allowing(asked) }],
    ['bare', { status: 204 }],
    ['login', { status: 401, headers: 'WWW-Authenticate: Bearer' }],
    ['absent', { status: 404 }],
    ['refused', { status: 405, headers: 'Allow: GET, POST' }],
    ['moved', asked ? { status: 301, headers: `Location: ${movedFrom(asked.url)}` } : undefined],
    ['nothing', { networkFailure: true }],
  ];
}

/** Names what was asked for and no more. @param {import('./asked.js').Asked} asked */
function allowing({ origin, method, headers, credentials }) {
  const lines = [
    `Access-Control-Allow-Origin: ${origin}`,
    credentials && 'Access-Control-Allow-Credentials: true',
    `Access-Control-Allow-Methods: ${method}`,
    headers.length > 0 && `Access-Control-Allow-Headers: ${headers.join(', ')}`,
    'Vary: Origin',
  ];
  return lines.filter(Boolean).join('\n');
}

/**
 * What the choice shows: it follows from the reply itself.
 *
 * @param {unknown} reply
 * @param {ReturnType<typeof readyReplies>} ready
 * @returns {'same' | 'own' | ReadyName}
 */
export function choiceOf(reply, ready) {
  if (reply === undefined) return 'same';
  const text = asText(reply);
  return ready.find(([, one]) => one && asText(one) === text)?.[0] ?? 'own';
}

/** @param {any} reply */
function asText(reply) {
  const { status = 200, headers, networkFailure = false, ...others } = reply ?? {};
  return JSON.stringify([networkFailure ? 0 : status, headerLines(headers).trim(), networkFailure, others]);
}
