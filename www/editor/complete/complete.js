/** Completion in header fields: a list at the caret, by keys, mouse or touch. It takes no key before one has entered it. */
import { suggestionsAt } from './suggest.js';
import { askedAt } from '../asked.js';
import { isLong } from '../editor.js';
import { rectAt } from '../paint.js';
import { decision } from '../../decide.js';
import { get } from '../../state.js';
import { current } from '../../store.js';
import { completion as words } from '../../strings.js';
import { el, fill, setText, visible } from '../../view/dom.js';

const ID = 'suggestions';

/** Where the list is open. @type {{ area: HTMLTextAreaElement, caret: number, active: number, found: import('./suggest.js').Suggestions } | null} */
let open = null;

const list = el('div', { id: ID, class: 'suggestions', role: 'listbox', 'aria-label': words.label });
const status = el('p', { class: 'unseen', role: 'status' });

/** Fields that complete already. @type {WeakSet<HTMLTextAreaElement>} */
const known = new WeakSet();

/** From now on this field offers what could be written in it. @param {HTMLTextAreaElement} area */
export function complete(area) {
  if (known.has(area)) return;
  known.add(area);
  if (!status.isConnected) begin();
  area.addEventListener('input', (event) => onInput(area, /** @type {InputEvent} */ (event)));
  area.addEventListener('keydown', (event) => onKey(area, event));
  area.addEventListener('blur', close);
}

/** What there is one of, for all fields. */
function begin() {
  document.getElementById('main')?.append(status);
  document.addEventListener('selectionchange', () => {
    if (open && open.area.selectionEnd !== open.caret) close();
  });
  // The field keeps the focus.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', ({ target }) => {
    const option = /** @type {Element} */ (target).closest('[role=option]');
    if (option) accept([...list.children].indexOf(option));
  });
}

/** @param {HTMLTextAreaElement} area @param {InputEvent} event */
function onInput(area, { inputType, data }) {
  // A paste is no typing, whoever does it.
  const isTyping = inputType === 'insertCompositionText' || (inputType === 'insertText' && (data ?? '').length <= 2);
  if (isTyping || (open && inputType.startsWith('deleteContent'))) show(area, 1);
  else close();
}

/** @param {HTMLTextAreaElement} area @param {number} least how much of a name must be there */
function show(area, least) {
  const caret = area.selectionEnd;
  const isPossible = area.selectionStart === caret && !isLong(area.value);
  const found = isPossible ? suggestionsAt(area.value, caret, sidesOf(area.name), factsOf(area.name)) : null;
  if (!found || (found.part === 'name' && caret - found.from < least)) {
    close();
    return;
  }
  open = { area, caret, active: -1, found };
  const typed = area.value.slice(found.from, caret);
  fill(list, found.items.map((item, index) => optionView(item, index, typed)));
  list.scrollTop = 0;
  area.closest('.field')?.append(list);
  area.setAttribute('aria-controls', ID);
  area.removeAttribute('aria-activedescendant');
  place();
  setText(status, words.count(found.items.length));
}

/** A field of replies stands for the preflight's too, unless that has a field of its own. @param {string} path @returns {('request' | 'preflight' | 'response')[]} */
function sidesOf(path) {
  const [, hop, reply] = /^server\[(\d+)\]\.(\w+)/.exec(path) ?? [];
  if (reply === undefined) return ['request'];
  if (reply === 'preflight') return ['preflight'];
  return get(current().scenario, `server[${hop}].preflight`) === undefined ? ['preflight', 'response'] : ['response'];
}

/** @param {string} path @returns {import('./suggest.js').Facts} */
function factsOf(path) {
  const { verdict } = decision();
  const hop = Number(/^server\[(\d+)\]/.exec(path)?.[1]);
  return { asked: askedAt(verdict, hop), hidden: verdict?.response?.hiddenHeaders.map(([name]) => name) ?? [] };
}

/** @param {import('./suggest.js').Suggestion} item @param {number} index @param {string} typed */
function optionView({ text, about }, index, typed) {
  const shown = text.trim().replace(/:$/, '');
  const at = shown.toLowerCase().indexOf(typed.trim().toLowerCase());
  const [from, to] = at < 0 ? [0, 0] : [at, at + typed.trim().length];
  return el(
    'div',
    { id: `${ID}-${index}`, role: 'option', 'aria-selected': 'false' },
    el('bdi', { class: 'text' }, visible(shown.slice(0, from)), from < to && el('b', {}, visible(shown.slice(from, to))), visible(shown.slice(to))),
    about !== '' && el('span', { class: 'about' }, about),
  );
}

/** Below what is being written, or above it where there is no room below. */
function place() {
  if (!open) return;
  const { area, found } = open;
  const field = /** @type {HTMLElement} */ (area.closest('.field')).getBoundingClientRect();
  const word = rectAt(/** @type {HTMLElement} */ (area.previousElementSibling), found.from);
  if (!word) return;
  const { width, height } = list.getBoundingClientRect();
  const isAbove = word.bottom + height + 8 > innerHeight && word.top > height + 8;
  list.style.left = `${Math.max(0, Math.min(word.left - field.left, field.width - width))}px`;
  list.style.top = `${(isAbove ? word.top - height - 4 : word.bottom + 4) - field.top}px`;
}

/** @param {HTMLTextAreaElement} area @param {KeyboardEvent} event */
function onKey(area, event) {
  if (event.isComposing) return;
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if ((altKey && key === 'ArrowDown') || (ctrlKey && key === ' ')) {
    event.preventDefault();
    show(area, 0);
    return;
  }
  if (!open || altKey || ctrlKey || metaKey || shiftKey) return;
  const { active, found: { items } } = open;
  if (key === 'ArrowDown') activate(active + 1 < items.length ? active + 1 : -1);
  else if (key === 'ArrowUp' && active >= 0) activate(active - 1);
  else if (key === 'Escape') close();
  else if ((key === 'Enter' || key === 'Tab') && active >= 0) accept(active);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {number} index -1: none, one is back in the text */
function activate(index) {
  if (!open) return;
  open.active = index;
  for (const [at, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(at === index));
  list.children[index]?.scrollIntoView({ block: 'nearest' });
  if (index >= 0) open.area.setAttribute('aria-activedescendant', `${ID}-${index}`);
  else open.area.removeAttribute('aria-activedescendant');
}

/** @param {number} index */
function accept(index) {
  if (!open) return;
  const { area, found: { from, to, items, part } } = open;
  const { text } = items[index];
  close();
  area.setSelectionRange(from, to);
  // Only what is inserted in this way can be undone.
  if (!document.execCommand('insertText', false, text)) {
    area.setRangeText(text, from, to, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: text }));
  }
  if (part === 'name') show(area, 1);
}

function close() {
  if (!open) return;
  open.area.removeAttribute('aria-controls');
  open.area.removeAttribute('aria-activedescendant');
  open = null;
  list.remove();
  setText(status, '');
}
