/** The left side: the page and its request, as code and as fields. */
import { editorOf } from '../editor/editor.js';
import { asText, get } from '../state.js';
import { strings } from '../strings.js';
import { button, byId, el, fill, setText } from './dom.js';
import { countSet, field } from './fields.js';

const words = strings.ask;

const MODES = ['cors', 'no-cors', 'same-origin'];
const CREDENTIALS = ['same-origin', 'include', 'omit'];
const REDIRECTS = ['follow', 'error', 'manual'];
const CACHES = ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'];
const EMBEDDER_POLICIES = ['unsafe-none', 'require-corp', 'credentialless'];
const CROSS_ORIGINS = ['anonymous', 'use-credentials'];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const HEADERS_PLACEHOLDER = 'Content-Type: application/json';
const REFERRER_POLICIES = [
  'no-referrer', 'no-referrer-when-downgrade', 'same-origin', 'origin', 'strict-origin', 'origin-when-cross-origin',
  'strict-origin-when-cross-origin', 'unsafe-url',
];

/** Which fields each API or element has: the others are shown only while they say something. */
const PARAMETERS = {
  fetch: 'method headers mode credentials body redirect cache referrer referrerPolicy integrity keepalive duplex',
  xhr: 'method headers credentials body uploadListener',
  eventsource: 'credentials',
  beacon: 'body',
  img: 'crossorigin referrerPolicy',
  audio: 'crossorigin',
  video: 'crossorigin',
  script: 'crossorigin referrerPolicy integrity',
  module: 'crossorigin referrerPolicy integrity',
  stylesheet: 'crossorigin referrerPolicy integrity',
  font: '',
  form: 'method body userActivation',
  navigation: 'referrerPolicy userActivation',
  iframe: 'referrerPolicy',
};

/** Which parts of a body can be described, by its kind. */
const BODY_PARTS = {
  text: 'text',
  'url-search-params': 'text',
  'form-data': 'length',
  blob: 'text length contentType',
  buffer: 'length',
  stream: '',
};

/** Built once; from then on only its fields' values change. */
export function askView() {
  return el(
    'section',
    { class: 'side', 'aria-labelledby': 'ask-title' },
    el('h2', { id: 'ask-title' }, words.title),
    el(
      'div',
      { class: 'row page' },
      field({ path: 'page.url', label: words.page, type: 'url' }),
      field({ path: 'engine', label: words.engine, kind: 'choice', options: Object.entries(words.engines), standsFor: 'standard', hint: words.engineHint }),
    ),
    snippetView(),
    requestView(),
    more('more-request', words.moreRequest, moreRequest()),
    more('more-page', words.morePage, morePage()),
  );
}

function snippetView() {
  return el(
    'div',
    { class: 'field snippet' },
    el('label', { for: 'snippet' }, words.snippet),
    editorOf('code', el('textarea', {
      id: 'snippet', rows: 3, dir: 'ltr', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off',
      'aria-describedby': 'snippet-hint',
    })),
    el('p', { class: 'error', id: 'snippet-error', hidden: true }),
    button('replace-snippet', words.snippetReplace, { id: 'replace-snippet', hidden: true }),
    el('p', { class: 'hint', id: 'snippet-hint' }, words.snippetHint),
  );
}

function requestView() {
  return el(
    'fieldset',
    { class: 'request' },
    el('legend', {}, words.fields),
    el(
      'div',
      { class: 'row url' },
      field({ path: 'request.method', label: words.method, placeholder: 'GET', suggestions: METHODS }),
      field({ path: 'request.url', label: words.url, type: 'url' }),
    ),
    el(
      'div',
      { class: 'row' },
      field({ path: 'request.initiator', label: words.initiator, kind: 'choice', options: Object.entries(words.initiators), standsFor: 'fetch' }),
      field({ path: 'request.credentials', label: words.credentials, kind: 'choice', options: plain(CREDENTIALS) }),
      field({ path: 'request.mode', label: words.mode, kind: 'choice', options: plain(MODES) }),
      field({ path: 'request.body.kind', label: words.body, kind: 'choice', options: bodyOptions() }),
    ),
    field({
      path: 'request.headers', label: words.headers, kind: 'lines', type: 'headers', hint: words.headersHint,
      placeholder: HEADERS_PLACEHOLDER,
    }),
    field({ path: 'request.body.text', label: words.bodyText, kind: 'lines' }),
    el(
      'div',
      { class: 'row' },
      field({ path: 'request.body.length', label: words.bodyLength, type: 'number' }),
      field({ path: 'request.body.contentType', label: words.bodyType }),
    ),
  );
}

/** @returns {[string, string][]} */
function bodyOptions() {
  return [['', words.noBody], ...Object.entries(words.bodyKinds)];
}

/** Choices that are spelled as in the standards, the first being none. @param {readonly string[]} values @returns {[string, string][]} */
function plain(values) {
  return [['', words.byDefault], ...values.map((value) => /** @type {[string, string]} */ ([value, value]))];
}

function moreRequest() {
  return [
    field({ path: 'request.redirect', label: words.redirect, kind: 'choice', options: plain(REDIRECTS) }),
    field({ path: 'request.cache', label: words.cache, kind: 'choice', options: plain(CACHES) }),
    field({ path: 'request.referrerPolicy', label: words.referrerPolicy, kind: 'choice', options: plain(REFERRER_POLICIES) }),
    field({ path: 'request.crossorigin', label: words.crossorigin, kind: 'choice', options: plain(CROSS_ORIGINS) }),
    field({ path: 'request.duplex', label: words.duplex, kind: 'choice', options: plain(['half']) }),
    field({ path: 'request.integrity', label: words.integrity, placeholder: 'sha384-…' }),
    field({ path: 'request.referrer', label: words.referrer, hint: words.referrerHint }),
    field({ path: 'request.keepalive', label: words.keepalive, kind: 'flag' }),
    field({ path: 'request.uploadListener', label: words.uploadListener, kind: 'flag' }),
    field({ path: 'request.userActivation', label: words.userActivation, kind: 'flag' }),
    field({ path: 'now', label: words.now, type: 'number', placeholder: '0', hint: words.nowHint }),
  ];
}

function morePage() {
  return [
    field({ path: 'page.embedderPolicy', label: words.embedderPolicy, kind: 'choice', options: plain(EMBEDDER_POLICIES) }),
    field({ path: 'page.referrerPolicy', label: words.pageReferrerPolicy, kind: 'choice', options: plain(REFERRER_POLICIES) }),
    field({ path: 'page.topLevel', label: words.topLevel, hint: words.topLevelHint, placeholder: 'https://…' }),
    field({ path: 'page.sandboxed', label: words.sandboxed, kind: 'flag' }),
    field({ path: 'page.upgradeInsecureRequests', label: words.upgrade, kind: 'flag' }),
  ];
}

/** What most people never need, folded away; its line says when something inside is set. @param {string} id @param {string} title @param {...import('./dom.js').Child} children */
export function more(id, title, ...children) {
  return el('details', { class: 'more', id }, el('summary', {}, title, el('span', { class: 'count' })), el('div', { class: 'grid' }, children));
}

/** The list under a name; all that `fetch` has under a name that is none. @param {Record<string, string>} table @param {string} name */
function wordsOf(table, name) {
  return new Set((Object.hasOwn(table, name) ? table[name] : table.fetch ?? '').split(' '));
}

/** @param {import('../state.js').Scenario} scenario */
export function showRelevance(scenario) {
  const initiator = asText(get(scenario, 'request.initiator') ?? 'fetch');
  const parameters = wordsOf(PARAMETERS, initiator);
  const bodyParts = wordsOf(BODY_PARTS, asText(get(scenario, 'request.body.kind')));
  for (const place of document.querySelectorAll('[data-for^="request."]')) {
    const path = /** @type {string} */ (/** @type {HTMLElement} */ (place).dataset.for);
    const [, name, part = 'kind'] = path.split('.');
    const isOffered = part === 'kind' ? name === 'url' || name === 'initiator' || parameters.has(name) : bodyParts.has(part);
    const isInUse = get(scenario, path) !== undefined || place.contains(document.activeElement);
    /** @type {HTMLElement} */ (place).hidden = !isOffered && !isInUse;
  }
  for (const group of document.querySelectorAll('#more-request, #more-page')) {
    const count = countSet(group, scenario);
    setText(/** @type {Element} */ (group.querySelector('.count')), count > 0 ? words.changed(count) : '');
  }
}

/**
 * Shows the snippet, and what is not understood in it.
 *
 * @param {string} text
 * @param {import('corslab/paste').PasteError | undefined} error
 * @param {boolean} isBeingRead whether its reader is still under way
 */
export function showSnippet(text, error, isBeingRead) {
  const area = /** @type {HTMLTextAreaElement} */ (byId('snippet'));
  if (area.value !== text) area.value = text;
  const note = byId('snippet-error');
  note.hidden = !error;
  byId('replace-snippet').hidden = !error;
  fill(note, error && sentence(error));
  area.setAttribute('aria-describedby', error ? 'snippet-error snippet-hint' : 'snippet-hint');
  if (error) area.setAttribute('aria-invalid', 'true');
  else area.removeAttribute('aria-invalid');
  area.setAttribute('aria-busy', String(isBeingRead));
}

/** @param {import('corslab/paste').PasteError} error */
function sentence({ code, detail, at }) {
  const { at: place, kept, ...messages } = strings.snippetErrors;
  const message = /** @type {(detail?: any) => string} */ (messages[/** @type {'syntax'} */ (code)])(detail);
  return `${at ? place(at, message) : message} ${kept}`;
}
