/**
 * What the browser sends, as commands for a shell: so one sees what the server itself answers. They are to be pasted into
 * a terminal, and what is in them may come from anywhere: nothing may end a quotation, and no control character may reach
 * the terminal as it is.
 */
import { get } from '../state.js';
import { share } from '../strings.js';

/** In single quotes everything stands for itself, but a terminal acts on these before any shell sees the quotes. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const UNSAFE_OR_SPECIAL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}'\\!]/gu;
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * @param {import('../state.js').Scenario} scenario
 * @param {import('corslab').Verdict} verdict
 */
export function asCurl(scenario, { exchanges }) {
  if (exchanges.length === 0) return `# ${share.curl.none}\n`;
  return exchanges.map((exchange, index) => `# ${index + 1} ${share.curl.kinds[exchange.kind]}\n${command(exchange, bodyOf(scenario, exchange))}\n`).join('\n');
}

/**
 * @typedef {{ text?: string, isUnknown?: boolean }} Sent
 *
 * @param {import('../state.js').Scenario} scenario
 * @param {import('corslab').Exchange} exchange
 * @returns {Sent}
 */
function bodyOf(scenario, { kind, hop, request }) {
  const body = get(scenario, 'request.body');
  const length = valueOf(request.headers, 'content-length');
  const isStreamed = kind === 'actual' && hop === 0 && length === undefined && get(scenario, 'request.body.kind') === 'stream';
  if (!isStreamed && (length === undefined || length === '0')) return {};
  const text = typeof body === 'string' ? body : get(scenario, 'request.body.text');
  const fits = typeof text === 'string' && (isStreamed || String(new TextEncoder().encode(text).length) === length);
  return fits ? { text } : { isUnknown: true };
}

/** @param {[string, string][]} headers @param {string} wanted in lower case */
function valueOf(headers, wanted) {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** @param {import('corslab').Exchange} exchange @param {Sent} body */
function command({ request: { method, url, headers } }, { text, isUnknown }) {
  const isPiped = text?.includes('\0') ?? false;
  const options = [
    method === 'HEAD' ? '--head' : method === 'GET' ? '' : `-X ${quote(method)}`,
    /[[\]{}]/.test(url) ? '--globoff' : '',
    quote(url),
  ];
  // curl counts by itself, and what is not there cannot be counted.
  const isCounted = text !== undefined || isUnknown;
  const sent = headers.filter(([name]) => !isCounted || name.toLowerCase() !== 'content-length');
  const lines = [
    `curl -i ${options.filter(Boolean).join(' ')}`,
    ...sent.map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`, true)}`),
    ...(text === undefined ? [] : unwanted(headers).map((name) => `-H ${quote(`${name}:`)}`)),
    ...(text === undefined ? [] : [isPiped ? '--data-binary @-' : `--data-raw ${quote(text)}`]),
  ];
  const note = isUnknown ? `# ${share.curl.noBody}\n` : '';
  return `${note}${isPiped ? `printf ${printed(text ?? '')} | ` : ''}${lines.join(' \\\n  ')}`;
}

/** What curl would add to a body of its own accord. @param {[string, string][]} headers */
function unwanted(headers) {
  return ['Content-Type', 'Expect'].filter((name) => valueOf(headers, name.toLowerCase()) === undefined);
}

/**
 * One word for a shell. POSIX knows `$'…'` since 2024, shells for much longer.
 *
 * @param {string} text
 * @param {boolean} [isBytes] each character stands for a byte, as in a header
 */
function quote(text, isBytes = false) {
  if (/^[A-Za-z]+$/.test(text)) return text;
  const isPlain = !UNSAFE.test(text) && !(isBytes && NOT_ASCII.test(text));
  if (isPlain) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(UNSAFE_OR_SPECIAL, (character) => escape(character, isBytes));
  return `$'${isBytes ? escaped.replace(/[\x80-\xff]/g, (character) => octal(character.charCodeAt(0))) : escaped}'`;
}

/** @param {string} character @param {boolean} isBytes */
function escape(character, isBytes) {
  if (character === '\n') return '\\n';
  if (`'\\`.includes(character)) return `\\${character}`;
  return isBytes ? octal(character.charCodeAt(0)) : [...new TextEncoder().encode(character)].map(octal).join('');
}

/** A format for printf, which alone can say NUL. @param {string} text */
function printed(text) {
  const format = text.replaceAll('%', '%%').replace(UNSAFE_OR_SPECIAL, (character) => (character === '\n' ? '\\n' : [...new TextEncoder().encode(character)].map(octal).join('')));
  return `'${format}'`;
}

/** @param {number} byte */
function octal(byte) {
  return `\\${byte.toString(8).padStart(3, '0')}`;
}
