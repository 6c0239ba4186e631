/** One scenario as a play: the documents that set the scene, then the scripted server, which notes what it is asked. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { headerPairs } from './headers.mjs';
import { ScriptedServer } from './scripted-server.mjs';

const IN_PAGE = readFileSync(new URL('in-page.js', import.meta.url), 'utf8');

const ICON = '<!doctype html><link rel="icon" href="data:,">';

/** How long to wait for a request, and for another one after it, in milliseconds. */
const PATIENCE = 8000;
const QUIET = 500;

/** Hosts that browsers call for themselves. */
const BACKGROUND = /\/\/[^/]*\b(?:google|googleapis|gstatic|gvt1|mozilla|firefox|mozgcp|detectportal)\b/;

export class Play {
  lastActivity = Date.now();

  #documents = [];

  constructor(scenario) {
    this.scenario = scenario;
    this.page = typeof scenario.page === 'string' ? { url: scenario.page } : scenario.page;
    this.request = typeof scenario.request === 'string' ? { url: scenario.request } : scenario.request;
    this.initiator = this.request.initiator ?? 'fetch';
    this.server = new ScriptedServer([scenario.server].flat(), this.initiator);
  }

  /** Whether the request replaces the page that makes it. */
  get leavesPage() {
    return this.initiator === 'form' || this.initiator === 'navigation';
  }

  /** Resolves when no more requests come. */
  async silence() {
    const deadline = Date.now() + PATIENCE;
    const isNoisy = () => this.server.exchanges.length === 0 || Date.now() - this.lastActivity < QUIET;
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
      + `<script>${IN_PAGE}\naddEventListener('load', async () => { globalThis.corslabObserved = await corslabPerform(${data}, ''); });</script>`;
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
    return this.server.reply(request);
  }
}

export function withoutFragment(url) {
  return new URL(url).href.replace(/#.*$/s, '');
}

/** A cookie of a scenario as the value of `Set-Cookie`. */
export function setCookie({ name, value = '', domain, includeSubdomains, path = '/', secure, sameSite = 'default' }) {
  const attributes = [`${name}=${value}`, `Path=${path}`];
  if (includeSubdomains) attributes.push(`Domain=${domain}`);
  if (secure) attributes.push('Secure');
  if (sameSite !== 'default') attributes.push(`SameSite=${sameSite}`);
  return attributes.join('; ');
}
