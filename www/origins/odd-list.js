/** The list of odd ones: each a link to its pair, with its computed answer. */
import { compare } from '../decide.js';
import { origins } from '../strings.js';
import { chip, el, panel, visible } from '../view/dom.js';
import { NAMES } from './answer.js';
import { ODD_PAIRS, pairOf } from './odd.js';
import { writePair } from './pair.js';

const words = origins.odd;

export function oddView() {
  return panel(
    'odd',
    words.title,
    el('p', { class: 'hint' }, words.hint),
    Object.entries(ODD_PAIRS).map(([group, pairs]) => [
      el('h4', {}, words.groups[/** @type {'parts'} */ (group)]),
      el('ul', { class: 'odd-pairs' }, Object.entries(pairs).map(([name, odd]) => el('li', {}, oneView(name, pairOf(odd))))),
    ]),
  );
}

/** @param {string} name @param {import('./pair.js').Pair} pair */
function oneView(name, pair) {
  const { sameOrigin, sameSite } = compare(pair);
  return el(
    'a',
    { href: `#origins/${writePair(pair)}`, class: 'odd', 'data-action': 'choose-pair' },
    el('span', { class: 'urls' }, NAMES.map((side) => el('span', { class: 'url' }, el('bdi', {}, visible(pair[side].url)), pair[side].sandboxed && [' ', chip('sandboxed', words.inSandbox)]))),
    el('span', { class: 'lesson' }, words.pairs[/** @type {'path'} */ (name)]),
    el(
      'span',
      { class: 'answers' },
      chip(sameOrigin ? 'pass' : 'fail', `${sameOrigin ? '=' : '≠'} ${words.sameOrigin[`${sameOrigin}`]}`),
      chip(sameSite ? 'pass' : 'fail', `${sameSite ? '=' : '≠'} ${words.sameSite[`${sameSite}`]}`),
    ),
  );
}

/** @param {import('./pair.js').Pair} pair */
export function showOdd(pair) {
  const address = `#origins/${writePair(pair)}`;
  for (const link of document.querySelectorAll('#odd a')) {
    if (link.getAttribute('href') === address) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}
