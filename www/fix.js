/** A fix of the verdict, applied to the scenario: an edit of its text, as one would make it by hand, and what it changed. */
import { changeHeader, headerLines, isNamed } from './headers.js';
import { get, set } from './state.js';

/**
 * @typedef {import('./state.js').Scenario} Scenario
 * @typedef {import('corslab').Fix} Fix
 * @typedef {{ kind: 'same' | 'added' | 'removed', text: string }} Line
 * @typedef {{ path: string, lines: Line[] }} Change of the field at this path
 *
 * @typedef {object} Applied
 * @property {Fix} fix
 * @property {Scenario} before
 * @property {string | null} snippet the code, as it was before
 * @property {Scenario} after
 * @property {boolean} isOwn whether the preflight got a reply of its own by it
 * @property {Change[]} changes
 */

/**
 * @param {Scenario} scenario
 * @param {Fix} fix
 * @returns {Scenario}
 */
export function applyFix(scenario, fix) {
  const path = pathOf(fix);
  const from = withReply(scenario, path, fix.hop);
  const changed = fix.headers.reduce((lines, change) => changeHeader(lines, change), linesAt(from, path));
  const next = set(from, `${path}.headers`, changed === '' ? undefined : changed);
  return fix.status === undefined ? next : set(next, `${path}.status`, fix.status);
}

/**
 * @param {Scenario} before
 * @param {Fix} fix
 * @param {string | null} snippet
 * @returns {Applied}
 */
export function applied(before, fix, snippet) {
  const path = pathOf(fix);
  const from = withReply(before, path, fix.hop);
  const after = applyFix(before, fix);
  const status = [get(from, `${path}.status`), get(after, `${path}.status`)];
  const lines = difference(linesAt(from, path), linesAt(after, path), fix.headers.map(({ name }) => name));
  return {
    fix, before, snippet, after,
    isOwn: from !== before,
    changes: [
      ...(status[0] === status[1] ? [] : [{ path: `${path}.status`, lines: [...only('removed', status[0]), ...only('added', status[1])] }]),
      ...(lines.every(({ kind }) => kind === 'same') ? [] : [{ path: `${path}.headers`, lines }]),
    ],
  };
}

/**
 * The fixes by the problem that they remove: those of one problem are alternatives, the first of them recommended.
 *
 * @param {import('corslab').Verdict} verdict
 * @returns {{ fix: Fix, index: number }[][]} `index` is the fix's own
 */
export function alternatives({ fixes, problems }) {
  /** @type {Map<unknown, { fix: Fix, index: number }[]>} */
  const groups = new Map();
  fixes.forEach((fix, index) => {
    const problem = problemOf(fix, problems) ?? fix;
    groups.set(problem, [...(groups.get(problem) ?? []), { fix, index }]);
  });
  return [...groups.values()];
}

/** @param {Fix} fix @param {import('corslab').Cause[]} problems */
function problemOf({ code, hop, target }, problems) {
  const named = problems.filter((problem) => problem.code === code);
  const there = named.filter((problem) => problem.hop === hop);
  const isOfReply = target === 'preflight' || target === 'response';
  return there.find(({ phase }) => isOfReply && (phase === 'preflight') === (target === 'preflight')) ?? there[0] ?? named[0];
}

/** A fix that is nothing but advice cannot be applied. @param {Fix} fix */
export function isApplicable({ target, headers, status }) {
  return target !== 'network' && (headers.length > 0 || status !== undefined);
}

/** @param {Fix} fix */
function pathOf({ target, hop }) {
  return target === 'request' ? 'request' : `server[${hop}].${target}`;
}

/** @param {Scenario} scenario @param {string} path */
function linesAt(scenario, path) {
  return headerLines(get(scenario, `${path}.headers`));
}

/** A preflight that was answered like the request gets a reply of its own, to begin with the same. @param {Scenario} scenario @param {string} path @param {number} hop */
function withReply(scenario, path, hop) {
  const isShared = path.endsWith('.preflight') && get(scenario, path) === undefined;
  return isShared ? set(scenario, path, get(scenario, `server[${hop}].response`)) : scenario;
}

/**
 * Line by line. Only lines of the named headers, and empty ones at the end, can have come or gone; all others are in both, in order.
 *
 * @param {string} before
 * @param {string} after
 * @param {string[]} names
 * @returns {Line[]}
 */
export function difference(before, after, names) {
  const [old, now] = [before, after].map((text) => (text === '' ? [] : text.split(/\r?\n/)));
  /** @type {Line[]} */
  const lines = [];
  let at = 0;
  const end = old.findLastIndex((text) => text.trim() !== '');
  for (const [index, text] of old.entries()) {
    const isChangeable = index > end || names.some((name) => isNamed(text, name));
    // What is new before a line that stays.
    while (!isChangeable && at < now.length && now[at] !== text) lines.push({ kind: 'added', text: now[at++] });
    const isSame = now[at] === text;
    lines.push({ kind: isSame ? 'same' : 'removed', text });
    if (isSame) at++;
  }
  return [...lines, ...now.slice(at).map((text) => /** @type {Line} */ ({ kind: 'added', text }))];
}

/** @param {Line['kind']} kind @param {unknown} value @returns {Line[]} */
function only(kind, value) {
  return value === undefined ? [] : [{ kind, text: String(value) }];
}
