/**
 * The state: a scenario in the public contract's own form, the snippet's text while it is being written, and the place
 * where one is. It is never judged here: a field keeps what was typed or linked, and `simulate` says what is wrong.
 */

/**
 * @typedef {Record<string, any>} Scenario
 * @typedef {object} State
 * @property {Scenario} scenario
 * @property {string | null} snippet the code as it is being written; null: it follows from the scenario
 * @property {import('./place.js').Place} place
 * @property {import('./paste/report.js').Report | null} [paste] what came of the last text that was pasted
 * @property {import('./lessons/progress.js').Progress} [progress] in the lessons; undefined: none was entered
 * @property {{ text: string, kind: string }} [gallery] what its list is filtered by
 * @property {import('./origins/pair.js').Pair} [origins] what the origin lab compares
 * @property {import('./fix.js').Applied | null} [applied] the fix that made the scenario what it is; of no meaning once it is another
 */

/**
 * The scenario's shorthands written out, so that every field has its place.
 *
 * @param {Scenario} scenario
 * @returns {Scenario}
 */
export function expand(scenario) {
  const expanded = structuredClone(scenario);
  if (typeof expanded.page === 'string') expanded.page = { url: expanded.page };
  if (typeof expanded.request === 'string') expanded.request = { url: expanded.request };
  if (typeof expanded.request?.body === 'string') expanded.request.body = { kind: 'text', text: expanded.request.body };
  if (isObject(expanded.server)) expanded.server = [expanded.server];
  return expanded;
}

/**
 * The same scenario as a person would write it.
 *
 * @param {Scenario} scenario
 * @returns {Scenario}
 */
export function compact(scenario) {
  const compacted = structuredClone(scenario);
  const { page, request, server } = compacted;
  if (isOnly(request?.body, 'kind', 'text') && request.body.kind === 'text') request.body = request.body.text;
  if (isOnly(page, 'url')) compacted.page = page.url;
  if (isOnly(request, 'url')) compacted.request = request.url;
  if (Array.isArray(server) && server.length === 1) compacted.server = server[0];
  return compacted;
}

/**
 * What stands at a path such as `server[0].response.status`.
 *
 * @param {Scenario} scenario
 * @param {string} path
 * @returns {unknown}
 */
export function get(scenario, path) {
  return keys(path).reduce((at, key) => (isContainer(at) && Object.hasOwn(at, key) ? at[key] : undefined), scenario);
}

/**
 * The scenario with another value at a path; undefined removes the field.
 *
 * @param {Scenario} scenario
 * @param {string} path
 * @param {unknown} value
 * @returns {Scenario}
 */
export function set(scenario, path, value) {
  return setAt(scenario, keys(path), value);
}

/**
 * @param {any} at
 * @param {string[]} path
 * @param {unknown} value
 */
function setAt(at, [key, ...rest], value) {
  /** @type {Record<string, any>} */
  const copy = isContainer(at) ? (Array.isArray(at) ? [...at] : { ...at }) : /^\d+$/.test(key) ? [] : {};
  const next = rest.length > 0 ? setAt(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, value) : value;
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

/**
 * A value as a field shows it: nothing where there is none, and what is no plain value as JSON. A link may hold anything,
 * also objects that `String` throws on.
 *
 * @param {unknown} value
 */
export function asText(value) {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** @param {string} path @returns {string[]} */
function keys(path) {
  return path.split(/[.[\]]+/).filter((key) => key !== '');
}

/** @param {unknown} value @returns {value is Record<string, any>} */
export function isObject(value) {
  return isContainer(value) && !Array.isArray(value);
}

/** @param {unknown} value @returns {value is Record<string, any>} */
function isContainer(value) {
  return typeof value === 'object' && value !== null;
}

/** @param {unknown} value @param {...string} names */
function isOnly(value, ...names) {
  return isObject(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}
