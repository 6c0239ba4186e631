/** jsdom: it has no `fetch`, so its XMLHttpRequest. */
import { readFileSync } from 'node:fs';
import { CookieJar, JSDOM, VirtualConsole } from 'jsdom';

const { version } = JSON.parse(readFileSync(new URL('../node_modules/jsdom/package.json', import.meta.url), 'utf8'));

/** @typedef {import('../scenarios/parts.mjs').Scenario} Scenario */
/** @typedef {import('../scenarios/parts.mjs').Seen} Seen */

export function open() {
  /** @param {Scenario} scenario */
  const ask = async ({ page: url, sandboxed, cookies = [], fetches }) => {
    // An XMLHttpRequest has no modes.
    if (fetches.some(([, init]) => init?.mode === 'no-cors')) return null;
    const cookieJar = new CookieJar();
    for (const [line, place] of cookies) cookieJar.setCookieSync(line, place, { ignoreError: true });
    // It knows no sandboxed frame; about:blank is its way to the origin null.
    const dom = new JSDOM('', { url: sandboxed ? 'about:blank' : url, cookieJar, virtualConsole: new VirtualConsole() });
    const seen = [];
    for (const asked of fetches) seen.push(await send(new dom.window.XMLHttpRequest(), asked));
    dom.window.close();
    return seen;
  };
  return { ask, version };
}

/**
 * @param {XMLHttpRequest} xhr
 * @param {Scenario['fetches'][0]} asked
 * @returns {Promise<Seen>}
 */
function send(xhr, [url, { method = 'GET', headers = {}, credentials, body } = {}]) {
  return new Promise((resolve) => {
    xhr.open(method, url);
    xhr.withCredentials = credentials === 'include';
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.onload = () => {
      const lines = xhr.getAllResponseHeaders().trim().split('\r\n').map((line) => line.split(': '));
      resolve({ type: 'cors', status: xhr.status, headers: Object.fromEntries(lines), body: xhr.responseText });
    };
    xhr.onerror = () => resolve({ type: 'error', headers: {} });
    xhr.send(body);
  });
}
