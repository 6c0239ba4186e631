/** How the page colours texts, and where it marks what the verdict finds: without a browser. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from '../../dist/index.js';
import { marksOf } from '../../www/editor/marks.js';
import { codeTokens, headerTokens } from '../../www/editor/tokens.js';
import { expand } from '../../www/state.js';

/** @param {import('../../www/editor/tokens.js').Token[][]} lines each piece as `kind|text`, plain ones as their text */
const shown = (lines) => lines.map((tokens) => tokens.map(({ kind, text }) => (kind ? `${kind}|${text}` : text)));

describe('header lines', () => {
  test('are a name, a colon and a value', () => {
    assert.deepEqual(shown(headerTokens('Vary: Origin\nX-A:\n\nx:a:b')), [
      ['name|Vary', 'sign|:', ' Origin'], ['name|X-A', 'sign|:'], [], ['name|x', 'sign|:', 'a:b'],
    ]);
  });

  test('show what is odd in them', () => {
    assert.deepEqual(shown(headerTokens('no colon\nVary : a\n X: b\nX: café\nX: a\u200bb\nX-é: \u0001')), [
      ['odd|no colon'],
      ['name|Vary', 'odd| ', 'sign|:', ' a'],
      ['odd| ', 'name|X', 'sign|:', ' b'],
      ['name|X', 'sign|:', ' caf', 'odd|é'],
      ['name|X', 'sign|:', ' a', 'unseen-mark|\u200b', 'b'],
      ['name|X-', 'odd|é', 'sign|:', ' ', 'unseen-mark|\u0001'],
    ]);
  });

  test('are never cut inside what is drawn as one glyph', () => {
    assert.deepEqual(shown(headerTokens('X: e\u0301 1\uFE0F\u20E3 \u{1F468}\u200D\u{1F469}\nX:\u0301y')), [
      ['name|X', 'sign|:', ' ', 'odd|e\u0301', ' ', 'odd|1\uFE0F\u20E3', ' ', 'odd|\u{1F468}\u200D\u{1F469}'],
      ['name|X', 'sign|:\u0301', 'y'],
    ]);
  });
});

describe('code', () => {
  test('has words, names, strings, numbers and notes', () => {
    assert.deepEqual(shown(codeTokens("await fetch('/x', { keepalive: true, // yes\n 'X-A': 5 })")), [
      ['word|await', ' ', 'fetch', '(', "string|'/x'", ', { ', 'name|keepalive', ': ', 'word|true', ', ', 'note|// yes'],
      [' ', "string|'X-A'", ': ', 'number|5', ' })'],
    ]);
  });

  test('may be markup or a style sheet', () => {
    assert.deepEqual(shown(codeTokens('<img src="/x" alt="">')), [['tag|<img', ' ', 'name|src', '=', 'string|"/x"', ' ', 'name|alt', '=', 'string|""', '>']]);
    assert.deepEqual(shown(codeTokens('@font-face { src: url("/f") }')), [['name|@font-face', ' { ', 'name|src', ': ', 'url', '(', 'string|"/f"', ') }']]);
  });

  test('may be unfinished', () => {
    assert.deepEqual(shown(codeTokens("fetch('/x\n{ `a\nb /* c")), [['fetch', '(', "string|'/x"], ['{ ', 'string|`a'], ['string|b /* c']]);
  });
});

test('the pieces of any text, joined, are the text', () => {
  const texts = ['', '\n', '\n\n', ':\n: :\n::', '\u0301', ' \u0301:\u0301', 'a\ud800b:\udc00', '\u202e\u2066: \u2069\n\t:\t', `${'x'.repeat(30_000)}:${'é '.repeat(3000)}`, '"\\\n"\\', '/*', '<!--\n', '`\n', '"\u0301x"\u0301'];
  for (const text of texts) {
    for (const tokens of [headerTokens, codeTokens]) {
      assert.equal(tokens(text).map((line) => line.map((token) => token.text).join('')).join('\n'), text);
      assert.ok(tokens(text).flat().every((token) => token.text !== ''));
    }
  }
});

describe('marks', () => {
  const page = 'https://app.example.com/';
  const url = 'https://api.example.com/items';
  /** @param {any} scenario @returns {Record<string, unknown[]>} without the core's words */
  const marks = (scenario) => {
    const found = marksOf(expand(scenario), simulate(scenario));
    return Object.fromEntries([...found].map(([path, list]) => [path, list.map(({ kind, lines, missing, inPreflight }) => ({ kind, lines, ...(missing && { missing }), ...(inPreflight && { inPreflight }) }))]));
  };

  test('name a header that is missing', () => {
    assert.deepEqual(marks({ page, request: url, server: { response: { headers: 'Content-Type: text/plain' } } }), {
      'server[0].response.headers': [{ kind: 'error', lines: [], missing: 'Access-Control-Allow-Origin' }],
    });
  });

  test('find the line among others, blank ones too, whatever ends it', () => {
    for (const end of ['\n', '\r\n']) {
      const headers = ['', 'Content-Type: text/plain', '', 'access-control-allow-origin:   https://other.example  '].join(end);
      assert.deepEqual(marks({ page, request: url, server: { response: { headers } } }), {
        'server[0].response.headers': [{ kind: 'error', lines: [3] }],
      });
    }
  });

  test('stand at every one of several lines that are wrong together', () => {
    const headers = 'Access-Control-Allow-Origin: *\nX-A: 1\nAccess-Control-Allow-Origin: *';
    assert.deepEqual(marks({ page, request: url, server: { response: { headers } } }), {
      'server[0].response.headers': [{ kind: 'error', lines: [0, 2] }],
    });
  });

  const put = { url, method: 'PUT', headers: { 'X-A': '1' } };
  test('about a preflight stand in its own reply, or in the one that it shares', () => {
    const allowed = 'Access-Control-Allow-Origin: *';
    const refusal = [{ kind: 'error', lines: [], missing: 'Access-Control-Allow-Methods' }, { kind: 'error', lines: [], missing: 'Access-Control-Allow-Headers' }];
    assert.deepEqual(marks({ page, request: put, server: { preflight: { headers: allowed }, response: { headers: allowed } } }), {
      'server[0].preflight.headers': refusal,
    });
    assert.deepEqual(marks({ page, request: put, server: { response: { headers: allowed } } }), {
      'server[0].response.headers': refusal.map((mark) => ({ ...mark, inPreflight: true })),
    });
  });

  test('about a status stand at the status', () => {
    const answer = { preflight: { status: 405 }, response: { headers: 'Access-Control-Allow-Origin: *' } };
    const found = marks({ page, request: put, server: answer });
    assert.deepEqual(found['server[0].preflight.status'], [{ kind: 'error', lines: [] }]);
    assert.equal(found['server[0].response.headers'], undefined);
  });

  test('stand at the hop that they are about', () => {
    const server = [
      { response: { status: 302, headers: 'Location: https://b.example.net/\nAccess-Control-Allow-Origin: *' } },
      { response: { headers: 'Access-Control-Allow-Origin: https://a.example' } },
    ];
    assert.deepEqual(marks({ page, request: url, server }), { 'server[1].response.headers': [{ kind: 'error', lines: [0] }] });
  });

  test('stand in the request where its headers are wrong', () => {
    const server = { response: { headers: 'Access-Control-Allow-Origin: *' } };
    assert.deepEqual(marks({ page, request: { url, headers: [['Accept', 'x'], ['X Key', '1']] }, server }), { 'request.headers': [{ kind: 'error', lines: [1] }] });
    assert.deepEqual(marks({ page, request: { url, headers: 'Accept: x\nCookie: a=b' }, server }), { 'request.headers': [{ kind: 'warning', lines: [1] }] });
  });

  test('warn of what works, and say nothing twice', () => {
    assert.deepEqual(marks({ page, request: url, server: { response: { headers: 'X: 1\nAccess-Control-Allow-Origin: https://app.example.com' } } }), {
      'server[0].response.headers': [{ kind: 'warning', lines: [1] }],
    });
    const headers = 'Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true';
    assert.deepEqual(marks({ page, request: { url, credentials: 'include' }, server: { response: { headers } } }), {
      'server[0].response.headers': [{ kind: 'error', lines: [0] }],
    });
  });
});
