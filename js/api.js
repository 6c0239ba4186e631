/** What every entry point exports. */
import * as core from '../dist/wasm/corslab.js';
import { inCore } from './door.js';
import { toText, toUrlText } from './text.js';
import { verdictOf } from './verdict.js';

export { CorslabError } from './error.js';
export { Fetch } from './fetch.js';

/** @param {unknown} scenario */
export function simulate(scenario) {
  const text = toText('', scenario);
  return verdictOf(inCore(core.simulate, text), text);
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
export function compareOrigins(a, b) {
  return JSON.parse(inCore(core.compareOrigins, toUrlText('a', a), toUrlText('b', b)));
}

export function publicSuffixSnapshot() {
  return inCore(core.publicSuffixSnapshot);
}

export function version() {
  return inCore(core.version);
}
