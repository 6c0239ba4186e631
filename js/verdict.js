/** The verdict, as the core's text tells it. */
import * as core from '../dist/wasm/corslab.js';
import { inCore } from './door.js';

/** Where a verdict keeps what its trace is made from. Not a WeakMap: a Proxy around the verdict must find it, too. */
const ORIGIN = Symbol('corslab');

/** The scenario that a verdict is about, until its trace was asked for; then the trace. */
class Origin {
  /** @type {unknown} */
  trace = undefined;

  /** @param {string} scenario */
  constructor(scenario) {
    this.scenario = scenario;
  }
}

/**
 * The trace is longer than all the rest and few look at it, so it is made when it is first read. In all else `trace`
 * is a property like any other: enumerable, cloned, compared, replaced, and written as JSON.
 *
 * Every verdict has the same two functions, for then V8 gives all of them one hidden class.
 *
 * @param {string} text the verdict without its trace
 * @param {string} scenario
 */
export function verdictOf(text, scenario) {
  const verdict = JSON.parse(text);
  Object.defineProperty(verdict, ORIGIN, { value: new Origin(scenario) });
  return Object.defineProperty(verdict, 'trace', TRACE);
}

/** @type {PropertyDescriptor & ThisType<any>} */
const TRACE = {
  enumerable: true,
  configurable: true,
  get() {
    const origin = this[ORIGIN];
    origin.trace ??= JSON.parse(inCore(core.trace, origin.scenario));
    return origin.trace;
  },
  set(value) {
    Object.defineProperty(this, 'trace', { value, enumerable: true, configurable: true, writable: true });
  },
};
