/** State ⇄ the page's address. */
import { examples } from './examples.js';
import { decodeFragment, encodeFragment, FragmentError } from './fragment.js';
import { LAB } from './place.js';
import { enter, startOf } from './rooms.js';
import { loadReader, whatSnippetSays } from './snippet/reader.js';
import { compact, expand } from './state.js';
import { current, update } from './store.js';
import { strings } from './strings.js';
import { notice } from './view/notice.js';

/** Browsers limit how often a page may change its address. */
const DELAY = 250;
/** Longer addresses make a browser slow, and no chat or mail carries them. */
const LONGEST_FRAGMENT = 200_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** The fragment that was last read or written. */
let known = '';

/** Keeps the state in the address, soon. */
export function saveSoon() {
  clearTimeout(timer);
  timer = setTimeout(save, DELAY);
}

/** Keeps it now, if it was to be kept soon. */
export function saveWhatWaits() {
  if (timer !== undefined) save();
}

/** @returns {boolean} whether the address now holds the state */
export function save() {
  clearTimeout(timer);
  timer = undefined;
  // One has just followed a link, which is about to be read: what stood here before must not take its place.
  if (location.hash !== known) return false;
  const text = fragment();
  const fits = text.length <= LONGEST_FRAGMENT;
  if (fits) history.replaceState(null, '', `#${text}`);
  known = location.hash;
  notice(fits ? '' : strings.fragment.tooLong);
  return fits;
}

/** The address that holds the state as it stands; null: it would be too long. */
export function addressNow() {
  const text = fragment();
  return text.length <= LONGEST_FRAGMENT ? `${location.href.replace(/#.*$/s, '')}#${text}` : null;
}

/** What stands there stays one step back in the browser's history; the state goes into a new one. */
export function saveAsNext() {
  history.pushState(null, '', location.href);
  save();
}

function fragment() {
  const state = current();
  // A snippet that is understood follows from the scenario; one that is not would be lost.
  const says = whatSnippetSays(state.snippet);
  const isLost = state.snippet !== null && (says === undefined || 'error' in says);
  const start = startOf(state.place);
  const isStart = !isLost && start !== undefined && JSON.stringify(compact(start)) === JSON.stringify(compact(state.scenario));
  return encodeFragment(isLost ? state : { ...state, snippet: null }, isStart);
}

/** Reads the address into the state. */
export async function load() {
  known = location.hash;
  // Where a skip link leads is no place.
  const text = location.hash.slice(1).replace(/^(?:main|verdict)$/, '');
  notice('');
  try {
    const { place, scenario, snippet, origins = current()?.origins } = text === '' ? { place: LAB, snippet: null } : decodeFragment(text);
    const kept = text === '' ? undefined : current()?.scenario;
    update({ scenario: scenario ?? startOf(place) ?? kept ?? expand(examples[0].scenario), snippet, place, origins, paste: null });
    if (snippet !== null) await loadReader();
    // The lab by itself is drawn already.
    if (snippet !== null || place.room !== LAB.room) await enter(place, scenario);
  } catch (error) {
    if (!(error instanceof FragmentError)) throw error;
    if (!current()) update({ scenario: expand(examples[0].scenario), snippet: null, place: LAB });
    notice(strings.fragment.failed(strings.fragment.reasons[/** @type {'json'} */ (error.message)]));
  }
}
