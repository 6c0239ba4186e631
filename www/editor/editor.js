/**
 * Fields for lines of text that are to be read closely: header lines and code. Each is a real textarea with a coloured
 * copy of its text under it; the copy gives both their size, so that they wrap and scroll as one.
 */
import { marksOf } from './marks.js';
import { showMarks } from './notes.js';
import { paint, strip } from './paint.js';
import { codeTokens, headerTokens } from './tokens.js';
import { decision } from '../decide.js';
import { isCovered } from '../rooms.js';
import { el } from '../view/dom.js';
import { late } from '../view/notice.js';

/** A text as long as this is neither wrapped nor coloured: that takes a browser longer than everything else together. */
const LONGEST = 20_000;
const MOST_LINES = 500;

const TOKENS = { headers: headerTokens, code: codeTokens };

/** @param {string} text */
export function isLong(text) {
  if (text.length > LONGEST) return true;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines > MOST_LINES;
}

/** @param {'headers' | 'code'} language @param {HTMLElement} area a textarea */
export function editorOf(language, area) {
  return el('div', { class: 'editor', 'data-language': language }, el('div', { class: 'paint', 'aria-hidden': 'true', dir: 'ltr' }), area);
}

/** Colours every editor, and marks what the verdict finds. @param {import('../state.js').Scenario} scenario */
export function showEditors(scenario) {
  const { verdict, error } = decision();
  const marks = verdict && error === null && !isCovered() ? marksOf(scenario, verdict) : new Map();
  for (const editor of document.querySelectorAll('.editor')) showEditor(/** @type {HTMLElement} */ (editor), marks);
  showMarks(marks);
}

/** @param {HTMLElement} editor @param {Map<string, import('./marks.js').Mark[]>} marks */
function showEditor(editor, marks) {
  const [layer, area] = /** @type {[HTMLElement, HTMLTextAreaElement]} */ (/** @type {unknown} */ ([...editor.children]));
  const isPlain = isLong(area.value);
  editor.classList.toggle('plain', isPlain);
  if (isPlain) strip(layer);
  else paint(layer, area.value, TOKENS[/** @type {'code'} */ (editor.dataset.language)], markedLines(marks.get(area.name)));
}

/**
 * A long text is laid out plainly from its first moment on, and put there as a whole: a browser inserts line by line, for
 * half a minute where there are many. The price is that it cannot be undone by keys.
 *
 * @param {InputEvent} event before it changes anything
 */
export function prepareLong(event) {
  const { target, inputType } = event;
  const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? '';
  const editor = target instanceof HTMLTextAreaElement && target.closest('.editor');
  if (!editor || !isLong(text)) return;
  event.preventDefault();
  editor.classList.add('plain');
  target.setRangeText(text, target.selectionStart, target.selectionEnd, 'end');
  target.dispatchEvent(new InputEvent('input', { bubbles: true, inputType }));
}

/** The graver of the marks of each line. @param {import('./marks.js').Mark[]} [marks] */
function markedLines(marks = []) {
  /** @type {Map<number, string>} */
  const marked = new Map();
  for (const { kind, lines } of marks) {
    for (const line of lines) if (marked.get(line) !== 'error') marked.set(line, kind);
  }
  return marked;
}

/** Completion comes when somebody is about to write headers. @param {EventTarget | null} target what got the focus */
export async function offerCompletion(target) {
  if (!(target instanceof HTMLTextAreaElement) || target.dataset.type !== 'headers') return;
  const part = await late(() => import('./complete/complete.js'));
  part?.complete(target);
}
