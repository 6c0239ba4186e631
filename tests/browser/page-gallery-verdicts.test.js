/**
 * What each scene of the gallery tells, as the standard and the browsers have it: written by hand, from the Fetch Standard,
 * RFC 6265bis and what the browsers are known to do. The page computes the same by the simulator.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { initSync } from 'corslab/slim';
import { inRoot } from '../../js/build/root.js';
import { verdictOf } from '../../www/decide.js';
import { links } from '../../www/gallery/links.js';
import { addressOf, find, mistakes, readName } from '../../www/gallery/mistakes.js';
import { readPlace } from '../../www/place.js';
import { gallery as words } from '../../www/strings.js';

const ENGINES = /** @type {const} */ (['standard', 'chromium', 'firefox', 'webkit']);

/**
 * Each row is a scene: outcome, what came to the server (`asked`: the preflight alone; `unasked`: nothing), cookies (`-`:
 * none), preflight; then what decided, and where an engine differs.
 *
 * @typedef {[outcome: string, server: string, cookies: string, preflight: string, cause?: string | null, otherwise?: Record<string, Partial<Told>>]} Row
 * @typedef {{ outcome: string, server: string, cookies: string, preflight: string, cause: string | null }} Told
 */

/** Total Cookie Protection: a jar for each site that one visits. */
const JARS = { firefox: { cookies: '-' } };

/** By names that are part of addresses: none may ever be taken away. @type {Record<string, Row[]>} */
const EXPECTED = {
  bank: [
    ['network-error', 'came', 'session', 'not-needed', 'missing-allow-origin', JARS],
    ['readable', 'came', 'session', 'not-needed'],
    ['network-error', 'asked', '-', 'sent', 'preflight-not-handled'],
    ['opaque', 'came', 'session', 'not-needed'],
  ],
  'wildcard-with-credentials': [
    ['network-error', 'came', 'session', 'not-needed', 'wildcard-with-credentials'],
    ['readable', 'came', '-', 'not-needed'],
    ['readable', 'came', 'session', 'not-needed'],
  ],
  'reflected-origin': [
    ['readable', 'came', 'session', 'not-needed', null, JARS],
    ['readable', 'came', 'session', 'not-needed', null, JARS],
    ['readable', 'came', 'session', 'not-needed'],
    ['network-error', 'came', 'session', 'not-needed', 'missing-allow-origin', JARS],
  ],
  'null-origin': [
    ['readable', 'came', 'session', 'not-needed', null, JARS],
    ['readable', 'came', 'session', 'not-needed', null, JARS],
    ['network-error', 'came', 'session', 'not-needed', 'missing-allow-origin', JARS],
  ],
  'wildcard-subdomain': [
    ['network-error', 'came', '-', 'not-needed', 'allow-origin-mismatch'],
    ['readable', 'came', '-', 'not-needed'],
    ['readable', 'came', '-', 'not-needed'],
    ['readable', 'came', '-', 'not-needed'],
    ['readable', 'came', '-', 'not-needed'],
  ],
  'trailing-slash': [
    ['network-error', 'came', '-', 'not-needed', 'allow-origin-mismatch'],
    ['network-error', 'came', '-', 'not-needed', 'allow-origin-mismatch'],
    ['network-error', 'came', '-', 'not-needed', 'allow-origin-mismatch'],
    ['readable', 'came', '-', 'not-needed'],
  ],
  'duplicate-header': [
    ['network-error', 'came', '-', 'not-needed', 'duplicate-allow-origin'],
    ['network-error', 'came', '-', 'not-needed', 'duplicate-allow-origin'],
    ['network-error', 'came', '-', 'not-needed', 'multiple-allow-origin'],
    ['readable', 'came', '-', 'not-needed'],
  ],
  'missing-vary': [
    ['readable', 'came', '-', 'not-needed'],
    ['network-error', 'came', '-', 'not-needed', 'allow-origin-mismatch'],
    ['network-error', 'came', '-', 'not-needed', 'missing-allow-origin'],
    ['readable', 'came', '-', 'not-needed'],
  ],
  'preflight-401': [
    ['network-error', 'asked', '-', 'sent', 'preflight-requires-auth'],
    ['network-error', 'asked', '-', 'sent', 'preflight-not-handled'],
    ['readable', 'came', '-', 'sent'],
    ['readable', 'came', '-', 'sent'],
  ],
  'new-header': [
    ['readable', 'came', '-', 'not-needed'],
    ['network-error', 'asked', '-', 'sent', 'header-not-allowed'],
    ['network-error', 'asked', '-', 'sent', 'header-not-allowed'],
    // No browser has followed the text yet.
    ['readable', 'came', '-', 'sent', null, { standard: { outcome: 'network-error', server: 'asked', cause: 'authorization-not-listed' } }],
    ['readable', 'came', '-', 'sent'],
  ],
  'error-without-headers': [
    ['readable', 'came', '-', 'not-needed'],
    ['network-error', 'came', '-', 'not-needed', 'server-error'],
    ['readable', 'came', '-', 'not-needed'],
  ],
  localhost: [
    ['network-error', 'came', '-', 'not-needed', 'missing-allow-origin'],
    ['network-error', 'came', '-', 'not-needed', 'allow-origin-mismatch'],
    ['network-error', 'unasked', '-', 'not-needed', 'mixed-content'],
    ['readable', 'came', '-', 'not-needed'],
  ],
  'no-cors': [
    ['network-error', 'came', '-', 'not-needed', 'missing-allow-origin'],
    ['opaque', 'came', '-', 'not-needed'],
    ['opaque', 'came', '-', 'not-needed'],
    ['network-error', 'asked', '-', 'sent', 'missing-allow-origin'],
    ['readable', 'came', '-', 'not-needed'],
  ],
  'reverse-proxy': [
    ['readable', 'came', 'session', 'sent'],
    ['readable', 'came', 'session', 'not-needed'],
    ['network-error', 'came', 'session', 'not-needed', 'missing-allow-origin'],
  ],
  csrf: [
    ['opaque', 'came', 'session', 'not-needed'],
    ['network-error', 'came', 'session', 'not-needed', 'missing-allow-origin', JARS],
    // Lax by default: the draft and Chromium, neither Firefox nor WebKit.
    ['opaque', 'came', '-', 'not-needed', null, { firefox: { cookies: 'session' }, webkit: { cookies: 'session' } }],
    ['opaque', 'came', '-', 'not-needed'],
    ['opaque', 'came', 'session', 'not-needed'],
  ],
  jsonp: [
    ['network-error', 'came', 'session', 'not-needed', 'missing-allow-origin', JARS],
    ['opaque', 'came', 'session', 'not-needed', null, JARS],
    ['network-error', 'came', 'session', 'not-needed', 'resource-policy', JARS],
    ['readable', 'came', 'session', 'not-needed', null, JARS],
  ],
  curl: [
    ['network-error', 'came', '-', 'not-needed', 'missing-allow-origin'],
    ['opaque', 'came', '-', 'not-needed'],
    ['readable', 'came', '-', 'not-needed'],
  ],
};

before(() => initSync(readFileSync(inRoot('dist/corslab.wasm'))));

/** @param {import('corslab').Verdict} verdict @returns {Told} */
function told({ outcome, reachedServer, exchanges, preflight, cause }) {
  const cookies = exchanges.filter(({ kind }) => kind === 'actual').flatMap(({ request }) => request.headers.filter(([name]) => name === 'Cookie'));
  return {
    outcome,
    server: reachedServer ? 'came' : exchanges.length > 0 ? 'asked' : 'unasked',
    cookies: cookies.map(([, value]) => value.split('=')[0]).join() || '-',
    preflight: preflight.decision,
    cause: cause?.code ?? null,
  };
}

describe('every scene of the gallery', () => {
  test('no entry is lost, none is untold', () => assert.deepEqual(mistakes.map(({ name }) => name), Object.keys(EXPECTED)));
  for (const [name, rows] of Object.entries(EXPECTED)) {
    const mistake = mistakes.find((one) => one.name === name);
    test(`${name} has as many scenes`, () => assert.equal(mistake?.scenes.length, rows.length));
    rows.forEach(([outcome, server, cookies, preflight, cause = null, otherwise = {}], index) => {
      for (const engine of ENGINES) {
        test(`${name}, scene ${index + 1}, in ${engine}`, () => {
          const scenario = mistake?.scenes[index].scenario;
          assert.deepEqual(told(verdictOf({ ...scenario, engine })), { outcome, server, cookies, preflight, cause, ...otherwise[engine] });
        });
      }
      for (const engine of Object.keys(otherwise)) {
        test(`${name}, scene ${index + 1}: the words name ${engine}, which differs`, () => {
          const text = words.mistakes[/** @type {'bank'} */ (name)].scenes[index][1];
          const note = mistake?.thirdParty ? words.thirdParty : '';
          const label = /** @type {Record<string, string>} */ ({ standard: 'standard', firefox: 'Firefox', webkit: 'WebKit' })[engine];
          assert.ok(`${text} ${note}`.includes(label));
        });
      }
    });
  }
});

describe('what the scenes say beyond that', () => {
  /** @param {string} name @param {number} scene @param {import('corslab').Engine} [engine] */
  const verdict = (name, scene, engine = 'standard') => verdictOf({ ...mistakes.find((one) => one.name === name)?.scenes[scene - 1].scenario, engine });
  test('no-cors drops the token', () => {
    const [{ request }] = verdict('no-cors', 3).exchanges;
    assert.ok(!request.headers.some(([header]) => header.toLowerCase() === 'authorization'));
    assert.equal(verdict('no-cors', 3).response?.status, 0);
  });
  test('an error with headers shows its status', () => {
    assert.equal(verdict('error-without-headers', 3).response?.status, 502);
    assert.equal(verdict('preflight-401', 4).response?.status, 401);
  });
  test('a preflight carries neither token nor cookies', () => {
    const [{ kind, request }] = verdict('preflight-401', 1).exchanges;
    assert.equal(kind, 'preflight');
    assert.ok(!request.headers.some(([header]) => /^(?:authorization|cookie)$/i.test(header)));
  });
  test('behind the proxy the response is basic', () => assert.equal(verdict('reverse-proxy', 2).response?.type, 'basic'));
  test('a sandboxed frame and a file say null', () => {
    for (const scene of [1, 2]) assert.deepEqual(verdict('null-origin', scene).exchanges[0].request.headers.find(([header]) => header === 'Origin'), ['Origin', 'null']);
  });
  test('a new cookie is sent by Chromium for two minutes, as the words say', () => {
    const scene = mistakes.find(({ name }) => name === 'csrf')?.scenes[2].scenario ?? {};
    const cookies = [{ ...scene.cookies[0], created: 1000 }];
    assert.equal(told(verdictOf({ ...scene, cookies, now: 60_000, engine: 'chromium' })).cookies, 'session');
    assert.equal(told(verdictOf({ ...scene, cookies, now: 200_000, engine: 'chromium' })).cookies, '-');
  });
  test('consoles print what is to be read there, and where one is promised', () => {
    for (const { name, console: number } of mistakes) {
      if (number) for (const engine of /** @type {const} */ (['chromium', 'firefox', 'webkit'])) assert.notEqual(verdict(name, number, engine).console.length, 0, name);
    }
    for (const scene of [2, 3]) assert.deepEqual(verdict('reflected-origin', scene, 'chromium').console, []);
    assert.match(verdict('trailing-slash', 1, 'chromium').console[0], /https:\/\/app\.example\.com\/'/);
    assert.match(verdict('trailing-slash', 1, 'firefox').console[0], /‘https:\/\/app\.example\.com\/’/);
    for (const engine of /** @type {const} */ (['chromium', 'firefox', 'webkit'])) {
      assert.match(verdict('duplicate-header', 1, engine).console[0], /[Mm]ultiple|more than one/);
      assert.match(verdict('new-header', 2, engine).console[0], /traceparent/);
    }
    assert.match(verdict('new-header', 4, 'firefox').console[0], /will disallow .* soon/);
  });
});

describe('the words and the addresses', () => {
  test('every entry has all its words, and every link a name and an address', () => {
    const rooms = Object.keys(words.kinds);
    for (const { name, kind, scenes, shown, links: names, see = [] } of mistakes) {
      const { title, brief, scenes: texts, risk, signs, fix, test: how } = words.mistakes[/** @type {'bank'} */ (name)];
      assert.ok([title, brief, risk, signs, fix, how].every((text) => text.length > 5), name);
      assert.equal(texts.length, scenes.length, name);
      assert.ok(rooms.includes(kind) && shown <= scenes.length, name);
      assert.ok(names.length > 0 && names.every((one) => links[one]?.startsWith('https://') && words.links[/** @type {'corp'} */ (one)]), name);
      assert.ok(see.every((other) => other !== name && mistakes.some((one) => one.name === other)), name);
    }
    assert.deepEqual(Object.keys(words.mistakes).sort(), Object.keys(EXPECTED).sort());
    assert.deepEqual(Object.keys(words.links).sort(), Object.keys(links).sort());
    assert.ok(Object.keys(links).every((one) => mistakes.some((mistake) => mistake.links.includes(one))));
  });
  test('code stands between two marks', () => {
    const texts = JSON.stringify(words, (_, value) => (typeof value === 'string' && value.split('`').length % 2 === 0 ? '\uFFFF' : value));
    assert.ok(!texts.includes('\uFFFF'));
  });
  test('addresses name entries and scenes', () => {
    assert.equal(addressOf('bank'), '#gallery/bank');
    assert.equal(addressOf('bank', 1), '#gallery/bank/2');
    assert.deepEqual(readPlace('gallery/bank/2'), { room: 'gallery', name: 'bank/2' });
    assert.equal(readName('bank')?.at, 0);
    assert.equal(readName('bank/2')?.at, 1);
    assert.equal(readName('bank/2')?.mistake.name, 'bank');
    for (const odd of ['', 'bank/', 'bank/0', 'bank/9', 'bank/2/3', 'BANK', 'nobody', '__proto__', 'bank\n', 'constructor/1']) assert.equal(readName(odd), undefined, odd);
  });
  test('a filter takes all words, in any case, and a kind', () => {
    const textOf = (/** @type {{ name: string }} */ { name }) => ({ bank: 'The Bank', csrf: 'the bank, forged' })[name] ?? '';
    assert.deepEqual(find({ text: ' BANK  the', kind: '' }, textOf).map(({ name }) => name), ['bank', 'csrf']);
    assert.deepEqual(find({ text: 'bank forged', kind: '' }, textOf).map(({ name }) => name), ['csrf']);
    assert.deepEqual(find({ text: 'bank', kind: 'misunderstanding' }, textOf).map(({ name }) => name), ['bank']);
    assert.equal(find({ text: '', kind: '' }, textOf).length, mistakes.length);
    assert.deepEqual(find({ text: '.*', kind: '' }, textOf), []);
  });
});
