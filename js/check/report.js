/** A verdict as text for people. */
import pico from 'picocolors';
import { refused } from '../inside.js';
import { exchangeLines, withoutSecret } from './exchange.js';
import { isVerdict } from './kinds.js';
import { normalized } from './normalize.js';
import { kindOf } from './options.js';
import { receivedAgainstNeeded } from './received.js';
import { shown, shownBytes, wrapped } from './text.js';

/**
 * A verdict, and what carried the exchanges may tell of it. `performed` is there where the preflight alone was sent, and
 * a browser would go on: then the rest of the verdict is about nothing.
 *
 * @typedef {import('corslab').Verdict & { transportError?: { code: string, message: string }, performed?: 'preflight' }} Verdict
 */
/** @typedef {import('./exchange.js').Tone} Tone */
/** @typedef {{ width: number, secrets: boolean, paint: (tone: Tone, text: string) => string }} Style */

/** An endless chain of redirects is no more instructive than its two ends. */
const MOST_EXCHANGES = 8;
const MOST_OF_A_KIND = 12;

/**
 * @param {Verdict} verdict
 * @param {{ colours?: boolean, width?: number, secrets?: boolean, normalize?: boolean }} [options]
 * @returns {string}
 */
export function report(verdict, { colours = false, width = 100, secrets = false, normalize = false } = {}) {
  if (!isVerdict(verdict)) throw refused('verdict', kindOf(verdict), 'a verdict of simulate, page.explain or checkCors');
  if (typeof width !== 'number' || Number.isNaN(width)) throw refused('width', kindOf(width), 'a number of characters');
  const data = normalize ? normalized(verdict) : verdict;
  const style = { width: Math.max(40, width), secrets, paint: painter(colours) };
  const parts = data.performed === 'preflight' ? partsOfPreflight(data, style) : partsOf(data, style);
  return parts.filter((part) => part.length > 0).map((lines) => lines.join('\n')).join('\n\n');
}

/**
 * @param {Verdict} data
 * @param {Style} style
 */
function partsOf(data, style) {
  return [
    headline(data, style),
    exchanges(data, style),
    failedStep(data, style),
    otherProblems(data, style),
    connection(data, style),
    consoleLines(data, style),
    section('JavaScript sees', [...javascript(data, style)], style),
    fixes(data, style),
    warnings(data, style),
    otherEngines(data, style),
  ];
}

/**
 * @param {Verdict} data
 * @param {Style} style
 */
function partsOfPreflight(data, style) {
  const sent = data.exchanges.filter(({ kind }) => kind === 'preflight');
  const [{ request }] = data.exchanges.filter(({ kind }) => kind === 'actual');
  const how = sent.length > 0 ? 'The preflight is accepted' : 'No preflight is needed';
  const text = `${how}: a browser goes on to ${shown(request.method)} ${shown(request.url)}, which was not sent here.`;
  return [
    prose(text, style, 0),
    exchanges({ ...data, exchanges: sent, cause: null }, style),
    warnings({ ...data, warnings: data.warnings.filter(({ target }) => target !== 'response') }, style),
  ];
}

/**
 * @param {boolean} colours
 * @returns {Style['paint']}
 */
function painter(colours) {
  const { bold, dim, green, red } = pico.createColors(colours);
  const paints = { plain: String, dim, bold, good: green, bad: red };
  return (tone, text) => (text === '' ? '' : paints[tone](text));
}

/**
 * @param {string} title
 * @param {string[]} lines
 * @param {Style} style
 */
function section(title, lines, { paint }) {
  return lines.length === 0 ? [] : [paint('bold', title), ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

/**
 * @param {string} text
 * @param {Style} style
 * @param {number} [indent]
 */
const prose = (text, { width }, indent = 2) => wrapped(shown(text), width - indent);

/** @type {Record<Verdict['outcome'], [Tone, string]>} */
const HEADLINES = {
  readable: ['good', 'Allowed'],
  opaque: ['plain', 'Opaque'],
  'opaque-redirect': ['plain', 'Opaque redirect'],
  'network-error': ['bad', 'Refused'],
};

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function headline({ outcome, cause, summary, transportError }, style) {
  const isUnreachable = cause?.code === 'server-unreachable';
  const [tone, word] = isUnreachable ? /** @type {const} */ (['bad', 'Failed']) : HEADLINES[outcome];
  // What happened is known; a script's guesses are not needed.
  const text = isUnreachable && transportError ? `${transportError.message}. This is not a CORS problem.` : summary;
  const [first, ...rest] = prose(`${word}: ${text}`, style, 0);
  return [style.paint(tone, word) + first.slice(word.length), ...rest];
}

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function exchanges({ exchanges: all, cause }, style) {
  const header = cause?.header?.toLowerCase();
  const blocks = all.map((exchange, index) => {
    const marked = exchange.cause !== undefined && exchange.cause === cause?.code ? header : undefined;
    const number = `${index + 1}. `;
    return exchangeLines(exchange, { secrets: style.secrets, marked }).map(([tone, line], row) => (row === 0 ? number : '   ') + style.paint(tone, line));
  });
  const gap = blocks.length - MOST_EXCHANGES;
  if (gap > 0) blocks.splice(MOST_EXCHANGES / 2, gap, [style.paint('dim', `… ${gap} more exchanges`)]);
  const lines = blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block])).map((line) => line.trimEnd());
  return lines.length === 0 ? section('Nothing was sent', [], style) : section('On the wire', lines, style);
}

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function failedStep({ cause, exchanges: all }, style) {
  if (!cause) return [];
  const { standard, header, received } = cause;
  const lines = [...prose(`${standard.algorithm}: ${standard.step}`, style), style.paint('dim', shown(standard.url))];
  if (header !== undefined || received !== undefined) {
    const reply = all.find((exchange) => exchange.cause === cause.code && exchange.hop === cause.hop)?.reply;
    const isThere = reply?.headers.some(([name]) => name.toLowerCase() === header?.toLowerCase()) ?? received !== undefined;
    const compared = receivedAgainstNeeded(cause, isThere);
    lines.push('', ...(header === undefined ? [] : [`${header}:`]), `  received  ${style.paint('bad', compared.received)}`);
    if (compared.needed !== null) lines.push(`  needed    ${style.paint('good', compared.needed)}`);
    if (compared.mark !== null) lines.push(`            ${compared.mark}`);
  }
  return section('The step that failed', lines, style);
}

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function connection({ transportError }, style) {
  if (!transportError) return [];
  return section('The connection', prose(`${transportError.code}: ${transportError.message}`, style), style);
}

/** @type {Record<Verdict['engine'], string>} */
export const BROWSERS = { standard: 'The standard', chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/**
 * Whole, however long: people search for such lines.
 *
 * @param {Verdict} verdict
 * @param {Style} style
 */
function consoleLines({ console: lines, engine, engineVersion }, style) {
  const title = `The console of ${BROWSERS[engine]} ${shown(engineVersion)}`;
  return section(title, lines.slice(0, MOST_OF_A_KIND).map((line) => style.paint('plain', shown(line))), style);
}

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function* javascript({ javascript: what, response }, style) {
  yield* what.split('\n').map((line) => shown(line));
  if (!response) return;
  if (response.headers.length > 0) yield* prose(`headers it may read: ${names(response.headers)}`, style);
  if (response.hiddenHeaders.length > 0) yield* prose(`headers hidden from it: ${names(response.hiddenHeaders)}`, style);
}

/** @param {[string, ...unknown[]][]} headers */
function names(headers) {
  const all = [...new Set(headers.map(([name]) => name))];
  const some = all.slice(0, MOST_OF_A_KIND * 2).map((name) => shownBytes(name, 60));
  return some.join(', ') + (all.length > some.length ? ` and ${all.length - some.length} more` : '');
}

/** @type {Record<import('corslab').FixTarget, string>} */
const PLACES = { request: 'the request', preflight: 'the reply to the preflight', response: 'the response', network: 'the network' };

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function fixes({ fixes: given, transportError }, style) {
  // An app that throws is reachable.
  const all = transportError?.code === 'app-error' ? given.filter(({ code }) => code !== 'server-unreachable') : given;
  const blocks = all.slice(0, MOST_OF_A_KIND).map((fix, index) => {
    const hop = fix.hop > 0 ? ` of hop ${fix.hop}` : '';
    const [title, ...more] = prose(`${index + 1}. ${fix.title} (${fix.who}: ${PLACES[fix.target]}${hop})`, style);
    const same = all.findIndex(({ why, risk }) => why === fix.why && risk === fix.risk);
    const words = same < index ? [`Why and risk: as under ${same + 1}.`] : [`Why: ${fix.why}`, `Risk: ${fix.risk}`];
    return [style.paint('bold', title), ...more, ...headerDiff(fix, style), ...words.flatMap((text) => indented(text, style))];
  });
  return section('To fix it', blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block])), style);
}

/**
 * @param {import('corslab').Fix} fix
 * @param {Style} style
 */
function* headerDiff({ headers, status }, { paint, secrets }) {
  const value = (/** @type {string} */ name, /** @type {string} */ text) => (secrets ? shownBytes(text) : withoutSecret(name.toLowerCase(), text));
  if (status !== undefined) yield paint('good', `   + status ${status}`);
  for (const { name, before, after } of headers) {
    for (const line of before.slice(0, MOST_OF_A_KIND)) yield paint('bad', `   - ${shownBytes(name)}: ${value(name, line)}`);
    if (after !== null) yield paint('good', `   + ${shownBytes(name)}: ${value(name, after)}`);
  }
}

/**
 * @param {string} text
 * @param {Style} style
 */
const indented = (text, style) => prose(text, style, 5).map((line) => `   ${line}`);

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function otherProblems({ problems }, style) {
  const others = problems.slice(1);
  const lines = others.slice(0, MOST_OF_A_KIND).flatMap(({ code, message }) => {
    const [first, ...rest] = prose(`${code}: ${message}`, style, 4);
    return [`- ${first}`, ...rest.map((line) => `  ${line}`)];
  });
  const more = others.length - MOST_OF_A_KIND;
  if (more > 0) lines.push(style.paint('dim', `… and ${more} more`));
  return section('Further problems, hidden behind the first', lines, style);
}

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function warnings({ warnings: all }, style) {
  const lines = all.slice(0, MOST_OF_A_KIND).flatMap(({ code, severity, target, header, received, message, url }) => [
    `${severity}: ${code} (${PLACES[target]})`,
    ...(header !== undefined && received !== undefined ? [`   ${header}: ${style.secrets ? shownBytes(received) : withoutSecret(header.toLowerCase(), received)}`] : []),
    ...indented(message, style),
    style.paint('dim', `   ${shown(url)}`),
  ]);
  return section('Warnings', lines, style);
}

/**
 * @param {Verdict} verdict
 * @param {Style} style
 */
function otherEngines({ disagreements, engine, outcome }, style) {
  const about = disagreements?.find((disagreement) => disagreement.about === 'outcome');
  const others = (about?.engines ?? []).filter((other) => other.engine !== engine && other.answer !== outcome);
  const lines = others.map((other) => {
    const answer = typeof other.answer === 'string' ? other.answer : 'asks for a further exchange';
    return `${BROWSERS[other.engine]} ${shown(other.version)}: ${answer}`;
  });
  return section('Others decide differently', lines, style);
}
