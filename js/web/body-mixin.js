/** The [Body mixin](https://fetch.spec.whatwg.org/#body-mixin), which `Request` and `Response` include. */
import { headersInterface } from './headers.js';
import { mimeTypeOf } from './header-list.js';

/**
 * @typedef {object} WithBody the part of a state that the mixin reads
 * @property {import('./body.js').Body | null} body
 * @property {object} headers
 */

/**
 * @template {new (...given: any[]) => object} Class
 * @param {Class} Class
 * @param {import('./web-idl.js').Interface<WithBody>} owner
 */
export function includeBody(Class, owner) {
  class Mixin {
    get body() {
      return owner.of(this).body?.stream ?? null;
    }

    get bodyUsed() {
      return owner.of(this).body?.isDisturbed ?? false;
    }

    async arrayBuffer() {
      return consume(owner.of(this), (bytes) => bytes.buffer);
    }

    async blob() {
      const state = owner.of(this);
      return consume(state, (bytes) => new Blob([bytes], { type: mimeType(state) ?? '' }));
    }

    async bytes() {
      return consume(owner.of(this), (bytes) => bytes);
    }

    async formData() {
      const state = owner.of(this);
      return consume(state, (bytes) => parseForm(bytes, mimeType(state)));
    }

    async json() {
      return consume(owner.of(this), (bytes) => JSON.parse(decode(bytes)));
    }

    async text() {
      return consume(owner.of(this), decode);
    }

    textStream() {
      const { body } = owner.of(this);
      if (body?.isUnusable) throw new TypeError(UNUSABLE);
      if (body) return body.stream.pipeThrough(new TextDecoderStream());
      return new ReadableStream({ start: (controller) => controller.close() });
    }
  }
  const { constructor: _, ...members } = Object.getOwnPropertyDescriptors(Mixin.prototype);
  Object.defineProperties(Class.prototype, members);
}

const UNUSABLE = 'The body was used already, or its stream is locked';

/**
 * [Consume body](https://fetch.spec.whatwg.org/#concept-body-consume-body).
 *
 * @template T
 * @param {WithBody} state
 * @param {(bytes: Uint8Array<ArrayBuffer>) => T | Promise<T>} convert
 * @returns {Promise<T>}
 */
function consume({ body }, convert) {
  return new Promise((resolve, reject) => {
    const success = (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
      try {
        resolve(convert(bytes));
      } catch (error) {
        reject(error);
      }
    };
    if (body === null) success(new Uint8Array());
    else if (body.isUnusable) reject(new TypeError(UNUSABLE));
    else body.read(success, reject);
  });
}

/** @param {WithBody} state */
const mimeType = ({ headers }) => mimeTypeOf(headersInterface.of(headers).list);

/** @param {Uint8Array} bytes */
const decode = (bytes) => new TextDecoder().decode(bytes);

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string | null} type
 * @returns {Promise<FormData>}
 */
function parseForm(bytes, type) {
  if (type === null) throw new TypeError('The body has no Content-Type that says how to read a form from it');
  return new (platformResponse())(bytes, { headers: { 'Content-Type': type } }).formData();
}

/** As it was before anybody could put a page's class in its place. Node loads what is behind it when it is first read. */
const property = Object.getOwnPropertyDescriptor(globalThis, 'Response');

/** @returns {typeof globalThis.Response} */
function platformResponse() {
  const now = Object.getOwnPropertyDescriptor(globalThis, 'Response');
  const Response = property?.get ? property.get.call(globalThis) : property?.value;
  // Node's getter puts what it has loaded into its own place.
  if (now) Object.defineProperty(globalThis, 'Response', now);
  return Response;
}
