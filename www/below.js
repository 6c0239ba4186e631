/**
 * When what lies below the verdict is drawn: at once; or, while somebody types, after the frame that shows the verdict, so
 * that no key waits for it.
 */
import { decision } from './decide.js';
import { current } from './store.js';
import { showResults } from './view/results.js';

/** Whether the change at hand comes from a field. */
let isTyping = false;
/** Whether the last change is still to be drawn. */
let isBehind = false;

/** @param {() => void} change what follows from what was written in a field */
export function whileTyping(change) {
  isTyping = true;
  try {
    change();
  } finally {
    isTyping = false;
  }
}

/** Draws it now, or soon. */
export function showBelow() {
  if (!isTyping) return drawBelow();
  if (!isBehind) requestAnimationFrame(() => setTimeout(catchUp));
  isBehind = true;
}

export function drawBelow() {
  isBehind = false;
  showResults(current().scenario, decision());
}

function catchUp() {
  if (isBehind) drawBelow();
}

/** What is pressed, printed or gone to must be what is decided. Comes before every other listener. */
export function listenBelow() {
  for (const type of ['pointerdown', 'click', 'beforeprint']) addEventListener(type, catchUp, { capture: true });
  addEventListener('keydown', ({ key }) => key === 'Tab' && catchUp(), { capture: true });
}
