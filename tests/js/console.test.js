import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CorslabError, explainConsoleMessage, simulate } from 'corslab';

const scenario = (engine) => ({
  page: 'https://app.example.com/',
  request: 'https://api.example.com/data',
  server: { response: { headers: { 'Access-Control-Allow-Origin': 'https://app.example.com/' } } },
  engine,
});

test('a verdict has the lines of its engine, and the standard has none', () => {
  assert.deepEqual(simulate(scenario('chromium')).console, [
    "Access to fetch at 'https://api.example.com/data' from origin 'https://app.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin. Have the server send the header with a valid value.",
    'Failed to load resource: net::ERR_FAILED',
  ]);
  assert.deepEqual(simulate(scenario('firefox')).console, [
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/data. (Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://app.example.com/’).',
  ]);
  assert.deepEqual(simulate(scenario('standard')).console, []);
});

test('a pasted line leads back to its cause', () => {
  const line = "index.html:1 Access to fetch at 'https://api.example.com/data' from origin 'https://app.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://app.example.com/' that is not equal to the supplied origin.";
  const { message, fixes, standard, ...told } = explainConsoleMessage(line);
  assert.deepEqual(told, {
    engine: 'chromium', code: 'allow-origin-mismatch', phase: 'response', kind: 'fetch', url: 'https://api.example.com/data',
    origin: 'https://app.example.com', header: 'Access-Control-Allow-Origin', value: 'https://app.example.com/',
  });
  assert.match(message, /trailing slash/);
  assert.equal(fixes[0].title, 'Send Access-Control-Allow-Origin: https://app.example.com');
  assert.equal(standard.url, 'https://fetch.spec.whatwg.org/#concept-cors-check');
});

test('a whole console may be pasted, up to 131,072 characters', () => {
  const line = 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/data. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.';
  const before = (length) => 'x'.repeat(length - 1) + '\n';
  assert.equal(explainConsoleMessage(before(2 ** 17 - line.length) + line)?.code, 'missing-allow-origin');
  assert.equal(explainConsoleMessage(before(2 ** 17) + line), null);
});

test('a TypeError tells no cause', () => {
  const { engine, code, phase, fixes } = explainConsoleMessage('Uncaught (in promise) TypeError: Load failed');
  assert.deepEqual({ engine, code, phase, fixes }, { engine: 'webkit', code: null, phase: null, fixes: [] });
});

test('text without such a line gives null; what is no text is refused', () => {
  for (const text of ['', 'hello', '\ud800', '\0'.repeat(10), '(Reason: '.repeat(1e6)]) assert.equal(explainConsoleMessage(text), null);
  for (const other of [undefined, null, 7, {}, [], Symbol('text'), new String('Failed to fetch')]) {
    assert.throws(() => explainConsoleMessage(other), { constructor: CorslabError, field: 'text', allowed: 'a string' });
  }
});
