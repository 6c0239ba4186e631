/** One entry: its scenes with their verdicts, and what follows from them. It stands above the lab. */
import { gallery as words } from '../strings.js';
import { button, byId, chip, el, fill, link, panel } from '../view/dom.js';
import { consoleLines } from '../view/console.js';
import { cardView } from './cards.js';
import { verdictsOf } from './compare.js';
import { links } from './links.js';
import { wordsOf } from './list.js';
import { addressOf, mistakes } from './mistakes.js';
import { prosaic } from './text.js';
import { wireView } from './wire.js';

/** @typedef {import('./build.js').Mistake} Mistake */

/** @param {Mistake} mistake @param {number} at the scene that is in the lab */
export function storyView(mistake, at) {
  const { name, kind, scenes, thirdParty } = mistake;
  const { title, brief } = wordsOf(name);
  return el(
    'article',
    { class: 'gallery-story', 'aria-labelledby': 'gallery-title' },
    el('p', { class: 'gallery-back' }, el('a', { href: '#gallery' }, words.back), ' ', chip(kind, words.kinds[kind])),
    el('h2', { id: 'gallery-title', tabindex: -1 }, title),
    el('p', { class: 'gallery-lead' }, prosaic(brief)),
    el('ol', { class: 'gallery-scenes', 'aria-label': words.scenes }, scenes.map((_, index) => sceneView(mistake, index, at))),
    thirdParty && el('p', { class: 'gallery-note' }, prosaic(words.thirdParty)),
    signsView(mistake),
    el('div', { class: 'gallery-advice' }, adviceView(mistake), testView(mistake), riskView(mistake)),
    neighboursView(mistake),
  );
}

/** @param {Mistake} mistake @param {number} index @param {number} at */
function sceneView({ name, scenes }, index, at) {
  const [title, text] = wordsOf(name).scenes[index];
  const { scenario, isRight } = scenes[index];
  const verdicts = verdictsOf(scenario);
  const isOpen = index === at;
  const id = `gallery-scene-${index + 1}`;
  return el(
    'li',
    { class: 'gallery-scene', 'data-right': String(isRight), 'data-open': String(isOpen) },
    el('p', { class: 'gallery-number' }, words.scene(index + 1)),
    el('h3', { id }, prosaic(title)),
    el('div', { class: 'gallery-told' }, el('p', {}, prosaic(text)), wireView(verdicts[0])),
    el('div', { class: 'gallery-card' }, el('p', { class: 'gallery-judgement' }, isRight ? words.right : words.wrong), cardView(verdicts)),
    el('p', { class: 'gallery-open' },
      el('a', { href: addressOf(name, index), 'aria-current': isOpen ? 'step' : undefined, 'aria-describedby': id }, isOpen ? words.inLab : words.open),
      isOpen && button('gallery-to-lab', words.toLab),
      isOpen && el('span', { id: 'gallery-changed', class: 'gallery-changed', role: 'status' })),
  );
}

/** @param {Mistake} mistake */
function signsView({ name, scenes, console: number }) {
  return panel('gallery-signs', words.signs,
    el('p', {}, prosaic(wordsOf(name).signs)),
    number && [el('p', { class: 'place' }, words.console(number)), consoleOf(scenes[number - 1].scenario)]);
}

/** @param {import('../state.js').Scenario} scenario */
function consoleOf(scenario) {
  const [, ...browsers] = verdictsOf(scenario);
  return consoleLines(browsers[0], browsers);
}

/** @param {Mistake} mistake */
function adviceView({ name, see = [] }) {
  return panel('gallery-fix', words.fix,
    el('p', {}, prosaic(wordsOf(name).fix)),
    see.length > 0 && el('p', {}, words.related, ' ', see.map((other, index) => [index > 0 && ', ', el('a', { href: addressOf(other) }, wordsOf(other).title)])));
}

/** @param {Mistake} mistake */
function riskView({ name, links: names }) {
  return panel('gallery-risk', words.risk,
    el('p', {}, prosaic(wordsOf(name).risk)),
    el('h4', {}, words.more),
    el('ul', { class: 'gallery-links' }, names.map((one) => el('li', {}, link(links[one], prosaic(words.links[/** @type {'corp'} */ (one)]))))));
}

/** @param {Mistake} mistake */
function testView({ name, test }) {
  return panel('gallery-test', words.test,
    el('p', {}, prosaic(wordsOf(name).test)),
    el('p', { class: 'place' }, prosaic(words.tools[test.how])),
    el('pre', { id: 'gallery-code', class: 'gallery-code', dir: 'ltr' }, test.code.join('\n')),
    el('p', { class: 'gallery-copy' }, button('gallery-copy', words.copy), el('span', { id: 'gallery-copied', role: 'status' })));
}

/** Copies the code of the test; where the browser does not allow it, leaves it selected. */
export async function copyTest() {
  const code = /** @type {HTMLElement} */ (document.getElementById('gallery-code'));
  const isCopied = await navigator.clipboard.writeText(code.textContent ?? '').then(() => true, () => false);
  if (!isCopied) getSelection()?.selectAllChildren(code);
  fill(/** @type {HTMLElement} */ (document.getElementById('gallery-copied')), isCopied ? words.copied : words.selected);
}

/** @param {Mistake} mistake */
function neighboursView(mistake) {
  const at = mistakes.indexOf(mistake);
  /** @param {Mistake | undefined} one @param {string} label @param {'prev' | 'next'} rel */
  const neighbour = (one, label, rel) => one && el('a', { href: addressOf(one.name), rel, class: `gallery-${rel}` }, el('span', {}, label), ' ', wordsOf(one.name).title);
  return el('nav', { class: 'gallery-neighbours', 'aria-label': words.neighbours },
    neighbour(mistakes[at - 1], words.previous, 'prev'), neighbour(mistakes[at + 1], words.next, 'next'));
}

/** Whether the lab still has the scene as it was. @param {boolean} isChanged @param {string} address of the scene */
export function showChanged(isChanged, address) {
  const place = byId('gallery-changed');
  if (Boolean(place.firstChild) === isChanged) return;
  fill(place, isChanged && [words.changed, ' ', el('a', { href: address }, words.undo)]);
}
