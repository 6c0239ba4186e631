/** The page: one state, and everything on screen follows from it. State → decision → view, at every change; what lies below the verdict may come a frame later. */
import { init } from 'corslab/slim';
import { ACTIONS, chooseExample, choosePreflight, edit, forgetDrafts, onField, onSnippet } from './actions.js';
import { load, saveWhatWaits } from './address.js';
import { drawBelow, listenBelow, showBelow, whileTyping } from './below.js';
import { decide, decision, verdictOf } from './decide.js';
import { showChoices } from './editor/choice.js';
import { offerCompletion, prepareLong, showEditors } from './editor/editor.js';
import { exampleOf, examples } from './examples.js';
import { isDrawn, takeOver, whileDrawn } from './first-view.js';
import { keepOffline } from './offline/register.js';
import { listenToPaste, PASTE_ACTIONS, showPaste } from './pasting.js';
import { actionOf, showPlace } from './rooms.js';
import { loadReader, whatSnippetSays } from './snippet/reader.js';
import { writeSnippet } from './snippet/write.js';
import { expand, isObject } from './state.js';
import { current, follow, update } from './store.js';
import { strings } from './strings.js';
import { askView, showRelevance, showSnippet } from './view/ask.js';
import { el, fill } from './view/dom.js';
import { showFields } from './view/fields.js';
import { memoryView, showCookies } from './view/memory.js';
import { noticeForGood } from './view/notice.js';
import { pasteView } from './view/paste.js';
import { resultsView, showAnswer } from './view/results.js';
import { serverView, showAnswers } from './view/server.js';
import { showExample, toolbarView } from './view/toolbar.js';
import { showUndecided, verdictView } from './view/verdict.js';

/** Whether there are decisions. */
let isReady = false;
/** Whether what follows from them is drawn, below the verdict. */
let isWhole = false;

/** @param {HTMLElement} results */
function build(results) {
  const ask = askView();
  ask.append(memoryView());
  return [
    el('div', { id: 'notice', role: 'alert' }),
    el('div', { id: 'room', class: 'room', hidden: true }),
    el('div', { id: 'lab-view' }, pasteView(), toolbarView(), el('div', { class: 'sides' }, ask, serverView()), verdictView(), el('div', { id: 'first-fix' }), results),
  ];
}

/** @param {import('./state.js').State} state */
function show(state) {
  const { scenario, snippet } = state;
  const says = whatSnippetSays(snippet);
  showAnswers(scenario.server);
  showCookies(scenario.cookies);
  showFields(scenario);
  showRelevance(scenario);
  showSnippet(snippet ?? writeSnippet(isObject(scenario.request) ? scenario.request : {}), says && 'error' in says ? says.error : undefined, snippet !== null && !says);
  showExample(exampleOf(scenario));
  if (isReady) showAnswer(scenario, decide(scenario));
  if (isReady && isWhole) showBelow();
  showPaste(state);
  showChoices(scenario);
  showPlace(edit);
  showEditors(scenario);
}

/** Every event of the page. What a button does is looked up by the name in its `data-action`. */
function listen() {
  listenBelow();
  document.addEventListener('input', ({ target }) => {
    const control = /** @type {import('./view/fields.js').Control} */ (target);
    whileTyping(() => {
      if (control.id === 'snippet') onSnippet(control.value);
      else if (control.classList.contains('control')) onField(control);
    });
  });
  document.addEventListener('beforeinput', prepareLong);
  document.addEventListener('focusin', ({ target }) => {
    if (/** @type {Element} */ (target).id === 'snippet') loadReader();
    offerCompletion(target);
  });
  document.addEventListener('change', ({ target }) => {
    const { dataset, value } = /** @type {HTMLSelectElement} */ (target);
    if (dataset.change === 'choose-preflight') choosePreflight(Number(dataset.index), value);
    if (dataset.change === 'choose-example') chooseExample(value);
  });
  // The address holds the state: a skip link must not take its place.
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault();
    const hash = /** @type {HTMLAnchorElement} */ (event.target).hash;
    if (hash) /** @type {HTMLElement | null} */ (document.querySelector(hash))?.focus();
  });
  document.addEventListener('click', ({ target }) => {
    const pressed = /** @type {Element} */ (target).closest('[data-action]');
    // What has just been drawn anew was about something else.
    if (!(pressed instanceof HTMLElement) || !pressed.isConnected) return;
    const action = pressed.dataset.action ?? '';
    (ACTIONS[action] ?? PASTE_ACTIONS[action] ?? actionOf(action))?.(Number(pressed.dataset.index), pressed);
  });
  addEventListener('hashchange', () => {
    forgetDrafts();
    load();
  });
  addEventListener('pagehide', saveWhatWaits);
}

/** A document that has not come to its end this long after all the code will not: the network broke off. */
const MOST_PATIENCE_MS = 5000;

/** Until the document is there to its end, what is drawn in it is not the whole first view. @param {Promise<unknown>} starting */
async function isParsed(starting) {
  if (document.readyState !== 'loading') return;
  const end = new Promise((resolve) => document.addEventListener('readystatechange', resolve, { once: true }));
  const late = starting.catch(() => {}).then(() => new Promise((resolve) => setTimeout(resolve, MOST_PATIENCE_MS)));
  await Promise.race([end, late]);
  // Chromium waits for ever; whatever still came would be drawn into the live page.
  if (document.readyState === 'loading') stop();
}

/** Lets the browser draw, and answer who types, before the next piece of work. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

/** The first time, a decision and its trace take longer than a thousand later ones. */
async function firstDecision() {
  const scenario = expand(examples[0].scenario);
  verdictOf(scenario);
  await breath();
  const { verdict } = decide(scenario);
  isReady = true;
  await breath();
  // It is made when it is read.
  if (verdict?.trace) await breath();
}

async function start() {
  const starting = init(/** @type {HTMLMetaElement} */ (document.getElementById('wasm')).content).then(firstDecision);
  // It may fail before anybody waits for it.
  starting.catch(() => {});
  // While the WebAssembly is on its way; and the rest of the document, where the code is kept and the document is not.
  await Promise.all([breath(), isParsed(starting)]);
  const results = resultsView();
  const views = build(results);
  if (isDrawn()) await whileDrawn(starting, () => showUndecided(strings.loading));
  const isDecided = isReady;
  const drawn = isDecided && isDrawn() ? document.getElementById('results') : null;
  isWhole = drawn === null;
  let isLoaded;
  takeOver(() => {
    fill(/** @type {HTMLElement} */ (document.getElementById('main')), views);
    if (drawn) results.replaceWith(drawn);
    listen();
    listenToPaste();
    follow(show);
    showUndecided(strings.loading);
    isLoaded = load();
  });
  try {
    await starting;
  } catch (error) {
    const why = strings.loadFailed(error instanceof Error ? error.message : String(error));
    showUndecided(why);
    // Where there is no lab, the verdict is not to be seen.
    noticeForGood(why);
    return;
  }
  await isLoaded;
  if (drawn) {
    await breath();
    takeOver(() => {
      drawn.replaceWith(results);
      isWhole = true;
      drawBelow();
    });
  } else if (!isDecided) update({});
  document.documentElement.classList.add('live');
  keepOffline();
  await settle(results);
}

/** What lies below the screen has waited until now: a frame for each part. @param {HTMLElement} results */
async function settle(results) {
  for (const part of /** @type {Iterable<HTMLElement>} */ (results.children)) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await breath();
    part.style.contentVisibility = 'visible';
  }
  document.documentElement.classList.add('settled');
}

start();
