/** The drawing: a lane each for the script, the browser and the servers; time runs downwards, a row for each frame. */
import { picture as words } from '../strings.js';
import { clip, el, icon, visible } from '../view/dom.js';
import { captionOf, cookiesAt } from './caption.js';

/** @typedef {import('./frames.js').Frame} Frame @typedef {import('./frames.js').Story} Story @typedef {import('corslab').Verdict} Verdict */

/** More servers than these share a lane. */
const MOST_LANES = 3;

/** @param {Story} story @param {Verdict} verdict @returns {HTMLElement} */
export function diagramView(story, verdict) {
  const { servers, frames } = story;
  const isShared = servers.length > MOST_LANES;
  const lanes = isShared ? 1 : servers.length;
  const diagram = el(
    'div',
    { class: 'diagram', 'data-shared': isShared },
    el('div', { class: 'heads' }, head(0, words.script), head(1, words.browser), servers.map((host, index) => !isShared && head(2 + index, host || words.server, 'server')), lanes > 0 && head(2, words.servers, 'shared')),
    el('div', { class: 'lines', 'aria-hidden': 'true' }, Array.from({ length: 2 + lanes }, (_, lane) => at(lane, el('span')))),
    el('ol', { class: 'story' }, frames.map((frame, index) => frameView(frame, index, story, verdict, isShared))),
  );
  diagram.style.setProperty('--halves', String(2 * Math.max(lanes, 1)));
  return diagram;
}

/** @param {number} lane @param {string} name @param {string} [kind] */
function head(lane, name, kind = '') {
  return at(lane, el('p', { class: `head ${kind}` }, el('bdi', {}, visible(clip(name)))));
}

/** Puts an element on a lane, or between the middles of two: a lane is two columns. @param {number} lane @param {HTMLElement} element @param {number} [to] */
function at(lane, element, to = lane) {
  const [start, end] = lane === to ? [2 * lane + 1, 2 * lane + 3] : [2 * Math.min(lane, to) + 2, 2 * Math.max(lane, to) + 2];
  element.style.setProperty('--start', String(start));
  element.style.setProperty('--end', String(end));
  return element;
}

/** @param {Frame} frame @param {number} index @param {Story} story @param {Verdict} verdict @param {boolean} isShared */
function frameView(frame, index, story, verdict, isShared) {
  return el(
    'li',
    { class: 'frame', 'data-kind': frame.kind, 'data-tone': toneOf(frame, verdict), 'data-action': 'picture-step', 'data-index': index },
    el('p', { class: 'words' }, el('bdi', {}, visible(captionOf(frame, story, verdict)))),
    el('div', { class: 'drawing', 'aria-hidden': 'true' }, DRAWINGS[frame.kind](frame, story, verdict, isShared)),
  );
}

/** @param {Frame} frame @param {Verdict} verdict */
function toneOf({ kind, exchange, gate }, verdict) {
  if (gate) return gate === 'pass' ? 'good' : 'bad';
  if (kind === 'deliver') return { readable: 'good', 'network-error': 'bad', opaque: 'mind', 'opaque-redirect': 'mind' }[verdict.outcome];
  if (kind === 'follow') return 'mind';
  if (kind === 'reply' && exchange !== null) return { accepted: 'good', rejected: 'bad', 'network-failure': 'bad', redirected: 'mind' }[verdict.exchanges[exchange].result];
  return 'plain';
}

/** @type {Record<Frame['kind'], (frame: Frame, story: Story, verdict: Verdict, isShared: boolean) => import('../view/dom.js').Child>} */
const DRAWINGS = {
  ask: () => arrow(0, 1, words.request),
  cached: () => box('opaque-redirect', words.cache),
  send: (frame, story, { exchanges }, isShared) => {
    const exchange = exchanges[frame.exchange ?? 0];
    const host = el('span', { class: 'host' }, visible(clip(story.servers[frame.server ?? 0])));
    const cookies = cookiesAt(exchange);
    return arrow(1, laneOf(frame, isShared), address(exchange.request.method, exchange.request.url), host, note(exchange.kind === 'actual' ? cookies : `${words.isPreflight}, ${cookies}`));
  },
  reply: (frame, _, { exchanges }, isShared) => {
    const { kind, reply, result } = exchanges[frame.exchange ?? 0];
    const label = reply ? `${reply.status} ${words.results[result]}` : words.nothing;
    const drawn = arrow(laneOf(frame, isShared), 1, label, reply && note(words.reached[kind]));
    if (!reply) drawn.classList.add('broken');
    return drawn;
  },
  judge: ({ decisions, gate }) => {
    const kept = decisions.find(({ header, result }) => header === 'Access-Control-Max-Age' && result === 'set');
    return [gateView(decisions[0].algorithm, gate), kept && at(1, note(words.remembered(kept.value ?? '')))];
  },
  follow: () => box('opaque-redirect', words.follows),
  stop: ({ decisions, gate }) => gateView(decisions[0].algorithm, gate),
  never: (frame, _, __, isShared) => {
    const label = frame.target ? address(frame.target.method, frame.target.url) : words.request;
    const drawn = arrow(1, laneOf(frame, isShared), label, el('strong', { class: 'unsent' }, words.never));
    drawn.classList.add('broken');
    return drawn;
  },
  deliver: (_, __, { javascript }) => arrow(1, 0, clip(javascript)),
};

/** @param {Frame} frame @param {boolean} isShared */
function laneOf({ server }, isShared) {
  return isShared || server === null ? 2 : 2 + server;
}

/** What a lane's head does not say of a URL. @param {string} method @param {string} url */
function address(method, url) {
  const rest = URL.canParse(url) ? url.slice(new URL(url).origin.length) : url;
  return `${method} ${clip(rest)}`.trim();
}

/** @param {number} from @param {number} to @param {string} label @param {...import('../view/dom.js').Child} notes */
function arrow(from, to, label, ...notes) {
  const direction = to > from ? 'forth' : 'back';
  return at(from, el('div', { class: `arrow ${direction}`, 'data-wire': Math.max(from, to) > 1 }, el('p', { class: 'label' }, el('bdi', {}, visible(label))), el('span', { class: 'shaft' }), notes), to);
}

/** @param {string} text */
function note(text) {
  return el('p', { class: 'note' }, el('bdi', {}, visible(clip(text))));
}

/** @param {string} symbol @param {string} text */
function box(symbol, text) {
  return at(1, el('p', { class: 'gate' }, icon(symbol), el('span', {}, text)));
}

/** @param {string} algorithm @param {Frame['gate']} gate */
function gateView(algorithm, gate) {
  const [symbol, text] = gate === 'pass' ? ['readable', words.passes] : ['network-error', words.fails];
  return box(symbol, `${algorithm}: ${text}`);
}
