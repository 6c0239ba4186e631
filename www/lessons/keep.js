/** Drawing without losing the focus, a choice or a place: a part is drawn anew only when what it shows is different. */
import { fill } from '../view/dom.js';

/** @type {WeakMap<Element, string>} */
const drawn = new WeakMap();

/**
 * @param {Element} element
 * @param {unknown} what what it is to show
 * @param {() => import('../view/dom.js').Child} draw
 */
export function keep(element, what, draw) {
  const key = JSON.stringify(what) ?? '';
  if (drawn.get(element) === key) return;
  drawn.set(element, key);
  fill(element, draw());
}
