/** What is said above everything else: why a link was not read, that the address is full, that a part of the page is missing. */
import { strings } from '../strings.js';
import { byId, el, fill } from './dom.js';

/** What holds whatever one does next; empty: nothing. */
let lack = '';

/** @param {string} text empty: none */
export function notice(text) {
  const all = [text, lack].filter((one) => one !== '');
  const place = byId('notice');
  // It is an alert: the same is not said twice.
  if (place.dataset.text === all.join()) return;
  place.dataset.text = all.join();
  fill(place, all.map((one) => el('p', { class: 'notice' }, one)));
}

/** Says something that holds from now on. @param {string} text empty: no longer */
export function noticeForGood(text) {
  lack = text;
  notice('');
}

/**
 * A part of the page that comes when it is needed. Without a network it may not come: that is said until one does.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T | undefined>} undefined: it did not come
 */
export async function late(load) {
  try {
    const part = await load();
    if (lack === strings.partFailed) noticeForGood('');
    return part;
  } catch {
    noticeForGood(strings.partFailed);
    return undefined;
  }
}
