/** What TypeScript declares against what Rust reads and writes: neither may know a name that the other does not. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import * as corslab from 'corslab';
import { readCorpus } from '../recorder/corpus.mjs';
import { readContract } from './contract/declarations.js';
import { refusalOf, SAMPLES, withField } from './contract/samples.js';
import { shapesOf } from './contract/shapes.js';
import { check, cleanUp } from './contract/compiler.js';

const contract = readContract();
const corpus = readCorpus().flatMap(({ cases }) => cases);
after(cleanUp);

/** The recorder begins with an empty cache, so that no case of the corpus finds its preflight there. */
const CACHED = {
  page: 'https://app.example.com/',
  request: { url: 'https://api.example.com/', method: 'PUT' },
  server: { response: {} },
  preflightCache: [
    { origin: 'https://app.example.com', url: 'https://api.example.com/', stored: 0, maxAge: 5, credentials: false, method: 'PUT' },
    { origin: 'https://app.example.com', url: 'https://api.example.com/', stored: 0, maxAge: 5, credentials: true, headerName: 'x-a' },
  ],
};

describe('the declarations', () => {
  test('have everything that they name', () => {
    assert.equal(check("import * as corslab from 'CORSLAB';\nexport default corslab;\n"), '');
  });

  test('export what the package exports', () => {
    const isPublic = (/** @type {string} */ name) => name !== 'shared';
    assert.deepEqual([...contract.values].sort(), Object.keys(corslab).filter(isPublic).sort());
  });
});

describe('what goes in', () => {
  for (const [type, { fields }] of Object.entries(SAMPLES)) {
    test(`${type}: Rust reads the declared fields and no other`, () => {
      const { allowed } = refusalOf(withField(type, 'undeclared', 1));
      const read = allowed.replace(/^no such field, but one of these: /, '').split(', ');
      assert.deepEqual(read.sort(), [...contract.fields(type).keys()].sort());
    });

    test(`${type}: every declared field is taken, by Rust and by the compiler`, () => {
      assert.deepEqual(Object.keys(fields).sort(), [...contract.fields(type).keys()].sort());
      const scenarios = Object.entries(fields).flatMap(([field, values]) => values.map((value) => withField(type, field, value)));
      for (const scenario of scenarios) corslab.simulate(scenario);
      assert.equal(check(satisfying('Scenario', scenarios)), '');
    });

    test(`${type}: an undeclared field is refused by the compiler`, () => {
      assert.match(check(satisfying('Scenario', [withField(type, 'undeclared', 1)])), /undeclared"?' does not exist in type/);
    });

    for (const [field, declared] of contract.fields(type)) {
      const words = contract.words(declared);
      if (words.length === 0) continue;
      test(`${type}.${field}: Rust knows the declared words and no other`, () => {
        const { allowed } = refusalOf(withField(type, field, 'undeclared'));
        assert.equal(allowed, `one of ${words.map((word) => `"${word}"`).join(', ')}`);
        for (const word of words) assert.equal(refusalOf(withField(type, field, word)), null, word);
      });
    }
  }
});

describe('what comes out', () => {
  const scenarios = [...corpus.map(({ scenario }) => scenario), CACHED];
  const verdicts = scenarios.flatMap((scenario) => contract.words('Engine').map((engine) => corslab.simulate({ ...scenario, engine })));
  const asked = corpus.map(({ scenario: { server, ...client } }) => {
    const fetch = new corslab.Fetch(client);
    const { exchange } = fetch;
    fetch.free();
    return exchange;
  });
  const urls = [
    ...['https://a.example.com/', 'http://a.example.com/', 'https://b.example.com:8443/', 'https://example.co.uk/', 'https://127.0.0.1/'],
    ...['https://[::1]/', 'data:,', 'about:blank', 'blob:https://a.example.com/1', 'file:///x', 'https://a.github.io/', 'https://b.github.io/', 'https://github.io/'],
    'HTTP:\\\\u@0x7f.1:080/./x?y#z',
  ];
  const comparisons = urls.flatMap((a) => urls.map((b) => corslab.compareOrigins(a, b)));

  const lines = new Set([...verdicts.flatMap(({ console }) => console), 'TypeError: Failed to fetch']);
  const explained = [...lines].map((line) => corslab.explainConsoleMessage(line)).filter((told) => told !== null);

  for (const [type, values] of Object.entries({ Verdict: verdicts, ConsoleExplanation: explained, Ask: asked.filter((ask) => ask !== null), OriginComparison: comparisons })) {
    test(`${type}: each of ${values.length} is what is declared, with nothing missing and nothing more`, () => {
      const shapes = shapesOf(values);
      assert.ok(shapes.length > 1, `${shapes.length} shapes`);
      assert.equal(check(satisfying(type, shapes)), '');
    });
  }

  test('this test can fail: a field more, a field less, a word that is not declared', () => {
    const [shape] = shapesOf(verdicts.filter(({ trace }) => trace.length > 0));
    const { summary: _, ...less } = shape;
    const wrong = { ...shape, trace: [{ ...shape.trace[0], more: 1 }] };
    assert.match(check(satisfying('Verdict', [wrong])), /more"?' does not exist in type/);
    assert.match(check(satisfying('Verdict', [less])), /Property 'summary' is missing/);
    assert.match(check(satisfying('Verdict', [{ ...shape, outcome: 'blocked' }])), /'"blocked"' is not assignable/);
  });

  test('each optional field comes out somewhere', () => {
    const seen = new Set(verdicts.flatMap((verdict) => keyPaths(verdict)));
    for (const [holder, type] of Object.entries({ cause: 'Cause', 'preflight.because': 'PreflightReason', exchanges: 'Exchange', fixes: 'Fix', warnings: 'Warning', trace: 'Step', preflightCache: 'PreflightCacheEntry' })) {
      for (const field of contract.fields(type).keys()) assert.ok(seen.has(`${holder}.${field}`), `${type}.${field}`);
    }
  });

  for (const [type, path] of Object.entries({ Outcome: 'outcome', Phase: 'cause.phase', PreflightDecision: 'preflight.decision', ExchangeKind: 'exchanges.kind', ResponseType: 'response.type', StepResult: 'trace.result' })) {
    test(`every ${type} comes out somewhere`, () => {
      const seen = new Set(verdicts.flatMap((verdict) => valuesAt(verdict, path.split('.'))));
      assert.deepEqual([...seen].sort(), contract.words(type).sort());
    });
  }
});

/** A source file in which each value must be of the type, exactly. */
function satisfying(type, values) {
  const lines = values.map((value) => `(${JSON.stringify(value)}) satisfies ${type};\n`);
  return `import type { ${type} } from 'CORSLAB';\n${lines.join('')}`;
}

/** The path of every key, without the indices of arrays. */
function keyPaths(value, path = '') {
  if (Array.isArray(value)) return value.flatMap((item) => keyPaths(item, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const at = path ? `${path}.${key}` : key;
    return [at, ...keyPaths(below, at)];
  });
}

function valuesAt(value, [key, ...rest]) {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, [key, ...rest]));
  if (value === null || value === undefined) return [];
  return key === undefined ? [value] : valuesAt(value[key], rest);
}
