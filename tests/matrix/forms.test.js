import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { corsMatrix, probeOrigins } from 'corslab/matrix';
import { APP, policy } from './policies.js';

const EVIL = 'https://evil.example';
const strict = policy((origin) => origin === APP, { credentials: false });
const requests = ['/items', { path: '/items', method: 'PUT' }];

/** What would break out of each form. */
const HOSTILE = `</td><script>alert(1)</script>|\n\`x\`*_[a](b)"'&]]>\u001b[2J`;

/** @param {import('corslab/matrix').MatrixOptions['origins']} origins */
const matrixOf = (origins) => corsMatrix(strict, { origins, requests });

test('text: a legend, a table, and what each cause means', async () => {
  const matrix = await matrixOf([APP, { url: EVIL, expect: 'allowed' }, 'null']);
  assert.equal(matrix.toText(), `CORS policy of https://api.example.test/, by Chromium 156

1  GET /items
2  PUT /items

                         1                                                  2
https://app.example.com  allowed                                            allowed
https://evil.example     refused: missing-allow-origin (expected: allowed)  refused: missing-allow-origin (expected: allowed)
null                     refused: missing-allow-origin                      refused: missing-allow-origin

missing-allow-origin: The response has no Access-Control-Allow-Origin header, so the page's origin https://evil.example may not read it.
`);
});

test('Markdown', async () => {
  const matrix = await matrixOf([APP, EVIL]);
  assert.equal(matrix.toMarkdown(), `CORS policy of https://api.example.test/, by Chromium 156

| Origin | GET /items | PUT /items |
| --- | --- | --- |
| \`https://app.example.com\` | allowed | allowed |
| \`https://evil.example\` | refused: missing-allow-origin | refused: missing-allow-origin |

- \`missing-allow-origin\`: The response has no Access-Control-Allow-Origin header, so the page's origin https://evil.example may not read it.
`);
});

test('HTML: a document of its own, that a screen reader can read, without scripts', async () => {
  const { window } = new JSDOM((await matrixOf([APP, EVIL])).toHTML(), { runScripts: 'outside-only' });
  const { document } = window;
  assert.equal(document.querySelectorAll('script, link, img, iframe, [onclick], [src]').length, 0);
  assert.equal(document.querySelector('caption')?.textContent, 'CORS policy of https://api.example.test/, by Chromium 156');
  assert.deepEqual([...document.querySelectorAll('thead th')].map((cell) => [cell.getAttribute('scope'), cell.textContent]), [['col', 'Origin'], ['col', 'GET /items'], ['col', 'PUT /items']]);
  assert.deepEqual([...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent)), [
    [APP, 'allowed', 'allowed'],
    [EVIL, 'refused: missing-allow-origin', 'refused: missing-allow-origin'],
  ]);
  window.eval(axe.source);
  const { violations } = await /** @type {any} */ (window).axe.run(document, { rules: { 'color-contrast': { enabled: false } } });
  assert.deepEqual(Array.from(violations, ({ id }) => id), []);
});

test('JUnit: a failure with its report, and what nothing is expected of', async () => {
  const text = (await matrixOf([{ url: APP, expect: 'allowed' }, { url: EVIL, expect: 'allowed' }, 'null'])).toJUnit();
  const { window } = new JSDOM('');
  const document = new window.DOMParser().parseFromString(text, 'application/xml');
  assert.equal(document.querySelector('parsererror'), null);
  const suite = /** @type {Element} */ (document.querySelector('testsuites > testsuite'));
  assert.deepEqual(['tests', 'failures', 'errors', 'skipped'].map((name) => suite.getAttribute(name)), ['6', '2', '0', '2']);
  const cases = [...suite.children].map((one) => [one.getAttribute('classname'), one.getAttribute('name'), one.firstElementChild?.localName ?? 'passed']);
  assert.deepEqual(cases, [
    [APP, 'GET /items', 'passed'], [APP, 'PUT /items', 'passed'],
    [EVIL, 'GET /items', 'failure'], [EVIL, 'PUT /items', 'failure'],
    ['null', 'GET /items', 'skipped'], ['null', 'PUT /items', 'skipped'],
  ]);
  assert.match(suite.querySelector('failure')?.textContent ?? '', /^Refused: .*\n[^]*Origin: https:\/\/evil\.example\n/);
});

test('JSON: what the table says, without the verdicts', async () => {
  const { cells, ...rest } = JSON.parse(JSON.stringify(await matrixOf([APP, { url: EVIL, expect: 'refused' }])));
  assert.deepEqual(rest, { url: 'https://api.example.test/', engine: 'chromium', engineVersion: '156', ok: true, origins: [APP, EVIL], requests: ['GET /items', 'PUT /items'] });
  assert.deepEqual(cells[0], { origin: APP, request: 'GET /items', state: 'allowed', allowed: true, code: null, message: null });
  assert.equal(cells.length, 4);
  assert.deepEqual(cells[3], {
    origin: EVIL, request: 'PUT /items', state: 'refused', allowed: false, code: 'missing-allow-origin', expected: 'refused', asExpected: true,
    message: "The preflight response has no Access-Control-Allow-Origin header, so the page's origin https://evil.example may not read it.",
  });
});

test('no name breaks out of its place', async () => {
  const matrix = await corsMatrix(strict, { origins: [{ url: EVIL, name: HOSTILE, expect: 'allowed' }], requests: [{ name: HOSTILE }, { headers: { 'X-A': HOSTILE.replace(/[\n\u001b]/g, '') } }] });
  const { window } = new JSDOM(matrix.toHTML());
  assert.equal(window.document.querySelectorAll('script').length, 0);
  assert.equal(window.document.querySelectorAll('td').length, 2);
  const xml = new window.DOMParser().parseFromString(matrix.toJUnit(), 'application/xml');
  assert.equal(xml.querySelector('parsererror'), null);
  assert.equal(xml.querySelectorAll('testcase').length, 2);
  const rows = matrix.toMarkdown().split('\n').filter((line) => line.startsWith('|'));
  assert.equal(rows.length, 3);
  for (const row of rows) assert.equal(row.match(/(?<!\\)\|/g)?.length, 4, row);
  for (const text of [matrix.toText(), matrix.toMarkdown(), matrix.toHTML(), matrix.toJUnit()]) assert.ok(!text.includes('\u001b'));
});

test('SARIF: valid by its schema, pinned to a file', async () => {
  const schema = JSON.parse(readFileSync(new URL('../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'));
  const ajv = new /** @type {any} */ (Ajv).default({ strict: false, allErrors: true, unicodeRegExp: false });
  /** @type {any} */ (addFormats).default(ajv);
  const validate = ajv.compile(schema);
  const report = await probeOrigins(policy((origin) => origin.endsWith('example.com'), { vary: false }), { allowed: [APP] });
  const log = /** @type {any} */ (report.toSARIF({ artifact: 'src/cors.js' }));
  assert.ok(validate(log), JSON.stringify(validate.errors));
  const [{ tool, results }] = log.runs;
  assert.equal(results.length, report.findings.length);
  assert.deepEqual(new Set(results.map((/** @type {any} */ { ruleId }) => ruleId)), new Set(tool.driver.rules.map((/** @type {any} */ { id }) => id)));
  for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex].id, ruleId);
  const prefix = results.find((/** @type {any} */ { ruleId }) => ruleId === 'prefix-allowed');
  assert.equal(prefix.level, 'error');
  assert.equal(prefix.locations[0].physicalLocation.artifactLocation.uri, 'src/cors.js');
  assert.ok(validate((await probeOrigins(strict, { allowed: [APP] })).toSARIF()), JSON.stringify(validate.errors));
});

test('a probe as text, Markdown and JSON', async () => {
  const report = await probeOrigins(policy((origin) => origin === APP || origin === 'null'), { allowed: [APP] });
  const others = report.probes.length - 1;
  assert.equal(report.toText(), `Who may read https://api.example.test/, by Chromium 156

danger: null is let in (null-allowed)
  null
  A page of null reads the response, with the cookies of whoever visits it. Every site can put
  a page into a sandboxed frame, and then its origin is null.
  Fix: Never allow null; for a page opened from a file, use a local server instead.

Let in: 1 of 1 allowed origins, 1 of ${others} others.
`);
  assert.match(report.toMarkdown(), /^# Who may read https:\/\/api\.example\.test\/, by Chromium 156\n\n## danger: null is let in\n\n`null-allowed`, `null`\n\n/);
  const json = JSON.parse(JSON.stringify(report));
  assert.equal(json.ok, false);
  assert.deepEqual(json.findings.map((/** @type {any} */ { code, severity, origin, origins }) => ({ code, severity, origin, origins })), [{ code: 'null-allowed', severity: 'danger', origin: 'null', origins: ['null'] }]);
  assert.deepEqual(json.probes[0], { origin: APP, technique: 'allowed', letIn: true, credentials: true, preflight: true, code: null });
  assert.ok(!JSON.stringify(json).includes('exchanges'));
});
