/** The verdict's findings, each at the lines of the field where one would mend it. Finds lines by name; judges nothing. */
import { headerLines, splitLine } from '../headers.js';
import { asText, get, isObject } from '../state.js';

/**
 * @typedef {object} Mark
 * @property {'error' | 'warning'} kind
 * @property {number[]} lines counted from 0; empty: it is about none of them
 * @property {string} [missing] the header that is not there
 * @property {string} message
 * @property {import('corslab').Severity} [severity] of a warning
 * @property {boolean} inPreflight the field stands for both replies, and this is about the one to the preflight
 *
 * @typedef {{ code: string, target: string, hop: number, header?: string, received?: string, message: string, severity?: import('corslab').Severity }} Finding
 */

/**
 * @param {import('../state.js').Scenario} scenario
 * @param {import('corslab').Verdict} verdict
 * @returns {Map<string, Mark[]>} by the path of the field
 */
export function marksOf(scenario, verdict) {
  /** @type {Map<string, Mark[]>} */
  const marks = new Map();
  for (const finding of findings(verdict)) {
    const found = locate(scenario, finding);
    if (!found) continue;
    const [path, mark] = found;
    const list = marks.get(path) ?? [];
    if (!list.some((other) => other.message === mark.message && String(other.lines) === String(mark.lines))) list.push(mark);
    marks.set(path, list);
  }
  return marks;
}

/** @param {import('corslab').Verdict} verdict @returns {Finding[]} */
function findings({ cause, problems, warnings }) {
  const all = cause && !problems.some(({ code, hop, phase }) => code === cause.code && hop === cause.hop && phase === cause.phase) ? [cause, ...problems] : problems;
  const errors = all.map((problem) => ({ ...problem, target: problem.phase === 'redirect' ? 'response' : problem.phase }));
  // A warning about what fails already says the same twice.
  const isNews = (/** @type {Finding} */ { code, target, hop }) => !errors.some((error) => error.code === code && error.target === target && error.hop === hop);
  return [...errors, ...warnings.filter(isNews)];
}

/** @param {import('../state.js').Scenario} scenario @param {Finding} finding @returns {[path: string, mark: Mark] | undefined} */
function locate(scenario, { target, hop, header, received, message, severity }) {
  const part = partOf(scenario, target, hop);
  if (!part) return undefined;
  const kind = severity ? 'warning' : 'error';
  const mark = { kind: /** @type {Mark['kind']} */ (kind), message, severity, inPreflight: target === 'preflight' && part.endsWith('.response') };
  const lines = linesAbout(textLines(get(scenario, `${part}.headers`)), header, received);
  if (lines.length > 0) return [`${part}.headers`, { ...mark, lines }];
  const isReply = part !== 'request';
  if (header !== undefined) return isReply && !severity ? [`${part}.headers`, { ...mark, lines, missing: header }] : undefined;
  const isStatus = isReply && received !== undefined && received === asText(get(scenario, `${part}.status`) ?? 200);
  return isStatus ? [`${part}.status`, { ...mark, lines }] : undefined;
}

/** What was sent or replied, as a path; a preflight without a reply of its own is answered like the request. @param {import('../state.js').Scenario} scenario @param {string} target @param {number} hop */
function partOf(scenario, target, hop) {
  if (target === 'request') return 'request';
  const hasReply = (/** @type {string} */ name) => isObject(get(scenario, `server[${hop}].${name}`));
  const name = target === 'preflight' && !hasReply('preflight') ? 'response' : target;
  return hasReply(name) ? `server[${hop}].${name}` : undefined;
}

/** The lines as the field shows them. @param {unknown} headers */
function textLines(headers) {
  return headerLines(headers).split(/\r\n?|\n/);
}

/**
 * Those with this header, and among them the one with this very value; without a header the line that reads so.
 *
 * @param {string[]} lines
 * @param {string | undefined} header
 * @param {string | undefined} received
 */
function linesAbout(lines, header, received) {
  const all = lines.map((_, index) => index);
  if (header === undefined) return received === undefined ? [] : all.filter((index) => lines[index].trim() === received);
  const named = all.filter((index) => splitLine(lines[index])[0].toLowerCase() === header.toLowerCase());
  const exact = named.filter((index) => splitLine(lines[index])[1] === received);
  return exact.length > 0 ? exact : named;
}
