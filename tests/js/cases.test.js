/**
 * Every case of `tests/cases`: the verdict of the standard against what real browsers did, apart from where a person says
 * that they differ; the cause against what a person says; and each engine's own verdict against what that engine did,
 * apart from nothing.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from 'corslab';
import { readCorpus } from '../recorder/corpus.mjs';
import { recordedFacts, verdictFacts, withStandard } from './cases/facts.js';

const BROWSERS = ['chromium', 'firefox'];

/** Recordings that say something about the recorder, not about the engine. */
const HARNESS = {
  'chromium stream-body': 'a stream body needs HTTP/2, which the recorder’s server does not speak',
  'webkit cookies-font': 'that a font was loaded does not show whether it could be read, as in mode cors',
};

for (const { name: file, cases } of readCorpus()) {
  describe(file, () => {
    for (const item of cases) {
      test(`${item.name}: ${item.about}`, () => {
        const verdict = simulate(item.scenario);
        for (const browser of BROWSERS) compareWith(browser, item, verdict);
        for (const engine of Object.keys(item.browsers)) {
          if (`${engine} ${item.name}` in HARNESS) continue;
          compareWith(engine, { browsers: item.browsers }, simulate({ ...item.scenario, engine }));
        }
        assert.equal(verdict.cause?.code ?? null, item.cause, `cause; ${verdict.cause?.message ?? 'the verdict names none'}`);
      });
    }
  });
}

function compareWith(browser, { browsers, differs }, verdict) {
  const expected = withStandard(recordedFacts(browsers[browser]), differs?.[browser]);
  const differences = diff(verdictFacts(verdict, expected), expected);
  if (differences === '') return;
  const apart = differs?.[browser] ? `, apart from what the standard says (${differs[browser].why})` : '';
  assert.fail(`the verdict is not what ${browsers[browser].version} did${apart}:${differences}`);
}

/** The differing facts, one a line. */
function diff(actual, expected, path = '') {
  if (isBranch(actual) && isBranch(expected)) {
    const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    return [...keys].map((key) => diff(actual[key], expected[key], path ? `${path}.${key}` : key)).join('');
  }
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  return a === e ? '' : `\n  ${path}: verdict ${a}, expected ${e}`;
}

function isBranch(value) {
  return typeof value === 'object' && value !== null;
}
