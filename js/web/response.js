/** [Response](https://fetch.spec.whatwg.org/#response-class). */
import { core, inCore } from '../inside.js';
import { Body, extract, ofText } from './body.js';
import { includeBody } from './body-mixin.js';
import { changed, listOf, valueOf } from './header-list.js';
import { fill, headersInit, headersInterface } from './headers.js';
import { Interface, byteString, dictionary, expose, needArguments, unsignedShort, usvString } from './web-idl.js';

/**
 * @typedef {object} ResponseState
 * @property {'basic' | 'cors' | 'default' | 'error' | 'opaque' | 'opaqueredirect'} type
 * @property {string} url
 * @property {boolean} redirected
 * @property {number} status
 * @property {string} statusText
 * @property {object} headers
 * @property {Body | null} body
 */

/** @type {Interface<ResponseState>} */
export const responseInterface = new Interface('Response');

const responseInit = dictionary('ResponseInit', {
  headers: headersInit,
  status: unsignedShort,
  statusText: byteString,
});

/** [reason-phrase](https://httpwg.org/specs/rfc9112.html#status.line) */
const REASON_PHRASE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The class of one page.
 *
 * @param {{ baseURL: () => string, Headers: new () => object }} realm
 */
export function responseClass(realm) {
  class Response {
    /** @param {unknown} [body] @param {unknown} [init] */
    constructor(body = null, init = undefined) {
      const context = "Failed to construct 'Response'";
      const given = body === null ? null : extract(body, context);
      responseInterface.implement(this, initialize(realm, responseInit(init, context), given, context));
    }

    static error() {
      return makeResponse(realm, Response, { ...NEW, type: 'error', status: 0 }, 'immutable', '');
    }

    /** @param {unknown} url @param {unknown} [status] */
    static redirect(url, status = 302) {
      const context = "Failed to execute 'redirect' on 'Response'";
      needArguments(arguments, 1, context);
      const location = redirectTarget(usvString(url, context), realm.baseURL(), context);
      const code = unsignedShort(status, context);
      if (!inCore(core.isRedirectStatus, code)) throw new RangeError(`${context}: ${code} is no redirect status`);
      return makeResponse(realm, Response, { ...NEW, status: code }, 'immutable', listOf([['Location', location]]));
    }

    /** @param {unknown} data @param {unknown} [init] */
    static json(data, init = undefined) {
      const context = "Failed to execute 'json' on 'Response'";
      needArguments(arguments, 1, context);
      const members = responseInit(init, context);
      const text = JSON.stringify(data);
      if (text === undefined) throw new TypeError(`${context}: the value has no JSON form`);
      const state = initialize(realm, members, ofText('buffer', text, 'application/json'), context);
      return responseInterface.create(Response, state);
    }

    get type() {
      return responseInterface.of(this).type;
    }

    get url() {
      return responseInterface.of(this).url;
    }

    get redirected() {
      return responseInterface.of(this).redirected;
    }

    get status() {
      return responseInterface.of(this).status;
    }

    get ok() {
      return inCore(core.isOkStatus, responseInterface.of(this).status);
    }

    get statusText() {
      return responseInterface.of(this).statusText;
    }

    get headers() {
      return responseInterface.of(this).headers;
    }

    clone() {
      const state = responseInterface.of(this);
      if (state.body?.isUnusable) throw new TypeError("Failed to execute 'clone' on 'Response': the body was used already");
      const { guard, list } = headersInterface.of(state.headers);
      return makeResponse(realm, Response, { ...state, body: state.body?.clone() ?? null }, guard, list);
    }
  }
  includeBody(Response, responseInterface);
  expose(Response, 'Response');
  return Response;
}

const NEW = /** @type {const} */ ({ type: 'default', url: '', redirected: false, status: 200, statusText: '', body: null });

/**
 * @template {object} T
 * @param {{ Headers: new () => object }} realm
 * @param {{ prototype: T }} Response
 * @param {Omit<ResponseState, 'headers'>} state
 * @param {import('./header-list.js').HeadersGuard} guard
 * @param {string} list
 */
export function makeResponse(realm, Response, state, guard, list) {
  const headers = headersInterface.create(realm.Headers, { guard, list });
  return responseInterface.create(Response, { ...state, headers });
}

/**
 * [Initialize a response](https://fetch.spec.whatwg.org/#initialize-a-response).
 *
 * @param {{ Headers: new () => object }} realm
 * @param {Record<string, any>} init
 * @param {import('./body.js').Extracted | null} body
 * @param {string} context
 * @returns {ResponseState}
 */
function initialize(realm, { status = 200, statusText = '', headers: given }, body, context) {
  if (status < 200 || status > 599) throw new RangeError(`${context}: the status ${status} is outside of 200 to 599`);
  if (!REASON_PHRASE.test(statusText)) throw new TypeError(`${context}: the statusText is no reason-phrase`);
  /** @type {import('./headers.js').HeadersState} */
  const headers = { guard: 'response', list: '' };
  if (given) fill(headers, given, context);
  if (body && inCore(core.isNullBodyStatus, status)) {
    throw new TypeError(`${context}: a response with status ${status} cannot have a body`);
  }
  if (body?.type && valueOf(headers.list, 'Content-Type', context) === null) {
    headers.list = changed('none', 'append', headers.list, listOf([['Content-Type', body.type]]), context);
  }
  return {
    ...NEW,
    status,
    statusText,
    headers: headersInterface.create(realm.Headers, headers),
    body: body && new Body(body),
  };
}

/**
 * @param {string} url
 * @param {string} base
 * @param {string} context
 */
function redirectTarget(url, base, context) {
  try {
    return new URL(url, base).href;
  } catch {
    throw new TypeError(`${context}: '${url}' cannot be parsed as a URL`);
  }
}
