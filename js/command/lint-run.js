/** How `corslab lint` runs: replies are tried with requests that their headers are meant for. */
import { named } from './check-offline.js';
import { readText } from './input.js';
import { json } from './json.js';
import { columns, paint, print, shown, tell } from './output.js';
import { fromOf } from './question.js';
import { EXIT, UsageError } from './usage.js';
import { LEVELS } from './verdict-output.js';
import { wrap } from './wrap.js';

// In the program's one file a static import would be loaded with every command.
const { simulate, version } = await import('corslab');
const { readHttpMessage } = await import('corslab/paste');

/**
 * @typedef {import('./arguments.js').Values} Values
 * @typedef {import('corslab/paste').PastedReply} PastedReply
 * @typedef {{ code: string, level: 'error' | 'warning' | 'note', message: string, help: string, file: string, line?: number,
 *   header?: string, received?: string, fix?: string }} Finding
 */

const GRAVITY = ['error', 'warning', 'note'];

/** @param {{ values: Values, positionals: string[] }} given */
export async function runLint({ values, positionals }) {
  if (values.preflight && values.response) throw new UsageError('either --preflight or --response, and not both');
  const files = positionals.length > 0 ? positionals : ['-'];
  /** @type {Finding[]} */
  const findings = [];
  for (const file of files) {
    const { replies, notes } = named(file === '-' ? 'the standard input' : file, () => readHttpMessage(readText(file, '', 'latin1')));
    for (const { message } of notes) tell(`note: ${file}: ${message}`);
    for (const reply of replies) findings.push(...lint(reply, file === '-' ? 'stdin' : file, values));
  }
  const format = values.json ? 'json' : (values.format ?? 'text');
  if (format === 'json') print(json({ findings }));
  else if (format === 'sarif') print(await asSarif(findings));
  else print(asText(findings));
  return findings.some(({ level }) => level !== 'note') ? EXIT.found : EXIT.ok;
}

/**
 * @param {PastedReply} reply
 * @param {string} file
 * @param {Values} values
 * @returns {Finding[]}
 */
function lint(reply, file, values) {
  const isPreflight = values.preflight === true || (!values.response && looksLikePreflight(reply));
  const hasPolicy = reply.headers.some(([name]) => /^access-control-/i.test(name));
  if (!hasPolicy && values.from === undefined) {
    const message = 'There are no CORS headers: no page of another origin may read this. Is that meant? Else name one with --from.';
    return [{ code: 'no-cors-headers', level: 'note', message, help: 'https://fetch.spec.whatwg.org/#http-cors-protocol', file }];
  }
  const { page, url } = placeOf(reply, values);
  const about = isPreflight ? 'preflight' : 'response';
  const verdicts = requestsFor(reply, isPreflight, url).map((request) => simulate({ page, request, server: answer(reply, isPreflight) }));
  const problems = verdicts.flatMap(({ problems, fixes }) => problems.filter(({ phase }) => phase === about).map((cause) => problem(cause, fixes)));
  const warnings = verdicts.flatMap(({ warnings }) =>
    warnings.filter(({ target }) => target === about).map(({ code, severity, header, received, message, url }) => ({ code, level: LEVELS[severity], header, received, message, help: url })),
  );
  return unique([...problems, ...warnings])
    .sort((a, b) => GRAVITY.indexOf(a.level) - GRAVITY.indexOf(b.level))
    .map((finding) => ({ ...finding, file, line: lineOf(reply, finding.header) }));
}

/** @param {import('corslab').Cause} cause @param {import('corslab').Fix[]} fixes @returns {Omit<Finding, 'file'>} */
function problem({ code, header, received, message, standard }, fixes) {
  const fix = fixes.find((each) => each.code === code)?.title;
  return { code, level: 'error', header, received, message, help: standard.url, ...(fix !== undefined && { fix }) };
}

/** @template {{ code: string, header?: string, received?: string }} T @param {T[]} findings */
function unique(findings) {
  // A problem says more than the warning about the same.
  return [...new Map([...findings].reverse().map((finding) => [`${finding.code} ${finding.header?.toLowerCase()}`, finding])).values()].reverse();
}

/** @param {PastedReply} reply */
function looksLikePreflight({ headers, request }) {
  if (request) return request.method === 'OPTIONS';
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const isAnswered = ['access-control-allow-methods', 'access-control-allow-headers', 'access-control-max-age'].some((name) => names.has(name));
  return isAnswered && !names.has('access-control-expose-headers') && !names.has('content-type');
}

/**
 * A page that the reply may be meant for, and a URL of another origin.
 *
 * @param {PastedReply} reply
 * @param {Values} values
 */
function placeOf(reply, values) {
  const origin = fromOf(values) ?? reply.request?.headers.find(([name]) => /^origin$/i.test(name))?.[1] ?? allowedBy(reply) ?? 'https://app.example.com';
  const page = origin === 'null' ? { url: 'https://sandboxed.example/', sandboxed: true } : origin;
  if (typeof page === 'string' && !URL.canParse(page)) throw new UsageError(`--from: ${JSON.stringify(page)} is no origin; write https://app.example.com`);
  const url = values.url ?? (typeof page === 'string' && new URL(page).host === 'api.example.com' ? 'https://server.example.com/' : 'https://api.example.com/');
  return { page, url };
}

/** @param {PastedReply} reply */
function allowedBy({ headers }) {
  const value = headers.find(([name]) => /^access-control-allow-origin$/i.test(name))?.[1];
  if (value === 'null') return value;
  return value !== undefined && URL.canParse(value) && new URL(value).origin !== 'null' ? new URL(value).origin : undefined;
}

/**
 * @param {PastedReply} reply
 * @param {boolean} isPreflight
 * @param {string} url
 * @returns {import('corslab').RequestDescription[]}
 */
function requestsFor(reply, isPreflight, url) {
  const asked = isPreflight ? preflighted(reply) : {};
  const hasCredentials = reply.headers.some(([name]) => /^access-control-allow-credentials$/i.test(name));
  return [{ url, ...asked }, ...(hasCredentials ? [{ url, ...asked, credentials: /** @type {const} */ ('include') }] : [])];
}

/**
 * What a reply to OPTIONS was asked for, where that is known; else a method and some headers of those that it lists.
 *
 * @param {PastedReply} reply
 * @returns {Partial<import('corslab').RequestDescription>}
 */
function preflighted({ headers, request }) {
  const asked = request?.headers ?? [];
  const method = listed(asked, 'access-control-request-method')[0] ?? listed(headers, 'access-control-allow-methods').find((each) => !PLAIN_METHOD.test(each));
  const known = listed(asked, 'access-control-request-headers');
  const names = known.length > 0 || asked.length > 0 ? known : listed(headers, 'access-control-allow-headers').slice(0, 20);
  /** @type {[string, string][]} */
  const own = names.map((name) => [name, /^content-type$/i.test(name) ? 'application/json' : 'x']);
  // A listener for the progress of an upload makes a preflight necessary that asks for nothing else.
  return { initiator: 'xhr', uploadListener: true, method: method ?? 'POST', ...(own.length > 0 && { headers: own }) };
}

const PLAIN_METHOD = /^(?:GET|HEAD|POST|OPTIONS|CONNECT|TRACE|TRACK)$/i;
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/;

/** @param {[string, string][]} headers @param {string} wanted in lower case */
function listed(headers, wanted) {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).flatMap(([, value]) => value.split(','));
  return values.map((item) => item.trim()).filter((item) => TOKEN.test(item) && item !== '*');
}

/** @param {PastedReply} reply @param {boolean} isPreflight @returns {import('corslab').Answer} */
function answer({ status, headers }, isPreflight) {
  if (!isPreflight) return { preflight: ANY, response: { status, headers } };
  return { preflight: { status, headers }, response: { status: 200, headers: headers.filter(([name]) => /^(?:access-control-allow-(?:origin|credentials)|vary)$/i.test(name)) } };
}

/** It is not asked about. @type {import('corslab').Reply} */
const ANY = { status: 204, headers: { 'Access-Control-Allow-Origin': '*' } };

/** @param {PastedReply} reply @param {string | undefined} header */
function lineOf({ headers, lines }, header) {
  const at = headers.findIndex(([name]) => name.toLowerCase() === header?.toLowerCase());
  return at === -1 ? undefined : lines[at];
}

/** @param {Finding[]} findings */
async function asSarif(findings) {
  const { sarifLog } = await import('../sarif.js');
  return json(sarifLog(findings.map(({ code, level, message, help, file, line }) => ({ rule: code, level, message: shown(message), uri: file, line, helpUri: help })), version()));
}

/** @param {Finding[]} findings */
function asText(findings) {
  const colours = /** @type {const} */ ({ error: 'red', warning: 'yellow', note: 'dim' });
  const blocks = findings.map(({ code, level, message, file, line, header, received, fix }) =>
    [
      `${shown(file)}${line === undefined ? '' : `:${line}`}: ${paint(colours[level], level)}: ${paint('bold', code)}`,
      ...(header !== undefined && received !== undefined ? [`  ${header}: ${shown(received)}`] : []),
      ...wrap(shown(message), columns()),
      ...(fix === undefined ? [] : wrap(`Fix: ${shown(fix)}`, columns())),
    ].join('\n'),
  );
  return [...blocks, sum(findings)].join('\n\n');
}

/** @param {Finding[]} findings */
function sum(findings) {
  if (findings.length === 0) return paint('green', 'Nothing was found.');
  const counts = GRAVITY.map((level) => [findings.filter((finding) => finding.level === level).length, level]).filter(([count]) => count !== 0);
  return counts.map(([count, level]) => `${count} ${level}${count === 1 ? '' : 's'}`).join(', ');
}
