/**
 * The code under “How to test for it”, run as it stands: against a server that makes the mistake it must fail, against
 * one that does not it must pass.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { describe, test } from 'node:test';
import { matchers } from 'corslab/check';
import { createPage } from 'corslab/page';
import { inRoot } from '../../js/build/root.js';
import { headerPairs } from '../../www/headers.js';
import { mistakes } from '../../www/gallery/mistakes.js';

/** @typedef {(request: { method: string, path: string, origin: string | undefined }) => { status: number, headers?: string | string[] }} Server */

/** @param {string} name @param {number} scene counted from 1 @returns {any} */
const serverOf = (name, scene) => mistakes.find((one) => one.name === name)?.scenes[scene - 1].scenario.server;

/** A server of one scene. @param {string} name @param {number} scene @returns {Server} */
const scripted = (name, scene) => ({ method }) => {
  const { preflight, response } = [serverOf(name, scene)].flat()[0];
  return method === 'OPTIONS' ? (preflight ?? response) : response;
};

/** @param {(origin: string) => boolean} allows @param {string} [vary] @param {number} [status] @returns {Server} */
const choosing = (allows, vary = 'Vary: Origin', status = 200) => ({ origin }) => ({
  status,
  headers: [...(origin && allows(origin) ? [`Access-Control-Allow-Origin: ${origin}`] : []), ...(vary ? [vary] : [])].join('\n'),
});
const LISTED = choosing((origin) => ['https://app.example.com', 'https://www.example.com'].includes(origin));
const APP_ONLY = choosing((origin) => origin === 'https://app.example.com');
/** @param {Server} errors @returns {Server} */
const failing = (errors) => (request) => (request.path === '/broken' ? { ...errors(request), status: 502 } : APP_ONLY(request));

/** By entry: servers that make the mistake, and one that does not. @type {Record<string, { wrong: Server[], right: Server }>} */
const SERVERS = {
  bank: { wrong: [scripted('reflected-origin', 2)], right: scripted('bank', 1) },
  'wildcard-with-credentials': { wrong: [scripted('wildcard-with-credentials', 1)], right: scripted('wildcard-with-credentials', 3) },
  'reflected-origin': { wrong: [choosing(() => true, 'Access-Control-Allow-Credentials: true')], right: scripted('reflected-origin', 4) },
  'null-origin': { wrong: [scripted('null-origin', 2)], right: scripted('null-origin', 3) },
  'wildcard-subdomain': {
    wrong: [
      choosing((origin) => origin.endsWith('example.com')),
      choosing((origin) => /^https:\/\/app.example.com$/.test(origin)),
      choosing((origin) => origin.startsWith('https://app.example.com')),
      scripted('wildcard-subdomain', 1),
    ],
    right: APP_ONLY,
  },
  'trailing-slash': { wrong: [1, 2, 3].map((scene) => scripted('trailing-slash', scene)), right: scripted('trailing-slash', 4) },
  'duplicate-header': { wrong: [1, 2, 3].map((scene) => scripted('duplicate-header', scene)), right: scripted('duplicate-header', 4) },
  'missing-vary': { wrong: [choosing((origin) => origin.endsWith('.example.com'), '')], right: LISTED },
  'preflight-401': { wrong: [1, 2].map((scene) => scripted('preflight-401', scene)), right: scripted('preflight-401', 3) },
  'new-header': { wrong: [scripted('new-header', 2)], right: scripted('new-header', 5) },
  'error-without-headers': { wrong: [failing(() => ({ status: 502 }))], right: failing(APP_ONLY) },
  localhost: { wrong: [scripted('localhost', 1)], right: scripted('localhost', 2) },
  'no-cors': { wrong: [scripted('no-cors', 1)], right: scripted('no-cors', 5) },
  'reverse-proxy': { wrong: [({ path }) => (path === '/api/items' ? scripted('reverse-proxy', 3)({ method: 'GET', path, origin: '' }) : { status: 200 })], right: scripted('reverse-proxy', 2) },
  csrf: { wrong: [() => ({ status: 200 })], right: ({ origin }) => ({ status: origin === 'https://bank.example' ? 200 : 403 }) },
  // Here the command is to fail: so say the words.
  jsonp: { wrong: [scripted('jsonp', 3)], right: scripted('jsonp', 2) },
  curl: { wrong: [scripted('curl', 1)], right: scripted('curl', 3) },
};

test('every entry has servers to be run against', () => assert.deepEqual(Object.keys(SERVERS).sort(), mistakes.map(({ name }) => name).sort()));

for (const { name, test: { how, code } } of mistakes) {
  const { wrong, right } = SERVERS[name];
  const run = how === 'vitest' ? runTest : runCommand;
  describe(name, () => {
    wrong.forEach((server, index) => test(`finds it, ${index + 1}`, async () => assert.equal(await run(code, server), false)));
    test('finds nothing where there is nothing', async () => assert.equal(await run(code, right), true));
  });
}

/** Whether a test's code passes, with `app` the server. @param {string[]} code @param {Server} server */
async function runTest(code, server) {
  const body = code.filter((line) => !line.startsWith('import ')).join('\n');
  const AsyncFunction = /** @type {FunctionConstructor} */ (Object.getPrototypeOf(async () => {}).constructor);
  try {
    await new AsyncFunction('app', 'expect', 'createPage', body)(appOf(server), expectLike, createPage);
    return true;
  } catch (error) {
    if (error instanceof Failed) return false;
    throw error;
  }
}

class Failed extends Error {}

/** `expect` as far as the code needs it: the package's own matchers, and `toBe`. @param {unknown} target */
function expectLike(target) {
  const own = Object.entries(matchers).map(([matcher, judge]) => [
    matcher,
    async (/** @type {unknown[]} */ ...given) => {
      const { pass, message } = await judge.call({}, target, ...given);
      if (!pass) throw new Failed(message());
    },
  ]);
  const toBe = (/** @type {unknown} */ expected) => {
    if (!Object.is(target, expected)) throw new Failed(`${target} is not ${expected}`);
  };
  return { ...Object.fromEntries(own), toBe };
}

/** @param {Server} server */
function appOf(server) {
  return (/** @type {Request} */ { method, url, headers }) => {
    const reply = server({ method, path: new URL(url).pathname, origin: headers.get('origin') ?? undefined });
    const answer = new Response(null, { status: reply.status });
    for (const [header, value] of headerPairs(reply.headers ?? '')) answer.headers.append(header, value);
    return answer;
  };
}

/** Whether a command finds nothing: of the package here instead of npx, with the server instead of the one it names. @param {string[]} code @param {Server} server */
async function runCommand(code, server) {
  const words = [...code.join('\n').replaceAll('\\\n', ' ').matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
  const own = words.slice(words.lastIndexOf('corslab') + 1);
  const isPiped = words[0] === 'curl';
  const listening = createServer((request, response) => {
    const { status, headers } = server({ method: request.method ?? '', path: (request.url ?? '').split('?')[0], origin: request.headers.origin });
    response.writeHead(status, headerPairs(headers ?? '').flat());
    response.end();
  });
  await /** @type {Promise<void>} */ (new Promise((resolve) => listening.listen(0, '127.0.0.1', resolve)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (listening.address());
  const origins = ['https://api.example.com', 'https://cdn.example.net', 'https://app.example.com', 'https://backend.example.net', 'https://bank.example', 'http://localhost:3000'];
  const resolved = isPiped ? [] : origins.flatMap((origin) => ['--resolve', `${origin}=http://127.0.0.1:${port}`]);
  try {
    const status = await exitCode([...own, ...resolved], isPiped ? printed(server, words) : '');
    assert.ok(status === 0 || status === 1, `exit code ${status}`);
    return status === 0;
  } finally {
    listening.close();
    listening.closeAllConnections();
  }
}

/** What `curl -si` prints. @param {Server} server @param {string[]} words of the command line */
function printed(server, words) {
  const origin = words.find((word) => word.startsWith('Origin: '))?.slice('Origin: '.length);
  const { status, headers } = server({ method: 'GET', path: '/items', origin });
  return [`HTTP/1.1 ${status} OK`, ...headerPairs(headers ?? '').map(([header, value]) => `${header}: ${value}`), '', '{}'].join('\r\n');
}

/** @param {string[]} args @param {string} input @returns {Promise<number | null>} */
function exitCode(args, input) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [inRoot('dist/command.js'), ...args], { stdio: ['pipe', 'ignore', 'inherit'] });
    child.on('error', reject).on('close', resolve);
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
