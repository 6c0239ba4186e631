/** The one state of the page, and the one way to change it. Whoever draws something follows it. */

/** @typedef {import('./state.js').State} State */

/** @type {State} */
let state;
/** @type {((state: State) => void)[]} */
const followers = [];

/** The state as it stands; undefined before the address was read. @returns {State} */
export function current() {
  return state;
}

/** @param {(state: State) => void} follower called after every change, in the order in which they came */
export function follow(follower) {
  followers.push(follower);
}

/** @param {Partial<State>} change */
export function update(change) {
  state = { ...state, ...change };
  for (const follower of followers) follower(state);
}
