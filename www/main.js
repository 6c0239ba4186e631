/** The page: one state, one `update()`. Events change the state; everything on screen follows from it. */
import { CorslabError, init, simulate } from 'corslab/slim';
import { examples } from './examples.js';
import { applyFix } from './fix.js';
import { decodeFragment, encodeFragment, FragmentError } from './fragment.js';
import { asJson, asTest } from './share.js';
import { readSnippet } from './snippet/read.js';
import { writeSnippet } from './snippet/write.js';
import { compact, expand, get, isObject, set } from './state.js';
import { strings } from './strings.js';
import { askView, showRelevance, showSnippet } from './view/ask.js';
import { consoleView } from './view/console.js';
import { el, fill } from './view/dom.js';
import { exchangesView, hostOf } from './view/exchanges.js';
import { labelOf, readControl, showError, showFields } from './view/fields.js';
import { fixesView } from './view/fixes.js';
import { memoryView, showCache, showCookies } from './view/memory.js';
import { responseView } from './view/response.js';
import { serverView, showAnswers, showHosts, showNextHop } from './view/server.js';
import { showByHand, showCopied, showExample, toolbarView } from './view/toolbar.js';
import { showTrace, traceView } from './view/trace.js';
import { showUndecided, showVerdict, verdictView } from './view/verdict.js';
import { warningsView } from './view/warnings.js';
import { whyView } from './view/why.js';

const ENGINES = /** @type {const} */ (['chromium', 'firefox', 'webkit']);
/** Browsers limit how often a page may change its address. */
const ADDRESS_DELAY = 250;
/** Longer addresses make a browser slow, and no chat or mail carries them. */
const LONGEST_FRAGMENT = 200_000;

/** @typedef {import('./state.js').State} State */

/** @type {State} */
let state;
/** @type {import('corslab').Verdict | null} */
let verdict = null;
/** Whether the verdict is that of the scenario as it stands. */
let isCurrent = false;
let isReady = false;
/** What was typed into a part that is switched off, in case it is switched on again. @type {Map<string, unknown>} */
const drafts = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let addressTimer;

/** @param {Partial<State>} change */
function update(change) {
  state = { ...state, ...change };
  const { scenario } = state;
  const read = state.snippet === null ? undefined : readSnippet(state.snippet);
  showAnswers(scenario.server);
  showCookies(scenario.cookies);
  showFields(scenario);
  showRelevance(scenario);
  showSnippet(state.snippet ?? writeSnippet(isObject(scenario.request) ? scenario.request : {}), read && 'error' in read ? read.error : undefined);
  showExample(exampleOf(scenario));
  if (isReady) decide(scenario);
}

/** @param {import('./state.js').Scenario} scenario */
function decide(scenario) {
  try {
    // Whether it is one is for simulate to say.
    const input = /** @type {import('corslab').Scenario} */ (scenario);
    isCurrent = false;
    verdict = simulate(input);
    isCurrent = true;
    showDecision(verdict, ENGINES.map((engine) => simulate({ ...input, engine })));
  } catch (error) {
    showFailure(error);
  }
  const hosts = verdict?.exchanges.reduce((list, { hop, request }) => Object.assign(list, { [hop]: hostOf(request.url) }), /** @type {string[]} */ ([]));
  showHosts(hosts ?? [], Array.isArray(scenario.server) ? scenario.server.length : 0);
  showCache(scenario.preflightCache, Boolean(isCurrent && verdict?.preflight.decision === 'sent' && verdict.preflightCache.length > 0));
}

/** @param {import('corslab').Verdict} current @param {import('corslab').Verdict[]} engines */
function showDecision(current, engines) {
  showError(null);
  showNextHop(null);
  showVerdict(current);
  // A failure is explained first; a success is what the script gets.
  const why = whyView(current);
  fill(byId('why-and-how'), why ?? responseView(current), fixesView(current), warningsView(current));
  fill(byId('what'), exchangesView(current), why && responseView(current), consoleView(current, engines));
  showTrace(current);
  byId('results').classList.remove('stale');
  byId('results').hidden = false;
}

/** The last verdict stays, greyed. @param {unknown} error */
function showFailure(error) {
  byId('results').classList.add('stale');
  if (!(error instanceof CorslabError)) {
    showUndecided(strings.errors.unexpected(error instanceof Error ? error.message : String(error)));
    throw error;
  }
  const isNextHop = error.field === `server[${state.scenario.server?.length}]`;
  showNextHop(isNextHop ? error.allowed : null);
  const control = showError(isNextHop ? null : error);
  const reason = isNextHop ? strings.server.nextHop : control ? strings.errors.mend(labelOf(control)) : error.message;
  showUndecided(verdict ? `${reason} ${strings.errors.stale}` : reason);
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** The name of the example that the scenario is, or nothing. @param {import('./state.js').Scenario} scenario */
function exampleOf(scenario) {
  const json = JSON.stringify(compact(scenario));
  return examples.find((example) => JSON.stringify(compact(expand(example.scenario))) === json)?.name ?? '';
}

// The address.

/** Keeps the state in the address, soon. */
function saveSoon() {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(save, ADDRESS_DELAY);
}

/** @returns {boolean} whether the address now holds the state */
function save() {
  clearTimeout(addressTimer);
  addressTimer = undefined;
  const text = fragment();
  const fits = text.length <= LONGEST_FRAGMENT;
  if (fits) history.replaceState(null, '', `#${text}`);
  notice(fits ? '' : strings.fragment.tooLong);
  return fits;
}

/** A snippet that is understood follows from the scenario; one that is not would be lost. */
function fragment() {
  const isLost = state.snippet !== null && 'error' in readSnippet(state.snippet);
  return encodeFragment(isLost ? state : { ...state, snippet: null });
}

function load() {
  const text = location.hash.slice(1);
  drafts.clear();
  notice('');
  if (text === '') {
    update({ scenario: expand(examples[0].scenario), snippet: null });
    return;
  }
  try {
    update(decodeFragment(text));
  } catch (error) {
    if (!(error instanceof FragmentError)) throw error;
    if (!state) update({ scenario: expand(examples[0].scenario), snippet: null });
    notice(strings.fragment.failed(strings.fragment.reasons[/** @type {'json'} */ (error.message)]));
  }
}

/** @param {string} text empty: none */
function notice(text) {
  fill(byId('notice'), text !== '' && el('p', { class: 'notice' }, text));
}

// What people do.

/** @param {Partial<State>} next */
function edit(next) {
  update(next);
  saveSoon();
}

/** @param {import('./view/fields.js').Control} control */
function onField(control) {
  const path = control.name;
  const value = readControl(control);
  const scenario = path === 'request.body.kind' ? withBodyKind(value) : set(state.scenario, path, value);
  const isRead = state.snippet === null || !('error' in readSnippet(state.snippet));
  edit({ scenario, snippet: path.startsWith('request.') && isRead ? null : state.snippet });
}

/** @param {unknown} kind undefined: no body */
function withBodyKind(kind) {
  const body = get(state.scenario, 'request.body');
  if (kind === undefined) {
    drafts.set('body', body);
    return set(state.scenario, 'request.body', undefined);
  }
  return set(state.scenario, 'request.body', { .../** @type {object} */ (body ?? drafts.get('body')), kind });
}

/** @param {string} text */
function onSnippet(text) {
  const read = readSnippet(text);
  edit('request' in read ? { scenario: set(state.scenario, 'request', read.request), snippet: text } : { snippet: text });
}

/** @param {number} index @param {string} choice */
function choosePreflight(index, choice) {
  const path = `server[${index}].preflight`;
  if (choice === 'same') {
    drafts.set(path, get(state.scenario, path));
    edit({ scenario: set(state.scenario, path, undefined) });
  } else {
    const reply = drafts.get(path) ?? get(state.scenario, `server[${index}].response`) ?? {};
    edit({ scenario: set(state.scenario, path, structuredClone(reply)) });
  }
  byId(`preflight-choice-${index}`).focus();
}

/** @param {string} name */
function chooseExample(name) {
  const example = examples.find((one) => one.name === name);
  if (!example) return;
  // What stood there before is one step back in the browser's history.
  save();
  history.pushState(null, '', location.href);
  drafts.clear();
  update({ scenario: expand(example.scenario), snippet: null });
  save();
}

/** @param {string} path @param {number} index */
function without(path, index) {
  return set(state.scenario, path, /** @type {unknown[]} */ (get(state.scenario, path)).filter((_, at) => at !== index));
}

/** @type {Record<string, (index: number) => void>} */
const ACTIONS = {
  'replace-snippet': () => {
    edit({ snippet: null });
    byId('snippet').focus();
  },
  'add-hop': () => {
    const count = /** @type {unknown[]} */ (get(state.scenario, 'server') ?? []).length;
    edit({ scenario: set(state.scenario, `server[${count}]`, { response: { status: 200 } }) });
    byId(`server[${count}].response.headers`).focus();
  },
  'remove-hop': (index) => {
    drafts.clear();
    edit({ scenario: without('server', index) });
    byId('add-hop').focus();
  },
  'add-cookie': () => {
    const cookies = get(state.scenario, 'cookies');
    const count = Array.isArray(cookies) ? cookies.length : 0;
    edit({ scenario: set(state.scenario, `cookies[${count}]`, { name: 'session', value: '1', domain: requestHost(), secure: true }) });
    byId(`cookies[${count}].name`).focus();
  },
  'remove-cookie': (index) => {
    edit({ scenario: without('cookies', index) });
    byId('cookies').querySelector('button')?.focus();
  },
  'send-again': () => {
    edit({ scenario: set(state.scenario, 'preflightCache', verdict?.preflightCache) });
    byId('verdict').focus();
  },
  forget: () => {
    edit({ scenario: set(state.scenario, 'preflightCache', undefined) });
    byId('verdict').focus();
  },
  'apply-fix': (index) => {
    const fix = verdict?.fixes[index];
    if (!fix) return;
    edit({ scenario: applyFix(state.scenario, fix), snippet: fix.target === 'request' ? null : state.snippet });
    byId('verdict').focus();
  },
  'copy-link': () => {
    if (save()) copy(location.href, strings.toolbar.copied.link);
  },
  'copy-json': () => copy(asJson(state.scenario), strings.toolbar.copied.json),
  'copy-test': () => {
    if (verdict && isCurrent) copy(asTest(state.scenario, verdict), strings.toolbar.copied.test);
    else showCopied(strings.toolbar.noVerdict);
  },
};

/** A first guess for a new cookie. */
function requestHost() {
  const url = String(get(state.scenario, 'request.url'));
  const page = String(get(state.scenario, 'page.url'));
  return URL.canParse(url, page) ? new URL(url, page).hostname : '';
}

/** @param {string} text @param {string} message */
async function copy(text, message) {
  try {
    await navigator.clipboard.writeText(text);
    showCopied(message);
  } catch {
    showByHand(text);
  }
}

function listen() {
  document.addEventListener('input', ({ target }) => {
    const control = /** @type {import('./view/fields.js').Control} */ (target);
    if (control.id === 'snippet') onSnippet(control.value);
    else if (control.classList.contains('control')) onField(control);
  });
  document.addEventListener('change', ({ target }) => {
    const { dataset, value } = /** @type {HTMLSelectElement} */ (target);
    if (dataset.change === 'choose-preflight') choosePreflight(Number(dataset.index), value);
    if (dataset.change === 'choose-example') chooseExample(value);
  });
  document.addEventListener('click', ({ target }) => {
    const pressed = /** @type {Element} */ (target).closest('[data-action]');
    if (pressed instanceof HTMLElement) ACTIONS[/** @type {string} */ (pressed.dataset.action)]?.(Number(pressed.dataset.index));
  });
  addEventListener('hashchange', load);
  addEventListener('pagehide', () => addressTimer !== undefined && save());
}

async function start() {
  fill(
    byId('main'),
    toolbarView(),
    el('div', { id: 'notice', role: 'alert' }),
    el('div', { class: 'sides' }, askView(), serverView()),
    verdictView(),
    el('div', { id: 'results', class: 'results', hidden: true }, el('div', { id: 'why-and-how', class: 'column' }), el('div', { id: 'what', class: 'column' }), traceView()),
  );
  document.querySelector('section[aria-labelledby="ask-title"]')?.append(memoryView());
  listen();
  showUndecided(strings.loading);
  load();
  try {
    await init();
    isReady = true;
  } catch (error) {
    showUndecided(strings.loadFailed(error instanceof Error ? error.message : String(error)));
    return;
  }
  update({});
}

start();
