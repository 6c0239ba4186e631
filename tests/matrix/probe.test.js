import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPreflight } from 'corslab/check';
import { corsMatrix, probeOrigins } from 'corslab/matrix';
import { createPage } from 'corslab/page';
import { APP, policy } from './policies.js';

/**
 * @param {any} target
 * @param {Partial<import('corslab/matrix').ProbeOptions>} [options]
 */
const probed = (target, options) => probeOrigins(target, { allowed: [APP], ...options });

/** @param {import('corslab/matrix').ProbeReport} report */
const codes = ({ findings }) => findings.map(({ code }) => code).sort();

/**
 * @param {import('corslab/matrix').ProbeReport} report
 * @param {string} code
 */
const found = ({ findings }, code) => findings.find((finding) => finding.code === code) ?? assert.fail(`not found: ${code}`);

test('a comparison for equality, with Vary, on errors and OPTIONS too: nothing is found', async () => {
  const report = await probed(policy((origin) => origin === APP));
  assert.deepEqual(report.findings, []);
  assert.equal(report.ok, true);
  assert.match(report.toText(), /Nothing was found\. Let in: 1 of 1 allowed origins, 0 of \d+ others\.\n$/);
});

/** What stands beside it in a real server, and which origins it wrongly lets in; each by hand. */
/** @type {[mistake: string, isAllowed: (origin: string) => boolean, expected: Record<string, string[]>][]} */
const MISTAKES = [
  ['startsWith', (origin) => origin.startsWith(APP), {
    'suffix-allowed': ['https://app.example.com.attacker.example'],
    'port-allowed': ['https://app.example.com:8443'],
    'trailing-dot-allowed': ['https://app.example.com.'],
  }],
  ['endsWith the host', (origin) => origin.endsWith('app.example.com'), {
    'prefix-allowed': ['https://attackerapp.example.com'],
    'http-allowed': ['http://app.example.com'],
    'subdomain-allowed': ['https://attacker.app.example.com'],
  }],
  ['endsWith the domain', (origin) => origin.endsWith('example.com'), {
    'prefix-allowed': ['https://attackerexample.com', 'https://attacker-example.com', 'https://attackerapp.example.com'],
    'http-allowed': ['http://app.example.com'],
    'subdomain-allowed': ['https://attacker.app.example.com', 'https://attacker.example.com'],
    'parent-domain-allowed': ['https://example.com'],
  }],
  ['a regular expression with bare dots', (origin) => /^https:\/\/app.example.com$/.test(origin), {
    'unescaped-dot-allowed': ['https://appxexample.com'],
  }],
  ['a host name that ends at what is no letter, digit, dot or hyphen', (origin) => /^https:\/\/app\.example\.com(?:[^a-z0-9.:-].*)?$/.test(origin), {
    'special-character-allowed': [...'_`{}!$&\'",;=~+('].map((character) => `https://app.example.com${character}.attacker.example`),
  }],
  ['a public suffix', (origin) => /^https:\/\/[^.]+(?:\.[^.]+)?\.com$/.test(origin), {
    'neighbour-allowed': ['https://app.attacker.com', 'https://attacker.com'],
    'prefix-allowed': ['https://attackerexample.com', 'https://attacker-example.com', 'https://attackerapp.example.com'],
    'subdomain-allowed': ['https://attacker.example.com'],
    'parent-domain-allowed': ['https://example.com'],
  }],
  ['any name below the domain', (origin) => /^https:\/\/(?:[a-z0-9-]+\.)*example\.com$/.test(origin), {
    'subdomain-allowed': ['https://attacker.app.example.com', 'https://attacker.example.com'],
    'parent-domain-allowed': ['https://example.com'],
  }],
  ['null', (origin) => origin === APP || origin === 'null', { 'null-allowed': ['null'] }],
  ['any scheme', (origin) => /^https?:\/\/app\.example\.com$/.test(origin), { 'http-allowed': ['http://app.example.com'] }],
  ['any case', (origin) => origin.toLowerCase() === APP, { 'upper-case-allowed': ['HTTPS://APP.EXAMPLE.COM'] }],
];

for (const [mistake, isAllowed, expected] of MISTAKES) {
  test(`${mistake}: ${Object.keys(expected).join(', ')}`, async () => {
    const report = await probed(policy(isAllowed));
    const actual = Object.fromEntries(report.findings.map(({ code, origins }) => [code, origins]));
    const sorted = (/** @type {Record<string, string[]>} */ by) => Object.fromEntries(Object.entries(by).sort().map(([code, origins]) => [code, [...origins].sort()]));
    assert.deepEqual(sorted(actual), sorted(expected));
  });
}

test('how bad: anyone with credentials, anyone without, somebody, nobody', async () => {
  const severity = async (/** @type {(origin: string) => boolean} */ isAllowed, /** @type {boolean} */ credentials) => {
    const [finding] = (await probed(policy(isAllowed, { credentials }))).findings;
    return finding.severity;
  };
  assert.equal(await severity((origin) => origin === APP || origin === 'null', true), 'danger');
  assert.equal(await severity((origin) => origin === APP || origin === 'null', false), 'warning');
  assert.equal(await severity((origin) => /^https?:\/\/app\.example\.com$/.test(origin), true), 'danger');
  assert.equal(await severity((origin) => origin === APP || origin === `${APP}:8443`, true), 'warning');
  assert.equal(await severity((origin) => origin === APP || origin === `${APP}:8443`, false), 'note');
  assert.equal(await severity((origin) => origin === APP || origin === `${APP}.`, true), 'note');
});

test('whoever asks is let in: said once, and not for each trick', async () => {
  const report = await probed(policy(() => true));
  assert.deepEqual(codes(report), ['any-allowed']);
  assert.equal(report.findings[0].severity, 'danger');
  assert.equal(report.findings[0].verdict.outcome, 'readable');
  assert.equal(report.ok, false);
});

test('* lets everyone in, without credentials', async () => {
  const report = await probed({ response: { headers: { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': '*' } } });
  assert.deepEqual(codes(report), ['wildcard']);
  assert.equal(report.findings[0].severity, 'warning');
});

test('the allowed origin itself is refused', async () => {
  const report = await probed(policy((origin) => origin === `${APP}/`));
  const finding = found(report, 'allowed-origin-refused');
  assert.equal(finding.severity, 'danger');
  assert.equal(finding.verdict.cause?.code, 'missing-allow-origin');
  assert.match(finding.fix, /Send Access-Control-Allow-Origin: https:\/\/app\.example\.com/);
});

test('the app asks with credentials: without them is not enough', async () => {
  const withoutCredentials = policy((origin) => origin === APP, { credentials: false });
  assert.deepEqual(codes(await probed(withoutCredentials)), []);
  assert.deepEqual(codes(await probed(withoutCredentials, { credentials: 'include' })), ['allowed-origin-refused']);
});

test('a cache could mix the answers', async () => {
  const report = await probed(policy((origin) => origin === APP, { vary: false }));
  assert.deepEqual(codes(report), ['missing-vary-origin', 'preflight-missing-vary-origin']);
  const { message } = found(report, 'missing-vary-origin');
  for (const who of ['the allowed origin https://app.example.com', 'https://attacker.example', 'a request without Origin']) assert.ok(message.includes(who), who);
});

test('Vary only beside the CORS headers: the answers without them lack it', async () => {
  const target = (/** @type {Request} */ request) => {
    const isAllowed = request.headers.get('Origin') === APP;
    return new Response(null, { status: request.method === 'OPTIONS' ? 204 : 200, headers: isAllowed ? { 'Access-Control-Allow-Origin': APP, Vary: 'Accept, origin' } : {} });
  };
  const { message } = found(await probed(target), 'missing-vary-origin');
  assert.ok(!message.includes('the allowed origin'));
  assert.ok(message.includes('a request without Origin'));
});

test('what is never stored is never mixed', async () => {
  const target = (/** @type {Request} */ request) => {
    const isAllowed = request.headers.get('Origin') === APP;
    return new Response(null, { status: request.method === 'OPTIONS' ? 204 : 200, headers: { 'Cache-Control': 'no-store', ...(isAllowed && { 'Access-Control-Allow-Origin': APP }) } });
  };
  assert.deepEqual(codes(await probed(target)), []);
});

test('errors lose the CORS headers: on a path that does not exist, and where the caller says', async () => {
  const answer = (/** @type {URL} */ { pathname }) =>
    pathname === '/private' ? new Response(null, { status: 401 }) : pathname.startsWith('/corslab-') ? new Response(null, { status: 404 }) : undefined;
  const report = await probed(policy((origin) => origin === APP, { answer }), { errorPaths: ['/private', '/fine'] });
  const errors = report.findings.filter(({ code }) => code === 'errors-without-cors-headers');
  assert.deepEqual(errors.map(({ title }) => title), ['The CORS headers are missing on status 404', 'The CORS headers are missing on status 401']);
  assert.equal(report.findings.length, 2);
});

test('OPTIONS asks for authentication', async () => {
  const answer = (/** @type {URL} */ _, /** @type {Request} */ request) => (request.method === 'OPTIONS' ? new Response(null, { status: 401, headers: { Vary: 'Origin' } }) : undefined);
  const report = await probed(policy((origin) => origin === APP, { answer }));
  assert.deepEqual(codes(report), ['options-requires-auth']);
});

test('the preflight lets in whom the response does not', async () => {
  const target = (/** @type {Request} */ request) => {
    const origin = request.headers.get('Origin');
    const isIn = origin !== null && (origin === APP || request.method === 'OPTIONS');
    const headers = isIn ? { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true', 'Access-Control-Allow-Methods': 'PUT' } : {};
    return new Response(null, { status: request.method === 'OPTIONS' ? 204 : 200, headers: { Vary: 'Origin', ...headers } });
  };
  const report = await probed(target);
  assert.deepEqual(codes(report), ['preflight-lets-in']);
  assert.equal(report.findings[0].origin, 'https://attacker.example');
});

test('only GET and OPTIONS are sent, whatever the app sends', async () => {
  const methods = new Set();
  const answer = (/** @type {URL} */ _, /** @type {Request} */ request) => void methods.add(request.method);
  await probed(policy((origin) => origin === APP, { answer }), { method: 'DELETE', headers: { Authorization: 'Bearer x' } });
  assert.deepEqual([...methods].sort(), ['GET', 'OPTIONS']);
});

test('hosts that have no domain: no variants that cannot be', async () => {
  const report = await probed(policy((origin) => origin === 'http://127.0.0.1:3000'), { allowed: ['http://127.0.0.1:3000'] });
  assert.deepEqual(codes(report), []);
  const tried = report.probes.map(({ origin }) => origin);
  assert.ok(tried.includes('http://127.0.0.1.attacker.example:3000'));
  assert.ok(tried.includes('http://127.0.0.1:30001'));
  assert.ok(tried.every((origin) => origin === 'null' || new URL(origin).origin === origin));
});

test('names under a public suffix of several labels', async () => {
  const tried = (await probed(policy((origin) => origin === 'https://shop.co.uk'), { allowed: ['https://shop.co.uk'] })).probes.map(({ origin }) => origin);
  assert.ok(tried.includes('https://attacker.co.uk'));
  assert.ok(!tried.includes('https://co.uk'));
  assert.ok(!tried.some((origin) => origin.endsWith('xco.uk')));
});

test('several allowed origins are no variants of each other', async () => {
  const allowed = [APP, 'https://example.com', 'http://app.example.com'];
  const report = await probed(policy((origin) => allowed.includes(origin)), { allowed });
  assert.deepEqual(report.findings, []);
  assert.deepEqual(report.allowed, allowed);
});

test('null among the allowed is found all the same', async () => {
  const report = await probed(policy((origin) => origin === 'null'), { allowed: ['null'] });
  assert.deepEqual(codes(report), ['null-allowed']);
});

test('a server that is down', async () => {
  const report = await probed({ response: { networkFailure: true } });
  assert.deepEqual(codes(report), ['no-answer']);
  assert.equal(report.ok, false);
});

test('a server that has had enough: what it does not say is not taken for a refusal', async () => {
  let count = 0;
  const answer = () => (++count > 20 ? new Response(null, { status: 429, headers: { Vary: 'Origin' } }) : undefined);
  const report = await probed(policy((origin) => origin === APP, { answer }), { concurrency: 1 });
  const finding = found(report, 'no-answer');
  assert.equal(finding.severity, 'warning');
  assert.ok(finding.origins.length > 5 && !finding.origins.includes(APP));
});

test('a page and a verdict are no servers', async () => {
  const page = createPage(APP);
  await assert.rejects(probed(page), { name: 'CorslabError', field: 'target' });
  await assert.rejects(corsMatrix(/** @type {any} */ (page), { origins: [APP] }), { name: 'CorslabError', field: 'target' });
  await assert.rejects(checkPreflight(/** @type {any} */ (page), { from: APP, method: 'PUT' }), { name: 'CorslabError', field: 'target' });
  await page.close();
});

test('progress is told, and malformed options are refused by name', async () => {
  /** @type {number[]} */
  const done = [];
  await probed(policy((origin) => origin === APP), { onProgress: (count) => done.push(count) });
  assert.deepEqual(done, done.map((_, index) => index + 1));
  const target = policy(() => true);
  for (const [options, field] of /** @type {[any, string][]} */ ([
    [{}, 'allowed'],
    [{ allowed: [] }, 'allowed'],
    [{ allowed: ['app.example.com'] }, 'allowed[0]'],
    [{ allowed: [`${APP}/path`] }, 'allowed[0]'],
    [{ allowed: [APP], errorPaths: '/x' }, 'errorPaths'],
    [{ allowed: [APP], concurrency: 0 }, 'concurrency'],
    [{ allowed: [APP], from: APP }, 'options.from'],
  ])) {
    await assert.rejects(probeOrigins(target, options), { name: 'CorslabError', field });
  }
});
