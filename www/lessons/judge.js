/** Reads verdicts: the answer to a question, and which parts of a task are done. It looks up and compares; it decides nothing. */
import { verdictOf } from '../decide.js';
import { headerPairs } from '../headers.js';
import { expand, get, isObject, set } from '../state.js';

/**
 * @typedef {import('../state.js').Scenario} Scenario
 * @typedef {import('./path.js').Variant} Variant
 * @typedef {import('corslab').Verdict} Verdict
 */

/**
 * What stands at a path of the verdict, such as `exchanges.actual.request.headers.cookie`. In a list one also finds an item
 * by what names it (a header's name, a kind, a code), and by `*` the names of all.
 *
 * @param {unknown} verdict
 * @param {string} path
 * @returns {unknown} undefined: nothing
 */
export function observe(verdict, path) {
  return path.split(/[.[\]]+/).filter((key) => key !== '').reduce(step, verdict);
}

/** @param {any} at @param {string} key @returns {unknown} */
function step(at, key) {
  if (Array.isArray(at) && key === '*') return at.map(nameOf).join(' ');
  if (Array.isArray(at) && !/^\d+$/.test(key)) {
    const found = at.find((item) => nameOf(item) === key);
    return Array.isArray(found) ? found[1] : found;
  }
  return typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? at[key] : undefined;
}

/** @param {any} item */
function nameOf(item) {
  return Array.isArray(item) ? String(item[0]).toLowerCase() : item?.kind ?? item?.code;
}

/**
 * The verdict about a scenario, or about a variant of it.
 *
 * @param {Scenario} scenario
 * @param {Variant} variant
 * @returns {Verdict | null} null: it is malformed, or the WebAssembly is still under way
 */
export function verdictAbout(scenario, { change = {}, again }) {
  const changed = Object.entries(change).reduce((one, [path, value]) => set(one, path, value), expand(scenario));
  try {
    const verdict = verdictOf(changed);
    if (again === undefined) return verdict;
    return verdictOf({ ...changed, preflightCache: verdict.preflightCache, now: (Number(changed.now) || 0) + again * 1000 });
  } catch {
    return null;
  }
}

/**
 * The answer to a question, as its options have it.
 *
 * @param {import('./path.js').Lesson} lesson
 * @param {import('./path.js').Question} question
 * @returns {{ answer: string, verdict: Verdict } | null} null: the browser's algorithms are still under way
 */
export function answerTo(lesson, question) {
  const verdict = verdictAbout(lesson.scenario, question);
  return verdict && { answer: String(observe(verdict, question.asks) ?? 'none'), verdict };
}

/**
 * Which parts of the task are done as the scenario stands.
 *
 * @param {import('./path.js').Lesson} lesson
 * @param {Scenario} scenario
 * @param {Verdict | null} verdict null: it has none
 * @returns {{ name: string, isMet: boolean, isRule: boolean }[]} `isRule`: it says what is to stay as it was
 */
export function checksOf(lesson, scenario, verdict) {
  return lesson.goal.map((check) => ({
    name: check.name,
    isMet: isMet(check, lesson.scenario, scenario, verdict),
    isRule: check.unchanged !== undefined,
  }));
}

/** @param {import('./path.js').Check} check @param {Scenario} start @param {Scenario} scenario @param {Verdict | null} verdict */
function isMet({ is, has, lacks, unchanged, ...variant }, start, scenario, verdict) {
  if (unchanged) return unchanged.every((path) => isSameAt(path, start, scenario));
  if (!verdict) return false;
  const asked = variant.change || variant.again !== undefined ? verdictAbout(scenario, variant) : verdict;
  return (
    asked !== null &&
    Object.entries(is ?? {}).every(([path, value]) => observe(asked, path) === value) &&
    (has ?? []).every((path) => observe(asked, path) !== undefined) &&
    (lacks ?? []).every((path) => observe(asked, path) === undefined)
  );
}

/** @param {string} path @param {Scenario} left @param {Scenario} right */
export function isSameAt(path, left, right) {
  const [one, other] = [left, right].map((scenario) => JSON.stringify(canonical(get(expand(scenario), path), path)));
  return one === other;
}

/** However it is written: fields in any order, headers in any form of the contract. @param {unknown} value @param {string} path @returns {unknown} */
function canonical(value, path) {
  if (/\bheaders$/.test(path)) return headerPairs(value).map(([name, text]) => [name.toLowerCase(), text]);
  if (Array.isArray(value)) return value.map((item, index) => canonical(item, `${path}[${index}]`));
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, canonical(field, `${path}.${name}`)]);
  return fields.filter(([, field]) => field !== undefined && !(Array.isArray(field) && field.length === 0)).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}
