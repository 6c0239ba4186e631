/** The verdict, as the core's text tells it. */
import * as core from '../dist/wasm/corslab.js';
import { inCore } from './door.js';

/**
 * The trace is longer than all the rest and few look at it, so it is made when it is first read. Until then, and
 * afterwards, `trace` is a property like any other: enumerable, cloned, compared and written as JSON.
 *
 * @param {any} verdict
 * @param {string} scenario
 */
export function withTraceOnDemand(verdict, scenario) {
  return Object.defineProperty(verdict, 'trace', {
    enumerable: true,
    configurable: true,
    get: () => settle(verdict, inCore(() => JSON.parse(core.trace(scenario)))),
    set: (trace) => settle(verdict, trace),
  });
}

/**
 * @param {any} verdict
 * @param {unknown} trace
 */
function settle(verdict, trace) {
  Object.defineProperty(verdict, 'trace', { value: trace, enumerable: true, configurable: true, writable: true });
  return trace;
}
