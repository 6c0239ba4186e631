import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installed, repository, run, sandbox } from './sandbox.js';

const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));

test('the program: corslab, as npm links it', async () => {
  await installed;
  const { stdout } = await run(join(sandbox, 'node_modules/.bin/corslab'), ['--version']);
  assert.equal(stdout, `${version}\n`);
});

test('the program: every command finds what it needs', async () => {
  await installed;
  const corslab = (/** @type {string[]} */ ...args) => run(join(sandbox, 'node_modules/.bin/corslab'), args);
  const line = "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  assert.match((await corslab('explain', line)).stdout, /^missing-allow-origin /);
  // Nothing is sent: a browser asks no server on this port, and the pages need none.
  for (const args of [['check', 'http://api.example.com:6000/', '--from', 'http://app.example.com', '--json'], ['matrix', 'http://api.example.com:6000/', '--origins', 'http://app.example.com', '--json']]) {
    const { stdout } = await corslab(...args).catch((error) => ({ stdout: String(error.message) }));
    assert.match(stdout, /"bad-port"/);
  }
});
