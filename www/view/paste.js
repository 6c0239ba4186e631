/** The box for what one has at hand, at the top of the lab. What was read, or why not, is drawn by a part that comes late. */
import { strings } from '../strings.js';
import { button, byId, el } from './dom.js';

const words = strings.pasteBox;

export function pasteView() {
  return el(
    'section',
    { id: 'paste', class: 'paste', 'aria-labelledby': 'paste-title' },
    el('h2', { id: 'paste-title' }, words.title),
    el(
      'div',
      { id: 'paste-form', class: 'paste-form' },
      el('p', { id: 'paste-hint', class: 'hint' }, words.hint),
      el('textarea', {
        id: 'paste-text', rows: 2, dir: 'ltr', 'aria-labelledby': 'paste-title', 'aria-describedby': 'paste-hint', placeholder: words.placeholder,
        autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false',
      }),
      el(
        'div',
        { class: 'paste-actions' },
        button('read-paste', words.read, { class: 'primary' }),
        button('choose-har', words.file),
        el('input', { id: 'paste-file', type: 'file', accept: '.har,.json,.txt,application/json', hidden: true, 'aria-label': words.file, tabindex: -1 }),
        el('div', { class: 'samples', role: 'group', 'aria-labelledby': 'samples-label' },
          el('span', { id: 'samples-label' }, words.samplesLabel),
          words.samples.map((name, index) => button('try-paste', name, { 'data-index': index }))),
      ),
    ),
    el('div', { id: 'paste-report' }),
  );
}

/** The box stands in the lab itself; above it in another room there is a story. @param {boolean} isInLab @param {boolean} isOpen whether one can paste */
export function showPasteBox(isInLab, isOpen) {
  byId('paste').hidden = !isInLab;
  byId('paste-form').hidden = !isOpen;
}
