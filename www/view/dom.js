/** The only place that makes elements. Text becomes text nodes: nothing here parses markup, whatever it is given. */
import { strings } from '../strings.js';

const SVG = 'http://www.w3.org/2000/svg';
/** What is shown of one value. A page with megabytes in it helps nobody; the fields keep all of it. */
const LONGEST = 4000;
/** Characters that are invisible or that reorder their neighbours: shown by their code points. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * @typedef {string | number | Node | null | undefined | false | Child[]} Child
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function nodes(children) {
  return /** @type {any[]} */ (children)
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/** Replaces what is inside. @param {Element} element @param {...Child} children */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/** An element that is there. @param {string} id */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** Sets the text only where it differs, so that a live region speaks once. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** One of the page's symbols. It is decoration: a word always stands beside it. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Text from outside, made visible: invisible characters by their code points, and no more than fits.
 *
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function visible(text) {
  const shown = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  /** @type {(Node | string)[]} */
  const parts = [];
  let from = 0;
  for (const { 0: character, index } of shown.matchAll(INVISIBLE)) {
    if (index > from) parts.push(shown.slice(from, index));
    parts.push(el('span', { class: 'escape' }, codePoint(character)));
    from = index + character.length;
  }
  parts.push(shown.slice(from));
  if (shown !== text) parts.push(el('span', { class: 'escape' }, strings.more(text.length - shown.length)));
  return parts;
}

/** The beginning of a text, where all of it would be too much. @param {string} text @param {number} [most] */
export function clip(text, most = 90) {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** The same as plain text. @param {string} text */
export function spelledOut(text) {
  return text.replace(INVISIBLE, codePoint);
}

/** @param {string} character */
function codePoint(character) {
  return `U+${/** @type {number} */ (character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Prose from the core, which may quote what a server said. @param {string} text */
export function prose(text) {
  return el('bdi', {}, visible(text));
}

/** A value as received: in code type, its direction kept to itself. @param {string} text */
export function value(text) {
  return el('bdi', { class: 'value' }, text === '' ? el('span', { class: 'escape' }, strings.empty) : visible(text));
}

/** A link to a standard; anything that is no https URL stays text. @param {string} url @param {...Child} label */
export function link(url, ...label) {
  return url.startsWith('https://') ? el('a', { href: url, rel: 'noreferrer' }, label) : el('span', {}, label);
}

/** A word in a frame. @param {string} kind @param {...Child} label */
export function chip(kind, ...label) {
  return el('span', { class: 'chip', 'data-kind': kind }, label);
}

/**
 * A button; what it does is looked up by its action's name.
 *
 * @param {string} action
 * @param {string} label
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 */
export function button(action, label, attributes = {}) {
  return el('button', { type: 'button', 'data-action': action, ...attributes }, label);
}

/**
 * A part of the page with its heading.
 *
 * @param {string} id
 * @param {string} title
 * @param {...Child} children
 */
export function panel(id, title, ...children) {
  return el(
    'section',
    { id, class: 'panel', 'aria-labelledby': `${id}-title` },
    el('h3', { id: `${id}-title` }, title),
    children,
  );
}
