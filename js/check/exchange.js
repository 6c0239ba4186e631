/** An exchange in lines: what decides, first and bright; what any exchange has, only by name. */
import { shown, shownBytes } from './text.js';

/** @typedef {import('corslab').Exchange} Exchange */
/** @typedef {[name: string, value: string]} Header */
/** @typedef {'plain' | 'dim' | 'bold' | 'good' | 'bad'} Tone */
/** @typedef {[tone: Tone, text: string]} Line */

/** What CORS and its neighbours look at, in the order in which a reader wants them. */
const SHOWN_OF_REQUEST = ['origin', 'access-control-request-method', 'access-control-request-headers', 'authorization', 'cookie', 'content-type'];
const SHOWN_OF_REPLY = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
  'vary',
  'location',
  'cross-origin-resource-policy',
  'timing-allow-origin',
  'www-authenticate',
  'x-content-type-options',
  'content-type',
  'set-cookie',
];

/** What browsers add to every request by themselves. */
const BROWSERS_OWN = /^(?:accept(?:-encoding|-language)?|referer|user-agent|host|connection|content-length|transfer-encoding|cache-control|pragma|priority|te|upgrade-insecure-requests|sec-.*)$/;

/** No reader wants more lines of one message. */
const MOST_LINES = 24;
const MOST_NAMES = 8;

/**
 * @param {Exchange} exchange
 * @param {{ secrets: boolean, marked: string | undefined }} options `marked` is the header that decided, in lower case
 * @returns {Line[]}
 */
export function exchangeLines({ kind, request, reply, result, cause }, { secrets, marked }) {
  const { headers } = request;
  const isOwn = (/** @type {string} */ name) => BROWSERS_OWN.test(name) && name !== marked;
  /** @type {Line[]} */
  const lines = [
    ['bold', `${shown(request.method, 60)} ${shown(request.url, 400)}${kind === 'preflight' ? '  (preflight)' : ''}`],
    ...headerLines(headers, (name) => !isOwn(name), { order: SHOWN_OF_REQUEST, secrets }),
  ];
  if (!reply) return [...lines, ['bad', 'No reply']];
  lines.push(
    ['plain', ''],
    ['bold', `Status ${reply.status}`],
    ...headerLines(reply.headers, (name) => SHOWN_OF_REPLY.includes(name) || name === marked, { order: SHOWN_OF_REPLY, secrets, marked }),
    [result === 'rejected' ? 'bad' : 'good', cause ? `${ENDS[result]}: ${cause}` : ENDS[result]],
  );
  return lines;
}

/** @type {Record<Exchange['result'], string>} */
const ENDS = { accepted: 'Accepted', redirected: 'Redirected', rejected: 'Rejected', 'network-failure': 'The connection failed' };

/**
 * @param {Header[]} headers
 * @param {(name: string) => boolean} isShown
 * @param {{ order: string[], secrets: boolean, marked?: string }} options
 * @returns {Line[]}
 */
function headerLines(headers, isShown, { order, secrets, marked }) {
  const rank = (/** @type {Header} */ [name]) => (order.indexOf(name.toLowerCase()) + order.length + 1) % (order.length + 1);
  const whole = headers.filter(([name]) => isShown(name.toLowerCase())).sort((a, b) => rank(a) - rank(b));
  const rest = headers.filter(([name]) => !isShown(name.toLowerCase())).map(([name]) => name);
  rest.push(...whole.slice(MOST_LINES).map(([name]) => name));
  const lines = whole.slice(0, MOST_LINES).map(([name, value]) => headerLine(name, value, { secrets, marked }));
  return rest.length === 0 ? lines : [...lines, ['dim', `  (and ${namesOf(rest)})`]];
}

/**
 * @param {string} name
 * @param {string} value
 * @param {{ secrets: boolean, marked?: string }} options
 * @returns {Line}
 */
function headerLine(name, value, { secrets, marked }) {
  const line = `${shownBytes(name, 80)}: ${secrets ? shownBytes(value) : withoutSecret(name.toLowerCase(), value)}`;
  return name.toLowerCase() === marked ? ['bad', `> ${line}`] : ['plain', `  ${line}`];
}

/**
 * The log of a continuous integration is often public: of a secret only its name is told.
 *
 * @param {string} name in lower case
 * @param {string} value
 */
export function withoutSecret(name, value) {
  switch (name) {
    case 'authorization':
    case 'proxy-authorization':
      return value.includes(' ') ? `${shownBytes(value.slice(0, value.indexOf(' ')), 40)} ***` : '***';
    case 'cookie':
      return value.split(/; ?/).map(withoutValue).join('; ');
    case 'set-cookie': {
      const [pair, ...attributes] = value.split(';');
      return [withoutValue(pair), ...attributes.map((attribute) => shownBytes(attribute.trim()))].join('; ');
    }
    default:
      return SECRET.test(name) ? '***' : shownBytes(value);
  }
}

const SECRET = /^x-(?:api-?key|auth(?:-token)?|csrf-token|xsrf-token|access-token)$|^api-?key$/;

/**
 * Whether a header's value is nobody else's business.
 *
 * @param {string} name in lower case
 */
export const isSecret = (name) => /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/.test(name) || SECRET.test(name);

/** @param {string} pair */
const withoutValue = (pair) => (pair.includes('=') ? `${shownBytes(pair.slice(0, pair.indexOf('=')), 80)}=***` : '***');

/** @param {string[]} names */
function namesOf(names) {
  const some = [...new Set(names)].slice(0, MOST_NAMES).map((name) => shownBytes(name, 40));
  const more = new Set(names).size - some.length;
  return some.join(', ') + (more > 0 ? ` and ${more.toLocaleString('en-GB')} more` : '');
}
