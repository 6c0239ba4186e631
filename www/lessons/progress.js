/** What one has done so far, kept in this browser only. Where it keeps nothing, or rubbish, one starts anew. */
import { isObject } from '../state.js';
import { path } from './path.js';

const KEY = 'corslab-lessons';
/** Longer answers than any that a question offers. */
const LONGEST = 200;

/**
 * @typedef {object} Done what was done in one lesson
 * @property {Record<string, string>} answers what was predicted, by the questions' names
 * @property {boolean} isShown whether the verdict was shown without a prediction
 * @property {number} hints how many were unfolded
 * @property {boolean} isSolved
 *
 * @typedef {object} Progress
 * @property {string} last the lesson that was open last; empty: none
 * @property {Record<string, Done>} lessons by their names
 * @property {boolean} isKept whether the browser keeps it
 */

/** @type {Done} */
const NOTHING = { answers: {}, isShown: false, hints: 0, isSolved: false };

/** @param {Progress} progress @param {string} name */
export function doneIn({ lessons }, name) {
  return Object.hasOwn(lessons, name) ? lessons[name] : NOTHING;
}

/** @param {Progress} progress @param {string} name @param {Partial<Done>} more @returns {Progress} */
export function withDone(progress, name, more) {
  return { ...progress, last: name, lessons: { ...progress.lessons, [name]: { ...doneIn(progress, name), ...more } } };
}

/** @param {Progress} progress @param {string} name @returns {Progress} */
export function withoutDone(progress, name) {
  const { [name]: _, ...lessons } = progress.lessons;
  return { ...progress, lessons };
}

/** @param {{ getItem: (key: string) => string | null } | undefined} storage @returns {Progress} */
export function readProgress(storage) {
  try {
    const kept = JSON.parse(storage?.getItem(KEY) ?? 'null');
    return { ...clean(isObject(kept) ? kept : {}), isKept: storage !== undefined };
  } catch (error) {
    // Rubbish is no obstacle to keeping something better.
    return { last: '', lessons: {}, isKept: error instanceof SyntaxError };
  }
}

/** @param {Record<string, any>} kept */
function clean({ last, lessons }) {
  const known = path.filter(({ name }) => isObject(lessons) && Object.hasOwn(lessons, name) && isObject(lessons[name]));
  return {
    last: path.some(({ name }) => name === last) ? String(last) : '',
    lessons: Object.fromEntries(known.map(({ name, questions }) => [name, cleanDone(lessons[name], questions)])),
  };
}

/** @param {Record<string, any>} kept @param {readonly import('./path.js').Question[]} questions @returns {Done} */
function cleanDone({ answers, isShown, hints, isSolved }, questions) {
  const given = questions.map(({ name }) => [name, isObject(answers) && Object.hasOwn(answers, name) ? answers[name] : undefined]);
  return {
    answers: Object.fromEntries(given.filter(([, answer]) => typeof answer === 'string' && answer.length <= LONGEST)),
    isShown: isShown === true,
    hints: Number.isInteger(hints) && hints > 0 ? hints : 0,
    isSolved: isSolved === true,
  };
}

/** @param {{ setItem: (key: string, value: string) => void } | undefined} storage @param {Progress} progress @returns {Progress} */
export function keepProgress(storage, progress) {
  try {
    if (!storage) throw new Error('no storage');
    storage.setItem(KEY, JSON.stringify({ last: progress.last, lessons: progress.lessons }));
    return { ...progress, isKept: true };
  } catch {
    return { ...progress, isKept: false };
  }
}

/** The browser's own storage; undefined: it allows none. */
export function storageOfBrowser() {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
