/** What every entry point exports. */
import * as core from '../dist/wasm/corslab.js';
import { inCore } from './door.js';
import { toText } from './text.js';
import { withTraceOnDemand } from './verdict.js';

export { CorslabError } from './error.js';
export { Fetch } from './fetch.js';

/** @param {unknown} scenario */
export function simulate(scenario) {
  return inCore(() => {
    const text = toText('scenario', core.plain(scenario));
    return withTraceOnDemand(JSON.parse(core.simulate(text)), text);
  });
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
export function compareOrigins(a, b) {
  return inCore(() => JSON.parse(core.compareOrigins(a, b)));
}

export function publicSuffixSnapshot() {
  return inCore(core.publicSuffixSnapshot);
}

export function version() {
  return inCore(core.version);
}
