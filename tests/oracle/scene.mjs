/** The documents that set the scene for a page's scenarios: the page itself, and visits that give the browser its cookies. */
import { readFileSync } from 'node:fs';
import { setCookie } from '../recorder/play.mjs';

const SCRIPTS = ['../recorder/in-page.js', 'in-page.js'].map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');

const ICON = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">';

/** Asks the page in the frame in the place of this one. */
const relay = `globalThis.corslabPlayAll = (plays, width) => new Promise((resolve) => {
  addEventListener('message', ({ data }) => resolve(data.corslabResults), { once: true });
  frames[0].postMessage({ corslabPlays: plays, width }, '*');
});`;

/** @typedef {{ url: string, headers: [string, string][], html: string }} Document */

/**
 * The documents of a page; the first is the one to open.
 *
 * @param {{ url: string, sandboxed?: boolean, topLevel?: string, embedderPolicy?: string, referrerPolicy?: string, upgradeInsecureRequests?: boolean }} page
 * @returns {Document[]}
 */
export function pageDocuments(page) {
  const own = { url: page.url, headers: pageHeaders(page), html: `${ICON}<title>page</title><body><script>${SCRIPTS}</script>` };
  if (page.topLevel === undefined) return [own];
  const sandbox = page.sandboxed ? ' sandbox="allow-scripts"' : '';
  const html = `${ICON}<iframe src="${page.url}"${sandbox}></iframe><script>${relay}</script>`;
  return [{ url: page.topLevel, headers: [['Content-Type', 'text/html']], html }, own];
}

function pageHeaders(page) {
  /** @type {[string, string][]} */
  const headers = [['Content-Type', 'text/html']];
  if (page.embedderPolicy) headers.push(['Cross-Origin-Embedder-Policy', page.embedderPolicy]);
  if (page.referrerPolicy) headers.push(['Referrer-Policy', page.referrerPolicy]);
  if (page.upgradeInsecureRequests) headers.push(['Content-Security-Policy', 'upgrade-insecure-requests']);
  if (page.sandboxed && page.topLevel === undefined) headers.push(['Content-Security-Policy', 'sandbox allow-scripts']);
  return headers;
}

/**
 * A visit to each host that sets a cookie, as if a person had been there before.
 *
 * @param {object[]} cookies
 * @param {object[]} stale cookies of scenarios that are over: browsers keep only some 180 per site
 * @returns {Document[]}
 */
export function cookieVisits(cookies, stale) {
  const visits = new Map();
  const add = (cookie, age) => {
    const url = `${cookie.secure ? 'https' : cookie.overHttp ? 'http' : 'https'}://${cookie.domain}/corslab-cookies`;
    const visit = visits.get(url) ?? { url, headers: [['Content-Type', 'text/html']], html: ICON };
    visits.set(url, visit);
    visit.headers.push(['Set-Cookie', `${setCookie(cookie)}${age}`]);
  };
  for (const cookie of stale) add(cookie, '; Max-Age=0');
  for (const cookie of cookies) add(cookie, '');
  return [...visits.values()];
}
