import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CorslabError, asCorslabError } from '../../js/error.js';

test("the core's report becomes a CorslabError with the same details", () => {
  const error = asCorslabError({ message: 'request.mode: no', field: 'request.mode', value: '7', allowed: '"cors"' });
  assert.ok(error instanceof CorslabError);
  assert.ok(error instanceof Error);
  const { name, message, field, value, allowed } = error;
  assert.deepEqual(
    { name, message, field, value, allowed },
    { name: 'CorslabError', message: 'request.mode: no', field: 'request.mode', value: '7', allowed: '"cors"' },
  );
});

test('anything else that is thrown stays what it is', () => {
  const own = new CorslabError({ message: 'm', field: 'f', value: 'null', allowed: 'a' });
  for (const thrown of [new TypeError('other'), 'text', null, undefined, { field: 'page' }, own]) {
    assert.equal(asCorslabError(thrown), thrown);
  }
});
