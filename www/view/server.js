/** The right side: what each server answers, hop by hop, as raw text. */
import { choiceView } from '../editor/choice.js';
import { strings } from '../strings.js';
import { button, byId, el, fill, prose, visible } from './dom.js';
import { field } from './fields.js';

const words = strings.server;
const STATUSES = ['200', '201', '204', '301', '302', '303', '304', '307', '308', '400', '401', '403', '404', '405', '500', '502', '503', '504'];
/** More take a browser seconds to draw, and no redirects lead that far. */
const MOST = 30;
const PLACEHOLDER = 'Access-Control-Allow-Origin: …';

export function serverView() {
  return el(
    'section',
    { class: 'side', 'aria-labelledby': 'server-title' },
    el('h2', { id: 'server-title' }, words.title),
    el('div', { id: 'answers' }),
    el('div', { id: 'next-hop', class: 'next-hop' }),
    button('add-hop', words.add, { id: 'add-hop' }),
  );
}

/** Rebuilds the answers only when one came or went, or got or lost its own preflight reply. @param {unknown} server */
export function showAnswers(server) {
  const answers = Array.isArray(server) ? server : [];
  const place = byId('answers');
  const shown = answers.slice(0, MOST);
  const shape = `${answers.length} ${shown.map((answer) => (answer?.preflight === undefined ? 'same' : 'own'))}`;
  if (place.dataset.shape === shape) return;
  place.dataset.shape = shape;
  const left = answers.length - shown.length;
  fill(place, shown.map((answer, index) => answerView(index, answer?.preflight !== undefined, answers.length)), left > 0 && el('p', { class: 'hint' }, words.left(left)));
}

/** @param {number} index @param {boolean} isOwn @param {number} count */
function answerView(index, isOwn, count) {
  const choice = choiceView(index);
  return el(
    'section',
    { class: 'answer', 'aria-labelledby': `answer-${index}` },
    el('h3', { id: `answer-${index}` }, words.answer(index + 1, '')),
    el('div', { class: 'reply' },
      el('div', { class: 'field choice' }, el('label', { for: choice.id }, words.preflight), choice),
      isOwn && replyView(`server[${index}].preflight`, words.preflightStatus, words.preflightHeaders, words.preflightFails)),
    el('div', { class: 'reply', role: 'group', 'aria-labelledby': `response-${index}` },
      el('p', { class: 'to', id: `response-${index}` }, words.response),
      replyView(`server[${index}].response`, words.status, words.headers, words.fails)),
    count > 1 && button('remove-hop', words.remove(index + 1), { 'data-index': index }),
  );
}

/** @param {string} path @param {string} status @param {string} headers @param {string} fails */
function replyView(path, status, headers, fails) {
  return [
    field({ path: `${path}.status`, label: status, type: 'number', placeholder: '200', suggestions: STATUSES }),
    field({ path: `${path}.headers`, label: headers, kind: 'lines', type: 'headers', placeholder: PLACEHOLDER }),
    field({ path: `${path}.networkFailure`, label: fails, kind: 'flag' }),
  ];
}

/** Names each answer by the host that gives it. @param {(string | undefined)[]} hosts one per hop @param {number} count */
export function showHosts(hosts, count) {
  for (let index = 0; index < count; index++) {
    const title = document.getElementById(`answer-${index}`);
    if (title) fill(title, el('bdi', {}, visible(words.answer(index + 1, hosts[index] ?? ''))));
  }
}

/** Offers the answer that a redirect still lacks. @param {string | null} missing what is missing; null: nothing */
export function showNextHop(missing) {
  const place = byId('next-hop');
  const offer = () => [el('p', {}, words.nextHop), el('p', { class: 'hint' }, prose(missing ?? '')), button('add-hop', words.addNext, { class: 'primary' })];
  fill(place, missing !== null && offer());
  byId('add-hop').hidden = missing !== null;
}
