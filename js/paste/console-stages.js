/**
 * Which kind of page, request and answer makes a browser print which kind of line: data, tried by `simulate`, which alone
 * judges. Where a line leaves something open, the likeliest comes first.
 */

/**
 * @typedef {import('corslab').ConsoleExplanation} Explanation
 * @typedef {[name: string, value: string][]} Pairs
 * @typedef {Partial<import('corslab').RequestDescription>} Ask
 *
 * @typedef {object} Line what a line names, with what stands for the rest
 * @property {Explanation} told
 * @property {string} origin the page's
 * @property {string} value what the server sent; empty: the line does not tell, or it was empty
 * @property {string} url the URL that fails
 *
 * @typedef {object} Stage
 * @property {import('corslab').Reply} [reply] the reply that fails; left out: whatever came back
 * @property {Partial<import('corslab').Page>} [page]
 * @property {Ask} [request]
 * @property {string} [url] asked for where the line names no URL
 * @property {boolean} [credentials] the request asks for credentials
 * @property {Ask[]} [asks] what makes the request, where the line does not tell
 * @property {string} [from] asked for instead: it leads to the line's URL by a redirect
 * @property {number} [redirects] how many redirects lead there
 * @property {Note} [assumed] what is made up here
 *
 * @typedef {{ about: string, message: string }} Note
 */

const ALLOW = 'Access-Control-Allow-Origin';
const CREDENTIALS = 'Access-Control-Allow-Credentials';

/** @type {Ask[]} */
const SCRIPTS = [{ initiator: 'script' }, { initiator: 'module' }, { initiator: 'stylesheet' }, { initiator: 'script', crossorigin: 'anonymous' }];
/** @type {Ask[]} */
const OPAQUE = [{ initiator: 'img' }, { mode: 'no-cors' }, { initiator: 'script' }];

/** @type {Record<string, (line: Line) => Stage[]>} by cause */
export const STAGES = {
  // The CORS check.
  'missing-allow-origin': ({ told }) => [reply([], told.status)],
  'server-error': ({ told }) => [reply([], told.status ?? 500)],
  'error-without-cors-headers': ({ told }) => [reply([], told.status ?? 404)],
  'redirect-to-login': ({ told }) => [
    reply([], told.phase === 'redirect' ? told.status : 200),
    reply([['Location', 'https://login.example.net/login']], told.status ?? 302),
  ],
  'duplicate-allow-origin': ({ origin }) => [reply([[ALLOW, origin], [ALLOW, origin]])],
  'multiple-allow-origin': ({ origin, value }) => {
    const list = value || `${origin}, https://www.example.net`;
    const assumed = value ? undefined : made(ALLOW, `The line does not quote ${ALLOW}: “${list}” stands for it.`);
    return [{ ...reply([[ALLOW, list]]), assumed }, { ...reply([[ALLOW, origin], [ALLOW, 'https://www.example.net']]), assumed }];
  },
  'allow-origin-mismatch': ({ value }) => [
    reply([[ALLOW, value]]),
    reply(value.split(', ').map((one) => [ALLOW, one])),
    // Pasted texts lose their quotes.
    reply([[ALLOW, `"${value}"`]]),
  ],
  // The line comes before that other header is looked at: the fix shall name it, too.
  'wildcard-with-credentials': () => [{ ...reply([[ALLOW, '*']]), credentials: true }],
  'missing-allow-credentials': ({ origin }) => [{ ...reply([[ALLOW, origin]]), credentials: true }],
  'invalid-allow-credentials': ({ origin, value }) => [
    { ...reply([[ALLOW, origin], [CREDENTIALS, value || 'false']]), credentials: true, assumed: value ? undefined : made(CREDENTIALS, `The line does not say whether ${CREDENTIALS} is missing or wrong: “false” stands for it.`) },
    { ...reply([[ALLOW, origin]]), credentials: true },
  ],

  // The preflight.
  'preflight-redirect': ({ told, origin, url }) => [
    { ...reply([[ALLOW, origin], ['Location', likelyTarget(url)]], told.status ?? 301), assumed: made('Location', `The line does not say where the preflight is redirected to: ${likelyTarget(url)} is a guess.`) },
  ],
  'preflight-status': ({ told, origin }) => [unknownStatus(told, reply([[ALLOW, origin]], told.status ?? 400)), reply([], told.status)],
  'preflight-requires-auth': ({ told, origin }) => [unknownStatus(told, reply([[ALLOW, origin]], told.status ?? 401))],
  'preflight-not-handled': ({ told, origin }) => [unknownStatus(told, reply([[ALLOW, origin]], told.status ?? 404))],
  'method-not-allowed': ({ origin }) => [reply([[ALLOW, origin]])],
  'header-not-allowed': ({ origin, told }) => [reply([[ALLOW, origin], ...methods(told)])],
  'authorization-not-listed': ({ origin }) => [reply([[ALLOW, origin], ['Access-Control-Allow-Headers', '*']])],
  'invalid-allow-methods': (line) => unreadable('Access-Control-Allow-Methods', 'GET POST', line),
  'invalid-allow-headers': (line) => unreadable('Access-Control-Allow-Headers', 'Content-Type Authorization', line),

  // Redirects.
  'redirect-mode-error': () => [{ ...leadingTo('/elsewhere'), request: { redirect: 'error' } }],
  'redirect-scheme': ({ value }) => ['myapp://callback', 'data:text/plain,', 'file:///tmp/x', 'ftp://ftp.example.net/'].map((made) => leadingTo(value.includes(':') ? value : made)),
  'invalid-location': () => [leadingTo('https://'), { ...reply([['Location', '/b'], ['Location', '/c']], 302) }],
  'too-many-redirects': () => [{ redirects: 21 }],
  'redirect-includes-credentials': ({ value }) => [leadingTo(value.includes('://') ? value : 'https://user:password@elsewhere.example.net/')],

  // Before anything is sent.
  'cors-scheme': () => [{}, { url: 'myapp://callback' }, { asks: SCRIPTS }, { from: 'https://api.example.com/start' }, { asks: OPAQUE }],
  'same-origin-mode': ({ origin, url }) => [{ request: { mode: 'same-origin' } }, { request: { mode: 'same-origin' }, from: new URL('/start', URL.canParse(origin) ? origin : url).href }],
  'no-cors-redirect-mode': () => [{ request: { mode: 'no-cors', redirect: 'manual' } }],
  'mixed-content': () => [{ url: 'http://api.example.com/' }, { asks: [...SCRIPTS, { initiator: 'img' }, { initiator: 'iframe' }] }],
  'bad-port': () => [{ url: 'https://api.example.com:6000/' }, { asks: [{ initiator: 'font' }] }],
  'keepalive-limit': () => [{ request: { method: 'POST', keepalive: true, body: { kind: 'text', length: 65_537 } } }],
  'invalid-data-url': () => [{ url: 'data:text/plain' }],

  // The response, whatever CORS says.
  'server-unreachable': () => [{ reply: { networkFailure: true } }],
  'unexpected-proxy-auth': () => [reply([], 407)],
  'embedder-policy': () => [{ reply: {}, page: { embedderPolicy: 'require-corp' }, asks: OPAQUE }],
  'resource-policy': () => [{ ...reply([['Cross-Origin-Resource-Policy', 'same-origin']]), asks: OPAQUE }],
  'opaque-response-blocking': () => [
    { ...reply([['Content-Type', 'text/html'], ['X-Content-Type-Options', 'nosniff']]), asks: OPAQUE },
    { ...reply([['Content-Type', 'application/json'], ['X-Content-Type-Options', 'nosniff']]), asks: OPAQUE },
  ],
  nosniff: ({ value }) => [{ ...reply([...type(value || 'text/html'), ['X-Content-Type-Options', 'nosniff']]), asks: SCRIPTS }],
  'mime-type': ({ value }) => [
    { ...reply(type(value || 'text/html')), asks: SCRIPTS },
    { ...reply([[ALLOW, '*'], ...type(value || 'text/html')]), asks: SCRIPTS },
    // What browsers refuse even where CORS does not come in.
    { ...reply([[ALLOW, '*'], ...type(value)]), asks: SCRIPTS },
  ],
  'event-stream-type': ({ value }) => [
    { ...reply([[ALLOW, '*'], ['Content-Type', value || 'text/html']]), asks: [{ initiator: 'eventsource' }] },
    { ...reply([[ALLOW, '*'], ['Content-Type', `text/event-stream; charset=${value}`]]), asks: [{ initiator: 'eventsource' }] },
  ],
  'integrity-opaque': () => [
    { request: { integrity: INTEGRITY }, reply: {}, asks: [{ initiator: 'script' }, { mode: 'no-cors' }, { initiator: 'stylesheet' }] },
  ],
};

/**
 * Where on the way it fails, where the line does not tell.
 *
 * @param {Explanation['code']} code
 */
export function phaseOf(code) {
  return /^(?:preflight-|invalid-allow-(?:methods|headers)$|(?:method|header)-not-allowed$)/.test(code ?? '') ? 'preflight' : 'response';
}

/** The hash of an empty file. */
const INTEGRITY = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

/** Where most redirects of a preflight lead to: https, else a slash at the end or none. @param {string} url */
function likelyTarget(url) {
  if (!URL.canParse(url)) return 'https://elsewhere.example.net/';
  const target = new URL(url);
  if (target.protocol === 'http:') target.protocol = 'https:';
  else target.pathname = target.pathname.endsWith('/') && target.pathname !== '/' ? target.pathname.slice(0, -1) : `${target.pathname}/`;
  return target.href;
}

/** @param {Pairs} headers @param {number} [status] @returns {Stage} */
function reply(headers, status) {
  return { reply: { ...(status !== undefined && { status }), headers } };
}

/** @param {string} location @param {number} [status] */
function leadingTo(location, status = 302) {
  return reply([[ALLOW, '*'], ['Location', location]], status);
}

/** @param {string} value @returns {Pairs} */
function type(value) {
  return value === '' ? [] : [['Content-Type', value]];
}

/** @param {string} about @param {string} message */
function made(about, message) {
  return { about, message };
}

/** @param {Explanation} told @param {Stage} stage @returns {Stage} */
function unknownStatus({ status }, stage) {
  if (status !== undefined) return stage;
  const message = `The line does not tell the preflight’s status: ${stage.reply?.status} stands for it. The network panel shows it, at the OPTIONS request.`;
  return { ...stage, assumed: made('status', message) };
}

/** @param {Explanation} told @returns {Pairs} */
function methods({ method }) {
  return method === undefined ? [] : [['Access-Control-Allow-Methods', method]];
}

/** @param {string} name @param {string} example @param {Line} line @returns {Stage[]} */
function unreadable(name, example, { origin, value }) {
  const message = value ? `The line quotes a part of ${name} at most.` : `The line does not quote ${name}: “${example}” stands for it.`;
  const before = /** @type {Pairs} */ (name.endsWith('Headers') ? [['Access-Control-Allow-Methods', 'GET, POST, PUT']] : []);
  const lists = value ? [value, `"${value}"`, `"${value}`] : [example];
  return lists.map((list) => ({ ...reply([[ALLOW, origin], ...before, [name, list]]), assumed: made(name, message) }));
}
