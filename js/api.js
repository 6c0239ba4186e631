/** What every entry point exports. */
import * as core from '../dist/wasm/corslab.js';
import { inCore } from './door.js';
import { toDocument, toPastedText, toText } from './text.js';
import { verdictOf } from './verdict.js';

export { CorslabError } from './error.js';
export { Fetch } from './fetch.js';
export * as shared from './shared.js';

/** @param {unknown} scenario */
export function simulate(scenario) {
  const text = toText('', scenario);
  return verdictOf(inCore(core.simulate, text), text);
}

/** @param {unknown} scenario */
export function compareEngines(scenario) {
  return JSON.parse(inCore(core.compareEngines, toText('', scenario)));
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
export function compareOrigins(a, b) {
  return JSON.parse(inCore(core.compareOrigins, ...toDocument('a', a), ...toDocument('b', b)));
}

/** @param {unknown} text */
export function explainConsoleMessage(text) {
  return JSON.parse(inCore(core.explainConsoleMessage, toPastedText('text', text)));
}

export function publicSuffixSnapshot() {
  return inCore(core.publicSuffixSnapshot);
}

export function version() {
  return inCore(core.version);
}
