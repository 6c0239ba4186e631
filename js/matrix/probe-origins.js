/** Which origins a server lets in beside those that it should: asked by safe requests only. */
import { compareOrigins } from 'corslab';
import { checkCors, checkPreflight } from 'corslab/check';
import { refused } from '../inside.js';
import { targetOf } from '../inside-page.js';
import { checkIsServer } from '../check/kinds.js';
import { kindOf, pageOf, urlOf } from '../check/options.js';
import { shown } from '../check/text.js';
import { all } from './all.js';
import { listOf } from './cases.js';
import { checkNames } from './cors-matrix.js';
import { errorFindings, optionsFindings } from './errors.js';
import { allowedRefused, letIn, noAnswer, partlyUnanswered, preflightLetsIn, rank, upperCaseAllowed, wildcard } from './findings.js';
import { ProbeReport } from './probe-report.js';
import { variantsOf } from './variants.js';
import { mixedAnswers } from './vary.js';

/** @typedef {import('../check/report.js').Verdict} Verdict */
/** @typedef {import('./cases.js').Options} Options */
/** @typedef {import('./findings.js').Finding} Finding */
/** @typedef {{ origin: string, technique: string, letIn: boolean, credentials: boolean, preflight: boolean, verdict: Verdict, preflightVerdict: Verdict }} Probe */

const SHARED = ['engine', 'servers', 'network', 'cookies', 'limits'];
const KNOWN = [...SHARED, 'url', 'path', 'allowed', 'method', 'headers', 'credentials', 'errorPaths', 'concurrency', 'onProgress'];

/** Nothing is there, most probably. */
const NOWHERE = ['/corslab-asks-for-what-does-not-exist'];

/**
 * @param {unknown} target
 * @param {Options} options
 */
export async function probeOrigins(target, options) {
  checkNames(options, KNOWN);
  checkIsServer(target);
  const allowed = allowedOrigins(options.allowed);
  const errorPaths = errorPathsOf(options.errorPaths);
  const asker = new Asker(target, options);
  const variants = variantsOf(allowed.filter((origin) => origin !== 'null')).filter(({ origin }) => !allowed.includes(origin));
  const own = allowed.map((origin) => ({ technique: 'allowed', origin, attacker: /** @type {const} */ ('nobody'), page: pageOf(origin), of: null }));
  const [first] = own;
  const probes = [await asker.probe(first)];
  const { url } = asker;
  if (probes[0].verdict.cause?.code === 'server-unreachable') return new ProbeReport({ url, allowed, probes, findings: [noAnswer(url, probes[0].verdict)] });
  probes.push(...(await all([...own.slice(1), ...variants], (variant) => asker.probe(variant), options)));
  const findings = [
    ...probes.slice(0, own.length).flatMap((probe) => (probe.letIn ? [] : [allowedRefused(probe.origin, probe.verdict)])),
    ...findingsOf(variants, probes.slice(own.length)),
    ...unanswered(probes),
    ...(probes[own.length].letIn ? [] : await upperCase(asker, first.origin)),
    ...own.flatMap((variant, index) => (variant.origin === 'null' && probes[index].letIn ? [letIn([{ variant: { ...variant, technique: 'null', attacker: 'anyone' }, ...probes[index] }])] : [])),
    ...(await mixed(asker, probes[0], probes[own.length])),
    ...optionsFindings(probes[0]),
    ...(probes[0].letIn ? await errorFindings(asker, first, probes[0].credentials, errorPaths) : []),
  ];
  return new ProbeReport({ url, allowed, probes, findings: findings.sort((a, b) => rank(a) - rank(b)) });
}

/** Asks one server as pages of many origins would. */
export class Asker {
  #target;
  #options;
  #shared;

  /**
   * @param {unknown} target
   * @param {Options} options
   */
  constructor(target, options) {
    this.#target = target;
    this.#options = options;
    this.url = urlOf(target, options);
    this.#shared = Object.fromEntries(SHARED.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]));
    this.credentials = options.credentials;
  }

  /**
   * @param {Options} page
   * @param {Options} [request]
   * @param {unknown} [target]
   * @returns {Promise<Verdict>}
   */
  async read(page, request = {}, target = this.#target) {
    const { url = this.#options.url, path = this.#options.path, ...rest } = request;
    const options = /** @type {any} */ ({ ...this.#shared, ...given({ url, path }), ...rest, from: page });
    return (await checkCors(/** @type {any} */ (target), options)).verdict;
  }

  /**
   * @param {Options} page
   * @param {string} credentials
   * @returns {Promise<Verdict>}
   */
  async preflight(page, credentials) {
    const { url, path, headers, method = 'PUT' } = this.#options;
    // A preflight is about something that needs one.
    const asked = /^(?:GET|HEAD|POST)$/i.test(method) && headers === undefined ? 'PUT' : method;
    const options = { ...this.#shared, ...given({ url, path, headers }), method: asked, credentials, from: page };
    return (await checkPreflight(/** @type {any} */ (this.#target), /** @type {any} */ (options))).verdict;
  }

  /**
   * @param {import('./variants.js').Variant} variant
   * @returns {Promise<Probe>}
   */
  async probe({ origin, technique, page }) {
    const { headers } = this.#options;
    const modes = this.credentials === undefined || technique !== 'allowed' ? ['include', 'omit'] : [this.credentials];
    // Whoever attacks need not send what the app sends.
    const tries = modes.flatMap((credentials) => (headers === undefined ? [{ credentials }] : [{ credentials, headers }, { credentials }]));
    /** @type {Verdict | undefined} */
    let first;
    for (const request of technique === 'allowed' && headers !== undefined ? tries.filter((one) => 'headers' in one) : tries) {
      const verdict = await this.read(page, request);
      first ??= verdict;
      const isIn = verdict.outcome === 'readable';
      if (isIn || verdict.cause?.code === 'server-unreachable') return this.#with(page, { origin, technique, letIn: isIn, credentials: isIn && request.credentials === 'include', verdict });
    }
    return this.#with(page, { origin, technique, letIn: false, credentials: false, verdict: /** @type {Verdict} */ (first) });
  }

  /**
   * @param {Options} page
   * @param {Omit<Probe, 'preflight' | 'preflightVerdict'>} found
   */
  async #with(page, found) {
    const preflightVerdict = await this.preflight(page, found.credentials || !found.letIn ? 'include' : 'omit');
    return { ...found, preflight: isPassed(preflightVerdict), preflightVerdict };
  }

  /** The server itself, for what no page can send. */
  transport() {
    const { network, limits } = this.#options;
    return targetOf(/** @type {any} */ (this.#target), 'target', { ...(typeof network === 'object' && network), limits });
  }
}

/** @param {Verdict} verdict */
export const isPassed = ({ exchanges }) => exchanges.some(({ kind, result }) => kind === 'preflight' && result === 'accepted');

/**
 * @param {import('./variants.js').Variant[]} variants
 * @param {Probe[]} probes in the same order
 * @returns {Finding[]}
 */
function findingsOf(variants, probes) {
  const [any, ...others] = probes.map((probe, index) => ({ variant: variants[index], ...probe }));
  // Where any origin is let in, the tricks are none.
  const tricks = others.filter((probe) => probe.letIn && (!any.letIn || (probe.credentials && !any.credentials)));
  const loose = [any, ...others].filter((probe) => probe.preflight && !probe.letIn).map((probe) => ({ ...probe, verdict: probe.preflightVerdict }));
  const techniques = new Set(tricks.map(({ technique }) => technique));
  for (const technique of saidAlready(tricks)) techniques.delete(technique);
  return [
    ...(any.letIn ? [isWildcard(any) ? wildcard(any.origin, any.verdict) : letIn([any])] : []),
    ...[...techniques].map((technique) => letIn(tricks.filter((probe) => probe.technique === technique))),
    ...(loose.length === 0 ? [] : [preflightLetsIn(any.preflight && !any.letIn ? [loose[0]] : loose)]),
  ];
}

/**
 * One mistake lets in what several techniques make: those whose explanation would lead astray.
 *
 * @param {(Probe & { variant: import('./variants.js').Variant })[]} tricks that were let in
 */
function saidAlready(tricks) {
  const by = (/** @type {string} */ technique) => tricks.filter((trick) => trick.technique === technique);
  const isBelow = (/** @type {import('./variants.js').Variant} */ { origin, of }) => of !== null && new URL(origin).hostname.endsWith(`.${new URL(of).hostname}`);
  return [
    // Whatever begins like an allowed origin: then no character is special.
    ...(by('suffix').length > 0 ? ['special-character'] : []),
    // Whatever ends like one: then the character before the end is no matter of dots.
    ...(by('prefix').some(({ variant }) => variant.attacker === 'anyone') ? ['unescaped-dot'] : []),
    // Every name below the domain: attackerapp.example.com is one more.
    ...(by('prefix').every(({ variant }) => variant.attacker === 'somebody') && by('subdomain').some(({ variant }) => !isBelow(variant)) ? ['prefix'] : []),
  ];
}

/**
 * What an overloaded or broken server says about its policy is nothing.
 *
 * @param {Probe[]} probes
 */
function unanswered(probes) {
  const mute = probes.filter(({ letIn: isIn, verdict }) => !isIn && (verdict.cause?.code === 'server-unreachable' || BUSY.includes(Number(lastReply(verdict)?.status))));
  return mute.length === 0 ? [] : [partlyUnanswered(mute, probes.length)];
}

/** Too Many Requests, Service Unavailable. */
const BUSY = [429, 503];

/** @param {Probe} probe */
const isWildcard = ({ verdict }) => allowOrigins(verdict).includes('*');

/** @param {Verdict} verdict */
const lastReply = ({ exchanges }) => exchanges.findLast(({ kind }) => kind === 'actual')?.reply;

/** @param {Verdict} verdict */
function allowOrigins(verdict) {
  const headers = lastReply(verdict)?.headers ?? [];
  return headers.filter(([name]) => name.toLowerCase() === 'access-control-allow-origin').map(([, value]) => value);
}

/**
 * No browser sends it, so there is no page that could: the header is written by hand.
 *
 * @param {Asker} asker
 * @param {string} origin
 * @returns {Promise<Finding[]>}
 */
async function upperCase(asker, origin) {
  if (origin === 'null') return [];
  const upper = origin.toUpperCase();
  const transport = asker.transport();
  const loud = {
    /** @param {any} request @param {AbortSignal} signal */
    exchange: (request, signal) => transport.exchange({ ...request, headers: request.headers.map((/** @type {[string, string]} */ [name, value]) => [name, name.toLowerCase() === 'origin' ? upper : value]) }, signal),
    close: async () => transport.close?.(),
  };
  const verdict = await asker.read(pageOf(origin), { url: asker.url, path: undefined }, loud);
  return allowOrigins(verdict).includes(upper) ? [upperCaseAllowed(upper, verdict)] : [];
}

/**
 * @param {Asker} asker
 * @param {Probe} allowed
 * @param {Probe} stranger
 */
async function mixed(asker, allowed, stranger) {
  // A page of the server's own origin sends no Origin with a GET.
  const own = await asker.read({ url: asker.url });
  const answers = [
    { who: `the allowed origin ${allowed.origin}`, origin: allowed.origin, verdict: allowed.verdict },
    { who: `others, such as ${stranger.origin}`, origin: stranger.origin, verdict: stranger.verdict },
    { who: 'a request without Origin', origin: null, verdict: own },
  ];
  const preflights = [
    { who: `the allowed origin ${allowed.origin}`, origin: allowed.origin, verdict: allowed.preflightVerdict },
    { who: `others, such as ${stranger.origin}`, origin: stranger.origin, verdict: stranger.preflightVerdict },
  ];
  return [...mixedAnswers(answers, 'actual'), ...mixedAnswers(preflights, 'preflight')];
}

/** @param {unknown} allowed */
function allowedOrigins(allowed) {
  return listOf(allowed, 'allowed', 'the origins that your server shall let in').map((one, index) => {
    const field = `allowed[${index}]`;
    const page = pageOf(one, field);
    if (page.sandboxed) return 'null';
    const { origin, opaque } = compareOrigins(page.url, page.url).a;
    const url = new URL(page.url);
    if (opaque || url.pathname !== '/' || url.search !== '' || url.hash !== '') throw refused(field, JSON.stringify(shown(page.url)), 'an origin such as "https://app.example.com"');
    return origin;
  });
}

/**
 * @param {unknown} paths
 * @returns {string[]}
 */
function errorPathsOf(paths) {
  if (paths === undefined) return NOWHERE;
  const isList = Array.isArray(paths) && paths.every((path) => typeof path === 'string');
  if (!isList) throw refused('errorPaths', kindOf(paths), 'an array of paths such as "/private"');
  return [...NOWHERE, ...paths];
}

/** @param {Options} options */
const given = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
