/** [XMLHttpRequest](https://xhr.spec.whatwg.org/): the old way to fetch, over the same machine as the new one. */
import conversions from 'webidl-conversions';
import { isWhole } from '../transport/body.js';
import { byteString, domString, expose, needArguments, usvString } from '../web/web-idl.js';
import { checkRequest } from './xml-http-request/check.js';
import { KEY, XMLHttpRequestEventTarget, XMLHttpRequestUpload, addHandlers, fireProgress, isListenedTo } from './xml-http-request/events.js';
import { Sending, sendable } from './xml-http-request/sending.js';
import { Received, parseMimeType } from './xml-http-request/received.js';

const STATES = { UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 };
const { UNSENT, OPENED, HEADERS_RECEIVED, LOADING, DONE } = STATES;
const RESPONSE_TYPES = ['', 'arraybuffer', 'blob', 'document', 'json', 'text'];

/** How long a body comes in before its listeners hear of it again, in milliseconds. */
const PROGRESS_INTERVAL = 50;

/**
 * @typedef {import('./page.js').Transferred} Transferred
 *
 * @typedef {object} Network what a page lends to its requests
 * @property {import('corslab').Page} page
 * @property {import('corslab').Engine} engine
 * @property {(request: import('corslab').RequestDescription, source: import('./browser.js').BodySource, signal: AbortSignal, onSent: () => void) => Promise<Transferred>} transfer
 * @property {(request: import('corslab').RequestDescription, source: Uint8Array | Blob | null) => import('./page.js').TransferredSynchronously} transferSynchronously
 */

/**
 * The class of one page.
 *
 * @param {Network} network
 */
export function xmlHttpRequestClass(network) {
  class XMLHttpRequest extends XMLHttpRequestEventTarget {
    #state = UNSENT;
    #method = '';
    #url = '';
    /** @type {[name: string, value: string][]} */
    #headers = [];
    #isSent = false;
    #isSynchronous = false;
    #timeout = 0;
    #withCredentials = false;
    #upload = new XMLHttpRequestUpload(KEY);
    /** @type {import('./xml-http-request/received.js').ResponseType} */
    #responseType = '';
    /** @type {ReturnType<typeof parseMimeType>} */
    #overrideType = null;
    #received = new Received();
    /** @type {Sending | null} */
    #sending = null;

    constructor() {
      super(KEY);
    }

    get readyState() {
      return this.#state;
    }

    get timeout() {
      return this.#timeout;
    }

    set timeout(value) {
      if (this.#isSynchronous) throw invalidAccess('The timeout of a synchronous request cannot be set');
      this.#timeout = conversions['unsigned long'](value);
      this.#armTimeout();
    }

    get withCredentials() {
      return this.#withCredentials;
    }

    set withCredentials(value) {
      if (this.#state > OPENED || this.#isSent) throw invalidState('The request was sent already');
      this.#withCredentials = Boolean(value);
    }

    get upload() {
      return this.#upload;
    }

    get responseType() {
      return this.#responseType;
    }

    set responseType(value) {
      const type = /** @type {any} */ (domString(value, "Failed to set 'responseType'"));
      if (!RESPONSE_TYPES.includes(type)) return;
      if (this.#state >= LOADING) throw invalidState('The response has arrived already');
      if (this.#isSynchronous) throw invalidAccess('The response type of a synchronous request cannot be set');
      this.#responseType = type;
    }

    get responseURL() {
      return this.#received.url;
    }

    get status() {
      return this.#received.status;
    }

    get statusText() {
      return this.#received.statusText;
    }

    get response() {
      if (this.#responseType === '' || this.#responseType === 'text') return this.#state < LOADING ? '' : this.#text();
      if (this.#state !== DONE || this.#received.status === 0) return null;
      return this.#received.object(this.#responseType, this.#overrideType);
    }

    get responseText() {
      if (this.#responseType !== '' && this.#responseType !== 'text') throw invalidState(`responseText is there for text only; the responseType is '${this.#responseType}'`);
      return this.#state < LOADING ? '' : this.#text();
    }

    get responseXML() {
      if (this.#responseType !== '' && this.#responseType !== 'document') throw invalidState(`responseXML is there for documents only; the responseType is '${this.#responseType}'`);
      return this.#state === DONE && this.#received.status !== 0 ? this.#received.xml(this.#overrideType) : null;
    }

    /**
     * @param {unknown} method
     * @param {unknown} url
     * @param {unknown} [_async]
     * @param {unknown} [username]
     * @param {unknown} [password]
     */
    open(method, url, _async = true, username = null, password = null) {
      const context = "Failed to execute 'open' on 'XMLHttpRequest'";
      needArguments(arguments, 2, context);
      const asked = { method: byteString(method, context), url: usvString(url, context) };
      checkRequest(network, asked);
      const parsed = new URL(asked.url, network.page.url);
      if (parsed.host !== '' && username !== null && username !== undefined) parsed.username = usvString(username, context);
      if (parsed.host !== '' && password !== null && password !== undefined) parsed.password = usvString(password, context);
      // Web IDL: what is given as `undefined` is false, what is not given is true.
      const isSynchronous = arguments.length > 2 && !arguments[2];
      if (isSynchronous && (this.#timeout !== 0 || this.#responseType !== '')) throw invalidAccess('A synchronous request has neither timeout nor responseType');
      this.#terminate();
      this.#isSent = false;
      this.#method = asked.method;
      this.#url = parsed.href;
      this.#headers = [];
      this.#isSynchronous = isSynchronous;
      this.#received = new Received();
      if (this.#state !== OPENED) this.#become(OPENED);
    }

    /** @param {unknown} name @param {unknown} value */
    setRequestHeader(name, value) {
      const context = "Failed to execute 'setRequestHeader' on 'XMLHttpRequest'";
      needArguments(arguments, 2, context);
      /** @type {[string, string]} */
      const header = [byteString(name, context), byteString(value, context)];
      if (this.#state !== OPENED || this.#isSent) throw invalidState(`${context}: the request is not open, or was sent already`);
      checkRequest(network, { url: this.#url, headers: [header] });
      this.#headers.push(header);
    }

    /** @param {unknown} [body] */
    send(body = null) {
      // First of all: an object may do anything while it is turned into text.
      const extracted = sendable(body);
      if (this.#state !== OPENED || this.#isSent) throw invalidState("Failed to execute 'send' on 'XMLHttpRequest': the request is not open, or was sent already");
      const sending = new Sending(this.#method, extracted, isListenedTo(this.#upload));
      this.#sending = sending;
      this.#isSent = true;
      if (this.#isSynchronous) return this.#runSynchronously(sending);
      fireProgress(this, 'loadstart', 0, 0);
      if (sending.tellsUpload) fireProgress(this.#upload, 'loadstart', 0, sending.length);
      if (this.#sending !== sending) return;
      this.#armTimeout();
      void this.#run(sending);
    }

    abort() {
      const sending = this.#sending;
      this.#terminate();
      if (sending) this.#fail('abort', sending);
      if (this.#state !== DONE) return;
      this.#state = UNSENT;
      this.#received = new Received();
    }

    /** @param {unknown} mime */
    overrideMimeType(mime) {
      const context = "Failed to execute 'overrideMimeType' on 'XMLHttpRequest'";
      needArguments(arguments, 1, context);
      if (this.#state >= LOADING) throw invalidState(`${context}: the response has arrived already`);
      this.#overrideType = parseMimeType(domString(mime, context)) ?? parseMimeType('application/octet-stream');
    }

    /** @param {unknown} name */
    getResponseHeader(name) {
      const context = "Failed to execute 'getResponseHeader' on 'XMLHttpRequest'";
      needArguments(arguments, 1, context);
      const wanted = byteString(name, context).toLowerCase();
      return this.#received.headers.find(([name]) => name === wanted)?.[1] ?? null;
    }

    getAllResponseHeaders() {
      const lines = this.#received.headers.map(([name, value]) => /** @type {const} */ ([name.toUpperCase(), `${name}: ${value}\r\n`]));
      return lines.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line).join('');
    }

    #text() {
      return this.#received.text(this.#overrideType, this.#responseType === '');
    }

    /** @param {Sending} sending */
    async #run(sending) {
      try {
        const request = { ...this.#described(), ...sending.described };
        const transferred = await network.transfer(request, await sending.source(), sending.signal, () => this.#uploaded(sending));
        if (this.#sending !== sending) return;
        if (transferred.verdict) this.#fail('error', sending, transferred.verdict);
        else await this.#receive(sending, transferred);
      } catch (error) {
        if (this.#sending === sending) this.#fail('error', sending, error);
      }
    }

    /** @param {Sending} sending */
    #runSynchronously(sending) {
      let transferred;
      try {
        transferred = network.transferSynchronously({ ...this.#described(), ...sending.described }, sending.sourceNow);
      } catch (error) {
        throw this.#refuse(error);
      }
      if (transferred.verdict) throw this.#refuse(transferred.verdict);
      const { response, statusText, body } = transferred;
      this.#received = new Received({ ...response, statusText, hasBody: body !== null });
      if (body) this.#received.append(body);
      this.#succeed(this.#received);
    }

    /** @param {unknown} cause @returns {DOMException} */
    #refuse(cause) {
      this.#settle();
      this.#received = new Received();
      this.#state = DONE;
      if (cause instanceof DOMException) return cause;
      const message = `Failed to execute 'send' on 'XMLHttpRequest': Failed to load '${this.#url}'.`;
      return new DOMException(message, /** @type {any} */ ({ name: 'NetworkError', cause }));
    }

    /** @returns {import('corslab').RequestDescription} */
    #described() {
      const credentials = this.#withCredentials ? 'include' : 'same-origin';
      return { url: this.#url, method: this.#method, headers: this.#headers, credentials, initiator: 'xhr' };
    }

    /**
     * @param {Sending} sending
     * @param {Extract<Transferred, { verdict: null }>} transferred
     */
    async #receive(sending, { response, statusText, body }) {
      const received = new Received({ ...response, statusText, hasBody: body !== null });
      this.#received = received;
      this.#become(HEADERS_RECEIVED);
      let [toldAt, toldLength] = [0, -1];
      const tell = () => {
        [toldAt, toldLength] = [Date.now(), received.length];
        fireProgress(this, 'progress', received.length, received.total);
      };
      for await (const chunk of isWhole(body) ? [body] : (body ?? [])) {
        if (this.#sending !== sending) return;
        received.append(chunk);
        if (Date.now() - toldAt < PROGRESS_INTERVAL) continue;
        this.#become(LOADING);
        if (this.#sending === sending) tell();
      }
      // Browsers do not say the same twice.
      if (this.#sending === sending && toldLength !== received.length) tell();
      if (this.#sending === sending) this.#succeed(received);
    }

    /** @param {Received} received */
    #succeed(received) {
      this.#settle();
      this.#become(DONE);
      if (this.#received !== received) return;
      for (const type of ['load', 'loadend']) fireProgress(this, type, received.length, received.total);
    }

    /**
     * [Request error steps](https://xhr.spec.whatwg.org/#request-error-steps).
     *
     * @param {'abort' | 'error' | 'timeout'} type
     * @param {Sending} sending
     * @param {unknown} [cause]
     */
    #fail(type, sending, cause) {
      this.#settle();
      this.#received = new Received();
      this.#become(DONE);
      // A listener may have sent anew meanwhile.
      const current = this.#sending ?? sending;
      if (current.tellsUpload) {
        current.tellsUpload = false;
        fireProgress(this.#upload, type, 0, 0);
        fireProgress(this.#upload, 'loadend', 0, 0);
      }
      fireProgress(this, type, 0, 0, cause);
      fireProgress(this, 'loadend', 0, 0);
    }

    /** The body has gone out. @param {Sending} sending */
    #uploaded(sending) {
      if (this.#sending !== sending || !sending.tellsUpload) return;
      sending.tellsUpload = false;
      for (const type of ['progress', 'load', 'loadend']) fireProgress(this.#upload, type, sending.length, sending.length);
    }

    #armTimeout() {
      const sending = this.#sending;
      sending?.arm(this.#timeout, () => {
        this.#terminate();
        this.#fail('timeout', sending);
      });
    }

    #terminate() {
      const sending = this.#sending;
      this.#settle();
      sending?.controller.abort();
    }

    #settle() {
      this.#sending?.disarm();
      this.#sending = null;
      this.#isSent = false;
    }

    /** @param {number} state */
    #become(state) {
      this.#state = state;
      this.dispatchEvent(new Event('readystatechange'));
    }
  }
  addHandlers(XMLHttpRequest, ['readystatechange']);
  for (const [name, value] of Object.entries(STATES)) {
    for (const owner of [XMLHttpRequest, XMLHttpRequest.prototype]) Object.defineProperty(owner, name, { value, enumerable: true });
  }
  expose(XMLHttpRequest, 'XMLHttpRequest');
  return XMLHttpRequest;
}

/** @param {string} message */
const invalidState = (message) => new DOMException(message, 'InvalidStateError');

/** @param {string} message */
const invalidAccess = (message) => new DOMException(message, 'InvalidAccessError');
