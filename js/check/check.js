/** One question to one server: what would a browser on this page be allowed to do? */
import { createPage } from 'corslab/page';
import { refused } from '../inside.js';
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
  if (isPage(target)) return explained(target, askedOfPage(target, options, more));
  const { pageOptions, request } = read(target, options, more);
  const page = /** @type {any} */ (inNamesOfOptions(() => createPage(/** @type {any} */ (pageOptions))));
  try {
    return await explained(page, request);
  } finally {
    await page.close();
  }
}

/**
 * @param {{ explain(...given: any[]): Promise<Verdict> }} page
 * @param {Options} request
 */
async function explained(page, request) {
  const { url, body, ...init } = request;
  try {
    // A description is checked field by field; a body of the platform's own goes as it would into fetch().
    return await (isDescribed(body) ? page.explain(request) : page.explain(url, { ...init, body }));
  } catch (error) {
    throw renamed(error);
  }
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
 * @template T
 * @param {() => T} act
 */
function inNamesOfOptions(act) {
  try {
    return act();
  } catch (error) {
    throw renamed(error);
  }
}

/**
 * @param {unknown} target
 * @returns {target is Verdict}
 */
export function isVerdict(target) {
  return typeof target === 'object' && target !== null && 'outcome' in target && 'exchanges' in target && Array.isArray(target.exchanges);
}

/**
 * @param {unknown} target
 * @returns {target is { url: string, explain(...given: any[]): Promise<Verdict> }}
 */
export function isPage(target) {
  return typeof target === 'object' && target !== null && 'explain' in target && typeof target.explain === 'function' && 'url' in target && typeof target.url === 'string';
}

/** @param {unknown} body */
function isDescribed(body) {
  if (body === undefined || body === null || typeof body === 'string') return true;
  return typeof body === 'object' && 'kind' in body && Object.getPrototypeOf(body) === Object.prototype;
}
