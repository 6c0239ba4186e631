/** The picture of what happens: drawn anew for each verdict, and stepped through from its first frame to its last. */
import { picture as words } from '../strings.js';
import { button, byId, el, fill, panel, setText } from '../view/dom.js';
import { showDecision } from '../view/trace.js';
import { captionOf } from './caption.js';
import { diagramView } from './diagram.js';
import { storyOf } from './frames.js';
import { inspectorView } from './inspector.js';

/** What is shown: the whole story, up to one of its frames. @type {{ scenario: string, verdict: import('corslab').Verdict, story: import('./frames.js').Story, at: number } | undefined} */
let shown;
/** While it plays. @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** How long a step stays, in milliseconds: some time to look, and some to read. */
const TO_LOOK = 1200;
const TO_READ_A_CHARACTER = 22;

export function pictureView() {
  const slider = el('input', { type: 'range', id: 'picture-slider', min: 1, max: 1, step: 1, value: 1, 'aria-label': words.slider });
  slider.addEventListener('input', () => moveBySlider(Number(/** @type {HTMLInputElement} */ (slider).value) - 1));
  const view = panel(
    'picture',
    words.title,
    el(
      'div',
      { class: 'controls' },
      el(
        'div',
        { class: 'buttons' },
        button('picture-play', words.play, { id: 'picture-play', class: 'primary' }),
        STEPS.map(([action, symbol]) => button(`picture-${action}`, symbol, { 'aria-label': words[action], title: words[action] })),
      ),
      el('div', { class: 'slide' }, slider, el('p', { id: 'picture-position', class: 'position' })),
    ),
    el(
      'div',
      { class: 'stage' },
      el('div', { id: 'picture-diagram', tabindex: 0, role: 'group', 'aria-label': words.label, 'aria-describedby': 'picture-keys' }),
      el('div', { id: 'picture-step', class: 'inspector' }),
    ),
    el('p', { id: 'picture-keys', class: 'unseen' }, words.keys),
    el('p', { id: 'picture-spoken', class: 'unseen', role: 'status' }),
  );
  view.addEventListener('keydown', onKey);
  return view;
}

/** @type {['first' | 'back' | 'next' | 'last', string][]} */
const STEPS = [['first', '⇤'], ['back', '←'], ['next', '→'], ['last', '⇥']];

/** Draws the verdict's story as a whole, unless it is the one that is there. @param {import('corslab').Verdict} verdict @param {unknown} scenario */
export function showPicture(verdict, scenario) {
  const text = JSON.stringify(scenario);
  if (shown?.scenario === text) return;
  pause();
  const story = storyOf(verdict);
  shown = { scenario: text, verdict, story, at: story.frames.length - 1 };
  fill(byId('picture-diagram'), diagramView(story, verdict));
  byId('picture-slider').setAttribute('max', String(story.frames.length));
  setText(byId('picture-spoken'), '');
  draw(false);
}

/** What is to be seen at the step where one is. @param {boolean} isMoving whether somebody has just stepped there */
function draw(isMoving) {
  if (!shown) return;
  const { story, verdict, at } = shown;
  const position = words.position(at + 1, story.frames.length);
  const slider = /** @type {HTMLInputElement} */ (byId('picture-slider'));
  slider.value = String(at + 1);
  slider.setAttribute('aria-valuetext', `${position}: ${captionOf(story.frames[at], story, verdict)}`);
  setText(byId('picture-position'), position);
  fill(byId('picture-step'), inspectorView(story.frames[at], story, verdict));
  for (const [index, row] of [...document.querySelectorAll('#picture .frame')].entries()) {
    row.classList.toggle('later', index > at);
    row.classList.toggle('moving', isMoving && index === at);
    if (index === at) row.setAttribute('aria-current', 'step');
    else row.removeAttribute('aria-current');
  }
}

/** @param {number} to */
function move(to) {
  if (!shown) return;
  const { story, verdict } = shown;
  shown.at = Math.min(Math.max(to, 0), story.frames.length - 1);
  draw(true);
  const caption = captionOf(story.frames[shown.at], story, verdict);
  setText(byId('picture-spoken'), `${words.position(shown.at + 1, story.frames.length)}: ${caption}`);
  document.querySelector('#picture [aria-current]')?.scrollIntoView({ block: 'nearest' });
}

/** A slider speaks for itself. @param {number} to */
function moveBySlider(to) {
  if (!shown) return;
  pause();
  shown.at = to;
  draw(true);
}

/** @param {number} to */
function step(to) {
  pause();
  move(to);
}

function play() {
  if (!shown) return;
  const { frames } = shown.story;
  setText(byId('picture-play'), words.pause);
  move(shown.at >= frames.length - 1 ? 0 : shown.at + 1);
  waitForNext();
}

function waitForNext() {
  if (!shown) return;
  const { story, verdict, at } = shown;
  const length = captionOf(story.frames[at], story, verdict).length;
  timer = setTimeout(() => {
    if (!shown || at >= story.frames.length - 1) return pause();
    move(at + 1);
    waitForNext();
  }, TO_LOOK + Math.min(length, 200) * TO_READ_A_CHARACTER);
}

function pause() {
  clearTimeout(timer);
  timer = undefined;
  setText(byId('picture-play'), words.play);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  const to = { ArrowLeft: at() - 1, ArrowRight: at() + 1, Home: 0, End: Infinity }[key];
  if (to === undefined || altKey || ctrlKey || metaKey || shiftKey || /** @type {Element} */ (target).id === 'picture-slider') return;
  event.preventDefault();
  step(to);
}

function at() {
  return shown?.at ?? 0;
}

/** By the names that buttons have as `data-action`. @type {Record<string, (index: number, button: HTMLElement) => void>} */
export const PICTURE_ACTIONS = {
  'picture-play': () => (timer === undefined ? play() : pause()),
  'picture-first': () => step(0),
  'picture-back': () => step(at() - 1),
  'picture-next': () => step(at() + 1),
  'picture-last': () => step(Infinity),
  // Whoever selects text of a row has not asked to go there.
  'picture-step': (index) => getSelection()?.isCollapsed && step(index),
  'picture-exchange': (index) => {
    byId(`exchange-${index}`).focus();
  },
  'picture-decision': (number) => showDecision(number),
};
