/** The rooms besides the lab: each comes when it is entered, and is drawn at every change while one is in it. */
import { decision } from './decide.js';
import { hasLab, LAB, ROOMS } from './place.js';
import { expand } from './state.js';
import { current, update } from './store.js';
import { strings } from './strings.js';
import { byId, fill } from './view/dom.js';
import { late } from './view/notice.js';

/** @type {Map<string, import('./place.js').Room>} */
const entered = new Map();

/** What the place starts from; undefined: nothing, or its room is still under way. @param {import('./place.js').Place} place */
export function startOf({ room, name }) {
  const scenario = entered.get(room)?.scenarioOf(name);
  return scenario && expand(scenario);
}

/**
 * Brings the place's room in.
 *
 * @param {import('./place.js').Place} place
 * @param {import('./state.js').Scenario} [scenario] what to go on with; left out: what the place starts from
 */
export async function enter(place, scenario) {
  const { room, name } = place;
  if (room !== 'lab') {
    const part = await late(ROOMS[room]);
    if (!part) return;
    entered.set(room, part);
    // One may have gone elsewhere meanwhile.
    if (current().place !== place) return;
  }
  const start = startOf(place);
  if (hasLab(place) && room !== 'lab' && !start) update({ place: { room, name: '' } });
  else update(scenario || !start ? {} : { scenario: start });
}

/** What a room's button does. @param {string} action */
export function actionOf(action) {
  return entered.get(current().place.room)?.actions?.[action];
}

/** @param {import('./place.js').Context['edit']} edit */
export function showPlace(edit) {
  const state = current();
  const { room, name } = state.place;
  const area = byId('room');
  byId('lab-view').hidden = !hasLab(state.place);
  area.hidden = room === LAB.room;
  if (area.dataset.place !== `${room}/${name}`) {
    area.dataset.place = `${room}/${name}`;
    fill(area);
    clearLab();
    mark(room);
  }
  entered.get(room)?.show(area, { state, decision: decision(), edit });
}

/** Whether a room keeps the verdict back for now. */
export function isCovered() {
  return document.getElementById('lab-view')?.hasAttribute('data-covered') ?? false;
}

/** What a room has put into the lab goes with it. */
function clearLab() {
  for (const part of document.querySelectorAll('#lab-view [data-of-room]')) part.remove();
  document.getElementById('lab-view')?.removeAttribute('data-covered');
}

/** @param {string} room */
function mark(room) {
  document.title = room === 'lab' ? strings.title : `${strings.rooms[/** @type {'lessons'} */ (room)]} · corslab`;
  for (const link of document.querySelectorAll('#rooms a')) {
    if (link.getAttribute('href') === `#${room}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
