import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CorslabError, compareOrigins, simulate } from 'corslab';

const details = { message: 'request.mode: no', field: 'request.mode', value: '7', allowed: '"cors"' };

test('a CorslabError is an Error that carries the details', () => {
  const error = new CorslabError(details);
  assert.ok(error instanceof Error);
  const { name, message, field, value, allowed } = error;
  assert.deepEqual({ name, message, field, value, allowed }, { name: 'CorslabError', ...details });
});

test('its message is one sentence with all three', () => {
  const malformed = { page: 'https://a.example/', request: 'https://b.example/', server: { response: { status: 99 } } };
  assert.throws(() => simulate(malformed), {
    name: 'CorslabError',
    constructor: CorslabError,
    field: 'server.response.status',
    value: '99',
    allowed: 'a whole number from 200 to 999',
    message: 'server.response.status: 99 is not allowed here; expected a whole number from 200 to 999',
  });
});

test('compareOrigins names the URL that is none', () => {
  const garbage = [
    ['not a URL', '"not a URL"'],
    ['', '""'],
    ['//b.example/', '"//b.example/"'],
    [null, 'null'],
    [undefined, 'a value of type undefined'],
    [7, 'a value of type number'],
    [{ href: 'https://b.example/' }, 'a value of type object'],
    [Symbol('b'), 'a value of type symbol'],
  ];
  for (const [url, value] of garbage) {
    assert.throws(() => compareOrigins('https://a.example/', url), { constructor: CorslabError, field: 'b', value });
    assert.throws(() => compareOrigins(url, 'https://a.example/'), { constructor: CorslabError, field: 'a', value });
  }
});

test('compareOrigins takes a sandboxed document', () => {
  const url = 'https://a.example/';
  assert.equal(compareOrigins({ url }, { url: new URL(url), sandboxed: false }).sameOrigin, true);
  const { sameOrigin, a, b } = compareOrigins({ url, sandboxed: true }, url);
  assert.deepEqual([sameOrigin, a.origin, b.origin], [false, 'null', 'https://a.example']);
  assert.throws(() => compareOrigins({ url, sandboxed: 'yes' }, url), { constructor: CorslabError, field: 'a.sandboxed' });
  assert.throws(() => compareOrigins(url, { url: 5 }), { constructor: CorslabError, field: 'b.url', value: 'a value of type number' });
  assert.throws(() => compareOrigins(url, { url: 'x' }), { constructor: CorslabError, field: 'b', value: '"x"' });
});

test('compareOrigins takes strings and URL objects alike', () => {
  const strings = compareOrigins('https://a.example/x', 'https://b.example:8443/y');
  assert.deepEqual(compareOrigins(new URL('https://a.example/x'), new URL('https://b.example:8443/y')), strings);
  assert.equal(strings.sameOrigin, false);
  assert.equal(compareOrigins('https://a.example/x', new URL('https://a.example:443/y')).sameOrigin, true);
});
