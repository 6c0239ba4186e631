/** The claims as matchers for `expect.extend` of Vitest and Jest. */
import { messageOf } from './assert.js';
import { answersPreflight } from './judge-preflight.js';
import { allowsCors, exposesHeaders, refusesCors, then } from './judge.js';

/** @typedef {import('./judge.js').Judgement} Judgement */

/**
 * @template {unknown[]} Arguments
 * @param {string} name
 * @param {(target: unknown, ...given: Arguments) => Judgement | Promise<Judgement>} judge
 */
function matcher(name, judge) {
  /**
   * @this {{ isNot?: boolean } | void}
   * @param {unknown} target
   * @param {Arguments} given
   */
  return function match(target, ...given) {
    const isNot = Boolean(this?.isNot);
    return then(judge(target, ...given), ({ state, sentence, check }) => ({
      // Where nothing can be told, neither the claim nor its opposite passes.
      pass: isNot ? state !== 'no' : state === 'yes',
      message: () => messageOf(`expect(…).${isNot ? 'not.' : ''}${name}`, sentence, check),
    }));
  };
}

export const matchers = {
  toAllowCors: matcher('toAllowCors', allowsCors),
  toRefuseCors: matcher('toRefuseCors', refusesCors),
  toExposeHeaders: matcher('toExposeHeaders', exposesHeaders),
  toAnswerPreflight: matcher('toAnswerPreflight', answersPreflight),
};
