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

test('what is sent and what is read are data, as in a verdict', () => {
  const found = compareEngines(hint());
  const [standard, chromium] = ['standard', 'chromium'].map((engine) => simulate(hint(engine)));
  const { response } = chromium;
  assert.deepEqual(answers(found, 'response'), { standard: null, chromium: response, firefox: null, webkit: null });
  assert.deepEqual(answers(found, 'exchanges').standard, standard.exchanges.map(({ request }) => request));
});

test('an engine that alone follows a redirect says what it asks for', () => {
  const elsewhere = { ...hint(), request: hint().request.url, server: { response: { status: 310, headers: { 'Access-Control-Allow-Origin': '*', Location: '/b' } } } };
  const asks = { hop: 1, url: 'https://api.example.com/b' };
  assert.deepEqual(answers(compareEngines(elsewhere), 'outcome'), {
    standard: 'readable', chromium: 'readable', firefox: 'readable', webkit: asks,
  });
  assert.equal(simulate(elsewhere).disagreements.length, 3);
  assert.throws(() => simulate({ ...elsewhere, engine: 'webkit' }), { constructor: CorslabError, field: 'server[1]' });
});

test('a verdict names the version of its engine', () => {
  const versions = Object.fromEntries(compareEngines(hint())[0].engines.map(({ engine, version }) => [engine, version]));
  for (const [engine, version] of Object.entries(versions)) assert.equal(simulate(hint(engine)).engineVersion, version);
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
