/** `verdict.trace` is made when it is first read, and is in all else a property like any other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fetch, simulate } from 'corslab';

const scenario = () => ({
  page: 'https://app.example.com/',
  request: 'https://api.example.com/',
  server: { response: { headers: { 'Access-Control-Allow-Origin': 'https://app.example.com/' } } },
});

/** The step by which the standard refuses this reply, as https://fetch.spec.whatwg.org/#concept-cors-check has it. */
function assertTellsTheRefusal(trace) {
  const refusal = trace.find(({ result }) => result === 'fail');
  assert.equal(refusal.algorithm, 'CORS check');
  assert.equal(refusal.hop, 0);
  assert.equal(refusal.value, 'https://app.example.com/');
  assert.equal(refusal.expected, 'https://app.example.com');
}

test('it is the last own property: enumerable, configurable, and the same array at each reading', () => {
  const verdict = simulate(scenario());
  assert.equal(Object.keys(verdict).at(-1), 'trace');
  const { enumerable, configurable } = Object.getOwnPropertyDescriptor(verdict, 'trace');
  assert.deepEqual({ enumerable, configurable }, { enumerable: true, configurable: true });
  assertTellsTheRefusal(verdict.trace);
  assert.equal(verdict.trace, verdict.trace);
});

test('it is not made before it is read', () => {
  const text = JSON.stringify(scenario());
  const { parse } = JSON;
  const parsed = [];
  JSON.parse = (...given) => (parsed.push(given[0]), parse(...given));
  try {
    const verdict = simulate(parse(text));
    assert.equal(parsed.length, 1);
    assert.ok(!parsed[0].includes('"trace"'));
    assertTellsTheRefusal(verdict.trace);
    assert.equal(parsed.length, 2);
  } finally {
    JSON.parse = parse;
  }
});

test('it is about the scenario as it was', () => {
  const given = scenario();
  const verdict = simulate(given);
  given.server.response.headers['Access-Control-Allow-Origin'] = '*';
  assertTellsTheRefusal(verdict.trace);
});

test('JSON, structuredClone, spread, assign and entries all have it', () => {
  const copies = {
    JSON: (verdict) => JSON.parse(JSON.stringify(verdict)),
    structuredClone,
    spread: (verdict) => ({ ...verdict }),
    assign: (verdict) => Object.assign({}, verdict),
    entries: (verdict) => Object.fromEntries(Object.entries(verdict)),
    descriptors: (verdict) => Object.create(Object.prototype, Object.getOwnPropertyDescriptors(verdict)),
  };
  for (const [name, copy] of Object.entries(copies)) {
    const copied = copy(simulate(scenario()));
    assertTellsTheRefusal(copied.trace);
    assert.deepEqual(copied, simulate(scenario()), name);
  }
});

test('deepStrictEqual sees it, and sees a difference in it', () => {
  assert.deepEqual(simulate(scenario()), simulate(scenario()));
  const [a, b] = [simulate(scenario()), simulate(scenario())];
  b.trace = [];
  assert.notDeepEqual(a, b);
});

test('it can be replaced, redefined and deleted', () => {
  const replaced = simulate(scenario());
  replaced.trace = 'mine';
  assert.equal(replaced.trace, 'mine');
  assert.equal(JSON.parse(JSON.stringify(replaced)).trace, 'mine');
  const again = simulate(scenario());
  void again.trace;
  again.trace = 'mine';
  assert.equal(again.trace, 'mine');
  delete again.trace;
  assert.equal('trace' in again, false);
  assertTellsTheRefusal(simulate(scenario()).trace);
});

test('a frozen verdict has it, and cannot get another', () => {
  const frozen = Object.freeze(simulate(scenario()));
  assertTellsTheRefusal(frozen.trace);
  assert.equal(frozen.trace, frozen.trace);
  assert.throws(() => (frozen.trace = []), TypeError);
});

test('it is found through a Proxy, and through an object that inherits from the verdict', () => {
  assertTellsTheRefusal(new Proxy(simulate(scenario()), {}).trace);
  const reactive = new Proxy(simulate(scenario()), { get: (target, key, receiver) => Reflect.get(target, key, receiver) });
  assertTellsTheRefusal(reactive.trace);
  const base = simulate(scenario());
  const heir = Object.create(base);
  assertTellsTheRefusal(heir.trace);
  heir.trace = [];
  assertTellsTheRefusal(base.trace);
});

test('a scenario of platform objects has the trace of the plain one', () => {
  const { response } = scenario().server;
  const server = { response: new Response('', response) };
  const given = { ...scenario(), page: new URL('https://app.example.com/'), server };
  assert.deepEqual(simulate(given).trace, simulate(scenario()).trace);
});

test('the verdict of a Fetch is the same, but for what other engines would do', () => {
  const { server, ...client } = scenario();
  const fetch = new Fetch(client);
  fetch.respond(server.response);
  const { disagreements, ...verdict } = simulate(scenario());
  assert.deepEqual(fetch.verdict(), verdict);
  assert.deepEqual(disagreements, []);
  fetch.free();
});
