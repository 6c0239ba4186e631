/** A fix of the verdict, applied to the scenario: an edit of its text, as one would make it by hand. */
import { changeHeader, headerLines } from './headers.js';
import { get, set } from './state.js';

/**
 * @param {import('./state.js').Scenario} scenario
 * @param {import('corslab').Fix} fix
 * @returns {import('./state.js').Scenario}
 */
export function applyFix(scenario, { target, hop, headers, status }) {
  const path = target === 'request' ? 'request' : `server[${hop}].${target}`;
  const changed = headers.reduce((lines, change) => changeHeader(lines, change), headerLines(get(withReply(scenario, path, hop), `${path}.headers`)));
  const next = set(withReply(scenario, path, hop), `${path}.headers`, changed === '' ? undefined : changed);
  return status === undefined ? next : set(next, `${path}.status`, status);
}

/** A preflight that was answered like the request gets a reply of its own, to begin with the same. @param {import('./state.js').Scenario} scenario @param {string} path @param {number} hop */
function withReply(scenario, path, hop) {
  const isShared = path.endsWith('.preflight') && get(scenario, path) === undefined;
  return isShared ? set(scenario, path, get(scenario, `server[${hop}].response`)) : scenario;
}
