/** What the browser brings along: its cookies and its CORS-preflight cache. */
import { strings } from '../strings.js';
import { button, byId, el, fill, setText } from './dom.js';
import { field } from './fields.js';
import { more } from './ask.js';

const words = strings.cookies;
/** More take a browser seconds to draw. */
const MOST = 50;

export function memoryView() {
  return more('memory', strings.ask.memory, el('div', { id: 'cookies' }), el('div', { id: 'cache', class: 'cache' }));
}

/** Rebuilds the list only when a cookie came or went. @param {unknown} cookies */
export function showCookies(cookies) {
  const list = byId('cookies');
  const count = Array.isArray(cookies) ? cookies.length : 0;
  if (list.dataset.count === String(count)) return;
  list.dataset.count = String(count);
  setText(/** @type {Element} */ (document.querySelector('#memory .count')), count > 0 ? words.count(count) : '');
  const shown = Math.min(count, MOST);
  fill(list, Array.from({ length: shown }, (_, index) => cookieView(index)), count > shown && el('p', { class: 'hint' }, words.left(count - shown)), button('add-cookie', words.add));
}

/** @param {number} index */
function cookieView(index) {
  const path = (/** @type {string} */ name) => `cookies[${index}].${name}`;
  return el(
    'fieldset',
    { class: 'cookie' },
    el('legend', {}, words.title(index + 1)),
    el(
      'div',
      { class: 'grid' },
      field({ path: path('name'), label: words.name, type: 'kept' }),
      field({ path: path('value'), label: words.value }),
      field({ path: path('domain'), label: words.domain, type: 'kept', placeholder: 'api.example.com' }),
      field({ path: path('path'), label: words.path, placeholder: '/' }),
      field({ path: path('sameSite'), label: words.sameSite, kind: 'choice', options: Object.entries(words.sameSites), standsFor: 'default' }),
      field({ path: path('secure'), label: words.secure, kind: 'flag' }),
      field({ path: path('includeSubdomains'), label: words.includeSubdomains, kind: 'flag' }),
    ),
    button('remove-cookie', words.remove(index + 1), { 'data-index': index }),
  );
}

/** @param {unknown} entries what the browser remembers @param {boolean} canRepeat whether the verdict has more to remember */
export function showCache(entries, canRepeat) {
  const count = Array.isArray(entries) ? entries.length : 0;
  const place = byId('cache');
  const state = `${count} ${canRepeat}`;
  if (place.dataset.state === state) return;
  place.dataset.state = state;
  fill(
    place,
    el('p', {}, count > 0 ? strings.cache.full(count) : strings.cache.empty),
    canRepeat && button('send-again', strings.cache.again),
    count > 0 && button('forget', strings.cache.forget),
  );
}
