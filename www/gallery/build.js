/** Short ways of writing a scene's scenario, and the parties that appear in many. */

export const APP = 'https://app.example.com/';
export const API = 'https://api.example.com/items';
export const EVIL = 'https://evil.test/';
export const JSON_TYPE = 'Content-Type: application/json';
export const HTML_TYPE = 'Content-Type: text/html';
export const VARY = 'Vary: Origin';
export const CREDENTIALS = 'Access-Control-Allow-Credentials: true';

/** @param {string} origin */
export const allow = (origin) => `Access-Control-Allow-Origin: ${origin}`;
export const ALLOW_APP = allow('https://app.example.com');

/** @param {number} status @param {...string} headers */
export const reply = (status, ...headers) => ({ status, headers: headers.join('\n') });

/** @param {...string} headers */
export const ok = (...headers) => ({ response: reply(200, JSON_TYPE, ...headers) });

/** A session cookie. @param {string} domain the host that set it @param {string} [sameSite] left out: the attribute is missing */
export const session = (domain, sameSite) => [{ name: 'session', value: 'a1b2', domain, secure: true, ...(sameSite && { sameSite }) }];

/**
 * A scene's scenario, and whether what happens in it is as it should be.
 *
 * @typedef {{ scenario: import('../state.js').Scenario, isRight: boolean }} Scene
 * @typedef {'hole' | 'broken' | 'misunderstanding'} Kind
 * @typedef {object} Mistake its words stand in the catalogue under the same name
 * @property {string} name stable: it is part of the address
 * @property {Kind} kind
 * @property {number} shown the scene, counted from 1, that stands for it in the list
 * @property {number} [console] the scene whose console lines are shown
 * @property {Scene[]} scenes
 * @property {{ how: 'vitest' | 'terminal', code: string[] }} test code that finds it
 * @property {string[]} links by their names in links.js
 * @property {string[]} [see] other mistakes, by their names
 * @property {boolean} [thirdParty] cookies of another site play a part, which browsers treat differently
 *
 * @param {import('../state.js').Scenario} scenario
 * @returns {Scene}
 */
export const right = (scenario) => ({ scenario, isRight: true });

/** @param {import('../state.js').Scenario} scenario @returns {Scene} */
export const wrong = (scenario) => ({ scenario, isRight: false });
