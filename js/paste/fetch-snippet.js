/** Pasted JavaScript → the request that it makes, and what else it tells where DevTools wrote it. */
import { pasted } from './error.js';
import { readScript } from './script.js';
import { areOfBrowser, fromBrowser, valueOf } from './sent-headers.js';

/** Above this a parser takes longer than anybody waits. */
const LONGEST = 1_000_000;

/**
 * @param {unknown} text
 * @param {import('corslab/paste').SnippetOptions} [options]
 * @returns {import('corslab/paste').PastedRequest}
 */
export function readFetchSnippet(text, { asWritten = false } = {}) {
  const request = /** @type {import('corslab').RequestDescription} */ (readScript(pasted(text, LONGEST)));
  const network = { insecure: false, follow: false, resolve: [], connectTo: [] };
  if (asWritten) return { request, page: null, cookies: [], network, notes: [] };
  const asked = isOfDevTools(request.headers) ? fromDevTools(request) : { request, page: null, cookies: [], notes: [] };
  return { ...asked, ...ofPage(asked.request, asked.page), network };
}

/**
 * Whether DevTools wrote them: with what a browser adds, or what no script can set.
 *
 * @param {any} headers pairs, where there are any
 */
function isOfDevTools(headers = []) {
  const has = (/** @type {string} */ name) => valueOf(headers, name) !== undefined;
  return areOfBrowser(headers) || has('cookie') || has('referer') || (has('accept') && has('accept-language'));
}

/**
 * DevTools writes down the headers that were sent, and "for Node.js" the cookies among them.
 *
 * @param {import('corslab').RequestDescription} written
 */
function fromDevTools(written) {
  const { headers, ...request } = written;
  const sent = fromBrowser(/** @type {[string, string][]} */ (headers), request.url, { isFetch: true });
  // What the code says itself is better known than what its headers let one guess.
  const isCredentialsGiven = request.credentials !== undefined;
  return {
    ...sent,
    request: { ...sent.request, ...request },
    notes: isCredentialsGiven ? sent.notes.filter(({ code }) => code !== 'credentials-unknown') : sent.notes,
  };
}

/**
 * The `referrer` that DevTools writes is the page.
 *
 * @param {import('corslab').RequestDescription} request
 * @param {import('./sent-headers.js').PastedPage | null} page
 */
function ofPage(request, page) {
  const { referrer, ...rest } = request;
  const isPage = referrer !== undefined && URL.canParse(referrer) && page === null;
  return isPage ? { request: rest, page: referrer } : { request, page };
}
