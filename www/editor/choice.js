/** “Answer OPTIONS as …”: the request's own answer, a reply of its own, or a ready one. */
import { askedAt } from './asked.js';
import { choiceOf, readyReplies } from './ready-replies.js';
import { decision } from '../decide.js';
import { get } from '../state.js';
import { strings } from '../strings.js';
import { el, setText } from '../view/dom.js';

const words = strings.server;

/** @param {number} index */
export function choiceView(index) {
  return el(
    'select',
    { id: `preflight-choice-${index}`, 'data-change': 'choose-preflight', 'data-index': index },
    el('option', { value: 'same' }, words.preflightSame),
    el('option', { value: 'own' }, words.preflightOwn),
    el('optgroup', { label: words.ready }, Object.entries(words.readyReplies).map(([value, label]) => el('option', { value }, label))),
  );
}

/** @param {import('../state.js').Scenario} scenario */
export function showChoices(scenario) {
  for (const element of document.querySelectorAll('[data-change="choose-preflight"]')) {
    const select = /** @type {HTMLSelectElement} */ (element);
    const index = Number(select.dataset.index);
    const ready = readyAt(index);
    for (const [name, reply] of ready) {
      const option = /** @type {HTMLOptionElement} */ (select.querySelector(`[value=${name}]`));
      const label = words.readyReplies[name];
      setText(option, reply ? label : `${label} (${name === 'allow' ? words.noPreflight : words.nothingSent})`);
      option.disabled = !reply;
    }
    select.value = choiceOf(get(scenario, `server[${index}].preflight`), ready);
  }
}

/** @param {number} index */
export function readyAt(index) {
  return readyReplies(askedAt(decision().verdict, index));
}
