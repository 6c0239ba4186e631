/**
 * Texts cut into coloured pieces, line by line. By their letters alone: what a header means is not looked at. The
 * pieces of a line, joined, are the line.
 */

/** @typedef {{ kind: string, text: string }} Token `kind`: how it is coloured; empty: not at all */

/** In a line longer than this only its name is told from its value. */
const LONG_LINE = 2000;
/** What is no printable ASCII, and the character that it combines with: cut there, a glyph could change its place. */
const ODD = /(?:[ -~](?=[\p{M}\u200C\u200D]))?[^\t -~]+/gu;
const COMBINES = /^[\p{M}\u200C\u200D]/u;
const UNSEEN = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u;

/** @param {string} text raw header lines @returns {Token[][]} */
export function headerTokens(text) {
  return text.split('\n').map(headerLine);
}

/** @param {string} line @returns {Token[]} */
function headerLine(line) {
  const colon = line.indexOf(':');
  if (colon < 0) return kept(line.trim() === '' ? '' : 'odd', line);
  const before = line.slice(0, colon);
  const name = before.trim();
  const start = before.indexOf(name);
  return whole([
    ...kept('odd', before.slice(0, start)),
    ...withOdd('name', name),
    ...kept('odd', before.slice(start + name.length)),
    ...kept('sign', ':'),
    ...withOdd('', line.slice(colon + 1)),
  ]);
}

/** @param {string} kind @param {string} text @returns {Token[]} */
function withOdd(kind, text) {
  if (text.length > LONG_LINE) return kept(kind, text);
  /** @type {Token[]} */
  const tokens = [];
  let from = 0;
  for (const { 0: odd, index } of text.matchAll(ODD)) {
    tokens.push(...kept(kind, text.slice(from, index)), { kind: UNSEEN.test(odd) ? 'unseen-mark' : 'odd', text: odd });
    from = index + odd.length;
  }
  return [...tokens, ...kept(kind, text.slice(from))];
}

const CODE = new RegExp(
  [
    /(?<note>\/\/.*|\/\*[^]*?(?:\*\/|$)|<!--[^]*?(?:-->|$))/,
    /(?<string>"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|`(?:[^`\\]|\\[^])*`?)/,
    /(?<tag><\/?[a-zA-Z][\w-]*)/,
    /(?<name>[$@\w][\w$-]*(?=\s*:)|@[\w-]+|[a-z][\w-]*(?==["']))/,
    /(?<word>\b(?:const|let|var|new|await|async|function|return|true|false|null|undefined)\b)/,
    /(?<number>\b\d[\d_.]*)/,
    /[$@\w]+/,
  ].map(({ source }) => source).join('|'),
  'g',
);

/** JavaScript, HTML and CSS are much alike to the eye: strings, names, words. @param {string} text @returns {Token[][]} */
export function codeTokens(text) {
  /** @type {Token[][]} */
  const lines = [[]];
  /** @param {string} kind @param {string} piece */
  const add = (kind, piece) => {
    const [first, ...others] = piece.split('\n');
    lines.at(-1)?.push(...kept(kind, first));
    for (const other of others) lines.push(kept(kind, other));
  };
  let from = 0;
  for (const { 0: piece, index, groups } of text.matchAll(CODE)) {
    add('', text.slice(from, index));
    add(Object.entries(groups ?? {}).find(([, found]) => found !== undefined)?.[0] ?? '', piece);
    from = index + piece.length;
  }
  add('', text.slice(from));
  return lines.map(whole);
}

/** What combines with the character before it stays with that. @param {Token[]} tokens */
function whole(tokens) {
  return tokens.reduce((list, token) => {
    const last = list.at(-1);
    if (last && COMBINES.test(token.text)) last.text += token.text;
    else list.push(token);
    return list;
  }, /** @type {Token[]} */ ([]));
}

/** @param {string} kind @param {string} text @returns {Token[]} */
function kept(kind, text) {
  return text === '' ? [] : [{ kind, text }];
}
