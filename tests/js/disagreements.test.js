/** `compareEngines` and `verdict.disagreements`: where engines differ, and which one does what. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareEngines, CorslabError, simulate } from 'corslab';

/** Chromium still safelists DPR. */
const hint = (engine) => ({
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/', headers: { DPR: '2' } },
  server: { response: { headers: { 'Access-Control-Allow-Origin': '*' } } },
  ...(engine && { engine }),
});

/** All engines let `*` cover Authorization, the standard does not. */
const authorization = {
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/', headers: { Authorization: 'x' } },
  server: { response: { headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' } } },
};

const answers = (disagreements, about) => Object.fromEntries(
  disagreements.find((each) => each.about === about)?.engines.map(({ engine, answer }) => [engine, answer]) ?? [],
);

test('each engine and the standard are told, with the version', () => {
  const found = compareEngines(hint());
  assert.deepEqual(answers(found, 'outcome'), {
    standard: 'network-error', chromium: 'readable', firefox: 'network-error', webkit: 'network-error',
  });
  assert.deepEqual(answers(found, 'preflight'), { standard: 'sent', chromium: 'not-needed', firefox: 'sent', webkit: 'sent' });
  for (const { engines } of found) for (const { version } of engines) assert.match(version, /\d/);
});

test('the standard can be the odd one out', () => {
  assert.deepEqual(answers(compareEngines(authorization), 'outcome'), {
    standard: 'network-error', chromium: 'readable', firefox: 'readable', webkit: 'readable',
  });
});

test('nothing is said where all agree', () => {
  const { request, ...rest } = hint();
  assert.deepEqual(answers(compareEngines({ ...rest, request: request.url }), 'outcome'), {});
});

test("a verdict has the same, whatever its own engine, and it is a property like any other", () => {
  const verdicts = [undefined, 'chromium', 'firefox', 'webkit'].map((engine) => simulate(hint(engine)));
  for (const verdict of verdicts) {
    assert.deepEqual(verdict.disagreements, compareEngines(hint()));
    assert.equal(verdict.disagreements, verdict.disagreements);
    assert.ok(JSON.stringify(verdict).includes('"disagreements":['));
  }
  verdicts[0].disagreements = [];
  assert.deepEqual(verdicts[0].disagreements, []);
});

test('a malformed scenario is refused by the field', () => {
  assert.throws(() => compareEngines({ ...hint(), page: 7 }), (error) => error instanceof CorslabError && error.field === 'page');
});
