/**
 * A page of `corslab/page` in the place of a browser: the same scenarios, the same script, the same servers, which it
 * asks over sockets.
 */
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { createPage } from 'corslab/page';
import { Network } from '../recorder/network.mjs';
import { asPage, asRequest, asSequence, Play } from './play.mjs';

const SCRIPT = new vm.Script(readFileSync(new URL('../recorder/in-page.js', import.meta.url), 'utf8'));

/** How long a request takes, in milliseconds, by the clock of the page. */
const REQUEST_TIME = 50;

/** What the page's script can make itself. The rest are elements and navigations, of which there is a verdict only. */
const BY_SCRIPT = ['fetch', 'xhr'];

/** Pages over one network. */
export class PageDriver {
  #network = new Network({ direct: true });
  #plays = 0;

  async start() {
    await this.#network.start();
    return this;
  }

  stop() {
    return this.#network.stop();
  }

  /**
   * @param {object} item
   * @param {'standard' | 'chromium' | 'firefox' | 'webkit'} engine
   * @returns {Promise<{ steps: object[], console: string[] }>} what a browser's observation is, too
   */
  async play(item, engine) {
    const play = new Play(asSequence(item), this.#plays++);
    this.#network.handler = (request) => play.reply(request);
    let now = Date.UTC(2026, 10, 1);
    const page = this.#page(play.sequence, engine, () => now);
    const perform = scriptOf(page);
    const seen = [];
    for (const [i, { request, wait = 0 }] of play.sequence.steps.entries()) {
      play.beginStep(i);
      if (i > 0) now += REQUEST_TIME + wait;
      seen.push(await step(page, perform, asRequest(request), play.forPage.steps[i].request));
    }
    await page.close();
    return play.observation(seen, []);
  }

  /** @param {import('./play.mjs').Sequence} sequence @param {string} engine @param {() => number} now */
  #page({ page, cookies }, engine, now) {
    const servers = Object.fromEntries(['http', 'https'].map((scheme) => [`${scheme}://*`, `${scheme}://127.0.0.1:${this.#network.port}`]));
    return createPage({
      ...asPage(page), engine, cookies, now, servers, network: { rejectUnauthorized: false }, limits: { timeout: 5000 },
    });
  }
}

/** The script of a page, with the page's own `fetch`. */
function scriptOf(page) {
  const { fetch, Headers, Request, Response, XMLHttpRequest } = page;
  const globals = { fetch, Headers, Request, Response, XMLHttpRequest, Blob, FormData, URLSearchParams, URL, TextEncoder, setTimeout };
  const context = vm.createContext({ ...globals, addEventListener: () => {} });
  SCRIPT.runInContext(context);
  return context.corslabPerform;
}

async function step(page, perform, request, forScript) {
  if (BY_SCRIPT.includes(request.initiator ?? 'fetch')) return perform(forScript, '');
  const { outcome, response, javascript } = await page.explain(request);
  return { outcome, response, javascript };
}
