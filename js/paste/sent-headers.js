/**
 * From the headers that went over the wire to what a page asked for: a browser adds some of its own, which tell about
 * the page, and which a script's request must not repeat.
 */
import { compareOrigins } from 'corslab';
import { cookiesOf } from './cookies.js';

/**
 * @typedef {import('corslab').RequestDescription} RequestDescription
 * @typedef {[name: string, value: string]} Header
 * @typedef {{ code: string, about: string, message: string }} Note
 * @typedef {string | { url: string, sandboxed: boolean }} PastedPage
 */

/** What browsers add to requests by themselves, besides `Sec-…` and HTTP/2's pseudo-headers. */
const OF_THE_BROWSER = new Set(
  `accept-encoding accept-language alt-used connection content-length device-memory dnt downlink dpr ect host
  if-modified-since if-none-match keep-alive priority purpose rtt save-data te upgrade-insecure-requests user-agent
  viewport-width width x-client-data`.split(/\s+/),
);

/** @type {Record<string, RequestDescription['initiator']>} by `Sec-Fetch-Dest` */
const DESTINATIONS = {
  audio: 'audio', document: 'navigation', empty: 'fetch', font: 'font', frame: 'iframe', iframe: 'iframe', image: 'img',
  script: 'script', style: 'stylesheet', video: 'video',
};

/** Whether a browser wrote these headers, and not a person. @param {Header[]} headers */
export function areOfBrowser(headers) {
  return headers.some(([name]) => /^(?::|sec-(?:fetch-|ch-ua))/i.test(name));
}

/**
 * What a preflight asks for: DevTools lists it beside its request, and people copy either.
 *
 * @param {string} method
 * @param {Header[]} headers
 * @returns {{ method: string, headers: Header[] } | null} null where it is no preflight
 */
export function askedByPreflight(method, headers) {
  const asked = valueOf(headers, 'access-control-request-method');
  if (method !== 'OPTIONS' || asked === undefined) return null;
  const names = (valueOf(headers, 'access-control-request-headers') ?? '').split(',').map((name) => name.trim());
  /** @type {Header[]} */
  const own = names.filter((name) => name !== '').map((name) => [name, /^content-type$/i.test(name) ? 'application/json' : 'x']);
  return { method: asked, headers: [...headers.filter(([name]) => !/^access-control-request-/i.test(name)), ...own] };
}

/** @param {Header[]} headers @param {string} name in lower case */
export function valueOf(headers, name) {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1];
}

/**
 * The page that sent a request, as far as its own headers tell.
 *
 * @param {Header[]} headers
 * @returns {PastedPage | null}
 */
export function pageOf(headers) {
  const [origin, referer] = [valueOf(headers, 'origin'), valueOf(headers, 'referer')];
  const isReferer = referer !== undefined && isHttp(referer);
  if (origin === 'null') return isReferer ? { url: referer, sandboxed: true } : 'data:text/html,';
  if (origin === undefined || !isHttp(origin)) return isReferer ? referer : null;
  // A `Referer` of another origin than `Origin`: the page was left by a redirect, or somebody made it up.
  return isReferer && new URL(referer).origin === new URL(origin).origin ? referer : origin.replace(/\/?$/, '/');
}

/** @param {string} url */
function isHttp(url) {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/**
 * What was asked for, where a browser wrote the headers.
 *
 * @param {Header[]} headers
 * @param {string} url
 * @param {{ isFetch?: boolean }} [known] whether it is a script that asks, whatever the headers say
 * @returns {{ request: Partial<RequestDescription>, page: PastedPage | null, cookies: import('corslab').Cookie[], notes: Note[] }}
 */
export function fromBrowser(headers, url, { isFetch = false } = {}) {
  const page = pageOf(headers);
  const cookieLines = headers.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value);
  const cookies = cookiesOf(cookieLines.join(';'), url);
  const isCrossOrigin = page !== null && !isSameOrigin(page, url);
  /** @type {Note[]} */
  const notes = [];
  const made = initiatorOf(isFetch ? [] : headers, cookies.length > 0, isCrossOrigin);
  const isScript = made.initiator === undefined || made.initiator === 'fetch';
  if (isScript && isCrossOrigin && cookies.length === 0) {
    const message = 'No cookie was sent: whether the script asked for credentials cannot be seen, and it is taken to have not.';
    notes.push({ code: 'credentials-unknown', about: 'credentials', message });
  }
  const own = ownHeaders(headers, isScript);
  return { request: { ...made, ...(own.length > 0 && { headers: own }) }, page, cookies, notes };
}

/** @param {PastedPage} page @param {string} url */
function isSameOrigin(page, url) {
  try {
    return compareOrigins(typeof page === 'string' ? page : page.url, url).sameOrigin && typeof page === 'string';
  } catch {
    return false;
  }
}

/**
 * @param {Header[]} headers
 * @param {boolean} hasCookies
 * @param {boolean} isCrossOrigin
 * @returns {Partial<RequestDescription>}
 */
function initiatorOf(headers, hasCookies, isCrossOrigin) {
  const [destination, mode] = [valueOf(headers, 'sec-fetch-dest'), valueOf(headers, 'sec-fetch-mode')];
  const initiator = DESTINATIONS[destination ?? 'empty'];
  const withCredentials = hasCookies && isCrossOrigin;
  if (valueOf(headers, 'accept') === 'text/event-stream') {
    return { initiator: 'eventsource', ...(withCredentials && { credentials: 'include' }) };
  }
  if (initiator === undefined || initiator === 'fetch') {
    const isMode = mode === 'no-cors' || mode === 'same-origin';
    return { ...(isMode && { mode }), ...(withCredentials && { credentials: 'include' }) };
  }
  if (initiator === 'navigation') return { initiator, userActivation: valueOf(headers, 'sec-fetch-user') === '?1' };
  if (mode !== 'cors' || initiator === 'iframe' || initiator === 'font') return { initiator };
  return { initiator, crossorigin: withCredentials ? 'use-credentials' : 'anonymous' };
}

/**
 * The headers that the script set itself.
 *
 * @param {Header[]} headers
 * @param {boolean} isScript
 */
function ownHeaders(headers, isScript) {
  if (!isScript) return [];
  // DevTools' "Disable cache" and the cache modes of fetch send both.
  const isUncached = valueOf(headers, 'pragma') === 'no-cache' && valueOf(headers, 'cache-control') === 'no-cache';
  return headers.filter(([name, value]) => {
    const lower = name.toLowerCase();
    if (/^(?::|sec-|access-control-request-)/.test(lower) || OF_THE_BROWSER.has(lower)) return false;
    if (lower === 'cookie' || lower === 'origin' || lower === 'referer') return false;
    if (lower === 'accept') return value !== '*/*';
    if (lower === 'cache-control') return !isUncached && value !== 'max-age=0';
    if (lower === 'pragma') return !isUncached;
    return true;
  });
}
