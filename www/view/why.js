/** Why it fails: the cause, what was compared, the rule; and every other problem. */
import { strings } from '../strings.js';
import { el, link, panel, prose, value } from './dom.js';

const words = strings.why;

/** @param {import('corslab').Verdict} verdict */
export function whyView({ cause, problems, exchanges }) {
  if (!cause) return null;
  const hasHops = exchanges.some(({ hop }) => hop > 0);
  const others = problems.filter((problem, index) => !(index === 0 && problem.code === cause.code));
  return panel(
    'why',
    words.title,
    causeView(cause, hasHops),
    others.length > 0 && [el('h4', {}, words.others), el('ul', { class: 'causes' }, others.map((other) => el('li', {}, causeView(other, hasHops))))],
  );
}

/** @param {import('corslab').Cause} cause @param {boolean} hasHops whether it must be said at which answer */
function causeView({ code, phase, hop, header, received, expected, message, standard }, hasHops) {
  return el(
    'div',
    { class: 'cause' },
    el('p', { class: 'message' }, prose(message)),
    (received !== undefined || expected !== undefined) &&
      el(
        'dl',
        { class: 'compared' },
        received !== undefined && compared('received', header ? `${words.received} ${header}` : words.received, received),
        expected !== undefined && compared('expected', header && received === undefined ? `${words.expected} ${header}` : words.expected, expected),
      ),
    el(
      'p',
      { class: 'rule' },
      words.failing, ' ', link(standard.url, standard.algorithm), ': ', prose(standard.step),
    ),
    el('p', { class: 'place' }, el('code', {}, code), ` ${words.phases[phase]}${hasHops ? `, ${words.hop(hop)}` : ''}`),
  );
}

/** @param {string} kind @param {string} label @param {string} text */
function compared(kind, label, text) {
  return el('div', { class: kind }, el('dt', {}, label), el('dd', {}, value(text)));
}
