/** Whatever is thrown at it, the package answers with a verdict or a CorslabError, and works afterwards. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { CorslabError, Fetch, compareOrigins, simulate } from 'corslab';
import { generator, randomFrom } from './hostile/random.js';

const OUTCOMES = ['readable', 'opaque', 'opaque-redirect', 'network-error'];
const GOOD = {
  page: 'https://app.example.com/',
  request: 'https://api.example.com/',
  server: { response: { headers: { 'Access-Control-Allow-Origin': '*' } } },
};

/** Runs it; answers the error when it is one that may be thrown. */
function attempt(name, run) {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof CorslabError)) throw new Error(`${name} threw ${error}`, { cause: error });
    const { field, value, allowed, message } = error;
    for (const text of [field, value, allowed]) assert.equal(typeof text, 'string');
    // A field may be called "".
    assert.ok((field !== '' || allowed.startsWith('no such field')) && value !== '' && allowed !== '', `${name}: ${message}`);
    assert.equal(simulate(GOOD).outcome, 'readable', `after ${name}: ${message}`);
    return error;
  }
}

function assertIsVerdict(verdict, name) {
  assert.ok(OUTCOMES.includes(verdict.outcome), name);
  assert.equal(verdict.cause === null, verdict.outcome !== 'network-error', name);
  assert.ok(Array.isArray(verdict.trace), name);
  assert.ok(!JSON.stringify(verdict).includes('undefined'), name);
}

/** Enough of each, so that neither all nor nothing is refused. */
function assertBoth(refused, rounds) {
  assert.ok(refused > rounds / 20 && refused < rounds * 0.95, `${refused} of ${rounds} were refused`);
}

test('6000 random scenarios', () => {
  const { scenario } = generator(randomFrom(20261121));
  const fields = new Set();
  let refused = 0;
  const rounds = 6000;
  for (let round = 0; round < rounds; round++) {
    const given = scenario();
    const error = attempt(`scenario ${round}`, () => assertIsVerdict(simulate(given), `scenario ${round}`));
    if (error) fields.add(error.field.replace(/\d+/g, '0')) && refused++;
  }
  assertBoth(refused, rounds);
  assert.ok(fields.size > 40, `${fields.size} different fields were refused`);
});

test('2000 random fetches, their replies and their times', () => {
  const { client, reply, now } = generator(randomFrom(7));
  let refused = 0;
  const rounds = 2000;
  for (let round = 0; round < rounds; round++) {
    const error = attempt(`fetch ${round}`, () => {
      const fetch = new Fetch(client());
      try {
        for (let step = 0; fetch.exchange !== null && step < 50; step++) {
          attempt(`reply ${step} to fetch ${round}`, () => fetch.respond(reply(), now()));
        }
        assertIsVerdict(fetch.verdict(), `fetch ${round}`);
      } finally {
        fetch.free();
      }
    });
    if (error) refused++;
  }
  assertBoth(refused, rounds);
});

test('3000 random pairs of origins', () => {
  const { text, junk } = generator(randomFrom(99));
  let refused = 0;
  const rounds = 3000;
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [text(), round % 50 === 0 ? junk() : text()];
    const error = attempt(`pair ${round}`, () => {
      const { sameOrigin, sameSite } = compareOrigins(a, b);
      assert.ok(sameSite || !sameOrigin, `${a} and ${b}`);
    });
    if (error) refused++;
  }
  assertBoth(refused, rounds);
});

test('every position of a random scenario takes every kind of junk', () => {
  const { junk } = generator(randomFrom(3));
  const positions = ['page', 'request', 'server', 'cookies', 'preflightCache', 'now', 'engine'];
  for (const position of positions) {
    for (let round = 0; round < 300; round++) {
      const name = `${position} ${round}`;
      attempt(name, () => assertIsVerdict(simulate({ ...GOOD, [position]: junk() }), name));
    }
  }
});

test('megabytes of text are judged', () => {
  const megabyte = 'x'.repeat(1 << 20);
  const judge = (request, headers = {}) => simulate({ ...GOOD, request, server: { response: { headers } } });
  assert.equal(judge({ url: '/', method: 'POST', body: megabyte }).outcome, 'readable');
  assert.equal(judge(`/${megabyte}`).response.url.length, 'https://app.example.com/'.length + megabyte.length);
  assert.equal(judge('https://api.example.com/', { 'Access-Control-Allow-Origin': megabyte }).cause.received.length > 0, true);
});

test('more than 16 MB are refused by name, before they reach the core', () => {
  const huge = 'x'.repeat(50_000_000);
  const refusals = {
    'request.body': { ...GOOD, request: { url: '/', method: 'POST', body: huge } },
    'server.response.headers': { ...GOOD, server: { response: { headers: huge } } },
    'cookies[0].value': { ...GOOD, cookies: [{ name: 'a', domain: 'b.example', value: huge }] },
    scenario: huge,
  };
  for (const [field, scenario] of Object.entries(refusals)) {
    const error = attempt(field, () => simulate(scenario));
    assert.deepEqual({ field: error.field, value: error.value }, { field, value: 'more than 16 MB of text' });
  }
  assert.match(attempt('many', () => simulate({ ...GOOD, cookies: new Array(4e9) })).field, /^cookies\[\d+\]$/);
  assert.equal(attempt('a URL', () => compareOrigins('https://a.example/', huge)).field, 'b');
  assert.equal(attempt('a key', () => simulate({ [huge]: 1 })).value, 'more than 16 MB of text');
});

/** Runs a script in a process of its own, where `instances` are all WebAssembly instances; answers what it prints. */
function inProcess(script) {
  const spy = `
    const instances = [];
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function (...given) { const made = new Instance(...given); instances.push(made); return made; };
    const { simulate, Fetch, compareOrigins } = await import('corslab');
    const GOOD = ${JSON.stringify(GOOD)};
    const { server, ...CLIENT } = GOOD;
    const attempt = (run) => { try { return run(); } catch (error) { return error.name + ': ' + error.message; } };
  `;
  const args = ['--input-type=module', '--eval', spy + script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

test('when the WebAssembly runs out of memory, the next call has a new one', () => {
  const found = inProcess(`
    const before = new Fetch(CLIENT);
    const lazy = simulate(GOOD);
    const { memory } = instances[0].exports;
    memory.grow(65536 - memory.buffer.byteLength / 65536);
    const text = 'x'.repeat(15_000_000);
    const fails = [];
    for (let round = 0; round < 200 && fails.length === 0; round++) {
      const fetch = attempt(() => new Fetch({ ...CLIENT, request: { url: '/' + text } }));
      if (typeof fetch === 'string') fails.push(fetch);
    }
    const after = new Fetch(CLIENT);
    const uses = [() => before.exchange, () => before.respond({}), () => before.verdict(), () => before.free()];
    console.log(JSON.stringify({
      fails,
      simulate: simulate(GOOD).outcome,
      compared: compareOrigins('https://a.example/', 'https://a.example/').sameOrigin,
      lazy: lazy.trace.length > 0,
      before: uses.map((use) => attempt(use) ?? 'nothing'),
      after: after.exchange.kind,
      instances: instances.length,
    }));
  `);
  const lost = 'Error: This Fetch was lost when the WebAssembly ran out of memory: start it again';
  assert.equal(found.fails.length, 1);
  assert.match(found.fails[0], /RuntimeError/);
  const { fails: _, ...rest } = found;
  assert.deepEqual(rest, {
    simulate: 'readable',
    compared: true,
    lazy: true,
    before: [lost, lost, lost, 'nothing'],
    after: 'actual',
    instances: 2,
  });
});

test('when the stack is full, the call fails like any other, and the next one works', () => {
  const found = inProcess(`
    const outcomes = new Set();
    function deeper(run) {
      try { deeper(run); } catch {}
      // On the way back there is a little more of the stack at each step.
      if (outcomes.has('readable')) return;
      try { outcomes.add(run()); } catch (error) { outcomes.add(error.name); }
    }
    deeper(() => simulate(GOOD).outcome);
    const simulated = [...outcomes].sort();
    outcomes.clear();
    deeper(() => { const fetch = new Fetch(CLIENT); fetch.respond(server.response); return fetch.verdict().outcome; });
    const { outcome, trace } = simulate(GOOD);
    console.log(JSON.stringify({ simulated, fetched: [...outcomes].sort(), outcome, hasTrace: trace.length > 0 }));
  `);
  const first = ['RangeError', 'readable'];
  assert.deepEqual(found, { simulated: first, fetched: first, outcome: 'readable', hasTrace: true });
});
