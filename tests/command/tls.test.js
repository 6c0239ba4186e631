/** `corslab check` over https: whom to trust, and where the server is. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { makeAuthority } from '../page/certificates.js';
import { corslab } from './program.js';

describe('https', { skip: spawnSync('openssl', ['version']).status !== 0 && 'there is no openssl' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'corslab-'));
  const authority = makeAuthority();
  const server = createServer(authority.sign('DNS:api.example.com'), (_, response) => void response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end());
  /** @type {string[]} */
  let check = [];
  before(async () => {
    writeFileSync(join(folder, 'ca.pem'), authority.ca);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    check = ['check', 'https://api.example.com/', '--from', 'https://app.example.com', '--resolve', `https://api.example.com=https://127.0.0.1:${port}`];
  });
  after(() => {
    server.close();
    server.closeAllConnections();
    authority.close();
    rmSync(folder, { recursive: true });
  });

  test('an authority of a test', async () => {
    const { status, stdout } = await corslab([...check, '--cacert', join(folder, 'ca.pem')]);
    assert.equal(status, 0, stdout);
  });
  test('any certificate', async () => assert.equal((await corslab([...check, '-k'])).status, 0));
  test('one that nobody trusts: exit code 3, and which option helps', async () => {
    const { status, stdout } = await corslab(check);
    assert.equal(status, 3);
    assert.match(stdout.replace(/\s+/g, ' '), /authority that is not trusted.*--cacert.*--insecure/);
    assert.doesNotMatch(stdout, /rejectUnauthorized|network:/);
  });
  test('as curl says where a server is', async () => {
    const [, , , , , place] = check;
    const { port } = new URL(place.slice(place.indexOf('=') + 1));
    const { status } = await corslab(['check', `https://api.example.com:${port}/`, '--from', 'https://app.example.com', '--resolve', `api.example.com:${port}:127.0.0.1`, '--cacert', join(folder, 'ca.pem')]);
    assert.equal(status, 0);
  });
});
