/** One question to one server: what would a browser on this page be allowed to do? */
import { Fetch } from 'corslab';
import { createPage } from 'corslab/page';
import { refused } from '../inside.js';
import { isDescribed } from './body.js';
import { isPage, isVerdict } from './kinds.js';
import { checkedOptions, headerNames, kindOf, read, renamed } from './options.js';
import { preflightVerdict } from './preflight.js';
import { report } from './report.js';

/** @typedef {import('./report.js').Verdict} Verdict */
/** @typedef {import('./options.js').Options} Options */

/** What a check came to. */
export class Check {
  /**
   * @param {Verdict} verdict
   * @param {string[]} [expose] headers that a script must be able to read
   */
  constructor(verdict, expose = []) {
    this.verdict = verdict;
    this.exposed = (verdict.response?.headers ?? []).map(([name]) => name);
    this.hidden = [...new Set((verdict.response?.hiddenHeaders ?? []).map(([name]) => name))];
    this.allowed = verdict.outcome === 'readable' && expose.every((name) => this.exposed.includes(name.toLowerCase()));
  }

  /** @param {Parameters<typeof report>[1]} [options] */
  report(options) {
    return report(this.verdict, options);
  }
}

/**
 * Asks, and tells what a browser makes of the answers. A request is performed whole, whatever its method: the server is
 * your own.
 *
 * @param {unknown} target
 * @param {Options} [options]
 * @returns {Promise<Check>}
 */
export async function checkCors(target, options) {
  const expose = options?.expose === undefined ? [] : headerNames(options.expose, 'expose');
  return new Check(await verdictOn(target, options, ['expose']), expose);
}

/**
 * The same as far as the preflight goes: the request that it is about is never sent.
 *
 * @param {unknown} target
 * @param {Options} options
 */
export async function checkPreflight(target, options) {
  return new Check(await preflightVerdict(target, options));
}

/**
 * @param {unknown} target a verdict is its own answer, and needs no waiting
 * @param {unknown} options
 * @param {string[]} [more] further options that whoever asks takes
 * @returns {Verdict | Promise<Verdict>}
 */
export function verdictOn(target, options, more = []) {
  if (isVerdict(target)) {
    const rest = checkedOptions(options ?? {}, more);
    const idle = Object.keys(rest).find((name) => !more.includes(name));
    if (idle !== undefined) throw refused(idle, 'an option', 'none: a verdict is about a request that is made already');
    return target;
  }
  return asked(target, options, more);
}

/**
 * @param {unknown} target
 * @param {unknown} options
 * @param {string[]} more
 */
async function asked(target, options, more) {
  if (target === undefined || target === null) throw refused('target', kindOf(target), 'an app, a handler, a server, a URL, scripted answers, a page or a verdict');
  if (isPage(target)) return explained(target, askedOfPage(target, options, more), { url: target.url });
  const { page: from, pageOptions, request } = read(target, options, more);
  const page = /** @type {any} */ (named(request, () => createPage(/** @type {any} */ (pageOptions))));
  try {
    return await explained(page, request, from);
  } finally {
    await page.close();
  }
}

/**
 * @param {{ explain(...given: any[]): Promise<Verdict> }} page
 * @param {Options & { url: string }} request
 * @param {Options} from
 */
async function explained(page, request, from) {
  const { url, body, ...init } = request;
  if (isDescribed(body)) return named(request, () => page.explain(request));
  // What only a description has would be lost on the way into fetch().
  const lost = ['initiator', 'crossorigin', 'uploadListener', 'userActivation'].find((name) => request[name] !== undefined);
  if (lost !== undefined) throw refused('body', kindOf(body), `text or { kind, … } beside ${lost}`);
  named(request, () => new Fetch(/** @type {any} */ ({ page: from, request: { url, ...init } })).free());
  return page.explain(url, { ...init, body });
}

/**
 * @param {{ url: string }} page
 * @param {unknown} options
 * @param {string[]} more
 */
function askedOfPage(page, options, more) {
  const given = checkedOptions(options, more);
  const idle = ['from', 'engine', 'servers', 'network', 'cookies', 'limits'].find((name) => given[name] !== undefined);
  if (idle !== undefined) throw refused(idle, 'an option', 'none: the page says so already');
  if (given.url === undefined && given.path === undefined) throw refused('url', 'nothing', 'the URL that the page asks for');
  return read(page.url, { ...given, from: page.url }, more).request;
}

/**
 * In the names of the options.
 *
 * @template T
 * @param {{ url: string }} request
 * @param {() => T} act
 * @returns {T}
 */
function named(request, act) {
  const rename = (/** @type {unknown} */ error) => {
    throw renamed(error, request.url);
  };
  try {
    const result = act();
    return /** @type {T} */ (result instanceof Promise ? result.catch(rename) : result);
  } catch (error) {
    return rename(error);
  }
}
