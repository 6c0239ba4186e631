/** Where in the page one is: the lab by itself, or one of the rooms that come when they are entered. */

/**
 * @typedef {{ room: 'lab' | keyof typeof ROOMS, name: string }} Place `name`: which lesson, which mistake; empty: the list of them
 *
 * @typedef {object} Context what a room gets to see at every change
 * @property {import('./state.js').State} state
 * @property {import('./decide.js').Decision} decision
 * @property {(change: Partial<import('./state.js').State>) => void} edit changes the state, and soon the address
 *
 * @typedef {object} Room
 * @property {(name: string) => import('./state.js').Scenario | undefined} scenarioOf what the lab starts from; undefined: there is no such name, or no lab
 * @property {(place: HTMLElement, context: Context) => void} show draws the room, or its story above the lab
 * @property {Record<string, (index: number, button: HTMLElement) => void>} [actions] by the names that its buttons have as `data-action`
 */

export const ROOMS = {
  /** @returns {Promise<Room>} */
  lessons: () => import('./lessons/room.js'),
  /** @returns {Promise<Room>} */
  gallery: () => import('./gallery/room.js'),
  /** @returns {Promise<Room>} */
  origins: () => import('./origins/room.js'),
};

/** @type {Place} */
export const LAB = { room: 'lab', name: '' };

/** @param {Place} place */
export function hasLab({ room, name }) {
  return room === 'lab' || (room !== 'origins' && name !== '');
}

/** @param {string} text `lessons/preflight` @returns {Place | undefined} */
export function readPlace(text) {
  const [, room, name = ''] = /^([a-z]+)(?:\/(.*))?$/s.exec(text) ?? [];
  if (room === 'lab' && name === '') return LAB;
  return Object.hasOwn(ROOMS, room ?? '') ? { room: /** @type {keyof typeof ROOMS} */ (room), name } : undefined;
}

/** @param {Place} place */
export function writePlace({ room, name }) {
  return name === '' ? room : `${room}/${name}`;
}
