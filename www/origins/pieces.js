/** A URL taken apart: what counts for the origin stands out, and what parsing changed is told. */
import { origins as words } from '../strings.js';
import { el, value, visible } from '../view/dom.js';

/** @typedef {import('corslab').OriginFacts} OriginFacts */
/** @typedef {import('corslab').UrlPiece} UrlPiece */

const OF_ORIGIN = ['scheme', 'host', 'port'];

/** @param {import('./answer.js').Name} name @param {OriginFacts} facts */
export function piecesView(name, { pieces, opaque, registrableDomain }) {
  const shown = pieces.filter(({ text }) => text !== '');
  // Of a blob: URL, the scheme of the URL inside it counts.
  const first = shown.findLastIndex(({ part }) => part === 'scheme');
  const rewritten = pieces.filter((piece) => piece.rewritten !== null);
  return [
    el(
      'ul',
      { class: 'pieces', dir: 'ltr', 'aria-label': words.parsed(words.names[name]) },
      shown.map((piece, at) => pieceView(piece, !opaque && at >= first && OF_ORIGIN.includes(piece.part), registrableDomain)),
    ),
    opaque && el('p', { class: 'hint' }, words.opaque),
    rewritten.length > 0 && el('ul', { class: 'rewrites' }, rewritten.map(rewriteView)),
  ];
}

/** @param {UrlPiece} piece @param {boolean} counts @param {string | null} domain */
function pieceView({ part, text }, counts, domain) {
  const label = part === 'delimiter' || part === 'space' ? '' : words.pieces[part];
  const isUnder = counts && part === 'host' && domain !== null && text.endsWith(domain);
  return el(
    'li',
    { class: 'piece', 'data-part': part, 'data-counts': String(counts) },
    el('bdi', { class: 'text' }, isUnder ? [visible(text.slice(0, -domain.length)), el('span', { class: 'domain' }, visible(domain))] : visible(text)),
    label !== '' && el('span', { class: 'what' }, label),
  );
}

/** @param {UrlPiece} piece */
function rewriteView({ part, text, written, rewritten }) {
  const [title, why] = words.rewrites[/** @type {import('corslab').UrlRewrite} */ (rewritten)];
  return el(
    'li',
    {},
    el('strong', {}, title),
    part !== 'space' && [': ', value(written), ` ${words.becomes} `, text === '' ? words.leftOut : value(text)],
    part === 'space' ? [': ', value(written), '. '] : '. ',
    why,
  );
}
