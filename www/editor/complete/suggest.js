/** What could be written where the caret stands in header lines. */
import { VOCABULARY } from './vocabulary.js';
import { movedFrom } from '../asked.js';
import { completion as words } from '../../strings.js';

/**
 * @typedef {object} Suggestion
 * @property {string} text what is written
 * @property {string} about in a few words; may be empty
 *
 * @typedef {object} Suggestions
 * @property {number} from the part of the text that is replaced
 * @property {number} to
 * @property {'name' | 'value'} part
 * @property {Suggestion[]} items
 *
 * @typedef {object} Facts what the verdict knows
 * @property {import('../asked.js').Asked | null} asked
 * @property {string[]} hidden headers that JavaScript does not get to see
 */

/**
 * @param {string} text
 * @param {number} caret
 * @param {('request' | 'preflight' | 'response')[]} sides a field may stand for two
 * @param {Facts} facts
 * @returns {Suggestions | null}
 */
export function suggestionsAt(text, caret, sides, facts) {
  const start = text.lastIndexOf('\n', caret - 1) + 1;
  const end = text.indexOf('\n', caret) < 0 ? text.length : text.indexOf('\n', caret);
  const before = text.slice(start, caret);
  const after = text.slice(caret, end);
  const entries = VOCABULARY.filter(({ on }) => on.some((side) => sides.includes(side)));
  const colon = before.indexOf(':');
  const found = colon < 0 ? names(entries, before, after) : values(entries, before, colon, after, facts);
  return found && found.items.length > 0 ? { ...found, from: caret - found.back, to: caret + found.ahead } : null;
}

/** @param {import('./vocabulary.js').Entry[]} entries @param {string} before @param {string} after */
function names(entries, before, after) {
  const typed = before.trimStart();
  const rest = /^[^:\s]*/.exec(after)?.[0] ?? '';
  const colon = after.slice(rest.length).trimStart().startsWith(':') ? '' : ': ';
  const items = matching(entries.map(({ name }) => name), typed, true).map((name) => ({
    text: name + colon,
    about: words.names[/** @type {'Vary'} */ (name)],
  }));
  const isThere = items.length === 1 && colon === '' && items[0].text === typed + rest;
  return { part: /** @type {const} */ ('name'), items: isThere ? [] : items, back: typed.length, ahead: rest.length };
}

/** @param {import('./vocabulary.js').Entry[]} entries @param {string} before @param {number} colon @param {string} after @param {Facts} facts */
function values(entries, before, colon, after, facts) {
  const name = before.slice(0, colon).trim().toLowerCase();
  const entry = entries.find((one) => one.name.toLowerCase() === name);
  if (!entry) return null;
  const value = before.slice(colon + 1);
  const typed = (entry.list ? value.slice(value.lastIndexOf(',') + 1) : value).trimStart();
  const rest = (entry.list ? /^[^,]*/ : /^.*/).exec(after)?.[0] ?? '';
  const others = entry.list ? `${value.slice(0, value.length - typed.length)},${after.slice(rest.length)}`.split(',').map((item) => item.trim().toLowerCase()) : [];
  const known = fromVerdict(entry.from, facts, others.every((item) => item === ''));
  const all = [...known, ...(entry.values ?? []).map((text) => ({ text, about: aboutValue(entry.name, text) }))];
  const offered = matching(all.map(({ text }) => text), typed).filter((text) => !others.includes(text.toLowerCase()));
  const items = offered.map((text) => /** @type {Suggestion} */ (all.find((one) => one.text === text)));
  // A value that stands there already needs no completion.
  const isThere = items.length === 1 && items[0].text === (typed + rest).trim();
  const space = value === '' ? ' ' : '';
  return {
    part: /** @type {const} */ ('value'),
    items: isThere ? [] : items.map(({ text, about }) => ({ text: space + text, about })),
    back: typed.length,
    ahead: rest.length,
  };
}

/** @param {string} name @param {string} text */
function aboutValue(name, text) {
  /** @type {Record<string, Record<string, string>>} */
  const table = words.values;
  return table[name]?.[text] ?? '';
}

/** @param {import('./vocabulary.js').Entry['from']} from @param {Facts} facts @param {boolean} isFirst in a list @returns {Suggestion[]} */
function fromVerdict(from, { asked, hidden }, isFirst) {
  const together = (/** @type {string[]} */ list, /** @type {string} */ about) =>
    [...(isFirst && list.length > 1 ? [list.join(', ')] : []), ...list].map((text) => ({ text, about }));
  switch (from) {
    case 'origin': return asked?.origin === undefined ? [] : [{ text: asked.origin, about: words.sentOrigin }];
    case 'method': return asked?.method === undefined ? [] : [{ text: asked.method, about: words.askedMethod }];
    case 'headers': return together(asked?.headers ?? [], words.askedHeaders);
    case 'hidden': return together(hidden, words.hidden);
    case 'moved': return asked ? [{ text: movedFrom(asked.url), about: words.moved }] : [];
    default: return [];
  }
}

/** Those that begin with what was typed, then those with a part that does. @param {string[]} all @param {string} typed @param {boolean} [hasParts] */
function matching(all, typed, hasParts = false) {
  const wanted = typed.toLowerCase();
  const unique = [...new Set(all)];
  const begin = unique.filter((text) => text.toLowerCase().startsWith(wanted));
  const inside = hasParts && wanted.length > 1 ? unique.filter((text) => !begin.includes(text) && text.toLowerCase().includes(`-${wanted}`)) : [];
  return [...begin, ...inside];
}
