/** What `check` is asked: a URL, a pasted command or snippet, and the options that change it. */
import { readText } from './input.js';
import { UsageError } from './usage.js';

/**
 * @typedef {import('corslab').RequestDescription} RequestDescription
 * @typedef {import('corslab/paste').PastedRequest} PastedRequest
 * @typedef {import('./arguments.js').Values} Values
 */

/** The options that make the request, in curl's words. */
export const REQUEST_OPTIONS = /** @satisfies {import('./arguments.js').Options} */ ({
  request: { short: 'X', value: 'METHOD', aliases: ['method'], about: 'The method. Default: GET, with -d POST' },
  header: { short: 'H', value: 'LINE', many: true, about: 'A header that the script sets: "Name: value", or @FILE with such lines' },
  data: { short: 'd', value: 'DATA', many: true, aliases: ['data-binary'], about: 'The body: text, @FILE, or @- for the standard input. It is of type application/x-www-form-urlencoded unless -H says otherwise' },
  credentials: { value: 'MODE', bare: 'include', choices: ['include', 'omit', 'same-origin'], about: 'The credentials mode; --credentials alone means include. Default: same-origin, as in fetch' },
  cookie: { short: 'b', value: 'COOKIES', many: true, about: `Cookies that the browser holds for the URL's host: "a=1; b=2"` },
  'same-site': { value: 'VALUE', choices: ['none', 'lax', 'strict', 'default'], about: 'The SameSite attribute of those cookies. Default: none, so that they travel whenever credentials do; over http, where none is not to be had, default' },
  mode: { value: 'MODE', choices: ['cors', 'no-cors', 'same-origin'], about: "The request's mode. Default: cors" },
  redirect: { value: 'MODE', choices: ['follow', 'error', 'manual'], about: "The request's redirect mode. Default: follow" },
  initiator: { value: 'WHAT', about: 'What makes the request: fetch, xhr, img, script, module, font, stylesheet, eventsource, beacon, form … Default: fetch' },
});

/**
 * `--from`. `localhost:3000` is a URL of the scheme `localhost:`, and means something else.
 *
 * @param {Values} values
 * @returns {string | undefined}
 */
export function fromOf({ from }) {
  if (from === undefined || !/^[a-z\d.-]+:\d{1,5}(?:[/?#]|$)/i.test(from)) return from;
  throw new UsageError(`--from: ${JSON.stringify(from)} has no scheme; write http://${from} or https://${from}`);
}

/**
 * The request itself: typed, pasted, or from a file.
 *
 * @param {Values} values
 * @param {string[]} positionals
 * @returns {Promise<PastedRequest | null>} null where there is none
 */
export async function readQuestion(values, positionals) {
  if (positionals.length > 1) throw new UsageError(`one URL at a time: what is ${JSON.stringify(positionals[1])}? Quote a pasted command as a whole`);
  const [given] = positionals;
  if (values.curl !== undefined && given !== undefined) throw new UsageError('either a URL or --curl, and not both');
  if (values.curl !== undefined) return (await import('corslab/paste')).readCurl(values.curl, { readFile: (name) => readText(name, '--curl') });
  if (given === undefined) return null;
  if (given === '-' || given.startsWith('@')) return readPasted(readText(given === '-' ? '-' : given.slice(1), given), given);
  // A URL has no blanks and no parentheses, as people write them, and each command and snippet has.
  if (!HAS_SCHEME.test(given) && /[\s(]/.test(given.trim())) return readPasted(given, 'the argument');
  return plain(given);
}

const HAS_SCHEME = /^\s*[a-z][a-z\d+.-]*:\/\//i;

/** A URL; one that begins with a slash is relative to the page, and else http is meant, as in curl. @param {string} url */
function plain(url) {
  if (url === '') throw new UsageError('the URL is empty');
  const isWhole = HAS_SCHEME.test(url) || url.startsWith('/');
  return { request: { url: isWhole ? url : `http://${url}` }, page: null, cookies: [], network: noNetwork(), notes: [] };
}

function noNetwork() {
  return { insecure: false, follow: false, resolve: [], connectTo: [] };
}

/**
 * @param {string} text
 * @param {string} name where it comes from
 */
async function readPasted(text, name) {
  const { detect, readCurl, readFetchSnippet } = await import('corslab/paste');
  const kind = detect(text);
  if (kind === 'curl') return readCurl(text, { readFile: (file) => readText(file, name) });
  if (kind === 'fetch') return readFetchSnippet(text);
  const url = text.trim();
  if (/^https?:\/\/\S+$/i.test(url)) return plain(url);
  const what = { console: ': it is a console line, for corslab explain', 'http-message': ': it is a reply; give it as --reply', har: ': it is a HAR; give it as --har', scenario: ': it is a scenario, for simulate()' };
  throw new UsageError(`${name} holds no curl command and no fetch()${kind ? what[kind] : ''}`);
}

/**
 * The request with what the options change.
 *
 * @param {PastedRequest} pasted
 * @param {Values} values
 * @returns {RequestDescription}
 */
export function withOptions(pasted, values) {
  const { request } = pasted;
  const headers = [...headerPairs(request.headers), ...(values.header ?? []).flatMap(readHeader)];
  const data = values.data === undefined ? undefined : /** @type {string[]} */ (values.data).map(readData).join('&');
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  if (data !== undefined && !isTyped) headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
  const method = values.request ?? (data !== undefined && request.method === undefined ? 'POST' : undefined);
  return {
    ...request,
    ...(method !== undefined && { method }),
    ...(headers.length > 0 && { headers }),
    ...(data !== undefined && { body: { kind: 'text', text: data } }),
    ...Object.fromEntries(['credentials', 'mode', 'redirect', 'initiator'].filter((name) => values[name] !== undefined).map((name) => [name, values[name]])),
  };
}

/** @param {RequestDescription['headers']} headers as a reader of pasted text gives them @returns {[string, string][]} */
function headerPairs(headers) {
  return Array.isArray(headers) ? headers : [];
}

/** @param {string} line @returns {[string, string][]} */
export function readHeader(line) {
  if (line.startsWith('@')) return readText(line.slice(1), '-H').split(/\r?\n/).filter((each) => each.trim() !== '').flatMap(readHeader);
  const colon = line.indexOf(':');
  if (colon < 1) throw new UsageError(`-H: ${JSON.stringify(line)} is no header; write "Name: value"`);
  return [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]];
}

/** @param {string} data */
function readData(data) {
  return data.startsWith('@') ? readText(data.slice(1), '-d') : data;
}

/**
 * The cookies that the browser holds.
 *
 * @param {PastedRequest} pasted
 * @param {Values} values
 * @param {string} url
 * @returns {Promise<import('corslab').Cookie[]>}
 */
export async function cookiesFor(pasted, values, url) {
  const lines = /** @type {string[]} */ (values.cookie ?? []);
  const unnamed = lines.find((line) => !line.includes('='));
  if (unnamed !== undefined) throw new UsageError(`-b: ${JSON.stringify(unnamed)} is no cookie; write "name=value"`);
  const { cookiesOf } = await import('../paste/cookies.js');
  const named = lines.length === 0 ? pasted.cookies : cookiesOf(lines.join(';'), url);
  return values['same-site'] === undefined ? named : named.map((cookie) => ({ ...cookie, sameSite: values['same-site'] }));
}
