/** The matchers in each test runner: what passes, and what a person reads when it does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { app, installed, node, tool } from './sandbox.js';

/** What each runner prints, whatever it puts around it. */
const REPORT = `A page of https://admin.example.com may not read the response from https://api.example.test/items.

Refused: Access-Control-Allow-Origin is "https://admin.example.com/", not the page's origin
"https://admin.example.com": it has a trailing slash or path; an origin is scheme, host and port
only, and the comparison is byte for byte.

On the wire
  1. GET https://api.example.test/items
       Origin: https://admin.example.com

     Status 200
     > Access-Control-Allow-Origin: https://admin.example.com/
       Vary: Origin
     Rejected: allow-origin-mismatch

The step that failed
  CORS check: the value equals the request's origin, byte for byte
  https://fetch.spec.whatwg.org/#concept-cors-check

  Access-Control-Allow-Origin:
    received  https://admin.example.com/
    needed    https://admin.example.com
                                       ^ byte 26: / where the value must end

The console of Chromium 156
  Access to fetch at 'https://api.example.test/items' from origin 'https://admin.example.com' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value 'https://admin.example.com/' that is not equal to the supplied origin. Have the server send the header with a valid value.
  Failed to load resource: net::ERR_FAILED

JavaScript sees
  TypeError: Failed to fetch

To fix it
  1. Send Access-Control-Allow-Origin: https://admin.example.com (server: the response)
     - Access-Control-Allow-Origin: https://admin.example.com/
     + Access-Control-Allow-Origin: https://admin.example.com
`;

/** @type {Record<string, (file: string) => string[]>} the arguments with which each runner runs one file */
const RUNNERS = {
  'Vitest spec.js': (file) => [tool('vitest/vitest.mjs'), 'run', '--root', app('matchers'), file],
  'Jest test.cjs': (file) => [tool('jest/bin/jest.js'), '--ci', '--config', JSON.stringify({ rootDir: app('matchers'), transform: {}, testMatch: [`**/${file}`] })],
  'node:test test.mjs': (file) => ['--test', app(`matchers/${file}`)],
};

for (const [runner, args] of Object.entries(RUNNERS)) {
  const [name, ending] = runner.split(' ');

  test(`${name}: matchers that hold pass`, async () => {
    await installed;
    await node(args(`right.${ending}`), { cwd: app('matchers'), env: { NO_COLOR: '1' } });
  });

  test(`${name}: a matcher that does not hold prints the exchange, the step, the console and the fix`, async () => {
    await installed;
    const printed = await node(args(`wrong.${ending}`), { cwd: app('matchers'), env: { NO_COLOR: '1' } }).then(() => assert.fail('it passes'), (error) => String(error.message));
    assertContains(printed, REPORT);
  });
}

/**
 * Line by line, for each runner indents the message in its own way, and not all of the exchange is corslab's to say.
 *
 * @param {string} printed
 * @param {string} expected
 */
function assertContains(printed, expected) {
  const lines = printed.split('\n').map((line) => line.trim());
  let from = 0;
  for (const line of expected.split('\n').map((text) => text.trim())) {
    const index = lines.findIndex((candidate, at) => at >= from && (candidate === line || candidate.endsWith(`: ${line}`)));
    assert.notEqual(index, -1, `not printed: ${line}\n\n${printed}`);
    from = index + 1;
  }
}
