/** The origin lab: two URLs side by side, and everything that follows from them. */
import { begin, edit } from '../actions.js';
import { saveWhatWaits } from '../address.js';
import { expand } from '../state.js';
import { current } from '../store.js';
import { byId, fill } from '../view/dom.js';
import { answerOf } from './answer.js';
import { oddView, showOdd } from './odd-list.js';
import { FIRST_PAIR } from './pair.js';
import { answersView, showAnswer } from './result.js';
import { showSides, sidesView } from './sides.js';
import { introView } from './intro.js';

/** @typedef {import('./pair.js').Pair} Pair */

export const scenarioOf = () => undefined;

/** @param {HTMLElement} place @param {import('../place.js').Context} context */
export function show(place, { state, decision }) {
  const pair = state.origins ?? FIRST_PAIR;
  if (!place.firstChild) fill(place, introView(), sidesView(change), answersView());
  // Until the lab has a decision, the core is still under way.
  if (!decision.verdict && decision.error === null) return showSides(pair);
  if (!place.querySelector('#odd')) place.append(oddView());
  const found = answerOf(pair);
  showSides(pair, found);
  showAnswer(pair, found);
  showOdd(pair);
}

/** @param {'a' | 'b'} name @param {Partial<import('./pair.js').Side>} side */
function change(name, side) {
  const pair = pairNow();
  edit({ origins: { ...pair, [name]: { ...pair[name], ...side } } });
}

function pairNow() {
  return current().origins ?? FIRST_PAIR;
}

/** @type {import('../place.js').Room['actions']} */
export const actions = {
  'swap-origins': () => {
    const { a, b } = pairNow();
    edit({ origins: { a: b, b: a } });
  },
  'use-in-lab': () => {
    const { a, b } = pairNow();
    const page = a.sandboxed ? { url: a.url, sandboxed: true } : a.url;
    begin(expand({ page, request: b.url, server: { response: { status: 200 } } }));
    byId('main').focus({ preventScroll: true });
    scrollTo(0, 0);
  },
  // A link: the address does the rest.
  'choose-pair': () => {
    saveWhatWaits();
    byId('answers-title').focus();
  },
};

