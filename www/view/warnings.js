/** What works, but is unsafe, fragile or without effect. */
import { strings } from '../strings.js';
import { chip, el, link, panel, prose, value } from './dom.js';

const words = strings.warnings;

/** @param {import('corslab').Verdict} verdict */
export function warningsView({ warnings }) {
  if (warnings.length === 0) return null;
  return panel('warnings', words.title, el('ul', { class: 'warnings' }, warnings.map(warningView)));
}

/** @param {import('corslab').Warning} warning */
function warningView({ severity, target, hop, header, received, message, url }) {
  return el(
    'li',
    {},
    el('p', { class: 'message' }, chip(severity, words.severities[severity]), ' ', prose(message)),
    header !== undefined && received !== undefined && el('p', { class: 'line' }, value(received === '' ? header : `${header}: ${received}`)),
    el('p', { class: 'rule' }, words.where(words.targets[target], hop), ' ', link(url, words.read)),
  );
}
