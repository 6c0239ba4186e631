/**
 * The lessons as data: every question is answered by the simulator as the standards answer it, every task is open at the
 * start and has a solution, in each browser. The answers and solutions stand here only, written down from the standards.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { init } from 'corslab/slim';
import { inRoot } from '../../js/build/root.js';
import { answerTo, checksOf, isSameAt, observe, verdictAbout } from '../../www/lessons/judge.js';
import { path } from '../../www/lessons/path.js';
import { expand, set } from '../../www/state.js';
import { lessons as words } from '../../www/strings.js';

/** @typedef {Record<string, unknown>} Edit what one changes in the lab: path and value */

const APP = 'Access-Control-Allow-Origin: https://app.example.com';
const ANY = 'Access-Control-Allow-Origin: *';
const RESPONSE = 'server[0].response.headers';
const PREFLIGHT = 'server[0].preflight.headers';

/**
 * By lesson: the answers; what solves the task; and attempts that do not, each with the parts that stay open and what the
 * verdict says about it (an outcome, or the code of a cause or a warning).
 *
 * @type {Record<string, { answers: Record<string, string>, solutions: Edit[], wrong: [Edit, string[], string][] }>}
 */
const KEY = {
  origin: {
    // HTML, same origin: scheme, host and port are identical. URL: a scheme's default port becomes null.
    answers: { port: 'network-error', 'default-port': 'readable' },
    solutions: [
      { 'request.url': 'https://shop.example.com/items' },
      { 'request.url': 'https://shop.example.com:443/' },
      { 'request.url': '/items' },
    ],
    wrong: [
      [{ 'request.url': 'https://shop.example.com:8443/' }, ['own-origin'], 'missing-allow-origin'],
      [{ 'request.url': 'http://shop.example.com/items' }, ['own-origin'], 'mixed-content'],
      [{ 'request.url': 'https://www.shop.example.com/items' }, ['own-origin'], 'missing-allow-origin'],
      [{ 'request.url': 'data:,' }, ['own-origin'], 'readable'],
      [{ [RESPONSE]: ANY }, ['own-origin', 'same-server'], 'readable'],
      [{ 'page.url': 'https://shop.example.com:8443/' }, ['same-page'], 'readable'],
    ],
  },
  'same-origin': {
    // Main fetch: same origin → scheme fetch with basic response tainting, without a CORS check.
    answers: { preflight: 'not-needed', 'other-named': 'readable' },
    solutions: [{ 'page.url': 'https://www.example.com/' }, { 'page.url': 'http://shop.example.com/' }, { 'page.url': 'https://shop.example.com:8443/' }],
    wrong: [
      [{ 'page.url': 'https://shop.example.com/other' }, ['asked-first', 'never-sent'], 'readable'],
      [{ 'page.url': 'https://www.example.com/', 'request.method': 'POST' }, ['asked-first', 'never-sent', 'only-page'], 'missing-allow-origin'],
      [{ 'request.url': 'https://api.example.com/items/7' }, ['only-page'], 'missing-allow-origin'],
    ],
  },
  'sent-and-withheld': {
    // HTTP fetch: the CORS check is made on the response, and its failure gives a network error.
    answers: { reached: 'true', outcome: 'network-error' },
    solutions: [{ [RESPONSE]: ANY }, { [RESPONSE]: APP }],
    wrong: [
      [{ [RESPONSE]: 'Access-Control-Allow-Origin: https://api.example.com' }, ['readable'], 'allow-origin-mismatch'],
      [{ 'request.headers': ANY }, ['readable', 'same-request'], 'response-header-in-request'],
      [{ 'request.url': 'https://app.example.com/orders' }, ['same-request'], 'readable'],
      [{ 'request.mode': 'no-cors' }, ['readable', 'same-request'], 'opaque'],
    ],
  },
  'allow-origin': {
    // CORS check: the serialized request origin, byte for byte.
    answers: { slash: 'network-error' },
    solutions: [{ [RESPONSE]: `${APP}\nVary: Origin` }, { [RESPONSE]: APP.toLowerCase() }],
    wrong: [
      [{ [RESPONSE]: ANY }, ['others-not'], 'readable'],
      [{ [RESPONSE]: 'Access-Control-Allow-Origin: https://*.example.com' }, ['readable'], 'allow-origin-mismatch'],
      [{ [RESPONSE]: `${APP}\n${APP}` }, ['readable'], 'duplicate-allow-origin'],
      [{ 'page.url': 'https://api.example.com/' }, ['same-request'], 'readable'],
    ],
  },
  preflighted: {
    // CORS-safelisted request-header: the MIME type's essence is not one of the three.
    answers: { json: 'sent', text: 'not-needed' },
    solutions: [{ 'request.headers': 'Content-Type: text/plain' }, { 'request.headers': undefined }, { 'request.headers': 'Content-Type: application/x-www-form-urlencoded' }],
    wrong: [
      [{ 'request.headers': 'Content-Type: text/json' }, ['not-asked', 'readable'], 'preflight-not-handled'],
      [{ 'request.headers': 'X-Type: application/json' }, ['not-asked', 'readable'], 'preflight-not-handled'],
      [{ 'request.mode': 'no-cors' }, ['readable'], 'opaque'],
      [{ 'server[0].preflight': undefined }, ['not-asked', 'readable', 'same-post'], 'header-not-allowed'],
    ],
  },
  preflight: {
    // CORS-preflight fetch: the CORS-unsafe request-header names, sorted; an ok status.
    answers: { names: 'content-type,x-request-id', login: 'false' },
    solutions: [
      { [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: content-type, x-request-id` },
      { [PREFLIGHT]: `${ANY}\nAccess-Control-Allow-Methods: *\nAccess-Control-Allow-Headers: *` },
    ],
    wrong: [
      [{ [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Methods: GET, PUT` }, ['put-sent', 'readable'], 'header-not-allowed'],
      [{ [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Methods: put\nAccess-Control-Allow-Headers: *` }, ['put-sent', 'readable'], 'method-not-allowed'],
      [{ [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: Content-Type` }, ['put-sent', 'readable'], 'header-not-allowed'],
      [{ [RESPONSE]: `${APP}\nAccess-Control-Allow-Methods: PUT\nAccess-Control-Allow-Headers: *` }, ['put-sent', 'readable', 'same-response'], 'method-not-allowed'],
    ],
  },
  credentials: {
    // app.example.com and api.example.com are schemelessly same site; shop.test is another site.
    answers: { cookie: 'session=a1b2', 'other-site': 'none' },
    solutions: [{ [RESPONSE]: `${APP}\nAccess-Control-Allow-Credentials: true` }],
    wrong: [
      [{ [RESPONSE]: `${ANY}\nAccess-Control-Allow-Credentials: true` }, ['readable'], 'wildcard-with-credentials'],
      [{ [RESPONSE]: APP }, ['readable'], 'missing-allow-credentials'],
      [{ [RESPONSE]: `${APP}\nAccess-Control-Allow-Credentials: True` }, ['readable'], 'invalid-allow-credentials'],
      [{ 'request.credentials': 'omit' }, ['cookie-sent', 'only-response'], 'readable'],
    ],
  },
  'no-cors': {
    // Opaque filtered response: status 0.
    answers: { outcome: 'opaque', status: '0' },
    solutions: [{ 'request.mode': 'cors', [RESPONSE]: ANY }, { 'request.mode': undefined, [RESPONSE]: APP }],
    wrong: [
      [{ [RESPONSE]: ANY }, ['readable'], 'opaque'],
      [{ 'request.mode': 'cors' }, ['readable'], 'missing-allow-origin'],
      [{ 'request.mode': 'same-origin' }, ['readable'], 'same-origin-mode'],
      [{ 'request.url': 'https://app.example.com/items', 'request.mode': 'cors' }, ['readable', 'same-addresses'], 'readable'],
    ],
  },
  'exposed-headers': {
    // CORS-safelisted response-header name; “*” counts only where the credentials mode is not “include”.
    answers: { start: 'content-type', star: 'content-type' },
    solutions: [{ [RESPONSE]: `X-Total-Count: 57\nX-Served-By: web-3\n${APP}\nAccess-Control-Allow-Credentials: true\nAccess-Control-Expose-Headers: x-total-count` }],
    wrong: [
      [{ [RESPONSE]: `X-Total-Count: 57\nX-Served-By: web-3\n${APP}\nAccess-Control-Allow-Credentials: true\nAccess-Control-Expose-Headers: *` }, ['count-shown'], 'wildcard-is-literal'],
      [{ [RESPONSE]: `X-Total-Count: 57\n${APP}\nAccess-Control-Allow-Credentials: true\nAccess-Control-Expose-Headers: X-Total-Count` }, ['server-hidden'], 'readable'],
      [{ [RESPONSE]: `X-Total-Count: 57\nX-Served-By: web-3\n${APP}\nAccess-Control-Allow-Credentials: true\nAccess-Control-Allow-Headers: X-Total-Count` }, ['count-shown'], 'readable'],
    ],
  },
  redirects: {
    // HTTP-redirect fetch and the redirect-taint: api.example.com is no origin of the page, files.example.net is another one.
    answers: { origin: 'null' },
    solutions: [{ 'server[1].response.headers': ANY }],
    wrong: [
      [{ 'server[1].response.headers': 'Access-Control-Allow-Origin: null' }, ['no-null'], 'null-origin'],
      [{ 'server[1].response.headers': 'Access-Control-Allow-Origin: https://api.example.com' }, ['readable', 'redirected'], 'allow-origin-mismatch'],
      [{ [RESPONSE]: 'Location: https://files.example.net/report.csv', 'server[1].response.headers': ANY }, ['readable', 'redirected'], 'missing-allow-origin'],
      // The first answer then redirects to where one is already, which taints nothing.
      [{ 'request.url': 'https://files.example.net/report.csv' }, ['same-request'], 'readable'],
    ],
  },
  caches: {
    // CORS-preflight fetch: without Access-Control-Max-Age, 5 seconds. CORS check: the kept answer names another origin.
    answers: { 'minute-later': 'sent', 'other-page': 'network-error' },
    // Five minutes are 300 seconds; what says * to everybody needs no Vary.
    solutions: [
      { [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Headers: X-Client\nAccess-Control-Max-Age: 600\nVary: Origin`, [RESPONSE]: `${APP}\nVary: Origin` },
      { [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Headers: X-Client\nAccess-Control-Max-Age: 300\nVary: Origin`, [RESPONSE]: ANY },
    ],
    wrong: [
      [{ [RESPONSE]: `${APP}\nVary: Origin` }, ['remembered'], 'readable'],
      [{ [RESPONSE]: `${APP}\nVary: Origin\nAccess-Control-Max-Age: 600` }, ['remembered'], 'preflight-only-header'],
      [{ [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Headers: X-Client\nAccess-Control-Max-Age: 10m\nVary: Origin`, [RESPONSE]: `${APP}\nVary: Origin` }, ['remembered'], 'invalid-max-age'],
      [{ [PREFLIGHT]: `${APP}\nAccess-Control-Allow-Headers: X-Client\nAccess-Control-Max-Age: 600\nVary: Origin` }, ['kept-apart'], 'missing-vary-origin'],
    ],
  },
  'not-protected': {
    // A form's submission is a navigation: mode “navigate”, no CORS. SameSite=None; Secure travels.
    answers: { cookie: 'session=a1b2', header: 'true' },
    solutions: [{ 'cookies[0].sameSite': 'lax' }, { 'cookies[0].sameSite': 'strict' }],
    wrong: [
      [{ cookies: undefined }, ['own-page'], 'opaque'],
      [{ [RESPONSE]: 'Access-Control-Allow-Origin: https://bank.example' }, ['without-cookie', 'in-firefox', 'only-cookies'], 'opaque'],
      [{ 'page.url': 'https://bank.example/' }, ['without-cookie', 'in-firefox', 'only-cookies'], 'readable'],
    ],
  },
};

const ENGINES = /** @type {const} */ (['standard', 'chromium', 'firefox', 'webkit']);

/** @param {import('../../www/lessons/path.js').Lesson} lesson @param {string} engine */
const inEngine = (lesson, engine) => ({ ...lesson, scenario: { ...lesson.scenario, engine } });

/** @param {import('../../www/lessons/path.js').Lesson} lesson @param {Edit} edit */
function after(lesson, edit) {
  const scenario = Object.entries(edit).reduce((one, [at, value]) => set(one, at, value), expand(lesson.scenario));
  const verdict = verdictAbout(scenario, {});
  return { verdict, open: checksOf(lesson, scenario, verdict).filter(({ isMet }) => !isMet).map(({ name }) => name) };
}

before(() => init(readFileSync(inRoot('dist/corslab.wasm'))));

test('the lessons are those that are answered here', () => assert.deepEqual(path.map(({ name }) => name), Object.keys(KEY)));

test('no lesson holds an answer or a solution', () => {
  const allowed = { lesson: ['name', 'scenario', 'questions', 'goal'], question: ['name', 'asks', 'options', 'change', 'again'] };
  for (const lesson of path) {
    assert.deepEqual(Object.keys(lesson).filter((key) => !allowed.lesson.includes(key)), []);
    for (const question of lesson.questions) assert.deepEqual(Object.keys(question).filter((key) => !allowed.question.includes(key)), []);
  }
});

for (const lesson of path) {
  const { answers, solutions, wrong } = KEY[lesson.name];
  describe(`the lesson ${lesson.name}`, () => {
    test('asks what is answered here', () => assert.deepEqual(lesson.questions.map(({ name }) => name), Object.keys(answers)));
    for (const engine of ENGINES) {
      test(`is answered as the standards answer, in ${engine}`, () => {
        for (const question of lesson.questions) {
          const { answer } = answerTo(inEngine(lesson, engine), question) ?? {};
          assert.equal(answer, answers[question.name], question.name);
          assert.ok(question.options.map(String).includes(String(answer)), `${question.name}: ${answer} is no option`);
        }
      });
      test(`is not solved at the start, and can be solved, in ${engine}`, () => {
        assert.notDeepEqual(after(inEngine(lesson, engine), {}).open, []);
        for (const solution of solutions) assert.deepEqual(after(inEngine(lesson, engine), solution).open, [], JSON.stringify(solution));
      });
    }
    for (const [edit, open, says] of wrong) {
      test(`${JSON.stringify(edit)} does not solve it: ${says}`, () => {
        const { verdict, open: found } = after(lesson, edit);
        assert.deepEqual(found, open);
        const said = [verdict?.outcome, verdict?.cause?.code, ...(verdict?.warnings.map(({ code }) => code) ?? [])];
        assert.ok(said.includes(/** @type {any} */ (says)), String(said));
      });
    }
    test('starts and asks without breaking a rule of its task', () => {
      const { verdict } = after(lesson, {});
      assert.ok(checksOf(lesson, expand(lesson.scenario), verdict).filter(({ isRule }) => isRule).every(({ isMet }) => isMet));
    });
  });
}

test('a cookie without SameSite travels in Firefox and Safari, so that leaving it out solves nothing', () => {
  const lesson = /** @type {import('../../www/lessons/path.js').Lesson} */ (path.at(-1));
  assert.deepEqual(after(lesson, { 'cookies[0].sameSite': undefined }).open, ['in-firefox']);
});

describe('the words', () => {
  const all = /** @type {Record<string, any>} */ (words.lessons);
  for (const { name, questions, goal } of path) {
    test(`of ${name} are all there`, () => {
      const { title, teaches, text, sources, task, hints, success } = all[name];
      for (const one of [title, teaches, task, success, ...hints]) assert.ok(one.length > 3);
      const count = text.flat().join(' ').split(/\s+/).length;
      assert.ok(count >= 120 && count <= 250, `${count} words`);
      assert.ok(hints.length >= 2);
      assert.deepEqual(Object.keys(all[name].questions), questions.map((question) => question.name));
      for (const { name: question, options } of questions) {
        assert.deepEqual(Object.keys(all[name].questions[question].options).sort(), options.map(String).sort());
        assert.equal(new Set(Object.values(all[name].questions[question].options)).size, options.length);
      }
      for (const check of goal) assert.ok(check.name in words.checks, check.name);
      for (const [label, url] of sources) assert.ok(label !== '' && /^https:\/\/[\w.-]+\/.*#./.test(url), url);
    });
  }
  test('none is left over', () => {
    assert.deepEqual(Object.keys(all), path.map(({ name }) => name));
    assert.deepEqual(Object.keys(words.checks).sort(), [...new Set(path.flatMap(({ goal }) => goal.map(({ name }) => name)))].sort());
  });
  test('names are in kebab-case', () => {
    for (const { name, questions } of path) for (const one of [name, ...questions.map((question) => question.name)]) assert.match(one, /^[a-z]+(?:-[a-z]+)*$/);
  });
});

describe('what stands in a verdict', () => {
  const verdict = {
    outcome: 'readable',
    response: { headers: [['content-type', 'a'], ['etag', 'b']] },
    exchanges: [{ kind: 'preflight', request: { headers: [['Origin', 'x']] } }, { kind: 'actual', request: { headers: [['Cookie', 'c=1']] } }],
    warnings: [{ code: 'null-origin' }],
  };
  /** @type {[string, unknown][]} */
  const paths = [
    ['outcome', 'readable'],
    ['response.headers.etag', 'b'],
    ['response.headers.*', 'content-type etag'],
    ['exchanges.*', 'preflight actual'],
    ['exchanges.actual.request.headers.cookie', 'c=1'],
    ['exchanges[0].request.headers.origin', 'x'],
    ['exchanges.actual.request.headers.origin', undefined],
    ['warnings.null-origin.code', 'null-origin'],
    ['warnings.missing-vary-origin', undefined],
    ['cause.code', undefined],
    ['constructor', undefined],
    ['exchanges.length', undefined],
  ];
  for (const [at, value] of paths) test(`${at}: ${value}`, () => assert.equal(observe(verdict, at), value));
});

describe('a part is as it was', () => {
  const scenario = { page: 'https://a.example/', request: { url: '/x', headers: 'A: 1\nB: 2' }, server: { response: {} } };
  test('however it is written', () => {
    const other = { page: { url: 'https://a.example/' }, request: { headers: [['a', '1'], ['b', '2']], url: '/x' }, server: [{ response: { headers: '' } }] };
    for (const at of ['page', 'request', 'server']) assert.equal(isSameAt(at, scenario, other), true, at);
  });
  test('and not when it is not', () => {
    assert.equal(isSameAt('request', scenario, { ...scenario, request: { url: '/x', headers: 'B: 2\nA: 1' } }), false);
    assert.equal(isSameAt('request.method', scenario, { ...scenario, request: { url: '/x', method: 'PUT' } }), false);
    assert.equal(isSameAt('page', scenario, { ...scenario, page: { url: 'https://a.example/', sandboxed: true } }), false);
  });
});
