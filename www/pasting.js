/** What is pasted, dropped or chosen anywhere in the lab is read by a part that comes when it is needed. */
import { ACTIONS, begin } from './actions.js';
import { decision } from './decide.js';
import { current, update } from './store.js';
import { byId, fill } from './view/dom.js';
import { showPasteBox } from './view/paste.js';
import { late } from './view/notice.js';
import { leadOn, leadTo, leadToPart } from './view/lead.js';

/**
 * @typedef {import('./paste/read.js').Outcome} Outcome
 * @typedef {import('./paste/report.js').Report} Report
 * @typedef {typeof import('./paste/room.js')} Late
 */

/** A longer text is kept beside the box: a browser needs seconds to lay it out. */
const LONGEST_SHOWN = 50_000;
/** Above this a page stands still for too long. */
const LARGEST_FILE = 128 * 2 ** 20;

/** @type {Late | undefined} */
let room;
/** What the box stands for, where it shows only the beginning. @type {string | null} */
let whole = null;

async function load() {
  room ??= await late(() => import('./paste/room.js'));
  return room;
}

/** @param {import('./state.js').State} state */
export function showPaste(state) {
  const { paste, place } = state;
  showPasteBox(place.room === 'lab', paste?.status !== 'done' && paste?.status !== 'list');
  const area = byId('paste-report');
  const field = box();
  const isRefused = paste?.status === 'failed';
  if (isRefused) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  field.setAttribute('aria-describedby', isRefused ? 'paste-hint paste-error' : 'paste-hint');
  if (paste) room?.showReport(area, paste, decision());
  else fill(area);
  room?.showFirstFix(byId('first-fix'), state, decision());
}

/** @param {string} text */
async function take(text) {
  const isLong = text.length > LONGEST_SHOWN;
  if (isLong) update({ paste: { status: 'reading', size: text.length } });
  const part = await load();
  if (!part) return update({ paste: null });
  // What was just said is to be seen before the page stands still.
  if (isLong) await new Promise((resolve) => setTimeout(resolve, 50));
  settle(part.readPaste(text, current().scenario));
}

/** @param {Outcome} outcome */
function settle(outcome) {
  if ('report' in outcome && 'scenario' in outcome) {
    clear();
    begin(outcome.scenario, { paste: outcome.report, ...(outcome.snippet && { snippet: outcome.snippet }) });
    const { asksPage, filled } = outcome.report;
    if (asksPage) leadTo('page.url');
    else if (filled === 'all') leadOn();
    else byId('paste-understood').focus();
    return;
  }
  update({ paste: outcome.report });
  if (outcome.report.status === 'list') byId('har-filter').focus();
  else box().focus();
}

/** @param {File} file */
async function takeFile(file) {
  const part = await load();
  if (!part) return;
  if (file.size > LARGEST_FILE) return update({ paste: part.tooLarge(file.size, LARGEST_FILE) });
  update({ paste: { status: 'reading', size: file.size } });
  const text = await file.text();
  put(text);
  await take(text);
}

/** Puts text into the box as if it had been pasted there. @param {string} text */
function put(text) {
  const isLong = text.length > LONGEST_SHOWN;
  box().value = isLong ? text.slice(0, 2000) : text;
  whole = isLong ? text : null;
}

function clear() {
  put('');
}

/** @type {Record<string, (index: number, button: HTMLElement) => void>} by the names that buttons have as `data-action` */
export const PASTE_ACTIONS = {
  'read-paste': () => take(whole ?? box().value),
  'choose-har': () => byId('paste-file').click(),
  'try-paste': async (index) => {
    const part = await load();
    if (!part) return;
    put(part.SAMPLES[index]);
    await take(part.SAMPLES[index]);
  },
  'paste-again': () => {
    update({ paste: null });
    box().focus();
  },
  'say-page': () => leadTo('page.url'),
  'apply-first': (index, button) => {
    ACTIONS['apply-fix'](index, button);
    leadOn();
  },
  'see-fixes': () => leadToPart('fixes'),
  'har-choose': (index) => room && settle(room.chosen(index)),
  'har-more': (_, button) => {
    const { paste } = current();
    if (paste?.status !== 'list') return;
    const shown = button.parentElement?.querySelectorAll('li').length ?? 0;
    update({ paste: { ...paste, limit: paste.limit + 100 } });
    /** @type {HTMLElement | null} */ (document.querySelector(`#har-list li:nth-child(${shown + 1}) button`))?.focus();
  },
  'har-list': () => {
    update({ paste: room?.listAgain() ?? null });
    byId('har-filter').focus();
  },
};

/** Events that the page's own listeners do not know. */
export function listenToPaste() {
  document.addEventListener('paste', onPaste);
  document.addEventListener('dragover', (event) => {
    if (isInLab() && hasFiles(event)) event.preventDefault();
  });
  document.addEventListener('drop', onDrop);
  const section = byId('paste');
  section.addEventListener('input', onInput);
  section.addEventListener('keydown', onKey);
  byId('paste-file').addEventListener('change', ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    const file = input.files?.[0];
    input.value = '';
    if (file) takeFile(file);
  });
}

/** Outside of fields, what is pasted goes to the box. @param {ClipboardEvent} event */
function onPaste(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const isBox = target === box();
  const file = event.clipboardData?.files[0];
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const isElsewhere = !isBox && (target.closest('input, textarea, select') !== null || target.isContentEditable);
  if (!isInLab() || isElsewhere || (!file && text === '')) return;
  // A short one goes into the box by itself, so that it can be undone.
  if (isBox && !file && text.length <= LONGEST_SHOWN) return;
  event.preventDefault();
  update({ paste: null });
  if (file && text === '') takeFile(file);
  else {
    put(text);
    take(text);
  }
}

/** @param {DragEvent} event */
function onDrop(event) {
  const file = event.dataTransfer?.files[0];
  if (!file || !isInLab()) return;
  event.preventDefault();
  takeFile(file);
}

/** @param {Event} event */
function onInput(event) {
  const { id, value } = /** @type {HTMLInputElement} */ (event.target);
  const { paste } = current();
  if (id === 'har-filter' && paste?.status === 'list') update({ paste: { ...paste, filter: value, limit: 100 } });
  if (id !== 'paste-text') return;
  whole = null;
  if (paste) update({ paste: null });
  if (/^insertFrom(?:Paste|Drop)/.test(/** @type {InputEvent} */ (event).inputType ?? '')) take(value);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.id === 'paste-text' && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    take(whole ?? box().value);
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(target.id === 'har-filter' || target.closest('#har-list'))) return;
  event.preventDefault();
  const stops = /** @type {HTMLElement[]} */ ([byId('har-filter'), ...document.querySelectorAll('#har-list button')]);
  stops[stops.indexOf(target) + step]?.focus();
}

function isInLab() {
  return current()?.place.room === 'lab';
}

/** @param {DragEvent} event */
function hasFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

function box() {
  return /** @type {HTMLTextAreaElement} */ (byId('paste-text'));
}
