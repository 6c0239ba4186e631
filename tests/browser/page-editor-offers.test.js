/** What the page offers while one writes headers, and as ready replies to OPTIONS: without a browser. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from '../../dist/index.js';
import { askedAt, movedFrom } from '../../www/editor/asked.js';
import { suggestionsAt } from '../../www/editor/complete/suggest.js';
import { VOCABULARY } from '../../www/editor/complete/vocabulary.js';
import { choiceOf, readyReplies } from '../../www/editor/ready-replies.js';
import { completion } from '../../www/strings.js';

const ASKED = { url: 'http://api.example.com/items', origin: 'https://app.example.com', method: 'PUT', headers: ['content-type', 'x-reason'], credentials: false };
const FACTS = { asked: ASKED, hidden: ['etag'] };

/** What is offered at the `|` in the text. @param {string} text @param {('request' | 'preflight' | 'response')[]} [sides] */
function offered(text, sides = ['preflight', 'response'], facts = FACTS) {
  const found = suggestionsAt(text.replace('|', ''), text.indexOf('|'), sides, facts);
  return found?.items.map((item) => item.text) ?? [];
}

/** The text after the first offer was taken. @param {string} text */
function taken(text) {
  const plain = text.replace('|', '');
  const found = suggestionsAt(plain, text.indexOf('|'), ['preflight', 'response'], FACTS);
  return found ? plain.slice(0, found.from) + found.items[0].text + plain.slice(found.to) : plain;
}

describe('names of headers', () => {
  test('begin with what was typed, or have a part that does', () => {
    assert.deepEqual(offered('access-control-allow-m|'), ['Access-Control-Allow-Methods: ']);
    assert.deepEqual(offered('set|'), ['Set-Cookie: ']);
    assert.deepEqual(offered('Va|'), ['Vary: ']);
    assert.deepEqual(offered('max|'), ['Access-Control-Max-Age: ']);
    assert.deepEqual(offered('zz|'), []);
  });

  test('are those of the side on which one writes', () => {
    assert.ok(offered('a|', ['request']).includes('Authorization: '));
    assert.ok(!offered('a|', ['request']).some((name) => name.startsWith('Access-Control-')));
    assert.ok(!offered('a|', ['preflight']).includes('Access-Control-Expose-Headers: '));
    assert.ok(!offered('a|', ['response']).includes('Access-Control-Max-Age: '));
  });

  test('take the place of what was typed, in any line', () => {
    assert.equal(taken('X: 1\n  var|\nY: 2'), 'X: 1\n  Vary: \nY: 2');
    assert.equal(taken('Va|ri: Origin'), 'Vary: Origin');
    assert.equal(taken('Vary|: Origin'), 'Vary: Origin');
  });

  test('each say in words what they are for', () => {
    for (const { name } of VOCABULARY) assert.ok(/** @type {Record<string, string>} */ (completion.names)[name]?.length > 5, name);
  });
});

describe('values of headers', () => {
  test('come from the verdict first', () => {
    assert.deepEqual(offered('Access-Control-Allow-Origin: |'), ['https://app.example.com', '*', 'null']);
    assert.deepEqual(offered('access-control-allow-methods: |').slice(0, 2), ['PUT', '*']);
    assert.deepEqual(offered('Access-Control-Allow-Headers: |').slice(0, 4), ['content-type, x-reason', 'content-type', 'x-reason', '*']);
    assert.deepEqual(offered('Access-Control-Expose-Headers: |')[0], 'etag');
    assert.deepEqual(offered('Location: |'), ['https://api.example.com/items']);
  });

  test('without a verdict there are the usual ones', () => {
    assert.deepEqual(offered('Access-Control-Allow-Origin: |', ['response'], { asked: /** @type {any} */ (null), hidden: [] }), ['*', 'null']);
  });

  test('begin with what was typed, and are not offered where they stand', () => {
    assert.deepEqual(offered('Access-Control-Allow-Origin: htt|'), ['https://app.example.com']);
    assert.deepEqual(offered('Access-Control-Allow-Origin: https://app.example.com|'), []);
    assert.deepEqual(offered('X-Unknown: |'), []);
  });

  test('go into a list, each once', () => {
    assert.deepEqual(offered('Access-Control-Allow-Methods: PUT, P|'), ['POST', 'PATCH']);
    assert.deepEqual(offered('Access-Control-Allow-Methods: P|, PUT'), ['POST', 'PATCH']);
    assert.equal(taken('Access-Control-Allow-Headers: *, x|'), 'Access-Control-Allow-Headers: *, x-reason');
    assert.equal(taken('Vary:|'), 'Vary: Origin');
  });
});

describe('what was asked', () => {
  const scenario = {
    page: 'https://app.example.com/',
    request: { url: 'https://api.example.com/items?a=1', method: 'PUT', headers: { 'X-B': '1', 'X-A': '2' } },
    server: { response: {} },
  };

  test('is read in the verdict', () => {
    assert.deepEqual(askedAt(simulate(scenario), 0), { url: 'https://api.example.com/items?a=1', origin: 'https://app.example.com', method: 'PUT', headers: ['x-a', 'x-b'], credentials: false });
    assert.equal(askedAt(simulate(scenario), 1), null);
    assert.equal(askedAt(null, 0), null);
    assert.deepEqual(askedAt(simulate({ ...scenario, request: 'https://app.example.com/x' }), 0), { url: 'https://app.example.com/x', origin: undefined, method: undefined, headers: [], credentials: false });
  });

  for (const credentials of /** @type {const} */ (['same-origin', 'include'])) {
    test(`a reply that allows just that is enough, with credentials “${credentials}”`, () => {
      const asking = { ...scenario, request: { ...scenario.request, credentials } };
      const [[name, reply]] = readyReplies(askedAt(simulate(asking), 0));
      assert.equal(name, 'allow');
      const verdict = simulate({ ...asking, server: { preflight: /** @type {any} */ (reply), response: {} } });
      assert.deepEqual(verdict.exchanges.map(({ kind, result }) => `${kind} ${result}`), ['preflight accepted', 'actual rejected']);
      assert.deepEqual(verdict.warnings.filter(({ severity, target }) => target === 'preflight' && severity === 'fragile'), []);
    });
  }

  test('without a preflight there is nothing to allow', () => {
    const quiet = { ...scenario, request: 'https://api.example.com/' };
    const ready = readyReplies(askedAt(simulate(quiet), 0));
    assert.equal(ready.find(([name]) => name === 'allow')?.[1], undefined);
    assert.deepEqual(ready.find(([name]) => name === 'bare')?.[1], { status: 204 });
  });

  test('where servers redirect to', () => {
    assert.equal(movedFrom('http://a.example/x?q'), 'https://a.example/x?q');
    assert.equal(movedFrom('https://a.example/x?q'), 'https://a.example/x/?q');
    assert.notEqual(movedFrom('https://a.example/'), 'https://a.example/');
  });
});

describe('the choice', () => {
  const ready = readyReplies(ASKED);

  test('follows from the reply', () => {
    assert.equal(choiceOf(undefined, ready), 'same');
    assert.equal(choiceOf({ status: 200 }, ready), 'own');
    assert.equal(choiceOf({ status: 204, headers: '' }, ready), 'bare');
    assert.equal(choiceOf({ status: 204, headers: [] }, ready), 'bare');
    assert.equal(choiceOf({ status: 204, headers: 'X: 1' }, ready), 'own');
    assert.equal(choiceOf({ status: 401, headers: { 'WWW-Authenticate': 'Bearer' } }, ready), 'login');
    assert.equal(choiceOf({ networkFailure: true }, ready), 'nothing');
    assert.equal(choiceOf({ status: 204, unknown: 1 }, ready), 'own');
  });

  test('survives what is no reply at all', () => {
    for (const odd of [null, 5, 'x', [], { headers: 7 }, { status: 'x' }]) assert.equal(choiceOf(odd, ready), 'own');
  });

  test('tells all ready replies apart', () => {
    for (const [name, reply] of ready) assert.equal(choiceOf(reply, ready), name);
  });
});
