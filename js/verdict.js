/** The verdict, as the core's text tells it. */
import * as core from '../dist/wasm/corslab.js';
import { inCore } from './door.js';

/** Where a verdict keeps what its trace is made from. Not a WeakMap: a Proxy around the verdict must find it, too. */
const ORIGIN = Symbol('corslab');

/** The scenario that a verdict is about, and what was made from it since. */
class Origin {
  /** @type {unknown} */
  trace = undefined;
  /** @type {unknown} */
  disagreements = undefined;

  /** @param {string} scenario */
  constructor(scenario) {
    this.scenario = scenario;
  }
}

/**
 * The trace is longer than all the rest and few look at it, so it is made when it is first read; and so is what the
 * engines disagree about, which takes four simulations. In all else they are properties like any other: enumerable,
 * cloned, compared, replaced, and written as JSON.
 *
 * Every verdict has the same two functions, for then V8 gives all of them one hidden class.
 *
 * @param {string} text the verdict without its trace
 * @param {string} scenario
 */
export function verdictOf(text, scenario) {
  const verdict = JSON.parse(text);
  Object.defineProperty(verdict, ORIGIN, { value: new Origin(scenario) });
  return Object.defineProperties(verdict, LAZY);
}

/**
 * @param {'trace' | 'disagreements'} name
 * @param {(scenario: string) => string} make
 * @returns {PropertyDescriptor & ThisType<any>}
 */
const lazy = (name, make) => ({
  enumerable: true,
  configurable: true,
  get() {
    const origin = this[ORIGIN];
    origin[name] ??= JSON.parse(inCore(make, origin.scenario));
    return origin[name];
  },
  set(value) {
    Object.defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true });
  },
});

const LAZY = {
  disagreements: lazy('disagreements', (scenario) => core.compareEngines(scenario)),
  trace: lazy('trace', (scenario) => core.trace(scenario)),
};
