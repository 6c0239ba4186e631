/** [Request](https://fetch.spec.whatwg.org/#request-class). */
import { core, inCore, toText } from '../inside.js';
import { Body, extract, ofText } from './body.js';
import { includeBody } from './body-mixin.js';
import { headersOf, listOf } from './header-list.js';
import { headersInterface } from './headers.js';
import { isForeignRequest, ofForeign, requestInit } from './request-init.js';
import { Interface, expose, needArguments, usvString } from './web-idl.js';

/**
 * @typedef {object} RequestState
 * @property {Constructed} request what the core has made of it
 * @property {Record<string, any>} asked the request of a scenario that asks for the same
 * @property {string} list the header list as it was made
 * @property {object} headers
 * @property {Body | null} body
 * @property {AbortSignal | null} source what its own signal follows
 * @property {AbortSignal | null} signal made when it is first asked for
 */

/** @typedef {import('./request-init.js').Base & { body: import('./body.js').BodyKind | null }} Constructed */

/**
 * @typedef {object} Realm what the classes of a page share
 * @property {() => Record<string, unknown>} page as a scenario has it
 * @property {string} engine
 * @property {new () => object} Headers
 */

/** @type {Interface<RequestState>} */
export const requestInterface = new Interface('Request');

/** @type {WeakMap<object, import('corslab').Verdict>} */
const verdicts = new WeakMap();

/**
 * The verdict on a fetch that ended with this error of `new Request()`.
 *
 * @param {unknown} error
 * @returns {import('corslab').Verdict | undefined}
 */
export const verdictOfError = (error) => verdicts.get(/** @type {object} */ (error));

const CONTEXT = "Failed to construct 'Request'";

/**
 * The class of one page.
 *
 * @param {Realm} realm
 */
export function requestClass(realm) {
  class Request {
    /** @param {unknown} input @param {unknown} [init] */
    constructor(input, init = undefined) {
      needArguments(arguments, 1, CONTEXT);
      const isObject = requestInterface.has(input) || isForeignRequest(input);
      const target = isObject ? input : usvString(input, CONTEXT);
      requestInterface.implement(this, construct(realm, target, requestInit(init, CONTEXT)));
    }

    get method() {
      return requestInterface.of(this).request.method;
    }

    get url() {
      return requestInterface.of(this).request.url;
    }

    get headers() {
      return requestInterface.of(this).headers;
    }

    get destination() {
      requestInterface.of(this);
      return '';
    }

    get referrer() {
      return requestInterface.of(this).request.referrer;
    }

    get referrerPolicy() {
      return requestInterface.of(this).request.referrerPolicy;
    }

    get mode() {
      return requestInterface.of(this).request.mode;
    }

    get credentials() {
      return requestInterface.of(this).request.credentials;
    }

    get cache() {
      return requestInterface.of(this).request.cache;
    }

    get redirect() {
      return requestInterface.of(this).request.redirect;
    }

    get integrity() {
      return requestInterface.of(this).request.integrity;
    }

    get keepalive() {
      return requestInterface.of(this).request.keepalive;
    }

    get isReloadNavigation() {
      requestInterface.of(this);
      return false;
    }

    get isHistoryNavigation() {
      requestInterface.of(this);
      return false;
    }

    get signal() {
      return signalOf(requestInterface.of(this));
    }

    get duplex() {
      requestInterface.of(this);
      return 'half';
    }

    clone() {
      const state = requestInterface.of(this);
      if (state.body?.isUnusable) throw new TypeError("Failed to execute 'clone' on 'Request': the body was used already");
      const { guard, list } = headersInterface.of(state.headers);
      const headers = headersInterface.create(realm.Headers, { guard, list });
      const body = state.body?.clone() ?? null;
      return requestInterface.create(Request, { ...state, headers, body, source: signalOf(state), signal: null });
    }
  }
  includeBody(Request, requestInterface);
  expose(Request, 'Request');
  return Request;
}

/** @param {RequestState} state */
function signalOf(state) {
  return (state.signal ??= state.source ? AbortSignal.any([state.source]) : new AbortController().signal);
}

/**
 * The constructor's steps. What they decide, the core says.
 *
 * @param {Realm} realm
 * @param {unknown} input a URL or a request
 * @param {Record<string, any>} init
 * @returns {RequestState}
 */
function construct(realm, input, init) {
  if (init.window !== undefined && init.window !== null) throw new TypeError(`${CONTEXT}: 'window' can only be null`);
  const other = requestInterface.has(input) ? requestInterface.of(input) : null;
  const inherited = other ? other.body : foreignBody(input);
  const given = init.body === undefined || init.body === null ? null : extract(init.body, `${CONTEXT}: 'body'`);
  const source = init.signal !== undefined ? init.signal : other ? signalOf(other) : foreignSignal(input);
  const made =
    other && Object.keys(init).length === 0 ? copyOf(other) : constructInCore(realm, askedFor(input, init, given, inherited));
  if (!given && inherited?.isUnusable) throw new TypeError(`${CONTEXT}: the body of the request was used already`);
  const guard = made.request.mode === 'no-cors' ? 'request-no-cors' : 'request';
  const headers = headersInterface.create(realm.Headers, { guard, list: made.list });
  const body = given ? bodyFor(given, made.request.body, init.body) : (inherited?.proxy() ?? null);
  // The text says nothing of it; browsers use up what they replace.
  if (given && inherited && !inherited.isUnusable) inherited.use();
  return { ...made, headers, body, source, signal: null };
}

/**
 * @param {RequestState} state
 * @returns {Pick<RequestState, 'request' | 'asked' | 'list'>}
 */
const copyOf = (state) => ({
  request: state.request,
  asked: describe(state),
  list: headersInterface.of(state.headers).list,
});

/**
 * What is asked for, as a scenario's request.
 *
 * @param {unknown} input
 * @param {Record<string, any>} init
 * @param {import('./body.js').Extracted | null} given
 * @param {Body | null} inherited
 */
function askedFor(input, init, given, inherited) {
  const base = baseOf(input);
  // What a request was referred by is not handed on with changes.
  if (Object.keys(init).length > 0) base.referrer = base.referrerPolicy = undefined;
  const { body: _, priority, signal, window, ...members } = init;
  return { ...base, ...(inherited && { duplex: 'half' }), ...members, body: given ? bodyAsked(given) : inheritedAsked(inherited) };
}

/**
 * @param {unknown} input
 * @returns {Partial<import('./request-init.js').Base>}
 */
function baseOf(input) {
  if (isForeignRequest(input)) return ofForeign(input);
  if (!requestInterface.has(input)) return { url: String(input) };
  const { request, headers } = requestInterface.of(input);
  return { ...request, headers: headersOf(headersInterface.of(headers).list) };
}

/**
 * As JSON. By now all is plain data, but for surrogates that stand alone.
 *
 * @param {object} scenario
 */
function textOf(scenario) {
  const text = JSON.stringify(scenario);
  return text.includes('\\ud') ? toText('', scenario) : text;
}

/** @param {import('./body.js').Extracted} given */
function bodyAsked({ kind, length, type }) {
  return { kind, length, contentType: kind === 'blob' || kind === 'form-data' ? type : null };
}

/**
 * A body that implied its type when it was new implies none now.
 *
 * @param {Body | null} body
 */
const inheritedAsked = (body) => body && { kind: body.kind === 'stream' ? 'stream' : 'buffer', length: body.length };

/**
 * @param {Realm} realm
 * @param {Record<string, any>} asked
 * @returns {Pick<RequestState, 'request' | 'asked' | 'list'>}
 */
function constructInCore(realm, asked) {
  const text = textOf({ page: realm.page(), request: asked, engine: realm.engine });
  const { request, verdict } = JSON.parse(inCore(core.constructRequest, text));
  if (verdict) {
    const error = new TypeError(verdict.javascript.replace('TypeError: ', ''));
    verdicts.set(error, verdict);
    throw error;
  }
  const list = listOf(request.headers);
  request.integrity = asked.integrity ?? '';
  request.keepalive = asked.keepalive ?? false;
  asked.url = request.url;
  return { request, asked, list };
}

/**
 * @param {import('./body.js').Extracted} given
 * @param {import('./body.js').BodyKind | null} kind what the core makes of it
 * @param {unknown} object
 */
const bodyFor = (given, kind, object) => new Body(kind === 'text' && given.kind === 'stream' ? ofText(kind, String(object), '') : given);

/** @param {unknown} input */
function foreignBody(input) {
  const stream = isForeignRequest(input) ? input.body : null;
  // Its source is hidden inside, so it is read when it is sent.
  return stream && new Body({ kind: 'buffer', source: null, length: null, stream });
}

/** @param {unknown} input */
const foreignSignal = (input) => (isForeignRequest(input) && input.signal instanceof AbortSignal ? input.signal : null);

/**
 * The request of a scenario that asks for what this `Request` is.
 *
 * @param {RequestState} state
 * @returns {Record<string, any>}
 */
export function describe({ asked, list, headers, body }) {
  const now = headersInterface.of(headers).list;
  // The body of another library's request has a length once it is read.
  const isMeasured = asked.body?.length === null && body !== null && body.length !== null;
  if (now === list) return isMeasured ? { ...asked, body: { ...asked.body, length: body.length } } : asked;
  return { ...asked, headers: headersOf(now), body: inheritedAsked(body) };
}
