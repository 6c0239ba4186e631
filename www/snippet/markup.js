/** HTML that makes one request. The platform's own parser reads it, into a document that loads and runs nothing. */
import { PasteError } from 'corslab/paste';

/** The elements that make a request, and the attribute with its URL. */
const ELEMENTS = /** @type {const} */ ([
  ['img[src]', 'img', 'src'],
  ['audio[src]', 'audio', 'src'],
  ['video[src]', 'video', 'src'],
  ['script[src]', 'script', 'src'],
  ['link[rel~=stylesheet i][href]', 'stylesheet', 'href'],
  ['iframe[src]', 'iframe', 'src'],
  ['a[href]', 'navigation', 'href'],
]);

const ENCODINGS = {
  'application/x-www-form-urlencoded': 'url-search-params',
  'multipart/form-data': 'form-data',
  'text/plain': 'text',
};

/**
 * @param {string} text
 * @returns {Record<string, any>} a `RequestDescription`
 */
export function readMarkup(text) {
  const document = new DOMParser().parseFromString(withoutHandlers(text), 'text/html');
  const form = document.querySelector('form');
  if (form) return readForm(form);
  for (const [selector, initiator, attribute] of ELEMENTS) {
    const element = document.querySelector(selector);
    if (element) return readElement(element, initiator, attribute);
  }
  throw new PasteError({ code: 'no-element', value: 'no such element', allowed: 'one that makes a request' });
}

const TAG = /<[a-z][^\s/>]*(?:[\s/]*[^\s/>=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?)*/gi;
const ATTRIBUTE = /([\s/]*)([^\s/>=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?/g;

/**
 * Event handlers and styles make no request, and would never run: but Chromium, even in such a document, complains that
 * the page's policy forbids them.
 *
 * @param {string} text
 */
export function withoutHandlers(text) {
  return text.replace(TAG, (tag) => tag.replace(ATTRIBUTE, (all, before, name, rest = '') => (/^(?:on.*|style)$/i.test(name) ? `${before}data-${name}${rest}` : all)));
}

/** @param {Element} element @param {string} initiator @param {string} attribute */
function readElement(element, initiator, attribute) {
  // The reflecting properties apply HTML's own rules for missing and invalid values.
  const { crossOrigin, referrerPolicy, type } = /** @type {HTMLScriptElement} */ (element);
  const integrity = element.getAttribute('integrity');
  return {
    initiator: initiator === 'script' && type.trim().toLowerCase() === 'module' ? 'module' : initiator,
    url: element.getAttribute(attribute),
    ...(crossOrigin && { crossorigin: crossOrigin }),
    ...(referrerPolicy && { referrerPolicy }),
    ...(integrity && { integrity }),
    ...(initiator === 'navigation' && { userActivation: true }),
  };
}

/** @param {HTMLFormElement} form */
function readForm(form) {
  const request = { initiator: 'form', url: form.getAttribute('action') ?? '', method: form.method.toUpperCase() };
  if (form.method !== 'post') return request;
  const kind = ENCODINGS[/** @type {keyof typeof ENCODINGS} */ (form.enctype)];
  return { ...request, body: { kind } };
}
