/** Reproducible choices: the same seed and number give the same scenario, whatever was generated before. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export class Random {
  /**
   * @param {number} seed
   * @param {number} index of the scenario
   */
  constructor(seed, index) {
    this.rng = xoroshiro128plus(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35));
    for (let i = 0; i < 4; i++) this.int(0, 1);
  }

  int(from, to) {
    return uniformInt(this.rng, from, to);
  }

  chance(percent) {
    return this.int(0, 9999) < percent * 100;
  }

  /** @template T @param {readonly T[]} items @returns {T} */
  pick(items) {
    return items[this.int(0, items.length - 1)];
  }

  /** One of several values, each with its weight. @template T @param {readonly (readonly [number, T])[]} choices @returns {T} */
  weighted(choices) {
    let at = this.int(0, choices.reduce((sum, [weight]) => sum + weight, 0) - 1);
    for (const [weight, value] of choices) {
      at -= weight;
      if (at < 0) return value;
    }
    return choices[choices.length - 1][1];
  }

  /** Some of the items, in random order. */
  some(items, most) {
    const rest = [...items];
    return Array.from({ length: Math.min(this.int(1, most), rest.length) }, () => rest.splice(this.int(0, rest.length - 1), 1)[0]);
  }

  /** The spelling of a word with some letters in the other case. */
  respell(word) {
    return [...word].map((c) => (this.chance(50) ? c.toUpperCase() : c.toLowerCase())).join('');
  }
}
