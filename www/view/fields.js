/** Form fields. Each is named by its path in the scenario, so that any of them can be read, shown and blamed by name. */
import { editorOf, isLong } from '../editor/editor.js';
import { headerLines } from '../headers.js';
import { asText, get } from '../state.js';
import { strings } from '../strings.js';
import { describe } from './describe.js';
import { byId, clip, el, fill, visible } from './dom.js';

/**
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control
 *
 * @typedef {object} Field
 * @property {string} path
 * @property {string} label
 * @property {'text' | 'lines' | 'choice' | 'flag'} [kind]
 * @property {'headers' | 'number' | 'url' | 'kept'} [type] how its text becomes a value; `url` and `kept`: even the empty text is one
 * @property {string} [standsFor] the option that a missing value stands for
 * @property {string} [hint]
 * @property {string} [placeholder]
 * @property {readonly string[]} [suggestions]
 * @property {[value: string, label: string][]} [options]
 */

/** @param {Field} field */
export function field(field) {
  const { path, label, kind = 'text', hint } = field;
  const control = CONTROLS[kind](field);
  const title = el('label', { for: path }, label);
  const isFlag = kind === 'flag';
  return el(
    'div',
    { class: isFlag ? 'field flag' : 'field', 'data-for': path },
    isFlag ? [control, title] : [title, field.type === 'headers' ? editorOf('headers', control) : control],
    hint && el('p', { class: 'hint', id: `${path}-hint` }, hint),
    el('p', { class: 'error', id: `${path}-error`, hidden: true }),
    field.suggestions && suggestions(path, field.suggestions),
  );
}

/** @type {Record<string, (field: Field) => HTMLElement>} */
const CONTROLS = {
  text: (field) => el('input', { type: 'text', ...common(field), ...TEXT, inputmode: INPUT_MODES[field.type ?? ''] }),
  lines: (field) => el('textarea', { rows: 2, ...common(field), ...TEXT }),
  choice: (field) => el('select', common(field), field.options?.map(([value, label]) => el('option', { value }, label))),
  flag: (field) => el('input', { type: 'checkbox', ...common(field) }),
};

const TEXT = { dir: 'ltr', autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false' };
/** @type {Record<string, string>} */
const INPUT_MODES = { number: 'numeric', url: 'url' };

/** @param {Field} field */
function common({ path, type, hint, placeholder, standsFor, suggestions: list }) {
  return {
    class: 'control',
    id: path,
    name: path,
    'data-type': type,
    'data-default': standsFor,
    placeholder,
    list: list && `${path}-list`,
    'aria-describedby': hint && `${path}-hint`,
    'aria-autocomplete': type === 'headers' && 'list',
    'aria-haspopup': type === 'headers' && 'listbox',
  };
}

/** @param {string} path @param {readonly string[]} values */
function suggestions(path, values) {
  return el('datalist', { id: `${path}-list` }, values.map((value) => el('option', { value })));
}

/** Every control of the scenario. @returns {Control[]} */
function controls() {
  return /** @type {Control[]} */ ([...document.querySelectorAll('.control')]);
}

/** What a control says, as a value of the scenario; undefined: nothing. @param {Control} control */
export function readControl(control) {
  const text = control.value;
  if (control.type === 'checkbox') return /** @type {HTMLInputElement} */ (control).checked || undefined;
  if (control.dataset.type === 'url' || control.dataset.type === 'kept') return text;
  // Text that is no number is passed on as it is: the answer will say what is allowed.
  if (control.dataset.type === 'number' && String(Number(text)) === text) return Number(text);
  return text === (control.dataset.default ?? '') ? undefined : text;
}

/** Shows the scenario in every field but the one that is being written in. @param {import('../state.js').Scenario} scenario */
export function showFields(scenario) {
  for (const control of controls()) {
    if (control !== document.activeElement || control.type === 'checkbox') showControl(control, get(scenario, control.name));
    if (control instanceof HTMLTextAreaElement) fitRows(control);
  }
}

/** @param {Control} control @param {unknown} value */
function showControl(control, value) {
  if (control.type === 'checkbox') {
    /** @type {HTMLInputElement} */ (control).checked = Boolean(value);
    return;
  }
  const given = value ?? control.dataset.default;
  const text = control.dataset.type === 'headers' ? headerLines(given) : asText(given);
  if (control instanceof HTMLSelectElement) offer(control, text);
  if (control.value !== text) control.value = text;
}

/** A choice that a link or a snippet made, and that is no choice: shown all the same. @param {HTMLSelectElement} select @param {string} value */
function offer(select, value) {
  const options = [...select.options];
  for (const option of options) if (option.dataset.foreign && option.value !== value) option.remove();
  if (!options.some((option) => option.value === value)) select.append(el('option', { value, 'data-foreign': true }, visible(value)));
}

const FITS_BY_ITSELF = CSS.supports('field-sizing', 'content');

/** As many rows as there are lines, where the style sheet cannot see to it. @param {HTMLTextAreaElement} area */
function fitRows(area) {
  area.classList.toggle('long', isLong(area.value));
  if (FITS_BY_ITSELF || area.dataset.type === 'headers') return;
  const rows = Math.min(14, Math.max(2, area.value.split('\n').length));
  if (area.rows !== rows) area.rows = rows;
}

/**
 * Shows an error beside its field, or beside the nearest one.
 *
 * @param {{ field: string, value: unknown, allowed: string } | null} error
 * @returns {Control | undefined} the blamed control
 */
export function showError(error) {
  for (const control of document.querySelectorAll('.control[aria-invalid]')) blame(/** @type {Control} */ (control), '');
  if (!error) return undefined;
  const control = nearest(error.field);
  if (!control) return undefined;
  const sentence = strings.errors.field(String(error.value), error.allowed);
  blame(control, control.name === error.field ? sentence : `${clip(error.field)}: ${sentence}`);
  return control;
}

/** As many steps as the path of a control has, and one more. */
const DEEPEST = 5;

/** `request.headers[2]` is shown at `request.headers`, `page` at `page.url`. @param {string} path */
function nearest(path) {
  const all = controls();
  const steps = path.split(/(?=[.[])/, DEEPEST);
  for (; steps.length > 0; steps.pop()) {
    const at = steps.join('');
    const control = all.find(({ name }) => name === at) ?? all.find(({ name }) => name.startsWith(`${at}.`));
    if (control) return control;
  }
  return undefined;
}

/** @param {Control} control @param {string} message empty: none */
export function blame(control, message) {
  const note = byId(`${control.id}-error`);
  note.hidden = message === '';
  fill(note, visible(message));
  describe(control);
  if (message) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
  if (message) control.closest('details')?.setAttribute('open', '');
}

/** The label of a field, for a sentence about it. @param {Control} control */
export function labelOf(control) {
  return control.labels?.[0]?.textContent ?? control.name;
}

/** How many fields inside say something. @param {Element} group @param {import('../state.js').Scenario} scenario */
export function countSet(group, scenario) {
  return [...group.querySelectorAll('.control')].filter((control) => get(scenario, /** @type {Control} */ (control).name) !== undefined).length;
}

