/** The events of an [XMLHttpRequest](https://xhr.spec.whatwg.org/#interface-xmlhttprequest), and who listens to them. */
import { getEventListeners } from 'node:events';
import { expose } from '../../web/web-idl.js';

/** [ProgressEvent](https://xhr.spec.whatwg.org/#interface-progressevent), which Node lacks. */
export class ProgressEvent extends Event {
  #lengthComputable;
  #loaded;
  #total;

  /**
   * @param {string} type
   * @param {EventInit & { lengthComputable?: boolean, loaded?: number, total?: number }} [init]
   */
  constructor(type, init = {}) {
    super(type, init);
    this.#lengthComputable = Boolean(init?.lengthComputable);
    this.#loaded = Number(init?.loaded ?? 0);
    this.#total = Number(init?.total ?? 0);
  }

  get lengthComputable() {
    return this.#lengthComputable;
  }

  get loaded() {
    return this.#loaded;
  }

  get total() {
    return this.#total;
  }
}
expose(ProgressEvent, 'ProgressEvent');

/** Lets the classes below be made, which scripts cannot do. */
const KEY = Symbol('made by the page');

/** @typedef {Record<string, (event: Event) => unknown>} Handlers the functions of `onload` and its like */

/** @type {WeakMap<EventTarget, Map<string, { callback: unknown, listener: (event: Event) => void }>>} */
const handlersOf = new WeakMap();

/** What listens to the events of a request or of its upload. */
export class XMLHttpRequestEventTarget extends EventTarget {
  /** @type {Set<string>} */
  #types = new Set();

  /** @param {unknown} [key] */
  constructor(key = undefined) {
    if (key !== KEY) throw new TypeError('Illegal constructor');
    super();
    handlersOf.set(this, new Map());
  }

  /**
   * @param {string} type
   * @param {any} listener
   * @param {any} [options]
   */
  addEventListener(type, listener, options = undefined) {
    super.addEventListener(type, listener, options);
    this.#types.add(String(type));
  }

  /** @param {XMLHttpRequestEventTarget} target whether anybody listens there */
  static isListenedTo(target) {
    return [...target.#types].some((type) => getEventListeners(target, type).length > 0);
  }
}
const { isListenedTo } = XMLHttpRequestEventTarget;
Reflect.deleteProperty(XMLHttpRequestEventTarget, 'isListenedTo');
export { KEY, isListenedTo };

export class XMLHttpRequestUpload extends XMLHttpRequestEventTarget {}

/**
 * [Event handler attributes](https://html.spec.whatwg.org/multipage/webappapis.html#event-handler-idl-attributes): a
 * function takes its turn among the listeners from when the attribute was first set.
 *
 * @param {Function} Class
 * @param {string[]} types
 */
export function addHandlers(Class, types) {
  for (const type of types) {
    Object.defineProperty(Class.prototype, `on${type}`, {
      get() {
        return handlersOf.get(this)?.get(type)?.callback ?? null;
      },
      set(value) {
        setHandler(this, type, value);
      },
      enumerable: true,
      configurable: true,
    });
  }
}

/**
 * @param {EventTarget} target
 * @param {string} type
 * @param {unknown} value
 */
function setHandler(target, type, value) {
  const handlers = handlersOf.get(target);
  if (!handlers) throw new TypeError('Illegal invocation');
  const present = handlers.get(type);
  const isHandler = typeof value === 'function' || (typeof value === 'object' && value !== null);
  if (!isHandler) {
    if (present) target.removeEventListener(type, present.listener);
    handlers.delete(type);
  } else if (present) {
    present.callback = value;
  } else {
    const handler = {
      callback: value,
      /** @param {Event} event */
      listener(event) {
        const { callback } = handler;
        if (typeof callback === 'function' && Reflect.apply(callback, event.currentTarget, [event]) === false) event.preventDefault();
      },
    };
    handlers.set(type, handler);
    target.addEventListener(type, handler.listener);
  }
}

addHandlers(XMLHttpRequestEventTarget, ['loadstart', 'progress', 'abort', 'error', 'load', 'timeout', 'loadend']);
expose(XMLHttpRequestEventTarget, 'XMLHttpRequestEventTarget');
expose(XMLHttpRequestUpload, 'XMLHttpRequestUpload');

/**
 * [Fire a progress event](https://xhr.spec.whatwg.org/#concept-event-fire-progress).
 *
 * @param {EventTarget} target
 * @param {string} type
 * @param {number} loaded
 * @param {number} total
 * @param {unknown} [cause] for whoever looks: the verdict
 */
export function fireProgress(target, type, loaded, total, cause = undefined) {
  const event = new ProgressEvent(type, { loaded, total, lengthComputable: total !== 0 });
  if (cause !== undefined) Object.defineProperty(event, 'cause', { value: cause });
  target.dispatchEvent(event);
}
