/** One scenario as a play: the documents that set the scene, then the scripted server, which notes what it is asked. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyFor } from './bodies.mjs';
import { headerPairs, wireHeaders } from './headers.mjs';

const IN_PAGE = readFileSync(new URL('in-page.js', import.meta.url), 'utf8');

/** Headers that every request has, that the version of the browser decides, or that say nothing about the policy. */
const UNINTERESTING = /^(?:host|connection|user-agent|accept|accept-encoding|accept-language|sec-ch-.*|upgrade-insecure-requests|priority|pragma|cache-control|content-length|transfer-encoding|dnt|te|sec-gpc|last-event-id|sec-fetch-storage-access)$/;

const ICON = '<!doctype html><link rel="icon" href="data:,">';

/** How long to wait for a request, and for another one after it, in milliseconds. */
const PATIENCE = 8000;
const QUIET = 500;

/** Hosts that browsers call for themselves. */
const BACKGROUND = /\/\/[^/]*\b(?:google|googleapis|gstatic|gvt1|mozilla|firefox|mozgcp|detectportal)\b/;

export class Play {
  /** What reached the server, in order. */
  exchanges = [];
  /** Requests that the scenario has no answer for. */
  unscripted = [];
  lastActivity = Date.now();

  #hop = 0;
  #documents = [];
  #previousFailure = '';

  constructor(scenario) {
    this.scenario = scenario;
    this.page = typeof scenario.page === 'string' ? { url: scenario.page } : scenario.page;
    this.request = typeof scenario.request === 'string' ? { url: scenario.request } : scenario.request;
    this.answers = [scenario.server].flat();
    this.initiator = this.request.initiator ?? 'fetch';
  }

  /** Whether the request replaces the page that makes it. */
  get leavesPage() {
    return this.initiator === 'form' || this.initiator === 'navigation';
  }

  /** Resolves when no more requests come. */
  async silence() {
    const deadline = Date.now() + PATIENCE;
    const isNoisy = () => this.exchanges.length === 0 || Date.now() - this.lastActivity < QUIET;
    while (Date.now() < deadline && isNoisy()) await sleep(50);
  }

  /** The URLs to visit first, so that the browser gets its cookies as it would from the site itself. */
  cookieVisits() {
    return (this.scenario.cookies ?? []).map((cookie, i) => {
      const scheme = this.#targetScheme() === 'http:' && !cookie.secure ? 'http' : 'https';
      const url = `${scheme}://${cookie.domain}/corslab-cookie-${i}`;
      this.#documents.push({ url, headers: [['Content-Type', 'text/html'], ['Set-Cookie', setCookie(cookie)]], html: ICON });
      return url;
    });
  }

  #targetScheme() {
    return new URL(this.request.url, this.page.url).protocol;
  }

  /** Sets the scene. @returns {string} the URL to open */
  openingUrl(writeFile) {
    const html = this.#pageHtml();
    if (this.page.url.startsWith('file:')) return writeFile(html);
    if (this.page.url.startsWith('data:')) return `data:text/html;charset=utf-8,${encodeURIComponent(html)}`;
    this.#documents.push({ url: withoutFragment(this.page.url), headers: this.#pageHeaders(), html });
    if (this.page.topLevel === undefined) return this.page.url;
    const sandbox = this.page.sandboxed ? ' sandbox="allow-scripts"' : '';
    const frame = `${ICON}<iframe src="${this.page.url}"${sandbox}></iframe>`;
    const headers = [['Content-Type', 'text/html'], ...this.#embedderPolicy()];
    this.#documents.unshift({ url: withoutFragment(this.page.topLevel), headers, html: frame });
    return this.page.topLevel;
  }

  #pageHtml() {
    const request = { ...this.request };
    if (request.headers !== undefined) request.headers = headerPairs(request.headers);
    const data = JSON.stringify(request).replaceAll('<', '\\u003c');
    return `${ICON}<meta charset="utf-8"><title>page</title><body>`
      + `<script>globalThis.corslabRequest = ${data};\n${IN_PAGE}</script>`;
  }

  #pageHeaders() {
    const { page } = this;
    const headers = [['Content-Type', 'text/html'], ...this.#embedderPolicy()];
    if (page.referrerPolicy) headers.push(['Referrer-Policy', page.referrerPolicy]);
    if (page.sandboxed && page.topLevel === undefined) {
      headers.push(['Content-Security-Policy', 'sandbox allow-scripts allow-forms']);
    }
    if (page.upgradeInsecureRequests) headers.push(['Content-Security-Policy', 'upgrade-insecure-requests']);
    return headers;
  }

  #embedderPolicy() {
    const { embedderPolicy } = this.page;
    return embedderPolicy ? [['Cross-Origin-Embedder-Policy', embedderPolicy]] : [];
  }

  /** @param {import('./network.mjs').RawRequest} request */
  answer(request) {
    if (BACKGROUND.test(request.url)) return { networkFailure: true };
    this.lastActivity = Date.now();
    const [document] = this.#documents;
    if (document && withoutFragment(new URL(document.url).href) === new URL(request.url).href) {
      this.#documents.shift();
      return { headers: document.headers, body: Buffer.from(document.html) };
    }
    if (document || request.url.endsWith('/favicon.ico')) return { status: 404 };
    return this.#scriptedReply(request);
  }

  #scriptedReply(request) {
    const line = `${request.method} ${request.url}`;
    if (line === this.#previousFailure) return { networkFailure: true };
    this.#previousFailure = '';
    const sent = interestingHeaders(request.headers);
    const preflight = request.method === 'OPTIONS' && 'access-control-request-method' in sent;
    const hop = preflight ? this.#hop : this.#hop++;
    const answer = this.answers[hop];
    if (!answer) {
      this.unscripted.push(line);
      return { networkFailure: true };
    }
    this.exchanges.push({
      kind: preflight ? 'preflight' : 'actual', hop, method: request.method, url: request.url, headers: sent,
    });
    const reply = preflight ? answer.preflight ?? answer.response : answer.response;
    if (reply.networkFailure) this.#previousFailure = line;
    return { status: reply.status, headers: wireHeaders(reply.headers), networkFailure: reply.networkFailure, body: bodyFor(this.initiator) };
  }
}

function withoutFragment(url) {
  return new URL(url).href.replace(/#.*$/s, '');
}

function setCookie({ name, value = '', domain, includeSubdomains, path = '/', secure, sameSite = 'default' }) {
  const attributes = [`${name}=${value}`, `Path=${path}`];
  if (includeSubdomains) attributes.push(`Domain=${domain}`);
  if (secure) attributes.push('Secure');
  if (sameSite !== 'default') attributes.push(`SameSite=${sameSite}`);
  return attributes.join('; ');
}

/** The headers that a case is about, by lower-case name. @param {[string, string][]} pairs */
export function interestingHeaders(pairs) {
  const kept = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    if (UNINTERESTING.test(key)) continue;
    kept[key] = key in kept ? `${kept[key]}, ${steady(key, value)}` : steady(key, value);
  }
  return kept;
}

/** The value without what chance decides: a boundary, and the order of cookies, which follows their age. */
function steady(name, value) {
  if (name === 'content-type') return value.replace(/boundary=.*/, 'boundary=…');
  return name === 'cookie' ? value.split('; ').sort().join('; ') : value;
}
