/** Answers that were written down beforehand, as for `simulate`. */
import { simulate } from 'corslab';
import { CorslabError, refused, toText } from '../inside.js';
import { TransportError } from './failure.js';

/**
 * @typedef {import('corslab').Answer} Answer
 * @typedef {Pick<import('corslab').ExchangeReply, 'status' | 'headers'> | null} Read null for a reply that never comes
 */

/** A page and a server of the same origin: nothing stands between it and the reply. */
const NOWHERE = 'https://corslab.invalid/';

/**
 * A lone answer is given to every request; of several each to a hop of its own, and every fetch starts with the first.
 *
 * @param {Answer | Answer[]} answers
 * @param {string} field what they are called in an error
 * @returns {import('./transport.js').Transport}
 */
export function scriptedTransport(answers, field) {
  if (Array.isArray(answers) && answers.length === 0) throw refused(field, 'an empty list', 'at least one answer');
  const list = Array.isArray(answers) ? answers.map((answer, hop) => read(answer, `${field}[${hop}]`)) : null;
  const lone = list ? null : read(answers, field);
  return {
    async exchange({ kind, hop, method, url }, signal) {
      signal.throwIfAborted();
      const answer = list ? list[hop] : lone;
      if (!answer) throw refused(`${field}[${hop}]`, 'nothing', `an answer for hop ${hop}, which leads to ${method} ${url}`);
      const reply = kind === 'preflight' ? answer.preflight : answer.response;
      if (!reply) throw new TransportError('scripted-failure', `the scripted answer for ${method} ${url} is a network failure`);
      return { status: reply.status, statusText: '', headers: reply.headers.map(([name, value]) => [name, value]), body: null };
    },
  };
}

/**
 * The core reads it, so that it is refused and understood as a scenario's answer is.
 *
 * @param {unknown} given
 * @param {string} field
 * @returns {{ preflight: Read, response: Read }}
 */
function read(given, field) {
  const answer = JSON.parse(toText(field, given));
  const response = receive(answer, field);
  // Without a reply of its own, OPTIONS gets the same.
  return { response, preflight: answer?.preflight ? receive({ response: answer.preflight }, field) : response };
}

/**
 * @param {Answer} server
 * @param {string} field
 * @returns {Read}
 */
function receive(server, field) {
  try {
    const { exchanges } = simulate({ page: NOWHERE, request: { url: NOWHERE, redirect: 'manual' }, server });
    return exchanges[0].reply;
  } catch (error) {
    if (!(error instanceof CorslabError)) throw error;
    throw refused(error.field.replace(/^server/, () => field), error.value, error.allowed);
  }
}
