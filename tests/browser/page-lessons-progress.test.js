/** What is kept of one's progress, whatever the browser's storage holds or allows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneIn, keepProgress, readProgress, withDone, withoutDone } from '../../www/lessons/progress.js';

/** @param {string | null} text */
function storageWith(text) {
  return {
    text,
    getItem() { return this.text; },
    /** @param {string} _ @param {string} value */
    setItem(_, value) { this.text = value; },
  };
}
const EMPTY = { last: '', lessons: {}, isKept: true };
const NOTHING = { answers: {}, isShown: false, hints: 0, isSolved: false };

test('comes back as it was kept', () => {
  const storage = storageWith(null);
  const progress = withDone(withDone(readProgress(storage), 'origin', { isSolved: true, answers: { port: 'readable' } }), 'preflight', { hints: 2 });
  assert.deepEqual(keepProgress(storage, progress), progress);
  assert.deepEqual(readProgress(storage), {
    last: 'preflight',
    lessons: { origin: { ...NOTHING, isSolved: true, answers: { port: 'readable' } }, preflight: { ...NOTHING, hints: 2 } },
    isKept: true,
  });
});

test('one lesson can be forgotten, and a name that every object has is no lesson', () => {
  const progress = withDone(readProgress(undefined), 'origin', { isSolved: true });
  assert.deepEqual(withoutDone(progress, 'origin').lessons, {});
  assert.deepEqual(doneIn(progress, 'constructor'), NOTHING);
});

for (const rubbish of ['', '{', 'null', '5', '[]', '{"lessons":[]}', '{"lessons":5,"last":{}}', '{"last":"__proto__","lessons":{"__proto__":{"isSolved":true},"nowhere":{}}}']) {
  test(`${JSON.stringify(rubbish)} is nothing`, () => assert.deepEqual(readProgress(storageWith(rubbish)), EMPTY));
}

test('of what is partly rubbish, the rest is kept', () => {
  const kept = { last: 'origin', lessons: { origin: { answers: { port: 5, other: 'x', 'default-port': 'readable' }, isShown: 'yes', hints: -3, isSolved: 1 }, preflight: [] } };
  assert.deepEqual(readProgress(storageWith(JSON.stringify(kept))), { last: 'origin', lessons: { origin: { ...NOTHING, answers: { 'default-port': 'readable' } } }, isKept: true });
  assert.deepEqual(readProgress(storageWith(JSON.stringify({ lessons: { origin: { answers: { port: 'x'.repeat(10_000) } } } }))).lessons.origin, NOTHING);
});

test('without storage, or with one that refuses, it lasts as long as the page', () => {
  const refuses = () => { throw new Error('SecurityError'); };
  assert.deepEqual(readProgress(undefined), { ...EMPTY, isKept: false });
  assert.deepEqual(readProgress({ getItem: refuses }), { ...EMPTY, isKept: false });
  const progress = withDone(readProgress(undefined), 'origin', { isSolved: true });
  for (const storage of [undefined, { setItem: refuses }]) assert.deepEqual(keepProgress(storage, progress), { ...progress, isKept: false });
});
