/**
 * The lessons in their order: from what each starts, what it asks, and when its task is done. No answer stands here: what
 * is right is what `simulate` says. The words stand in the catalogue under the same names.
 */

/**
 * @typedef {object} Variant the scenario, asked about otherwise than as it stands
 * @property {Record<string, unknown>} [change] other values at these paths of it; undefined removes the field
 * @property {number} [again] the same request once more, so many seconds later, by a browser that remembers
 *
 * @typedef {object} QuestionParts
 * @property {string} name
 * @property {string} asks the path in the verdict at which the answer stands
 * @property {readonly unknown[]} options what may stand there
 * @typedef {Variant & QuestionParts} Question
 *
 * @typedef {object} CheckParts
 * @property {string} name
 * @property {Record<string, unknown>} [is] what stands at these paths of the verdict
 * @property {readonly string[]} [has] where something stands in it
 * @property {readonly string[]} [lacks] where nothing stands in it
 * @property {readonly string[]} [unchanged] paths of the scenario that stay as they were
 * @typedef {Variant & CheckParts} Check
 *
 * @typedef {object} Lesson
 * @property {string} name
 * @property {import('../state.js').Scenario} scenario
 * @property {readonly Question[]} questions
 * @property {readonly Check[]} goal
 */

const app = 'https://app.example.com/';
const items = 'https://api.example.com/items';
const json = 'Content-Type: application/json';
const allowApp = 'Access-Control-Allow-Origin: https://app.example.com';
const allowCredentials = 'Access-Control-Allow-Credentials: true';
const session = { name: 'session', value: 'a1b2', secure: true };
/** @param {...string} headers */
const lines = (...headers) => headers.join('\n');

const OUTCOMES = ['readable', 'network-error'];
const PREFLIGHTS = ['sent', 'not-needed'];
const COOKIE = 'exchanges.actual.request.headers.cookie';
const COOKIES = ['session=a1b2', 'none'];
const READABLE = { name: 'readable', is: { outcome: 'readable' } };
const SAME_REQUEST = { name: 'same-request', unchanged: ['page', 'request'] };

/** @type {readonly Lesson[]} */
export const path = [
  {
    name: 'origin',
    scenario: { page: 'https://shop.example.com/', request: 'https://shop.example.com:8443/items', server: { response: { status: 200, headers: json } } },
    questions: [
      { name: 'port', asks: 'outcome', options: OUTCOMES },
      { name: 'default-port', change: { 'request.url': 'https://shop.example.com:443/items' }, asks: 'outcome', options: OUTCOMES },
    ],
    goal: [
      { name: 'own-origin', is: { outcome: 'readable', 'response.type': 'basic' }, has: ['exchanges.actual'] },
      { name: 'same-page', unchanged: ['page'] },
      { name: 'same-server', unchanged: ['server'] },
    ],
  },
  {
    name: 'same-origin',
    scenario: { page: 'https://shop.example.com/', request: { url: 'https://shop.example.com/items/7', method: 'DELETE' }, server: { response: { status: 204 } } },
    questions: [
      { name: 'preflight', asks: 'preflight.decision', options: PREFLIGHTS },
      { name: 'other-named', change: { 'server[0].response.headers': 'Access-Control-Allow-Origin: https://other.example' }, asks: 'outcome', options: OUTCOMES },
    ],
    goal: [
      { name: 'asked-first', is: { 'preflight.decision': 'sent' } },
      { name: 'never-sent', is: { reachedServer: false }, lacks: ['exchanges.actual'] },
      { name: 'only-page', unchanged: ['request', 'server'] },
    ],
  },
  {
    name: 'sent-and-withheld',
    scenario: {
      page: app,
      request: { url: 'https://api.example.com/orders', method: 'POST', body: 'one chair' },
      server: { response: { status: 201, headers: json } },
    },
    questions: [
      { name: 'reached', asks: 'reachedServer', options: [true, false] },
      { name: 'outcome', asks: 'outcome', options: ['readable', 'opaque', 'network-error'] },
    ],
    goal: [READABLE, SAME_REQUEST],
  },
  {
    name: 'allow-origin',
    scenario: {
      page: app,
      request: items,
      server: { response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: https://app.example.com/', 'Vary: Origin') } },
    },
    questions: [{ name: 'slash', asks: 'outcome', options: OUTCOMES }],
    goal: [
      READABLE,
      { name: 'others-not', change: { 'page.url': 'https://other.example/' }, is: { outcome: 'network-error' } },
      SAME_REQUEST,
    ],
  },
  {
    name: 'preflighted',
    scenario: {
      page: app,
      request: { url: 'https://api.example.com/orders', method: 'POST', headers: json, body: '{"item":"chair"}' },
      server: { preflight: { status: 405, headers: 'Allow: GET, POST' }, response: { status: 201, headers: 'Access-Control-Allow-Origin: *' } },
    },
    questions: [
      { name: 'json', asks: 'preflight.decision', options: PREFLIGHTS },
      { name: 'text', change: { 'request.headers': undefined }, asks: 'preflight.decision', options: PREFLIGHTS },
    ],
    goal: [
      { name: 'not-asked', is: { 'preflight.decision': 'not-needed' }, has: ['exchanges.actual'] },
      READABLE,
      { name: 'same-post', unchanged: ['page', 'request.url', 'request.method', 'request.body', 'server'] },
    ],
  },
  {
    name: 'preflight',
    scenario: {
      page: app,
      request: {
        url: `${items}/7`,
        method: 'PUT',
        headers: lines('Accept: application/json', json, 'X-Request-Id: 42'),
        body: '{"price":40}',
      },
      server: {
        preflight: { status: 204, headers: lines(allowApp, 'Access-Control-Allow-Methods: GET, POST', 'Vary: Origin') },
        response: { status: 200, headers: lines(json, allowApp, 'Vary: Origin') },
      },
    },
    questions: [
      {
        name: 'names',
        asks: 'exchanges.preflight.request.headers.access-control-request-headers',
        options: ['accept,content-type,x-request-id', 'content-type,x-request-id', 'x-request-id', 'none'],
      },
      { name: 'login', change: { 'server[0].preflight.status': 401 }, asks: 'reachedServer', options: [true, false] },
    ],
    goal: [
      { name: 'put-sent', is: { reachedServer: true, 'exchanges.actual.request.method': 'PUT' } },
      READABLE,
      SAME_REQUEST,
      { name: 'same-response', unchanged: ['server[0].response'] },
    ],
  },
  {
    name: 'credentials',
    scenario: {
      page: app,
      request: { url: 'https://api.example.com/account', credentials: 'include' },
      server: { response: { status: 200, headers: lines(json, 'Access-Control-Allow-Origin: *') } },
      cookies: [{ ...session, domain: 'api.example.com', sameSite: 'lax' }],
    },
    questions: [
      { name: 'cookie', asks: COOKIE, options: COOKIES },
      { name: 'other-site', change: { 'page.url': 'https://shop.test/' }, asks: COOKIE, options: COOKIES },
    ],
    goal: [READABLE, { name: 'cookie-sent', has: [COOKIE] }, { name: 'only-response', unchanged: ['page', 'request', 'cookies'] }],
  },
  {
    name: 'no-cors',
    scenario: { page: app, request: { url: items, mode: 'no-cors' }, server: { response: { status: 200, headers: json } } },
    questions: [
      { name: 'outcome', asks: 'outcome', options: ['readable', 'opaque', 'network-error'] },
      { name: 'status', asks: 'response.status', options: [200, 0] },
    ],
    goal: [
      { name: 'readable', is: { outcome: 'readable', 'response.type': 'cors' } },
      { name: 'same-addresses', unchanged: ['page', 'request.url'] },
    ],
  },
  {
    name: 'exposed-headers',
    scenario: {
      page: app,
      request: { url: items, credentials: 'include' },
      server: { response: { status: 200, headers: lines(json, 'X-Total-Count: 57', 'X-Served-By: web-3', allowApp, allowCredentials, 'Vary: Origin') } },
    },
    questions: ['start', 'star'].map((name) => ({
      name,
      asks: 'response.headers.*',
      options: [
        'content-type',
        'content-type x-served-by x-total-count',
        'access-control-allow-credentials access-control-allow-origin content-type vary x-served-by x-total-count',
      ],
      ...(name === 'star' && {
        change: { 'server[0].response.headers': lines(json, 'X-Total-Count: 57', 'X-Served-By: web-3', allowApp, allowCredentials, 'Access-Control-Expose-Headers: *', 'Vary: Origin') },
      }),
    })),
    goal: [
      { name: 'count-shown', has: ['response.headers.x-total-count'] },
      { name: 'server-hidden', has: ['response.hiddenHeaders.x-served-by'] },
      SAME_REQUEST,
    ],
  },
  {
    name: 'redirects',
    scenario: {
      page: app,
      request: 'https://api.example.com/report',
      server: [
        { response: { status: 302, headers: lines('Location: https://files.example.net/report.csv', allowApp, 'Vary: Origin') } },
        { response: { status: 200, headers: lines('Content-Type: text/csv', allowApp, 'Vary: Origin') } },
      ],
    },
    questions: [{ name: 'origin', asks: 'exchanges[1].request.headers.origin', options: ['https://app.example.com', 'https://api.example.com', 'null', 'none'] }],
    goal: [
      { name: 'readable', is: { outcome: 'readable' } },
      { name: 'redirected', is: { 'response.redirected': true, 'response.url': 'https://files.example.net/report.csv' } },
      { name: 'no-null', lacks: ['warnings.null-origin'] },
      SAME_REQUEST,
    ],
  },
  {
    name: 'caches',
    scenario: {
      page: app,
      request: { url: items, headers: 'X-Client: web-2' },
      server: {
        preflight: { status: 204, headers: lines(allowApp, 'Access-Control-Allow-Headers: X-Client', 'Vary: Origin') },
        response: { status: 200, headers: lines(json, 'Cache-Control: max-age=3600', allowApp) },
      },
    },
    questions: [
      { name: 'minute-later', again: 60, asks: 'preflight.decision', options: ['sent', 'cached'] },
      {
        name: 'other-page',
        change: {
          'page.url': 'https://partner.example/',
          'server[0].preflight.headers': lines('Access-Control-Allow-Origin: https://partner.example', 'Access-Control-Allow-Headers: X-Client', 'Vary: Origin'),
        },
        asks: 'outcome',
        options: OUTCOMES,
      },
    ],
    goal: [
      { name: 'remembered', again: 299, is: { outcome: 'readable', 'preflight.decision': 'cached' } },
      { name: 'kept-apart', is: { outcome: 'readable' }, lacks: ['warnings.missing-vary-origin'] },
      SAME_REQUEST,
    ],
  },
  {
    name: 'not-protected',
    scenario: {
      page: 'https://evil.test/',
      request: { url: 'https://bank.example/transfer', initiator: 'form', method: 'POST', body: { kind: 'url-search-params', text: 'to=mallory&amount=100' } },
      server: { response: { status: 200, headers: 'Content-Type: text/html' } },
      cookies: [{ ...session, domain: 'bank.example', sameSite: 'none' }],
    },
    questions: [
      { name: 'cookie', asks: COOKIE, options: COOKIES },
      {
        name: 'header',
        change: { 'server[0].response.headers': lines('Content-Type: text/html', 'Access-Control-Allow-Origin: https://bank.example') },
        asks: 'reachedServer',
        options: [true, false],
      },
    ],
    goal: [
      { name: 'without-cookie', is: { reachedServer: true }, lacks: [COOKIE] },
      { name: 'in-firefox', change: { engine: 'firefox' }, lacks: [COOKIE] },
      { name: 'own-page', change: { 'page.url': 'https://bank.example/' }, has: [COOKIE] },
      { name: 'only-cookies', unchanged: ['page', 'request', 'server'] },
    ],
  },
];

/** @param {string} name */
export function lessonOf(name) {
  return path.find((lesson) => lesson.name === name);
}
